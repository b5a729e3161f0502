import { kindOf, READ_FILES } from '@xiezhi/contracts';
import type { FileKindName, ReadFile } from '@xiezhi/contracts';
import {
  BULLETIN,
  carriedBulletin,
  carriedGuidance,
  carriedQuota,
  carriedSchedule,
  COLLABORATION,
  GUIDANCE,
  HIT,
  QUOTA,
  SCHEDULE,
} from '@xiezhi/rules';
import type {
  BulletinState,
  CaseState,
  FileState,
  GuidanceState,
  HitState,
  QuotaState,
  ScheduleState,
} from '@xiezhi/rules';
import { carriedState } from './case/carried';

/** What a file is known by where the ledger is compared with the engine, whatever its kind. */
export interface KnownKind<S extends FileState = FileState> extends ReadFile<S> {
  documentNumberOf(state: S): string | null;
  /** As a run goes on with it. */
  carried(state: S): S;
  /** What people read beside the workflow's id. */
  summary(state: S): string;
  /** What decides over it beside its clocks, without the texts that a workflow does not carry. */
  decisive(state: S): object;
}

const COLLABORATIONS: KnownKind<CaseState> = {
  ...READ_FILES.collaboration,
  documentNumberOf: COLLABORATION.documentNumberOf,
  carried: carriedState,
  summary: ({ executingCourt, caseFields }) => `${executingCourt} ${caseFields.caseNumber}`,
  decisive: ({ documentNumber, receivedOn, registeredOn, acceptedOn, sensitivity, participants, plan, ...state }) => ({
    documentNumber,
    receivedOn,
    registeredOn,
    acceptedOn,
    sensitivity,
    participants,
    plan: plan && { version: plan.version, status: plan.status, approvals: plan.approvals },
    records: state.records.length,
    leads: state.leads.map(({ status }) => status),
  }),
};

const HITS: KnownKind<HitState> = {
  ...READ_FILES.hit,
  documentNumberOf: HIT.documentNumberOf,
  carried: (state) => state,
  summary: ({ found }) => `${found.court} ${found.caseNumber}`,
  decisive: ({ found, disposed }) => ({ found, disposed }),
};

const BULLETINS: KnownKind<BulletinState> = {
  ...READ_FILES.bulletin,
  documentNumberOf: BULLETIN.documentNumberOf,
  carried: carriedBulletin,
  summary: ({ subject }) => `${subject.court} ${subject.period}`,
  decisive: ({ subject, firstIssuedOn, versions }) => ({ subject, firstIssuedOn, newest: versions.at(-1) }),
};

const SCHEDULES: KnownKind<ScheduleState> = {
  ...READ_FILES.schedule,
  documentNumberOf: SCHEDULE.documentNumberOf,
  carried: carriedSchedule,
  summary: ({ court }) => court,
  decisive: ({ court, days }) => ({ court, last: days.at(-1) }),
};

const QUOTAS: KnownKind<QuotaState> = {
  ...READ_FILES.quota,
  documentNumberOf: QUOTA.documentNumberOf,
  carried: carriedQuota,
  summary: ({ subject }) => `${subject.court} ${subject.year}`,
  decisive: ({ subject, versions }) => ({ subject, newest: versions.at(-1) }),
};

const GUIDANCES: KnownKind<GuidanceState> = {
  ...READ_FILES.guidance,
  documentNumberOf: GUIDANCE.documentNumberOf,
  carried: carriedGuidance,
  summary: ({ subject }) => `${subject.court} ${subject.title}`,
  decisive: ({ subject, versions }) => {
    const newest = versions.at(-1);
    return { subject, newest: newest && { version: newest.version, to: newest.to, receipts: newest.receipts } };
  },
};

/** A state is only ever given to the kind that has made it. */
const KINDS: Readonly<Record<FileKindName, KnownKind>> = {
  collaboration: COLLABORATIONS as unknown as KnownKind,
  hit: HITS as unknown as KnownKind,
  bulletin: BULLETINS as unknown as KnownKind,
  schedule: SCHEDULES as unknown as KnownKind,
  quota: QUOTAS as unknown as KnownKind,
  guidance: GUIDANCES as unknown as KnownKind,
};

export const kindOfFile = (fileId: string): KnownKind => KINDS[kindOf(fileId)];
