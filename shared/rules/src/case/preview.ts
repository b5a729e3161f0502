import type { CalendarYear } from '../calendar';
import type { CourtCode } from '../courts';
import type { Instant, LocalDate } from '../local-date';
import { JURISDICTION } from '../jurisdiction';
import type { Jurisdiction } from '../jurisdiction';
import type { SystemCommand } from './commands';
import { decideSystem } from './decide';
import type { Outcome } from './decide';
import { recounted } from '../file';
import type { CaseState } from './state';
import type { DeadlineKind, DeadlineStatus } from '../vocabulary';

/** What a publication would make of one deadline. */
export interface Move {
  kind: DeadlineKind;
  /** The court that must act. */
  court: CourtCode;
  from: LocalDate;
  to: LocalDate;
  provisionalBefore: boolean;
  provisionalAfter: boolean;
  statusBefore: DeadlineStatus;
  statusAfter: DeadlineStatus;
}

function stateOf(outcome: Outcome): CaseState {
  if ('refusal' in outcome) throw new Error(`the system was refused: ${outcome.refusal.message}`);
  return outcome.state;
}

/**
 * What publishing these years at an instant would do to a case's deadlines: old and new day, final or 暂定, and how each
 * stands before and after, late no longer or late after all. Decided as the publication itself will be; changes nothing.
 */
export function previewRevision(
  state: CaseState,
  years: readonly CalendarYear[],
  at: Instant,
  jurisdiction: Jurisdiction = JURISDICTION,
): Move[] {
  // Most cases have no deadline that these years count otherwise.
  if (recounted({ ...state, calendar: [...state.calendar, ...years] }, true, jurisdiction).length === 0) return [];
  const now = stateOf(decideSystem(state, { type: 'clock.tick', at }, jurisdiction));
  const revision: SystemCommand = { type: 'calendar.revise', at, years: [...years], lapseFollows: true };
  const revised = stateOf(decideSystem(now, revision, jurisdiction));
  return now.deadlines.flatMap((before, index) => {
    const after = revised.deadlines[index]!;
    const same = before.due === after.due && before.provisional === after.provisional && before.status === after.status;
    if (same) return [];
    return {
      kind: before.kind,
      court: before.court,
      from: before.due,
      to: after.due,
      provisionalBefore: before.provisional,
      provisionalAfter: after.provisional,
      statusBefore: before.status,
      statusAfter: after.status,
    };
  });
}
