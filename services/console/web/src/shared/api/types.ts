import type { CaseView, TimelineItem } from '@xiezhi/contracts/views';
import type { Role } from '@xiezhi/rules';

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

export type { CaseView, DeadlineView, PlanVersion, TimelineItem } from '@xiezhi/contracts/views';

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
