import type { BulletinState } from './state';
import { newestVersion } from './state';

/** The facts of a bulletin as the contract names them, of its newest version. */
export function factsOfBulletin({ subject: { court, period }, status, deadlines, versions }: BulletinState) {
  const clock = deadlines.find(({ kind }) => kind === 'BULLETIN');
  const newest = newestVersion({ versions });
  return {
    court,
    period,
    due: clock?.due ?? null,
    status,
    late: clock?.status === 'LATE',
    version: newest?.version ?? 1,
    issuedOn: newest?.issued?.on ?? null,
    figures: newest?.figures ?? null,
  };
}
