import type { Periods } from '../periods';
import { PERIODS } from '../periods';
import { lengthOf } from './deadlines';
import type { Deadline } from './state';

/** The facts of a deadline by the names that stories and answers give them, of whatever kind of file. */
export function deadlineFacts(deadline: Deadline, periods: Periods = PERIODS) {
  return {
    kind: deadline.kind,
    authority: deadline.authority,
    court: deadline.court,
    startedOn: deadline.startedOn,
    workdays: deadline.workdays,
    length: lengthOf(deadline, periods),
    countedDays: deadline.countedDays,
    due: deadline.due,
    expiresAt: deadline.expiresAt,
    provisional: deadline.provisional,
    calendar: deadline.calendar,
    status: deadline.status,
    doneOn: deadline.doneOn,
    ordinal: deadline.ordinal,
    lateWorkdays: deadline.lateWorkdays,
    revisions: deadline.revisions,
    escalated: deadline.escalated ?? null,
    ...(deadline.urged ? { urged: deadline.urged } : {}),
  };
}

export type DeadlineFacts = ReturnType<typeof deadlineFacts>;
