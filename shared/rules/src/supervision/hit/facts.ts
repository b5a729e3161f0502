import type { HitState } from './state';

/** The facts of one hit as the contract names them. */
export function factsOfHit({ found, disposed, deadlines }: HitState) {
  const { caseNumber, executingCourt, rawDate, excludedDays, netDate, stale } = found;
  const clock = deadlines.find(({ kind }) => kind === 'SCAN_DISPOSITION');
  return {
    ...{ caseNumber, executingCourt, rawDate, excludedDays, netDate, stale },
    dispositionDue: clock?.due ?? null,
    disposition: disposed?.as ?? null,
    doneOn: disposed?.on ?? null,
    status: clock?.status ?? null,
    lateWorkdays: clock?.lateWorkdays ?? null,
    reminders: clock?.fired.map(({ rung, on }) => ({ rung, on })) ?? [],
  };
}
