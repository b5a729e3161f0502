import { eventOf } from '@xiezhi/contracts';
import {
  bulletinFigures,
  codesOf,
  countedByState,
  countedCollaboration,
  dateOf,
  isCountedByState,
  labelOf,
  newestVersion,
} from '@xiezhi/rules';
import type {
  BulletinSubject,
  CaseState,
  CountedCollaboration,
  CountedHit,
  CountedQuota,
  CourtCode,
  Frozen,
  HalfYear,
} from '@xiezhi/rules';
import { Problem } from '@xiezhi/service-kit';
import type { BulletinFile, CaseDocument, CaseService, HitFile, Projection } from '@xiezhi/service-kit';
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

export interface KnownDeps {
  cases: Projection<CaseDocument>;
  hitFiles: Projection<HitFile>;
  bulletinFiles: Projection<BulletinFile>;
  ledger: CaseService['ledger'];
  quotas: Pick<Quotas, 'all'>;
  docket: Pick<Docket, 'batches'>;
}

interface KnownCollaboration extends CountedCollaboration {
  restricted: boolean;
}

/** What the figures of a half-year are made of, as this service knows it. */
export class Known {
  constructor(private readonly deps: KnownDeps) {}

  /**
   * Takes what is in the ledger by now.
   * @throws Problem UNAVAILABLE while the ledger is away, or while there is a case of which it is not known how it stands
   */
  async catchUp(): Promise<void> {
    const { cases, hitFiles } = this.deps;
    await Promise.all([cases.catchUp(), hitFiles.catchUp()]);
    const lacking = cases.lag().poison.length + hitFiles.lag().poison.length;
    if (lacking > 0) {
      const message = `有${lacking}件案件的最新记录尚不能读入，数字不完整，请联系系统管理员处理后重试。`;
      throw new Problem('UNAVAILABLE', message, { retryAfter: 60 });
    }
  }

  async collaborations(): Promise<KnownCollaboration[]> {
    const counted: KnownCollaboration[] = [];
    for await (const each of this.deps.cases.collection.find({}, { projection: CASE_FIELDS })) {
      const { _id, state: found, timeline, restricted } = each as CaseDocument;
      // Of a field that is null nothing comes where a part of it is asked for.
      const state = { ...found, decision: (found as Partial<CaseState>).decision ?? null };
      const byState = isCountedByState(timeline.map(({ type }) => type));
      const collaboration = byState ? countedByState(_id, state, timeline[0]!.at) : await this.byEvents(_id);
      if (collaboration) counted.push({ ...collaboration, restricted });
    }
    return counted;
  }

  /** Those few of which a state does not keep every day. */
  private async byEvents(caseId: string): Promise<CountedCollaboration | undefined> {
    const entries = [];
    for (;;) {
      const page = await this.deps.ledger.entries(caseId, entries.length + 1);
      if (page.length === 0) return countedCollaboration(caseId, entries.map(eventOf));
      entries.push(...page);
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

  private async hits(): Promise<CountedHit[]> {
    const hits: CountedHit[] = [];
    for await (const each of this.deps.hitFiles.collection.find({}, { projection: HIT_FIELDS })) {
      const { found, openedAt, disposed } = (each as HitFile).state;
      const { court, executingCourt, caseNumber } = found;
      const end = disposed && { as: disposed.as, on: disposed.on };
      hits.push({ court, executingCourt, caseNumber, openedOn: dateOf(openedAt), disposed: end });
    }
    return hits;
  }

  /** Of each court's year the number in force. */
  private async quotas(): Promise<CountedQuota[]> {
    return (await this.deps.quotas.all()).flatMap((versions) => {
      const valid = versions.findLast(({ approval }) => approval !== undefined);
      if (!valid) return [];
      const { court, year, number } = valid.content;
      return [{ court, year, number }];
    });
  }

  /** The newest bulletin of an earlier half-year of which figures were frozen. */
  private async before({ court, period }: BulletinSubject): Promise<{ period: HalfYear; frozenAt: string } | null> {
    const earlier = await this.deps.bulletinFiles.collection.find({ court: { $in: [...codesOf(court)] } }).toArray();
    const last = earlier
      .filter((file) => file.period < period && file.state.versions.length > 0)
      .sort((a, b) => (a.period < b.period ? 1 : -1))[0];
    const version = last && newestVersion(last.state);
    return version ? { period: last.period, frozenAt: version.frozenAt } : null;
  }
}
