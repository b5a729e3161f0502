import { wallOverviewSchema } from '@xiezhi/contracts/views';
import type { WallCase, WallEvent } from '@xiezhi/contracts/views';
import {
  calendarOf,
  dateOf,
  dutiesOf,
  lampOf,
  readsBusinessData,
  seesEverything,
  seesLeads,
  seesOverview,
  toInstant,
} from '@xiezhi/rules';
import type { CaseState, Reader } from '@xiezhi/rules';
import { lastHappening, readerOf } from '@xiezhi/case-kit';
import type { CaseDocument } from '@xiezhi/case-kit';
import { defineRoute, Problem } from '@xiezhi/service-kit';
import type { Route } from '@xiezhi/service-kit';
import type { ListDeps } from '../list/reading';
import type { Row } from '../list/roll';
import { totalsOf } from './aggregate';

/** What a wall has room for. */
const SHOWN = 10;

type Known = Pick<CaseDocument, '_id' | 'state' | 'timeline'>;

const UNCLOCKED = { title: null, workdaysLeft: null, daysLate: null };

/** The duty behind a row's due day, at the courts' instant and by the case's own calendar. */
function clocked(state: CaseState, { due, expiresAt }: Row, now: number) {
  const duty = dutiesOf(state).find(
    (each) => each.due === due && each.expiresAt === expiresAt && each.form !== 'RIGHT',
  );
  if (!duty) return UNCLOCKED;
  const { workdaysLeft, daysLate } = lampOf(duty, calendarOf(state), toInstant(now));
  return { title: duty.title, workdaysLeft, daysLate };
}

const subjectOf = ({ documentNumber, caseNumber }: Row) => documentNumber ?? caseNumber;

function caseItem(row: Row, known: Known | undefined, now: number): WallCase {
  const { caseId, executingCourt, decidingCourt, due } = row;
  const clock = known ? clocked(known.state, row, now) : UNCLOCKED;
  return { caseId, subject: subjectOf(row), executingCourt, decidingCourt, due, ...clock };
}

/** The last thing that happened to a case and that this reader may know of: leads are for those who supervise (Art. 13). */
function lastEvent(row: Row, known: Known | undefined, reader: Reader): WallEvent[] {
  const told = lastHappening(
    (known?.timeline ?? []).filter(({ type }) => seesLeads(reader) || !type.startsWith('lead.')),
  );
  if (!told) return [];
  const { seq, type, at, court } = told;
  return [{ caseId: row.caseId, seq, subject: subjectOf(row), executingCourt: row.executingCourt, type, at, court }];
}

/** `GET /overview`: the cases of the reader's area in numbers, for the wall of a command centre. */
export function overviewRoute({ service, keeper, calendar }: ListDeps): Route {
  return defineRoute({
    method: 'get',
    path: '/overview',
    operationId: 'readOverview',
    summary: '辖区协同执行案件总览（指挥大屏）',
    tags: ['collaborations'],
    security: 'user',
    cost: 10,
    responses: { 200: wallOverviewSchema },
    handler: async ({ user }) => {
      const reader = readerOf(user);
      if (!readsBusinessData(reader) || !seesOverview(reader)) {
        throw new Problem('FORBIDDEN', '指挥大屏供执行局负责人、指挥中心、院长和督察人员使用。');
      }
      const now = await service.clock.now();
      const today = dateOf(now);
      const { collection } = service.cases;
      const [roll, book] = await Promise.all([keeper.current(collection), calendar.on(today)]);
      const court = seesEverything(reader, today) ? null : user.court;
      const { overdue, today: due, latest, ...totals } = totalsOf(roll.rows(), { court, book, now }, user.court);
      const [late, soon] = [overdue.slice(0, SHOWN), due.slice(0, SHOWN)];
      const ids = [...new Set([...late, ...soon, ...latest].map(({ caseId }) => caseId))];
      const found = await collection.find({ _id: { $in: ids } }, { projection: { state: 1, timeline: 1 } }).toArray();
      const byId = new Map((found as Known[]).map((document) => [document._id, document]));
      const item = (row: Row) => caseItem(row, byId.get(row.caseId), now);
      return {
        status: 200,
        body: {
          at: toInstant(now),
          court: user.court,
          ...totals,
          overdue: { count: overdue.length, items: late.map(item) },
          today: { count: due.length, items: soon.map(item) },
          events: latest
            .flatMap((row) => lastEvent(row, byId.get(row.caseId), reader))
            .sort((a, b) => (a.at < b.at ? 1 : -1)),
        },
      };
    },
  });
}
