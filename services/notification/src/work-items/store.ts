import type { LedgerEntry } from '@xiezhi/contracts';
import { documentAfter } from '@xiezhi/case-kit';
import type { CaseDocument } from '@xiezhi/case-kit';
import { inBatches } from '@xiezhi/service-kit';
import type { LedgerClient } from '@xiezhi/service-kit';
import type { Connection, mongo } from 'mongoose';
import { fileFields, changeOf, dutiesIn, ending, firstRepetition, isCase, itemOf } from './item';
import type { DutyChange, FileFields, ItemLife, ProjectedItem, WorkFile, WorkItem } from './item';

/** A file before and after an entry, and what that did to its duties. */
interface Step {
  previous: WorkFile | null;
  document: WorkFile;
  change: DutyChange;
}

type Write = mongo.AnyBulkWriteOperation<WorkItem>;

/** Grows with what an item keeps of its file or duty: items of an earlier version are given it at the start. */
export const ITEMS_VERSION = 2;

/** Absent in what was built before versions were kept. */
type Built = { _id: string; v?: number };

const BATCH = 100;

const untouched = (repeatOn: ItemLife['repeatOn']): ItemLife => ({
  claim: null,
  version: 0,
  answered: [],
  outbox: [],
  repeatOn,
});

/**
 * The work items of every file, made from its events. Each write is guarded by the number of the entry it follows from,
 * so an entry may come any number of times. What people did to an item (claims) is in the same document and is never
 * written here.
 */
export class WorkItemStore {
  readonly collection: mongo.Collection<WorkItem>;
  private readonly built: mongo.Collection<Built>;
  private readonly anew = new Map<string, ProjectedItem[]>();
  private readonly writeTogether = inBatches<Write[], void>(BATCH, async (lists) => {
    await this.collection.bulkWrite(lists.flat());
    return lists.map(() => undefined);
  });

  constructor(
    connection: Connection,
    private readonly ledger: LedgerClient,
  ) {
    this.collection = connection.db!.collection<WorkItem>('work_items');
    this.built = connection.db!.collection<Built>('work_items_built');
  }

  async prepare(): Promise<void> {
    await this.collection.createIndexes([
      { key: { caseId: 1, duty: 1 } },
      { key: { court: 1, roles: 1, status: 1, order: 1, _id: 1 } },
      { key: { concerns: 1, status: 1, order: 1, _id: 1 } },
      { key: { 'raisedBy.sub': 1, status: 1, order: 1 } },
      { key: { openedBy: 1, status: 1, order: 1 } },
      { key: { 'doneBy.sub': 1, doneAt: -1, _id: -1 } },
      { key: { repeatOn: 1 } },
      { key: { 'outbox.key': 1 }, sparse: true },
    ]);
  }

  /** Of which version the items of files older than this collection are; null while they have not been made. */
  async builtAs(): Promise<number | null> {
    const built = await this.built.findOne({ _id: 'all' });
    return built && (built.v ?? 1);
  }

  async markBuilt(): Promise<void> {
    await this.built.updateOne({ _id: 'all' }, { $set: { v: ITEMS_VERSION } }, { upsert: true });
  }

  /** Gives the items of a file what an earlier version did not keep. One that an entry has taken further has it already. */
  async renew(file: WorkFile): Promise<void> {
    const { _id: caseId, seq } = file;
    const older = { caseId, seq: { $lte: seq } };
    await this.writeTogether([
      { updateMany: { filter: older, update: { $set: fileFields(file) } } },
      ...[...dutiesIn(file)].map(([duty, fields]) => ({
        updateOne: { filter: { ...older, duty, status: 'OPEN' as const }, update: { $set: fields } },
      })),
    ]);
  }

  async apply(
    entry: LedgerEntry,
    {
      document,
      previous,
      rebuilding,
      change,
    }: { document: WorkFile; previous: WorkFile | null; rebuilding: boolean; change: DutyChange },
  ): Promise<void> {
    if (rebuilding) {
      this.anew.set(
        entry.caseId,
        followed(previous ? this.anew.get(entry.caseId) : [], entry, { previous, document, change }),
      );
      return;
    }
    if (isCase(document)) {
      const { demo } = document.state;
      if (demo && entry.seq < demo.entries) return;
      if (demo && entry.seq === demo.entries) return this.takeHistory(document);
    }
    const writes = await this.writesFor(entry, { previous, document, change });
    if (writes.length > 0) await this.writeTogether(writes);
  }

  /** The made history of a demonstration case brings its items at once, with its last entry: hundreds of cases come together. */
  private async takeHistory({ _id: caseId, seq, state: { demo } }: CaseDocument): Promise<void> {
    const entries = (await this.ledger.entries(caseId, 1, demo?.entries)).slice(0, seq);
    let items: ProjectedItem[] = [];
    let previous: CaseDocument | null = null;
    for (const entry of entries) {
      const document: CaseDocument = documentAfter(entry, previous);
      items = followed(items, entry, { previous, document, change: changeOf(previous, document) });
      previous = document;
    }
    await this.writeTogether(writesOf(caseId, seq, items));
  }

  private async writesFor(entry: LedgerEntry, { previous, document, change }: Step): Promise<Write[]> {
    const { caseId, seq } = entry;
    const { appeared, changed, vanished } = change;
    const about = fileFields(document);
    const open = (duty: string) => ({ caseId, duty, status: 'OPEN' as const, seq: { $lt: seq } });
    const writes: Write[] = [
      ...[...vanished].map(([duty, fields]) => ({
        updateOne: { filter: open(duty), update: { $set: { ...about, ...ending(entry, fields) } } },
      })),
      ...[...changed].map(([duty, fields]) => {
        const repeatOn = firstRepetition(fields, entry.at);
        return { updateOne: { filter: open(duty), update: { $set: { ...fields, ...about, seq, repeatOn } } } };
      }),
    ];
    if (appeared.size > 0) {
      const openedBy = await this.openerOf(entry);
      for (const [duty, fields] of appeared) {
        const { _id, ...item } = { ...itemOf(entry, duty, fields, about), openedBy };
        const $setOnInsert = { ...item, ...untouched(firstRepetition(fields, entry.at)) };
        writes.push({ updateOne: { filter: { _id }, update: { $setOnInsert }, upsert: true } });
      }
    }
    if (previous && differ(about, fileFields(previous))) {
      writes.push({ updateMany: { filter: { caseId, seq: { $lt: seq } }, update: { $set: { ...about, seq } } } });
    }
    return writes;
  }

  /** Some duty always follows from a case's first entry; its item knows who opened the case. */
  private async openerOf({ caseId, seq, actor }: LedgerEntry): Promise<string | null> {
    if (seq === 1) return actor.sub ?? null;
    const first = await this.collection.findOne({ caseId, openedSeq: 1 }, { projection: { openedBy: 1 } });
    return first?.openedBy ?? null;
  }

  /** Takes back the items that follow from entries after `beyond`, which the ledger does not have. */
  async forget(caseId: string, beyond: number): Promise<void> {
    await this.collection.deleteMany({ caseId, seq: { $gt: beyond } });
  }

  /** Writes what a rebuild has folded: every item as the events tell it, claims as they are. */
  async afterRebuild({ _id: caseId, seq }: WorkFile): Promise<void> {
    const items = this.anew.get(caseId) ?? [];
    this.anew.delete(caseId);
    await this.collection.bulkWrite(writesOf(caseId, seq, items));
  }
}

/** Every item of a case as its events up to `seq` tell it; claims stay as they are. */
function writesOf(caseId: string, seq: number, items: readonly ProjectedItem[]): Write[] {
  const writes: Write[] = items.map(({ _id, ...item }) => ({
    updateOne: {
      filter: { _id },
      update: { $set: item, $setOnInsert: untouched(firstRepetition(item, item.since)) },
      upsert: true,
    },
  }));
  const ids = items.map(({ _id }) => _id);
  return [...writes, { deleteMany: { filter: { caseId, seq: { $lte: seq }, _id: { $nin: ids } } } }];
}

const differ = (a: FileFields, b: FileFields): boolean => JSON.stringify(a) !== JSON.stringify(b);

/** The same change as `writesFor`, to items in memory. */
function followed(
  items: readonly ProjectedItem[] = [],
  entry: LedgerEntry,
  { previous, document, change: { appeared, changed, vanished } }: Step,
): ProjectedItem[] {
  const { seq } = entry;
  const about = fileFields(document);
  const moved = previous !== null && differ(about, fileFields(previous));
  const openedBy = items.length === 0 ? (entry.actor.sub ?? null) : (items[0]?.openedBy ?? null);
  const kept = items.map((item): ProjectedItem => {
    const fields = item.status === 'OPEN' ? changed.get(item.duty) : undefined;
    const gone = item.status === 'OPEN' ? vanished.get(item.duty) : undefined;
    if (gone) return { ...item, ...about, ...ending(entry, gone) };
    if (fields) return { ...item, ...fields, ...about, seq };
    return moved ? { ...item, ...about, seq } : item;
  });
  return [...kept, ...[...appeared].map(([duty, fields]) => ({ ...itemOf(entry, duty, fields, about), openedBy }))];
}
