import type {
  AdvisedCourt,
  CalendarYear,
  CaseState,
  Change,
  CollaborationFacts,
  KeptFields,
  Material,
  ObjectionOutcome,
  Pause,
  Plan,
  ReviewOutcome,
  Role,
} from '@xiezhi/rules';

export interface Me {
  sub: string;
  name: string;
  court: string;
  roles: Role[];
  csrf: string;
  /** When the session ends, however busy it is. ISO 8601, +08:00. */
  sessionEnds: string;
  language: 'zh' | 'en';
  rehearsal: boolean;
}

export interface TimelineItem {
  seq: number;
  type: string;
  at: string;
  court: string | null;
  role: string;
  name?: string;
}

export type PlanVersion = Omit<Plan, 'submittedBy'>;

type Facts = Omit<CollaborationFacts, 'deadlines' | 'records'>;

/** A case as `intake` shows it to this reader. */
export type CaseView = Facts & {
  caseId: string;
  seq: number;
  /** Demonstration data: invented. */
  demo?: { asOf: string };
  deadlines: (CollaborationFacts['deadlines'][number] & {
    paused?: Pause;
    suspended?: boolean;
    released?: boolean;
    record?: number;
  })[];
  records: (CollaborationFacts['records'][number] & {
    about?: number;
    resolution?: { outcome: ObjectionOutcome; reasons: string };
  })[];
  /** What the clock will do to the case next. */
  nextRung: { kind: string; court: string; due: string; rung: string; at: string } | null;
  case: KeptFields & { supplements: Material[] };
  letter: { number: string; issuedBy: string; channel: string } | null;
  submittedAt: string;
  planVersions: PlanVersion[];
  selfExecution: { plan: string | null; reports: { number: number; text: string; at: string; name?: string }[] };
  correction: { missing: string[]; on: string; inTime: boolean; completed: boolean } | null;
  proposal: { outcome: ReviewOutcome; reasons: string } | null;
  /** Whom the decision drafted and whom the system had advised, where both are on record. */
  drafting: { drafted: string[]; advised: AdvisedCourt[] } | null;
  closeRequest: CaseState['closeRequest'];
  /** By which the case's periods open from now on. */
  settings: Pick<
    CaseState['settings'],
    'version' | 'correctionMode' | 'urgentAcknowledgementMinutes' | 'meetingAttendees'
  >;
  calendar: CalendarYear[];
  changes: (Change & { seq: number })[];
  restricted: boolean;
  /** Whether natural persons and numbers are hidden in it, and whether this reader may ask for them. */
  masked: boolean;
  mayReveal: boolean;
  timeline: TimelineItem[];
};

export type DeadlineView = CaseView['deadlines'][number];

/** `by` is the court of whoever acted; `court` the one the entry is about. */
export type Told = CaseView['changes'][number] &
  Partial<Pick<TimelineItem, 'type' | 'at' | 'role' | 'name'>> & { by?: string | null };

/** A thing this person can do on a case now, or not now and why. */
export interface Action {
  command: string;
  title: string;
  role: Role;
  allowed: boolean;
  reason?: string;
  records?: number[];
}

export interface InboxMessage {
  id: string;
  caseId: string;
  seq: number;
  at: string;
  role: string;
  level: 'INFO' | 'URGENT' | 'REMINDER' | 'OVERDUE';
  text: string;
  read: boolean;
}

export interface CommandAnswer {
  caseId: string;
  seq?: number;
  state?: string;
  documentNumber?: string | null;
  status?: 'RECEIVED';
}
