import { kindOf, readFileOf, RungFold, rungsAfter } from '@xiezhi/contracts';
import type { LedgerEntry, Owed, RungOfFile, WrittenRung } from '@xiezhi/contracts';
import { isOfClock, nextOwed, parseInstant, rungsAhead } from '@xiezhi/rules';
import type { FileState } from '@xiezhi/rules';
import { collectionOf, inBatches, inParallel, isDuplicateKey } from '@xiezhi/service-kit';
import type { LedgerClient, Logger } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';
import type { Misses } from './misses';
import type { Rungs } from './rungs';

/** What the clock of a file owes by the ledger, as far as it was taken. */
export interface ClockedFile {
  /** The file's id. */
  _id: string;
  /** The last entry that changed anything here. */
  seq: number;
  owed: Owed[];
  /** From when the next of them has to be there, epoch ms of court time; null while nothing is owed. */
  nextAt: number | null;
}

interface FilesDeps {
  connection: Connection;
  ledger: Pick<LedgerClient, 'entries' | 'cases'>;
  rungs: Rungs;
  misses: Pick<Misses, 'passedOver'>;
  logger: Logger;
}

const BATCH = 200;
const AT_ONCE = 4;

/**
 * Follows every file's entries for what its clock has written and what it owes: one small document a file, which an entry
 * that is no clock's business does not touch. Every write holds only on what was read before it, so that several processes,
 * a repeated entry or a kill change nothing; a file that is not known is made from its ledger.
 */
export class ClockedFiles {
  private readonly files: Collection<ClockedFile>;
  /** Files met without a document: they are made from their ledger, which need not be there now. */
  private readonly unknown = new Set<string>();
  private readonly findTogether = inBatches<string, ClockedFile | undefined>(BATCH, async (caseIds) => {
    const found = await this.files.find({ _id: { $in: [...new Set(caseIds)] } }).toArray();
    const byId = new Map(found.map((file) => [file._id, file]));
    return caseIds.map((caseId) => byId.get(caseId));
  });
  private readonly updateTogether = inBatches<{ after: number; file: ClockedFile }, boolean>(BATCH, async (updates) => {
    const { matchedCount } = await this.files.bulkWrite(
      updates.map(({ after, file: { _id, ...changes } }) => ({
        updateOne: { filter: { _id, seq: after }, update: { $set: changes } },
      })),
      { ordered: false },
    );
    return updates.map(() => matchedCount === updates.length);
  });

  constructor(private readonly deps: FilesDeps) {
    this.files = collectionOf<ClockedFile>(deps.connection, 'punctuality_files');
  }

  async prepare(): Promise<void> {
    await this.files.createIndex({ nextAt: 1 });
  }

  /** Takes an entry, with the file before and after it. May be repeated. */
  async follow(entry: LedgerEntry, state: FileState, previous: FileState | null): Promise<void> {
    if (!concernsClock(entry, state, previous)) return;
    const { caseId, seq } = entry;
    for (;;) {
      const held = await this.findTogether(caseId);
      if (held && held.seq >= seq) return;
      if (!held && seq > 1) return void this.unknown.add(caseId);
      const { owed, written, passedOver } = rungsAfter(readFileOf(caseId), entry, held?.owed ?? [], state);
      await this.keep(written, passedOver, true);
      if (await this.write(held, { _id: caseId, seq, owed, nextAt: nextOwed(owed) })) return;
    }
  }

  /** Makes a file's document and its rungs from its ledger. @throws Problem UNAVAILABLE while that is away */
  async anew(caseId: string): Promise<void> {
    for (;;) {
      const held = (await this.files.findOne({ _id: caseId })) ?? undefined;
      const fold = new RungFold(caseId);
      for (;;) {
        const entries = await this.deps.ledger.entries(caseId, fold.seq + 1);
        for (const entry of entries) {
          const { written, passedOver } = fold.take(entry);
          await this.keep(written, passedOver, false);
        }
        if (entries.length === 0) break;
      }
      const { owed, seq } = fold;
      if (seq === 0 || (await this.write(held, { _id: caseId, seq, owed, nextAt: nextOwed(owed) }))) return;
    }
  }

  /** The ledger does not have a file's entries after `beyond`: what was made of them is no longer so. */
  async forget(caseId: string, beyond: number): Promise<void> {
    await this.deps.rungs.forget(caseId, beyond);
    await this.files.deleteOne({ _id: caseId, seq: { $gt: beyond } });
    if (beyond > 0) this.unknown.add(caseId);
  }

  /** Makes what is not known of files met so far. What fails stays for the next time. */
  async makeUnknown(): Promise<void> {
    await inParallel([...this.unknown], AT_ONCE, async (caseId) => {
      await this.anew(caseId);
      this.unknown.delete(caseId);
    });
  }

  /** Looks for files of the ledger without a whole document, such as those from before there was any. */
  async findUnknown(): Promise<void> {
    let after: string | undefined;
    do {
      const page = await this.deps.ledger.cases(after);
      const found = await this.of(page.caseIds);
      for (const caseId of page.caseIds) if (!isWhole(found.get(caseId))) this.unknown.add(caseId);
      await this.makeUnknown();
      after = page.next;
    } while (after !== undefined);
  }

  /** Files that owe something from an instant before this one on (epoch ms, court time). */
  due(before: number): AsyncIterable<ClockedFile> {
    return this.files.find({ nextAt: { $lt: before } });
  }

  async of(caseIds: readonly string[]): Promise<Map<string, ClockedFile>> {
    const found = await this.files.find({ _id: { $in: [...caseIds] } }).toArray();
    return new Map(found.map((file) => [file._id, file]));
  }

  private async keep(
    written: WrittenRung | undefined,
    passedOver: readonly RungOfFile[],
    live: boolean,
  ): Promise<void> {
    if (written) await this.deps.rungs.keep(written);
    if (passedOver.length > 0) await this.deps.misses.passedOver(passedOver, live);
  }

  /** False when another process has written meanwhile. */
  private async write(held: ClockedFile | undefined, file: ClockedFile): Promise<boolean> {
    if (held) return this.updateTogether({ after: held.seq, file });
    try {
      await this.files.insertOne(file);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}

/** A schedule always owes its next scan: a document of one that owes nothing is from before its hours were kept. */
const isWhole = (file: ClockedFile | undefined): boolean =>
  file !== undefined && (file.owed.length > 0 || kindOf(file._id) !== 'schedule');

/** Whether an entry can have changed what the clock owes, or has gone past something it owed. */
function concernsClock(entry: LedgerEntry, state: FileState, previous: FileState | null): boolean {
  if (!previous || isOfClock(entry.type)) return true;
  const read = readFileOf(entry.caseId);
  if (read.isOver(state) !== read.isOver(previous) || read.hours(entry, state).told) return true;
  const at = parseInstant(entry.at);
  return previous.deadlines.some((deadline) => rungsAhead(deadline).some((rung) => rung.at < at));
}
