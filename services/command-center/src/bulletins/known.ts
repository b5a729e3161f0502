import { eventOf } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';
import {
  bulletinFigures,
  codesOf,
  countedByState,
  countedCollaboration,
  dateOf,
  isCountedByState,
  labelOf,
  parseInstant,
  quotaInForce,
} from '@xiezhi/rules';
import type {
  Bulletin,
  BulletinSubject,
  CaseState,
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
import type { Docket } from '../docket/docket';

const CASE_FIELDS = Object.fromEntries(
  [
    ...['restricted', 'timeline.type', 'timeline.at', 'state.documentNumber', 'state.executingCourt'],
    ...['state.decidingCourt', 'state.origin', 'state.receivedOn', 'state.conclusion', 'state.closed'],
    ...['state.decision.outcome', 'state.decision.decidedOn', 'state.caseFields.caseNumber', 'state.grounds.code'],
    ...['kind', 'status', 'due', 'doneOn', 'ordinal', 'workdays', 'lateWorkdays', 'provisional'].map(
      (field) => `state.deadlines.${field}`,
    ),
  ].map((field) => [field, 1]),
);
const HIT_FIELDS = {
  'state.found.court': 1,
  'state.found.executingCourt': 1,
  'state.found.caseNumber': 1,
  'state.openedAt': 1,
  'state.disposed': 1,
};

const NUMBER_FIELDS = { 'state.documentNumber': 1, 'state.caseFields.caseNumber': 1 } as const;

export interface KnownDeps {
  cases: Projection<CaseDocument>;
  hitFiles: Projection<HitFile>;
  bulletinFiles: Projection<BulletinFile>;
  quotaFiles: Pick<Projection<QuotaFile>, 'catchUp' | 'lag'>;
  ledger: CaseService['ledger'];
  quotas: Pick<Quotas, 'all'>;
  docket: Pick<Docket, 'batches'>;
}

export interface KnownCollaboration extends CountedCollaboration {
  restricted: boolean;
}

export interface KnownHit extends CountedHit {
  /** Its file. */
  hitId: string;
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

  async collaborations(): Promise<KnownCollaboration[]> {
    const counted: KnownCollaboration[] = [];
    for await (const each of this.deps.cases.collection.find({}, { projection: CASE_FIELDS })) {
      const document = each as CaseDocument;
      const collaboration = countedNow(document) ?? (await this.byEvents(document._id));
      if (collaboration) counted.push({ ...collaboration, restricted: document.restricted });
    }
    return counted;
  }

  /**
   * Each as it stood at an instant of the court clock; of those to which something happened since, the ledger tells.
   * @param court only those it decides; undefined for all of the province
   */
  async collaborationsAsOf(at: Instant, court: CourtCode | undefined): Promise<KnownCollaboration[]> {
    const until = parseInstant(at);
    const counted: KnownCollaboration[] = [];
    const changed: Pick<CaseDocument, '_id' | 'restricted'>[] = [];
    const filter = court === undefined ? {} : { 'state.decidingCourt': court };
    for await (const each of this.deps.cases.collection.find(filter, { projection: CASE_FIELDS })) {
      const document = each as CaseDocument;
      const { _id, restricted, timeline } = document;
      const collaboration = parseInstant(timeline.at(-1)!.at) > until ? undefined : countedNow(document);
      if (collaboration) counted.push({ ...collaboration, restricted });
      else if (parseInstant(timeline[0]!.at) <= until) changed.push({ _id, restricted });
    }
    const read = await inParallel(changed, WIDTH, async ({ _id, restricted }) => {
      const collaboration = await this.byEvents(_id, until);
      return collaboration ? [{ ...collaboration, restricted }] : [];
    });
    return [...counted, ...read.flat()].sort((a, b) => (a.caseId < b.caseId ? -1 : 1));
  }

  /** @param until only by what had happened at this instant */
  private async byEvents(caseId: string, until = Infinity): Promise<CountedCollaboration | undefined> {
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
    for await (const each of this.deps.cases.collection.find({ restricted: true }, { projection: NUMBER_FIELDS })) {
      const { documentNumber, caseFields } = (each as CaseDocument).state;
      for (const number of [documentNumber, caseFields.caseNumber]) {
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

/** By its state; undefined for those few of which a state does not keep every day. */
function countedNow({ _id, state: found, timeline }: CaseDocument): CountedCollaboration | undefined {
  // Of a field that is null nothing comes where a part of it is asked for.
  const state = { ...found, decision: (found as Partial<CaseState>).decision ?? null };
  return isCountedByState(timeline.map(({ type }) => type)) ? countedByState(_id, state, timeline[0]!.at) : undefined;
}
