import type { CourtCode } from '../courts';
import type { LocalDate } from '../local-date';
import { differenceOf } from './amended';
import type { Difference } from './amended';
import type { CaseEvent } from './events';
import type { CaseState } from './state';
import type { DeadlineKind, Opinion, Sensitivity } from '../vocabulary';

/** What an entry says that the state it leads to does not keep, for whoever reads how the case went. */
export interface Change {
  /** In the words of whoever acted. */
  text?: string;
  added?: CourtCode[];
  removed?: CourtCode[];
  /** Versions of the settings. */
  settings?: { from: number; to: number };
  deadline?: DeadlineKind;
  court?: CourtCode;
  due?: { from: LocalDate; to: LocalDate };
  opinion?: Opinion;
  /** What the case was from then on. */
  sensitivity?: Sensitivity;
  /** What the application said before it was corrected, and says since. */
  amended?: Difference;
}

/**
 * Null for an entry whose title and time say it all, or whose content the state keeps.
 * @param before the state that the event changes, with everything that was written
 */
export function changeOf(event: CaseEvent, before: CaseState | null = null): Change | null {
  switch (event.type) {
    case 'application.amended': {
      const { caseFields, reason } = event.payload;
      return {
        ...(reason === undefined ? {} : { text: reason }),
        ...(before ? { amended: differenceOf(before.caseFields, caseFields) } : {}),
      };
    }
    case 'order.scanned':
      return { text: event.payload.scan.reason };
    case 'application.forwarded':
      return { opinion: event.payload.opinion, text: event.payload.reasons };
    case 'sensitivity.raised':
      return { sensitivity: 'MAJOR', text: event.payload.reason };
    case 'sensitivity.lowered':
      return { sensitivity: 'ORDINARY', text: event.payload.reason };
    case 'decision.approved':
    case 'plan.submitted':
      return { sensitivity: event.payload.sensitivity };
    case 'selfExecution.finished':
      return { text: event.payload.text };
    case 'application.withdrawn':
    case 'application.reinstated':
    case 'plan.reopened':
    case 'plan.outdated':
      return { text: event.payload.reason };
    case 'plan.returned':
      return { text: event.payload.opinion };
    case 'plan.agreed': {
      const { opinion } = event.payload;
      return opinion === undefined ? null : { text: opinion };
    }
    case 'closeout.returned':
    case 'selfExecution.resultReturned':
      return { text: event.payload.reasons };
    case 'participants.changed': {
      const { added, removed, reasons } = event.payload;
      return { added, removed, text: reasons };
    }
    case 'settings.adopted': {
      const { from, version, reason } = event.payload;
      return { settings: { from, to: version }, text: reason };
    }
    case 'duty.urged': {
      const { kind, court, text } = event.payload;
      return { deadline: kind, court, ...(text === undefined ? {} : { text }) };
    }
    case 'deadline.revised': {
      const { kind, from, to, reason } = event.payload;
      return { deadline: kind, due: { from, to }, text: reason };
    }
    case 'deadline.reassessed':
    case 'deadline.reopened':
    case 'deadline.cancelled':
    case 'deadline.released':
      return { deadline: event.payload.kind, text: event.payload.reason };
    case 'deadline.opened':
    case 'deadline.met':
    case 'deadline.overdue':
    case 'deadline.reminded':
    case 'deadline.escalated':
    case 'deadline.suspended':
      return { deadline: event.payload.kind };
    default:
      return null;
  }
}
