import { FINAL_STATUSES, mayKeep, regionsOf, untoldYears, yearsUntold } from '@xiezhi/rules';
import type { CalendarYear, CourtCode, HitStatus } from '@xiezhi/rules';
import type { BulletinFile, CaseDocument, HitFile, ScheduleFile } from '@xiezhi/case-kit';
import type { Projection } from '@xiezhi/service-kit';

/** A file that has not ended, as far as calendars concern it. */
export interface OpenFile {
  caseId: string;
  seq: number;
  /** The years it was told. */
  calendar: readonly CalendarYear[];
  /** Whether it may count by a region's calendar. */
  keeps(region: string): boolean;
  /** What ships by now and it has not been told of. */
  untold(): CalendarYear[];
}

type Read<D extends CaseDocument | HitFile | BulletinFile | ScheduleFile> = Pick<
  Projection<D>,
  'collection' | 'catchUp'
>;

const CASE_FIELDS = Object.fromEntries(
  [
    ...['calendar', 'wholeCalendar', 'receivedOn', 'submittedAt'],
    ...['executingCourt', 'decidingCourt', 'relayCourt', 'participants'],
  ].map((name) => [`state.${name}`, 1]),
);
const HIT_FIELDS = { 'state.calendar': 1, 'state.wholeCalendar': 1, 'state.openedAt': 1, 'state.found.court': 1 };

/** Of a file that stays with one court and is never over. */
const OF_COURT_FIELDS = {
  court: 1,
  'state.calendar': 1,
  'state.wholeCalendar': 1,
  'state.openedAt': 1,
};

const RUNNING = { status: { $nin: [...FINAL_STATUSES] } };
const OPEN = { status: 'OPEN' satisfies HitStatus } as const;

/** The files of every kind that this service's read models know to be open. */
export class OpenFiles {
  constructor(
    private readonly cases: Read<CaseDocument>,
    private readonly hits: Read<HitFile>,
    /** Which are never over. */
    private readonly bulletins: Read<BulletinFile>,
    /** Nor are these. */
    private readonly schedules: Read<ScheduleFile>,
  ) {}

  /** Takes what is in the ledger by now. */
  async catchUp(): Promise<void> {
    await this.cases.catchUp();
    await this.hits.catchUp();
    await this.bulletins.catchUp();
    await this.schedules.catchUp();
  }

  async *ids(): AsyncGenerator<string> {
    for await (const { _id } of this.cases.collection.find(RUNNING, { projection: { _id: 1 } })) yield _id;
    for await (const { _id } of this.hits.collection.find(OPEN, { projection: { _id: 1 } })) yield _id;
    for await (const { _id } of this.bulletins.collection.find({}, { projection: { _id: 1 } })) yield _id;
    for await (const { _id } of this.schedules.collection.find({}, { projection: { _id: 1 } })) yield _id;
  }

  async *all(): AsyncGenerator<OpenFile> {
    for await (const found of this.cases.collection.find(RUNNING, { projection: { seq: 1, ...CASE_FIELDS } })) {
      const { _id: caseId, seq, state } = found as CaseDocument;
      const { calendar } = state;
      yield { caseId, seq, calendar, keeps: (region) => mayKeep(region, state), untold: () => untoldYears(state) };
    }
    for await (const found of this.hits.collection.find(OPEN, { projection: { seq: 1, ...HIT_FIELDS } })) {
      const hit = found as HitFile;
      yield ofOneCourt(hit, hit.state.found.court);
    }
    for await (const found of this.bulletins.collection.find({}, { projection: { seq: 1, ...OF_COURT_FIELDS } })) {
      const bulletin = found as BulletinFile;
      yield ofOneCourt(bulletin, bulletin.court);
    }
    for await (const found of this.schedules.collection.find({}, { projection: { seq: 1, ...OF_COURT_FIELDS } })) {
      const schedule = found as ScheduleFile;
      yield ofOneCourt(schedule, schedule.court);
    }
  }
}

/** A file that stays with one court. */
function ofOneCourt({ _id: caseId, seq, state }: HitFile | BulletinFile | ScheduleFile, court: CourtCode): OpenFile {
  const keeps = (region: string) => regionsOf(court).includes(region);
  const untold = () => yearsUntold(state, state.openedAt.slice(0, 10), keeps);
  return { caseId, seq, calendar: state.calendar, keeps, untold };
}
