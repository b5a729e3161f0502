import { entryOf, updateIdOf } from '@xiezhi/contracts/workflow';
import type { FileWorkflowInput, Identified, UnrecordedEntry } from '@xiezhi/contracts/workflow';
import { RULE_SET } from '@xiezhi/rules';
import type { FileCommand, FileEvent, FileState } from '@xiezhi/rules';
import { ledger } from './activities';
import { bytesOf, PIECE_BYTES, takeWithin } from './size';
import { recordWithinTask } from './within-task';

type Carried = NonNullable<FileWorkflowInput<FileState, FileCommand>['carried']>;

/** What a run has decided and the ledger does not have yet, and where in the ledger it goes on. */
export class Outbox {
  private waiting: UnrecordedEntry[] = [];
  /** How many of these, from the first on, are the act of a clock whose timer has woken this task. */
  private rung = 0;

  constructor(
    private readonly caseId: string,
    private lastSeq = 0,
    private lastHash = '',
    private bytes = 0,
  ) {}

  static of(caseId: string, { recordedSeq, lastHash, written }: Carried): Outbox {
    return new Outbox(caseId, recordedSeq, lastHash, written);
  }

  get isEmpty(): boolean {
    return this.waiting.length === 0;
  }

  /** Number of the last entry of the file that is in the ledger. */
  get recordedSeq(): number {
    return this.lastSeq;
  }

  /** Bytes of all events of the file so far. */
  get written(): number {
    return this.bytes;
  }

  /** @param after number of the file's last entry before these */
  add(events: readonly FileEvent[], after: number, request?: Pick<Identified<unknown>, 'id' | 'digest'>): void {
    const commandId = request && updateIdOf(request);
    events.forEach((event, index) => {
      // A rung that the command found due is the clock's act, not the command's.
      const cause = event.actor.role === 'clock' ? undefined : commandId;
      this.waiting.push(entryOf(this.caseId, after + index + 1, event, RULE_SET, cause));
    });
    this.bytes += bytesOf(events);
  }

  /** All that waits is what a timer of this task has let the clock do, and nothing else has happened in the task. */
  isRung(): void {
    this.rung = this.waiting.length;
  }

  /** Writes what waits, or a piece of it. @param inPieces not from runs that were begun before pieces were */
  async record(executingCourt: string, inPieces: boolean): Promise<void> {
    const within = this.rung > 0;
    const ready = within ? this.waiting.slice(0, this.rung) : this.waiting;
    const entries = inPieces ? takeWithin(ready, PIECE_BYTES) : [...ready];
    this.waiting = this.waiting.slice(entries.length);
    this.rung = 0;
    const piece = { caseId: this.caseId, executingCourt, entries, prevHash: this.lastHash };
    const { lastHash } = await (within ? recordWithinTask(piece) : ledger.recordEntries(piece));
    this.lastHash = lastHash;
    this.lastSeq += entries.length;
  }

  carried(): Pick<Carried, 'recordedSeq' | 'lastHash' | 'written'> {
    return { recordedSeq: this.lastSeq, lastHash: this.lastHash, written: this.bytes };
  }
}
