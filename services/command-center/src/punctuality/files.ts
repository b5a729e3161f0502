import { FILE_KIND_NAMES, kindOf, RungFold } from '@xiezhi/contracts';
import type { FileKindName, FileRungs, Owed } from '@xiezhi/contracts';
import { collectionOf, inParallel, isConnectionError } from '@xiezhi/service-kit';
import type { LedgerClient, Logger } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';
import { owesOf } from './owes';
import type { ClockedDocument } from './owes';
import type { Models } from './read-models';

/** What the clock of a file owes by the ledger, as far as it was taken. */
export interface ClockedFile {
  /** The file's id. */
  _id: string;
  owed: Owed[];
}

interface FilesDeps {
  connection: Connection;
  models: Models;
  ledger: Pick<LedgerClient, 'entries'>;
  /** Keeps what the entries of a file's past have written and gone past. */
  keepPast(rungs: Omit<FileRungs, 'owed'>): Promise<void>;
  logger: Logger;
}

const PAGE = 200;
const AT_ONCE = 4;
const FROM = 'owes.from';
const FIELDS = { projection: { 'owes.rungs': 1 } } as const;

type Stored = Collection<ClockedDocument>;

const clocked = ({ _id, owes }: ClockedDocument): ClockedFile => ({ _id, owed: owes?.rungs ?? [] });

/**
 * What every file's clock owes, of which its document in the read model tells: it is written with the entry that changes
 * it, so that several processes, a repeated entry or a kill change nothing. A document from before it was kept is given it
 * from the file's ledger.
 */
export class ClockedFiles {
  private readonly collections: Record<FileKindName, Stored>;

  constructor(private readonly deps: FilesDeps) {
    this.collections = Object.fromEntries(
      FILE_KIND_NAMES.map((kind) => [
        kind,
        collectionOf<ClockedDocument>(deps.connection, deps.models[kind].collection.collectionName),
      ]),
    ) as Record<FileKindName, Stored>;
  }

  async prepare(): Promise<void> {
    for (const kind of FILE_KIND_NAMES) await this.collections[kind].createIndex({ [FROM]: 1 });
  }

  /** Makes what is not known yet. What fails stays for the next time. @throws Problem UNAVAILABLE while the ledger is away */
  async makeUnknown(): Promise<void> {
    for (const kind of FILE_KIND_NAMES) {
      const failed = new Set<string>();
      for (;;) {
        const ids = await this.unknownOf(kind, failed);
        if (ids.length === 0) break;
        await inParallel(ids, AT_ONCE, async (fileId) => {
          await this.anew(fileId).catch((err: unknown) => {
            if (isConnectionError(err)) throw err;
            this.deps.logger.warn({ err, caseId: fileId }, 'what the clock of a file owes is not known yet');
            failed.add(fileId);
          });
        });
      }
    }
  }

  /** Files that owe something from an instant before this one on (epoch ms, court time). */
  async *due(before: number): AsyncGenerator<ClockedFile> {
    for (const kind of FILE_KIND_NAMES) {
      // With a lower bound, or the embedded database reads those of which nothing is known as well.
      const found = this.collections[kind].find({ [FROM]: { $gte: 0, $lt: before } }, FIELDS);
      for await (const each of found) yield clocked(each as ClockedDocument);
    }
  }

  async of(fileIds: readonly string[]): Promise<Map<string, ClockedFile>> {
    const files = new Map<string, ClockedFile>();
    for (const kind of FILE_KIND_NAMES) {
      const ids = fileIds.filter((fileId) => kindOf(fileId) === kind);
      if (ids.length === 0) continue;
      const found = this.collections[kind].find({ _id: { $in: ids } }, FIELDS);
      for await (const each of found) files.set(each._id, clocked(each as ClockedDocument));
    }
    return files;
  }

  private async unknownOf(kind: FileKindName, failed: ReadonlySet<string>): Promise<string[]> {
    const only = { projection: { _id: 1 }, limit: PAGE + failed.size } as const;
    const found = await this.collections[kind].find({ [FROM]: null }, only).toArray();
    return found.map(({ _id }) => _id).filter((fileId) => !failed.has(fileId));
  }

  /** As far as the document goes, and nothing while the ledger has less of it: then the read model makes it anew. */
  private async anew(fileId: string): Promise<void> {
    const { ledger, keepPast } = this.deps;
    const collection = this.collections[kindOf(fileId)];
    for (;;) {
      const held = await collection.findOne({ _id: fileId }, { projection: { seq: 1, [FROM]: 1 } });
      if (!held || held.owes) return;
      const fold = new RungFold(fileId);
      while (fold.seq < held.seq) {
        const entries = await ledger.entries(fileId, fold.seq + 1);
        if (entries.length === 0) throw new Error(`the ledger has ${fold.seq} entries of ${fileId}, not ${held.seq}`);
        for (const entry of entries.filter(({ seq }) => seq <= held.seq)) await keepPast(fold.take(entry));
      }
      const unchanged = { _id: fileId, seq: held.seq };
      const { matchedCount } = await collection.updateOne(unchanged, { $set: { owes: owesOf(fold.owed) } });
      if (matchedCount > 0) return;
    }
  }
}
