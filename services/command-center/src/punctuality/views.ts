import type { SilentMiss } from '@xiezhi/contracts/views';
import { isCollaboration } from '@xiezhi/contracts';
import { readsBusinessData, readsDockets, seesEverything } from '@xiezhi/rules';
import type { LocalDate } from '@xiezhi/rules';
import { readerOf } from '@xiezhi/case-kit';
import type { CaseService } from '@xiezhi/case-kit';
import type { PersonUser } from '@xiezhi/service-kit';
import type { Miss } from './misses';

const FIELDS = { restricted: 1, visibleTo: 1 } as const;

/**
 * Misses as a reader is shown them. The administrators know files by their ids and open none; a case that is need-to-know
 * is not named to others whose it is not to see.
 */
export async function missViews(
  misses: readonly Miss[],
  { collection }: Pick<CaseService['cases'], 'collection'>,
  user: PersonUser,
  today: LocalDate,
): Promise<SilentMiss[]> {
  const reader = readerOf(user);
  const ids = [...new Set(misses.map(({ caseId }) => caseId))].filter(isCollaboration);
  const found = await collection.find({ _id: { $in: ids } }, { projection: FIELDS }).toArray();
  const cases = new Map(found.map(({ _id, restricted, visibleTo }) => [_id, { restricted, visibleTo }]));
  const all = seesEverything(reader, today);
  const administers = user.roles.includes('systemAdmin');
  return misses.flatMap((miss): SilentMiss[] => {
    const { caseId, kind, rung, dueAt, court, foundAt, open, end = null, endedAt = null } = miss;
    const known = cases.get(caseId);
    const seen = all || (known?.visibleTo.includes(user.court) ?? false);
    if (known?.restricted && !seen && !administers) return [];
    const readable = isCollaboration(caseId) ? seen && readsBusinessData(reader) : readsDockets(reader);
    return [{ caseId, kind, rung, dueAt, court, foundAt, open, end, endedAt, readable }];
  });
}
