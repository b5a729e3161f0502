import { eventOf } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';
import {
  bulletinFigures,
  codesOf,
  countedCollaboration,
  countedRowIn,
  dateOf,
  labelOf,
  parseInstant,
  quotaInForce,
} from '@xiezhi/rules';
import type {
  Bulletin,
  BulletinSubject,
  CountedCollaboration,
  CountedHit,
  CountedQuota,
  CourtCode,
  Frozen,
  HalfYear,
  Instant,
} from '@xiezhi/rules';
import type { BulletinFile, CaseDocument, CaseService, HitFile, QuotaFile } from '@xiezhi/case-kit';
import { inParallel, Problem } from '@xiezhi/service-kit';
import type { Projection } from '@xiezhi/service-kit';
import type { Quotas } from '../assessment/quotas';
import type { CaseRows } from '../case-rows';
import type { Docket } from '../docket/docket';

const HIT_FIELDS = {
  'state.found.court': 1,
  'state.found.executingCourt': 1,
  'state.found.caseNumber': 1,
  'state.openedAt': 1,
  'state.disposed': 1,
};

export interface KnownDeps {
  cases: Pick<Projection<CaseDocument>, 'catchUp' | 'lag'>;
  /** Of the cases, as new as their read model. */
  rows: Pick<CaseRows, 'all'>;
  hitFiles: Projection<HitFile>;
  bulletinFiles: Projection<BulletinFile>;
  quotaFiles: Pick<Projection<QuotaFile>, 'catchUp' | 'lag'>;
  ledger: CaseService['ledger'];
  quotas: Pick<Quotas, 'all'>;
  docket: Pick<Docket, 'batches'>;
}

export interface KnownCollaboration extends CountedCollaboration, Shown {}

/** To whom a collaboration may be shown now, whenever it is counted as of. */
interface Shown {
  restricted: boolean;
  visibleTo: readonly CourtCode[];
}

export interface KnownHit extends CountedHit {
  /** Its file. */
  hitId: string;
}

/** A collaboration of which its entries alone tell. */
interface Unknown extends Shown {
  caseId: string;
}

/** How many cases' entries are asked for at a time. */
const WIDTH = 8;

/** What the figures of a half-year are made of, as this service knows it. */
export class Known {
  constructor(private readonly deps: KnownDeps) {}

  /**
   * Takes what is in the ledger by now.
   * @throws Problem UNAVAILABLE while the ledger is away, or while there is a case of which it is not known how it stands
   */
  async catchUp(): Promise<void> {
    const { cases, hitFiles, quotaFiles } = this.deps;
    const models = [cases, hitFiles, quotaFiles];
    await Promise.all(models.map((model) => model.catchUp()));
    const lacking = models.reduce((sum, model) => sum + model.lag().poison.length, 0);
    if (lacking > 0) {
      const message = `有${lacking}件案件的最新记录尚不能读入，数字不完整，请联系系统管理员处理后重试。`;
      throw new Problem('UNAVAILABLE', message, { retryAfter: 60 });
    }
  }

  /** @throws Problem UNAVAILABLE while rows are being made */
  async collaborations(): Promise<KnownCollaboration[]> {
    const counted: KnownCollaboration[] = [];
    const incomplete: Unknown[] = [];
    for await (const { caseId, text } of this.deps.rows.all()) {
      const { collaboration, complete, ...shown } = countedRowIn(caseId, text);
      if (complete) counted.push({ ...collaboration, ...shown });
      else incomplete.push({ caseId, ...shown });
    }
    return [...counted, ...(await this.byEvents(incomplete))];
  }

  /**
   * Each as it stood at an instant of the court clock; of those whose row does not go back so far, the ledger tells.
   * @param court only those it decides; undefined for all of the province
   * @throws Problem UNAVAILABLE while rows are being made
   */
  async collaborationsAsOf(at: Instant, court: CourtCode | undefined): Promise<KnownCollaboration[]> {
    const counted: KnownCollaboration[] = [];
    const incomplete: Unknown[] = [];
    for await (const { caseId, text } of this.deps.rows.all()) {
      if (court !== undefined && countedRowIn(caseId, text).collaboration.decidingCourt !== court) continue;
      const then = countedRowIn(caseId, text, at);
      if (!then) continue;
      const { collaboration, complete, ...shown } = then;
      if (complete) counted.push({ ...collaboration, ...shown });
      else incomplete.push({ caseId, ...shown });
    }
    const read = await this.byEvents(incomplete, parseInstant(at));
    return [...counted, ...read].sort((a, b) => (a.caseId < b.caseId ? -1 : 1));
  }

  /** @param until only by what had happened at this instant */
  private async byEvents(cases: readonly Unknown[], until = Infinity): Promise<KnownCollaboration[]> {
    const read = await inParallel(cases, WIDTH, async ({ caseId, ...shown }) => {
      const collaboration = await this.byEventsOf(caseId, until);
      return collaboration ? [{ ...collaboration, ...shown }] : [];
    });
    return read.flat();
  }

  private async byEventsOf(caseId: string, until: number): Promise<CountedCollaboration | undefined> {
    const entries: LedgerEntry[] = [];
    for (;;) {
      const page = await this.deps.ledger.entries(caseId, entries.length + 1);
      entries.push(...page);
      if (page.length === 0 || parseInstant(page.at(-1)!.at) > until) {
        const known = entries.filter(({ at }) => parseInstant(at) <= until);
        return countedCollaboration(caseId, known.map(eventOf));
      }
    }
  }

  /** The courts of which docket rows were held before an instant. */
  async docketCourts(before: string): Promise<CourtCode[]> {
    return [...(await this.deps.docket.batches.rowsByCourt(before)).keys()];
  }

  /** What would be told of a court's half-year now, with what of it not everybody may be shown. */
  async figures({ court, period }: BulletinSubject): Promise<Frozen> {
    const [collaborations, hits, quotas, previous] = await Promise.all([
      this.collaborations(),
      this.hits(),
      this.quotas(),
      this.before({ court, period }),
    ]);
    const figures = bulletinFigures({ court, period, collaborations, hits, quotas, previous });
    const listed = new Set([...figures.total.overdue, ...figures.lateEntries]);
    const restricted = collaborations
      .filter((one) => one.restricted && listed.has(labelOf(one)))
      .map(labelOf)
      .sort();
    return { figures, restricted: [...new Set(restricted)] };
  }

  /** Of the numbers in a bulletin's lists those of cases that are restricted now, by whichever of its numbers a case is listed. */
  async restrictedIn({ total, lateEntries }: Bulletin): Promise<string[]> {
    const listed = new Set([...total.overdue, ...lateEntries]);
    const found = new Set<string>();
    if (listed.size === 0) return [];
    for await (const { caseId, text } of this.deps.rows.all()) {
      const { collaboration, restricted } = countedRowIn(caseId, text);
      for (const number of restricted ? [collaboration.documentNumber, collaboration.caseNumber] : []) {
        if (number !== null && listed.has(number)) found.add(number);
      }
    }
    return [...found].sort();
  }

  /** What became of a hit after a half-year is dated after it, so that these serve for every earlier instant as well. */
  async hits(): Promise<KnownHit[]> {
    const hits: KnownHit[] = [];
    for await (const each of this.deps.hitFiles.collection.find({}, { projection: HIT_FIELDS })) {
      const { _id: hitId, state } = each as HitFile;
      const { found, openedAt, disposed } = state;
      const { court, executingCourt, caseNumber } = found;
      const end = disposed && { as: disposed.as, on: disposed.on };
      hits.push({ hitId, court, executingCourt, caseNumber, openedOn: dateOf(openedAt), disposed: end });
    }
    return hits;
  }

  /** Of each court's year the number that was in force at an instant. */
  async quotas(at?: Instant): Promise<CountedQuota[]> {
    const until = at === undefined ? Infinity : parseInstant(at);
    return (await this.deps.quotas.all()).flatMap(({ subject, versions }) => {
      const valid = quotaInForce({
        versions: versions.filter(({ approval }) => approval !== null && parseInstant(approval.at) <= until),
      });
      return valid ? [{ ...subject, number: valid.number }] : [];
    });
  }

  /** The newest bulletin of an earlier half-year of which figures were frozen, as it was last frozen up to an instant. */
  async before(
    { court, period }: BulletinSubject,
    at?: Instant,
  ): Promise<{ period: HalfYear; frozenAt: Instant } | null> {
    const until = at === undefined ? Infinity : parseInstant(at);
    const earlier = await this.deps.bulletinFiles.collection.find({ court: { $in: [...codesOf(court)] } }).toArray();
    const [last] = earlier
      .filter((file) => file.period < period)
      .flatMap((file) => {
        const version = file.state.versions.findLast(({ frozenAt }) => parseInstant(frozenAt) <= until);
        return version ? [{ period: file.period, frozenAt: version.frozenAt }] : [];
      })
      .sort((a, b) => (a.period < b.period ? 1 : -1));
    return last ?? null;
  }
}
