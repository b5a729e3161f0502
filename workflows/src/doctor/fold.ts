import type { AnsweredCommand, UnrecordedEntry } from '@xiezhi/contracts';
import type { FileState } from '@xiezhi/rules';
import { REMEMBERED_ANSWERS } from '../file/size';
import type { Ledger } from '@xiezhi/ledger';
import { kindOfFile } from '../kinds';

/** A file as its ledger has it. */
export interface FoldedFile {
  caseId: string;
  state: FileState;
  lastHash: string;
  /** What was answered to commands, by their keys; of a digest the ledger keeps the beginning. */
  answered: Record<string, AnsweredCommand>;
}

/** What a file's entries come to, one after the other: its state, and what was answered to whom. */
export class Fold {
  state: FileState | null = null;
  readonly answered = new Map<string, AnsweredCommand>();
  private current: AnsweredCommand | undefined;
  private until = '';

  take(entry: UnrecordedEntry): void {
    const { caseId, seq, at, commandId } = entry;
    const kind = kindOfFile(caseId);
    this.state = kind.evolve(this.state, entry);
    if (commandId !== undefined) {
      const cut = commandId.lastIndexOf('-');
      this.current = { digest: commandId.slice(cut + 1) };
      this.answered.set(commandId.slice(0, cut), this.current);
      this.until = at;
    }
    // What follows from a command at the same instant belongs to its answer: its document number, and a decision that waited
    // for that.
    if (at !== this.until) this.current = undefined;
    else if (this.current) {
      const documentNumber = kind.documentNumberOf(this.state);
      this.current.answer = { caseId, seq, state: this.state.status, documentNumber };
    }
  }
}

const PAGE = 500;

async function folded(ledger: Ledger, caseId: string): Promise<Fold & { lastHash: string }> {
  const fold = Object.assign(new Fold(), { lastHash: '' });
  for (;;) {
    const entries = await ledger.read(caseId, { from: (fold.state?.seq ?? 0) + 1, limit: PAGE });
    for (const entry of entries) fold.take(entry);
    fold.lastHash = entries.at(-1)?.hash ?? fold.lastHash;
    if (entries.length < PAGE) return fold;
  }
}

/** Folds a file's entries, without asking anything else than the ledger. Null when it has none. */
export async function foldFile(ledger: Ledger, caseId: string): Promise<FoldedFile | null> {
  const { state, lastHash, answered } = await folded(ledger, caseId);
  if (!state) return null;
  const newest = [...answered].slice(-REMEMBERED_ANSWERS);
  return { caseId, state, lastHash, answered: Object.fromEntries(newest) };
}

/** What a request under this key was answered, however long ago; null when it had no effect on the file. */
export async function answerIn(ledger: Ledger, caseId: string, id: string): Promise<AnsweredCommand | null> {
  // The whole file is folded for a repeat only.
  if (!(await ledger.knowsRequest(caseId, id))) return null;
  return (await folded(ledger, caseId)).answered.get(id) ?? null;
}
