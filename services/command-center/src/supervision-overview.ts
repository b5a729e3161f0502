import { supervisionOverviewSchema } from '@xiezhi/contracts/views';
import type { SupervisionOverview } from '@xiezhi/contracts/views';
import { codeOn, codesOf, courtsOn, isWithin, readsBulletins, seesOverview, toInstant } from '@xiezhi/rules';
import type { CourtCode, LocalDate } from '@xiezhi/rules';
import { readerOf } from '@xiezhi/case-kit';
import type { BulletinFile } from '@xiezhi/case-kit';
import { defineRoute, Problem } from '@xiezhi/service-kit';
import type { PersonUser, Projection, Route } from '@xiezhi/service-kit';
import type { Quotas } from './assessment/quotas';
import type { Hits } from './scans/hits';

const COST = 5;
export interface OverviewDeps {
  hits: Pick<Hits, 'standing'>;
  bulletinFiles: Pick<Projection<BulletinFile>, 'collection'>;
  quotas: Pick<Quotas, 'all'>;
  clock: { now(): Promise<number> };
}

/** Every code of the courts that somebody looks after. @throws Problem FORBIDDEN for other roles */
function areaOf(user: PersonUser, today: LocalDate): CourtCode[] {
  const reader = readerOf(user);
  if (!seesOverview(reader) && !readsBulletins(reader)) throw new Problem('FORBIDDEN', '当前账号无权查看监督概况。');
  const own = codeOn(user.court, today);
  return courtsOn(today).flatMap(({ code }) => (isWithin(code, own, today) ? codesOf(code) : []));
}

async function bulletinsOf(
  { bulletinFiles }: OverviewDeps,
  courts: readonly CourtCode[],
): Promise<SupervisionOverview['bulletin']> {
  const open = await bulletinFiles.collection
    .find(
      { court: { $in: [...courts] }, 'state.firstIssuedOn': null },
      { projection: { 'state.deadlines.status': 1, 'state.deadlines.kind': 1 } },
    )
    .toArray();
  const late = open.filter(({ state }) =>
    state.deadlines.some(({ kind, status }) => kind === 'BULLETIN' && status === 'LATE'),
  );
  return { waiting: open.length, late: late.length };
}

/** `GET /supervision`: how scans, bulletins and quotas of an area stand, in numbers, for the wall and the workbench. */
export function supervisionOverviewRoute(deps: OverviewDeps): Route {
  return defineRoute({
    method: 'get',
    path: '/supervision',
    operationId: 'readSupervision',
    summary: '监督概况：本院及辖区的扫描命中、半年通报、年度数量各有多少待办',
    tags: ['scans'],
    security: 'user',
    cost: COST,
    responses: { 200: supervisionOverviewSchema },
    handler: async ({ user }) => {
      const now = toInstant(await deps.clock.now());
      const month = now.slice(0, 7);
      const courts = areaOf(user, now.slice(0, 10));
      const [scan, bulletin, quotas] = await Promise.all([
        deps.hits.standing(courts, month, now.slice(0, 10)),
        bulletinsOf(deps, courts),
        deps.quotas.all(),
      ]);
      const proposed = quotas.filter(
        ({ subject, versions }) => !versions.at(-1)?.approval && courts.includes(subject.court),
      ).length;
      return { status: 200, body: { court: user.court, month, scan, bulletin, quota: { proposed } } };
    },
  });
}
