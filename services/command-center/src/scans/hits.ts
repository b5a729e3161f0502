import { calendarFor, codesOf, openHit } from '@xiezhi/rules';
import type { CourtCode, HitOpening, HitState, Instant, LocalDate, ScannedCase } from '@xiezhi/rules';
import { hitIdOf, openHitFile, refusalProblem } from '@xiezhi/case-kit';
import type { CaseService, HitFile } from '@xiezhi/case-kit';
import { collectionOf, inParallel, isConnectionError, isDuplicateKey } from '@xiezhi/service-kit';
import type { Projection } from '@xiezhi/service-kit';
import type { Collection } from 'mongoose';
import type { Versions } from '../changes/versions';
import type { RehearsalClock } from '../clock';
import type { HitClock, HitDocument } from './types';

/** Files that are begun at one time, and looked up together. */
const BEGUN_AT_ONCE = 8;
const BEGUN_TOGETHER = 200;
/** So many files are cheap to look up one by one. */
const FEW = 50;

/** What a court exempted, by case. */
export interface Exempted {
  on: LocalDate;
  /** Digest of the row it rests on. */
  row: string;
}

/** How a court's hits stand. */
export interface Standing {
  open: Map<string, HitDocument>;
  exempted: Map<string, Exempted>;
}

export const isLate = ({ due, provisional }: HitClock, today: LocalDate): boolean => !provisional && due < today;

/** Of documents that are there already it is not told. */
export async function insertedOnce(insert: () => Promise<unknown>, count: number): Promise<void> {
  if (count === 0) return;
  try {
    await insert();
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

interface HitsDeps extends Pick<CaseService, 'connection' | 'temporal'> {
  files: Pick<Projection<HitFile>, 'collection' | 'catchUp' | 'take'>;
  versions: Pick<Versions, 'settingsOn' | 'publishedYears'>;
  clock: Pick<RehearsalClock, 'reading'>;
}

/**
 * The hits of all courts. A scan writes them down, which is quick and can be repeated; the file of each is begun after, by
 * whichever process finds it without one, and its read model says how it stands.
 */
export class Hits {
  private readonly hits: Collection<HitDocument>;

  constructor(private readonly deps: HitsDeps) {
    this.hits = collectionOf<HitDocument>(deps.connection, 'hits');
  }

  async prepare(): Promise<void> {
    await this.hits.createIndex({ court: 1, _id: 1 });
    await this.hits.createIndex({ key: 1 });
    await this.hits.createIndex({ begun: 1 });
  }

  /** What is in the ledger by now is known. */
  catchUp(): Promise<void> {
    return this.deps.files.catchUp();
  }

  /** Of a court, under whichever of its codes they were opened. */
  async of(court: CourtCode): Promise<Standing> {
    const ofCourt = { court: { $in: [...codesOf(court)] } };
    const disposed = new Set<string>();
    const exempted = new Map<string, Exempted>();
    const ended = this.deps.files.collection.find(
      { ...ofCourt, status: 'DISPOSED' },
      { projection: { key: 1, 'state.disposed': 1 } },
    );
    for await (const { _id, key, state } of ended) {
      disposed.add(_id);
      const { as, on, row } = state.disposed!;
      const before = exempted.get(key);
      if (as === 'EXEMPT_WITH_REASON' && row !== undefined && (!before || before.on <= on))
        exempted.set(key, { on, row });
    }
    const open = new Map<string, HitDocument>();
    for await (const hit of this.hits.find(ofCourt)) if (!disposed.has(hit._id)) open.set(hit.key, hit);
    return { open, exempted };
  }

  /**
   * Those of all other courts that are open, by case: whether they are late on a day, which a clock that was moved may have
   * left behind.
   */
  async below(court: CourtCode, today: LocalDate): Promise<Map<string, { late: boolean }>> {
    const others = { court: { $nin: [...codesOf(court)] } };
    const told = new Map<string, { disposed: boolean; late: boolean }>();
    const files = this.deps.files.collection.find(others, { projection: { status: 1, 'state.deadlines': 1 } });
    for await (const { _id, status, state } of files) {
      told.set(_id, {
        disposed: status === 'DISPOSED',
        late: state.deadlines.some(({ status: how, due }) => how === 'LATE' && due < today),
      });
    }
    const below = new Map<string, { late: boolean }>();
    const found = this.hits.find(others, { projection: { key: 1, due: 1, provisional: 1 } });
    for await (const hit of found) {
      const file = told.get(hit._id);
      if (!file?.disposed) below.set(hit.key, { late: file?.late ?? isLate(hit, today) });
    }
    return below;
  }

  /** How many hits of these courts were opened in a month, and how many nobody has disposed of, in time or late. */
  async standing(
    courts: readonly CourtCode[],
    month: string,
    today: LocalDate,
  ): Promise<{ hits: number; waiting: number; late: number }> {
    const ofCourts = { court: { $in: [...courts] } };
    const told = new Map<string, { disposed: boolean; late: boolean }>();
    const files = this.deps.files.collection.find(ofCourts, { projection: { status: 1, 'state.deadlines.status': 1 } });
    for await (const { _id, status, state } of files) {
      const late = state.deadlines.some((deadline) => deadline.status === 'LATE');
      told.set(_id, { disposed: status === 'DISPOSED', late });
    }
    const counted = { hits: 0, waiting: 0, late: 0 };
    const found = this.hits.find(ofCourts, { projection: { openedOn: 1, due: 1, provisional: 1 } });
    for await (const hit of found) {
      const file = told.get(hit._id);
      if (hit.openedOn.startsWith(month)) counted.hits += 1;
      if (file?.disposed) continue;
      counted.waiting += 1;
      if (file?.late ?? isLate(hit, today)) counted.late += 1;
    }
    return counted;
  }

  /** Of a case, whatever court's, that nobody has disposed of as far as the read model knows. */
  async ofCase(keys: readonly string[]): Promise<HitDocument[]> {
    const found = await this.hits.find({ key: { $in: [...keys] } }).toArray();
    const files = await this.filesOf(found.map(({ _id }) => _id));
    return found.filter(({ _id }) => files.get(_id)?.status !== 'DISPOSED');
  }

  /** How many were found up to a day whose files are still to be begun. */
  waitingUpTo(day: LocalDate): Promise<number> {
    return this.hits.countDocuments({ begun: false, openedOn: { $lte: day } });
  }

  /** Those that a scan was the first to find. */
  openedBy(scan: string): Promise<HitDocument[]> {
    return this.hits.find({ 'found.scan': scan }).toArray();
  }

  /** Every hit that nobody has disposed of as far as the read model knows. */
  async everyOpen(): Promise<HitDocument[]> {
    const ended = this.deps.files.collection.find({ status: 'DISPOSED' }, { projection: { _id: 1 } });
    const disposed = new Set<string>();
    for await (const { _id } of ended) disposed.add(_id);
    const open: HitDocument[] = [];
    for await (const hit of this.hits.find({})) if (!disposed.has(hit._id)) open.push(hit);
    return open;
  }

  /** A court's hits of a case, the newest first. */
  async ofCourtAndCase(court: CourtCode, keys: readonly string[]): Promise<HitDocument[]> {
    const found = await this.hits.find({ key: { $in: [...keys] } }).toArray();
    const codes = codesOf(court);
    return found.filter((hit) => codes.includes(hit.court)).sort((a, b) => (a.at < b.at ? 1 : -1));
  }

  async filesOf(ids: readonly string[]): Promise<Map<string, HitFile>> {
    if (ids.length === 0) return new Map();
    const found = await this.deps.files.collection.find({ _id: { $in: [...ids] } }).toArray();
    return new Map(found.map((file) => [file._id, file as HitFile]));
  }

  /** The hits that a scan shows: of each case the last one opened by the time of the scan. A few are read as the ledger has them. */
  async shownIn(
    { court, at }: { court: CourtCode; at: Instant },
    keys: readonly string[],
  ): Promise<{ hits: Map<string, HitDocument>; files: Map<string, HitFile> }> {
    const hits = new Map<string, HitDocument>();
    const wanted = new Set(keys);
    if (wanted.size === 0) return { hits, files: new Map() };
    for await (const hit of this.hits.find({ court: { $in: [...codesOf(court)] } })) {
      const before = hits.get(hit.key);
      if (wanted.has(hit.key) && hit.at <= at && (!before || before.at < hit.at)) hits.set(hit.key, hit);
    }
    const ids = [...hits.values()].map(({ _id }) => _id);
    if (ids.length <= FEW) await this.take(ids).catch(() => undefined);
    return { hits, files: await this.filesOf(ids) };
  }

  /** What the ledger has of these hits, for whoever has just done something to them. */
  take(ids: readonly string[]): Promise<void> {
    return this.deps.files.take(ids);
  }

  /** Writes hits down; one that is there stays as it is, with its first due day. */
  async open(found: readonly ScannedCase[], at: Instant, clock: HitClock): Promise<void> {
    await this.record(
      found.map((each): HitDocument => {
        const { court, key } = each;
        return { _id: hitIdOf(each), court, key, found: each, at, begun: false, ...clock };
      }),
    );
  }

  /** The same for hits that may have their files already. */
  record(documents: readonly HitDocument[]): Promise<void> {
    return insertedOnce(() => this.hits.insertMany([...documents], { ordered: false }), documents.length);
  }

  /**
   * Begins the files of all hits that have none, or of one scan's; done twice it is the same. One that cannot be begun is passed
   * over.
   * @param between waited for before each few of them: the files of a large scan would hold up a walk over the docket for hours
   * @throws what an outage throws at once, and what the first of those passed over failed with at the end
   */
  async beginAll(signal: AbortSignal, { scan, between }: { scan?: string; between(): Promise<void> }): Promise<void> {
    const wanted = { begun: false, ...(scan === undefined ? {} : { 'found.scan': scan }) };
    const failures = new Map<string, unknown>();
    for (;;) {
      await between();
      signal.throwIfAborted();
      const found = await this.hits
        .find(wanted)
        .limit(BEGUN_TOGETHER + failures.size)
        .toArray();
      const waiting = found.filter(({ _id }) => !failures.has(_id));
      if (waiting.length === 0) break;
      await inParallel(waiting, BEGUN_AT_ONCE, async (hit) => {
        await this.begin(hit).catch((error: unknown) => {
          if (isConnectionError(error)) throw error;
          failures.set(hit._id, error);
        });
      });
    }
    for (const error of failures.values()) throw error;
  }

  /** Begins the file of a hit, if it has none. */
  async begin({ _id, at, found }: HitDocument): Promise<void> {
    const { versions, clock, temporal } = this.deps;
    const today = at.slice(0, 10);
    const [settings, published, { rehearsal, offsetMs }] = await Promise.all([
      versions.settingsOn(today),
      versions.publishedYears(),
      clock.reading(),
    ]);
    const context = { settings, calendar: calendarFor(published, today), rehearsal, clockOffset: offsetMs };
    await openHitFile(temporal, openingOf(found, at), context);
    await this.hits.updateOne({ _id }, { $set: { begun: true } });
  }

  async clockOf(found: ScannedCase, at: Instant): Promise<HitClock> {
    const deadline = (await this.opened({ found, at })).deadlines[0];
    if (!deadline) throw new Error(`no clock for a hit of ${found.court}`);
    return { openedOn: at.slice(0, 10), due: deadline.due, provisional: deadline.provisional };
  }

  /** A hit as its file begins. */
  async opened({ found, at }: Pick<HitDocument, 'found' | 'at'>): Promise<HitState> {
    const today = at.slice(0, 10);
    const [settings, published] = await Promise.all([
      this.deps.versions.settingsOn(today),
      this.deps.versions.publishedYears(),
    ]);
    const outcome = openHit(openingOf(found, at), { settings, calendar: calendarFor(published, today) });
    if ('refusal' in outcome) throw refusalProblem(outcome.refusal);
    return outcome.state;
  }
}

const openingOf = (found: ScannedCase, at: Instant): HitOpening => ({
  type: 'hit.open',
  at,
  actor: { court: found.court, role: 'system' },
  with: found,
});
