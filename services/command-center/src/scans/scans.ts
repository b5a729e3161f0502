import { sm3 } from '@xiezhi/chain';
import { courtByCode, EARLIEST_DAY, RuleError } from '@xiezhi/rules';
import type { CourtCode, Instant, LocalDate, ScanFinding, ScanList } from '@xiezhi/rules';
import { clockScanId } from '@xiezhi/case-kit';
import type { CaseService } from '@xiezhi/case-kit';
import { collectionOf, isConnectionError, isDuplicateKey, Problem } from '@xiezhi/service-kit';
import type { Logger } from '@xiezhi/service-kit';
import { randomUUID } from 'node:crypto';
import type { Collection } from 'mongoose';
import { setTimeout as delay } from 'node:timers/promises';
import type { Person } from '../changes/types';
import { pauseAfter } from '../changes/telling';
import type { Docket } from '../docket/docket';
import { coveringCollaborations } from '../docket/running';
import type { Leases } from '../leases';
import type { Dispositions } from './dispositions';
import { insertedOnce } from './hits';
import type { Hits } from './hits';
import { walk } from './scan-run';
import { NOTHING_FOUND } from './types';
import type { FindingDocument, HitClock, Scan } from './types';

const LEASE = 'scan';
const LOOK_MS = 2_000;
/** How long whoever asks for a scan waits for its lists; after that they look again. */
const AWAITED_MS = 20_000;
const LOOK_AGAIN_MS = 100;

interface ScanDeps {
  connection: CaseService['connection'];
  cases: Pick<CaseService['cases'], 'collection' | 'catchUp'>;
  docket: Docket;
  hits: Hits;
  leases: Leases;
  dispositions: Pick<Dispositions, 'afterScan'>;
  logger: Logger;
}

export interface ScanRequest {
  court: CourtCode;
  asOf: LocalDate;
  person: Person;
  at: Instant;
}

/** A scan that was run elsewhere. */
export interface Recorded {
  id: string;
  court: CourtCode;
  asOf: LocalDate;
  at: Instant;
  /** Null where it ran by itself. */
  person: Person | null;
  rows: number;
  findings: readonly ScanFinding[];
}

const digestOf = ({ court, asOf }: Pick<ScanRequest, 'court' | 'asOf'>): string => sm3(`${court}\n${asOf}`);

/** Whether a court scans at all, and as of that day. @throws RuleError FORBIDDEN, VALIDATION */
export function checkAsked({ court, asOf, at }: Omit<ScanRequest, 'person'>): void {
  if (asOf > at.slice(0, 10)) throw new RuleError('VALIDATION', `扫描日期${asOf}晚于今天。`);
  if (asOf < EARLIEST_DAY) throw new RuleError('VALIDATION', `扫描日期早于${EARLIEST_DAY}。`);
  const tier = courtByCode(court, asOf)?.tier;
  if (tier !== 'HIGH' && tier !== 'INTERMEDIATE') {
    throw new RuleError('FORBIDDEN', '定期扫描由高级人民法院和中级人民法院办理（第十四条）。');
  }
}

/** The scans of the dockets (Art. 14): what was asked for, and the lists that came of it. */
export class Scans {
  private readonly scans: Collection<Scan>;
  private readonly found: Collection<FindingDocument>;
  private readonly ending = new AbortController();
  private readonly begun = new Set<string>();
  private turn: Promise<void> = Promise.resolve();

  constructor(private readonly deps: ScanDeps) {
    this.scans = collectionOf<Scan>(deps.connection, 'scans');
    this.found = collectionOf<FindingDocument>(deps.connection, 'scan_findings');
  }

  async start(): Promise<void> {
    await this.scans.createIndex({ court: 1, at: 1 });
    await this.scans.createIndex({ status: 1 });
    await this.found.createIndex({ list: 1, _id: 1 });
    await this.deps.hits.prepare();
    void this.takeUp();
  }

  close(): void {
    this.ending.abort();
  }

  /** Asks for a scan, and waits a while for its lists. The same request is the same scan. */
  async run(id: string, { court, asOf, person, at }: ScanRequest): Promise<Scan> {
    return this.awaited(await this.ask({ _id: id, court, by: 'commandOfficer', person, asOf, at }));
  }

  /** The scan of a court by itself (HR-07): one a day, by whatever process it is asked for. */
  async byClock({ court, asOf, at }: Omit<ScanRequest, 'person'>): Promise<Scan> {
    return this.awaited(await this.ask({ _id: clockScanId(court, asOf), court, by: 'clock', asOf, at }));
  }

  /** Keeps scans that were run elsewhere, with their lists. Done twice it is the same. */
  async record(recorded: readonly Recorded[]): Promise<void> {
    const found = recorded.map(({ id, findings }) => documentsOf(`${id}:recorded`, findings)).flat();
    const scans = recorded.map(({ id: _id, court, asOf, at, person, rows, findings }): Scan => {
      const counts = { ...NOTHING_FOUND };
      for (const { list } of findings) counts[list] += 1;
      const asked = person ? { by: 'commandOfficer' as const, person } : { by: 'clock' as const };
      const digest = digestOf({ court, asOf });
      return { _id, court, asOf, at, ...asked, digest, status: 'DONE', walk: `${_id}:recorded`, rows, counts };
    });
    await insertedOnce(() => this.found.insertMany(found, { ordered: false }), found.length);
    await insertedOnce(() => this.scans.insertMany(scans, { ordered: false }), scans.length);
  }

  private async ask(wanted: Pick<Scan, '_id' | 'court' | 'by' | 'person' | 'asOf' | 'at'>): Promise<string> {
    const { _id: id, court, asOf } = wanted;
    const digest = digestOf({ court, asOf });
    try {
      await this.scans.insertOne({
        ...wanted,
        ...{ digest, status: 'RUNNING', walk: null, rows: 0, counts: NOTHING_FOUND },
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const earlier = await this.find(id);
      if (earlier?.digest !== digest) throw new Problem('VERSION_CONFLICT', '同一 Idempotency-Key 已用于另一项请求。');
    }
    return id;
  }

  private async awaited(id: string): Promise<Scan> {
    const until = performance.now() + AWAITED_MS;
    for (let scan = (await this.find(id))!; ; scan = (await this.find(id))!) {
      if (scan.status === 'DONE') return this.withFiles(scan, until);
      if (performance.now() > until || this.ending.signal.aborted) return scan;
      this.begin(scan);
      await delay(LOOK_AGAIN_MS, undefined, { signal: this.ending.signal }).catch(() => undefined);
    }
  }

  /** A few hits have their files, and with them their clocks, when their scan is answered; those of many follow. */
  private async withFiles(scan: Scan, until: number): Promise<Scan> {
    const left = new AbortController();
    const limit = delay(Math.max(0, until - performance.now()), undefined, { signal: left.signal }).catch(
      () => undefined,
    );
    const options = { scan: scan._id, between: () => this.lull() };
    const begun = this.deps.hits.beginAll(this.ending.signal, options).catch((err: unknown) => {
      this.deps.logger.warn({ err, scan: scan._id }, 'files of hits not begun, again later');
    });
    await Promise.race([begun, limit]).finally(() => left.abort());
    return scan;
  }

  find(id: string): Promise<Scan | null> {
    return this.scans.findOne({ _id: id });
  }

  /** Newest first; of these courts. */
  async list(courts: readonly CourtCode[], limit: number, before?: { at: string; id: string }): Promise<Scan[]> {
    const older = before && { $or: [{ at: { $lt: before.at } }, { at: before.at, _id: { $lt: before.id } }] };
    return this.scans
      .find({ court: { $in: [...courts] }, ...older })
      .sort({ at: -1, _id: -1 })
      .limit(limit)
      .toArray();
  }

  /** A page of one of a scan's lists, by net date, then number. */
  async page({ walk: counted }: Scan, list: ScanList, limit: number, after = ''): Promise<FindingDocument[]> {
    if (counted === null) return [];
    const name = `${counted}:${list}`;
    return this.found
      .find({ list: name, _id: { $gt: `${name}:${after}` } })
      .sort({ list: 1, _id: 1 })
      .limit(limit)
      .toArray();
  }

  /** For as long as this process lives: finishes scans that a process which is no more has left. */
  private async takeUp(): Promise<void> {
    for (let failures = 0; ;) {
      try {
        for (const scan of await this.scans.find({ status: 'RUNNING' }).sort({ at: 1 }).toArray()) this.begin(scan);
        await this.deps.hits.beginAll(this.ending.signal, { between: () => this.lull() });
        failures = 0;
      } catch (err) {
        if (this.ending.signal.aborted) return;
        failures += 1;
        this.deps.logger.warn({ err }, 'scans not taken up, again later');
      }
      await delay(failures === 0 ? LOOK_MS : pauseAfter(failures), undefined, { signal: this.ending.signal }).catch(
        () => undefined,
      );
      if (this.ending.signal.aborted) return;
    }
  }

  /** Until no scan walks over the docket, neither one of this process nor one of another. */
  private async lull(): Promise<void> {
    for (;;) {
      await this.turn;
      if (!(await this.deps.leases.isHeldElsewhere(LEASE))) return;
      await delay(LOOK_MS, undefined, { signal: this.ending.signal });
    }
  }

  /** Begins a scan after those that this process has begun, once; what breaks off is begun again a little later. */
  private begin(scan: Scan): void {
    if (this.begun.has(scan._id)) return;
    this.begun.add(scan._id);
    this.turn = this.turn
      .then(() => this.carryOut(scan))
      .catch((err: unknown) => {
        if (!this.ending.signal.aborted) this.deps.logger.warn({ err, scan: scan._id }, 'scan broken off, again later');
      })
      .finally(() => this.begun.delete(scan._id));
  }

  /** One scan at a time opens hits, of whatever court: what one has hit the next one has to know. */
  private async carryOut(scan: Scan): Promise<void> {
    const release = await this.deps.leases.take(LEASE);
    if (!release) return;
    try {
      const now = await this.find(scan._id);
      if (now?.status === 'RUNNING') await this.walk(now);
    } finally {
      await release();
    }
  }

  private async walk(scan: Scan): Promise<void> {
    const { cases, docket, dispositions, hits, logger } = this.deps;
    await Promise.all([cases.catchUp(), hits.catchUp()]).catch((err: unknown) => {
      if (!isConnectionError(err)) throw err;
      logger.warn({ err }, 'scan beside collaborations that may be behind');
    });
    const name = `${scan._id}:${randomUUID()}`;
    if (scan.rows > 0) await this.forget(scan);
    const today = scan.at.slice(0, 10);
    const [batches, covering, own, below] = await Promise.all([
      docket.batches.finished(),
      coveringCollaborations(cases, scan.at),
      hits.of(scan.court),
      hits.below(scan.court, today),
    ]);
    let clock: HitClock | undefined;
    const { rows, counts } = await walk(
      scan,
      { newest: (court, reading) => docket.rows.newest(court, reading), batches, covering, own, below },
      {
        findings: (found) => this.write(name, found),
        hits: async (found) => {
          if (found.length > 0) await hits.open(found, scan.at, (clock ??= await hits.clockOf(found[0]!, scan.at)));
        },
        progress: async (done) => {
          this.ending.signal.throwIfAborted();
          await this.scans.updateOne({ _id: scan._id, status: 'RUNNING' }, { $set: { rows: done } });
        },
      },
    );
    const goesOn = [...own.open.values()].some(({ found }) => found.scan === scan._id);
    await dispositions.afterScan(scan, goesOn ? undefined : batches);
    await this.scans.updateOne(
      { _id: scan._id, status: 'RUNNING' },
      { $set: { status: 'DONE', walk: name, rows, counts } },
    );
  }

  /** What a walk that broke off has found. */
  private async forget({ _id }: Scan): Promise<void> {
    await this.found.deleteMany({ _id: { $gt: `${_id}:`, $lt: `${_id};` } });
  }

  private async write(walkName: string, found: readonly ScanFinding[]): Promise<void> {
    if (found.length === 0) return;
    await this.found.insertMany(documentsOf(walkName, found), { ordered: false });
  }
}

const documentsOf = (walkName: string, found: readonly ScanFinding[]): FindingDocument[] =>
  found.map((finding) => {
    const list = `${walkName}:${finding.list}`;
    return { _id: `${list}:${placeOf(finding)}`, list, finding };
  });

/** Where a case stands in its list. */
export const placeOf = ({ age, caseNumber, key }: ScanFinding): string => `${age.netDate}|${caseNumber}|${key}`;
