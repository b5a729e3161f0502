import { ApplicationFailure } from '@temporalio/workflow';
import { DIGEST_MISMATCH_FAILURE } from '@xiezhi/contracts/workflow';
import type { AnsweredCommand, FileAnswer, Identified } from '@xiezhi/contracts/workflow';
import { REMEMBERED_ANSWERS } from './size';

type Request = Pick<Identified<unknown>, 'id' | 'digest'>;

/** What was answered to whom, so that a repeated request has one effect and hears the same. */
export class Answers {
  private readonly answered: Map<string, AnsweredCommand>;
  /** Requests whose answer, beside their entries, has the document number they made due. */
  private readonly numbered = new Set<string>();

  constructor(
    carried: Record<string, AnsweredCommand> = {},
    private readonly most = REMEMBERED_ANSWERS,
  ) {
    this.answered = new Map(Object.entries(carried));
  }

  /** Of a full memory nobody knows what it has lost: the ledger does. */
  mayHaveForgotten(id: string): boolean {
    return !this.answered.has(id) && this.answered.size >= this.most;
  }

  /** Takes back what the ledger says was answered. */
  restore(id: string, answer: AnsweredCommand): void {
    if (!this.answered.has(id)) this.keep(id, answer);
  }

  /** @throws ApplicationFailure for another request under the same key */
  repeats({ id, digest }: Request): boolean {
    const before = this.answered.get(id);
    // Of a file that was started again from its ledger only the beginning of each digest is known.
    if (before && !digest.startsWith(before.digest)) {
      throw ApplicationFailure.nonRetryable('同一 Idempotency-Key 已用于另一项请求。', DIGEST_MISMATCH_FAILURE);
    }
    return before !== undefined;
  }

  remember({ id, digest }: Request, numbered: boolean): void {
    this.keep(id, { digest });
    if (numbered) this.numbered.add(id);
  }

  wantsNumber(id: string): boolean {
    return this.numbered.has(id);
  }

  /** The first answer is the answer: a repeat after more has happened gets the same one. */
  answerTo(id: string, now: () => FileAnswer): FileAnswer {
    const entry = this.answered.get(id);
    if (!entry) return now();
    entry.answer ??= now();
    return entry.answer;
  }

  carried(): Record<string, AnsweredCommand> {
    return Object.fromEntries(this.answered);
  }

  private keep(id: string, answer: AnsweredCommand): void {
    this.answered.set(id, answer);
    for (const oldest of this.answered.keys()) {
      if (this.answered.size <= this.most) break;
      this.answered.delete(oldest);
    }
  }
}
