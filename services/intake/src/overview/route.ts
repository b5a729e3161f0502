import {
  calendarOf,
  dateOf,
  lampOf,
  readsBusinessData,
  seesEverything,
  seesLeads,
  seesOverview,
  toInstant,
} from '@xiezhi/rules';
import type { Reader } from '@xiezhi/rules';
import { defineRoute, Problem, readerOf } from '@xiezhi/service-kit';
import type { CaseService, Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import { LAMPS, totalsOf } from './aggregate';
import { OverviewRows } from './rows';
import type { Row } from './rows';

/** What a wall has room for. */
const SHOWN = 10;

const lightsSchema = z
  .object(Object.fromEntries([...LAMPS, 'NONE'].map((lamp) => [lamp, z.number().int()])))
  .meta({ id: 'Lights' });

const caseSchema = z.object({
  caseId: z.string(),
  subject: z.string().describe('文号；尚未编号的为案号'),
  executingCourt: z.string(),
  decidingCourt: z.string(),
  title: z.string().nullable().describe('最近届满的事项'),
  due: z.string().nullable(),
  workdaysLeft: z.number().int().nullable().describe('负数为已逾期的工作日数'),
});

const overviewSchema = z
  .object({
    at: z.string().describe('法院时间'),
    court: z.string(),
    open: z.number().int(),
    lamps: lightsSchema.describe('在办案件按最近届满期限的灯；NONE 没有期限在走'),
    courts: z.array(z.object({ court: z.string(), open: z.number().int(), lamps: lightsSchema })),
    states: z.array(z.object({ state: z.string(), count: z.number().int() })),
    elsewhere: z.number().int().describe('本院参与的辖区外在办案件'),
    overdue: z.object({ count: z.number().int(), items: z.array(caseSchema) }).describe('逾期最久的在前'),
    today: z.object({ count: z.number().int(), items: z.array(caseSchema) }),
    week: z.array(z.object({ date: z.string(), count: z.number().int() })),
    events: z.array(
      z.object({
        caseId: z.string(),
        seq: z.number().int(),
        subject: z.string(),
        executingCourt: z.string(),
        type: z.string(),
        at: z.string(),
        court: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Overview' });

function caseItem(row: Row, now: number): z.infer<typeof caseSchema> {
  const { caseId, subject, executingCourt, decidingCourt, title, due } = row;
  const { workdaysLeft } = lampOf(row, calendarOf(row), toInstant(now));
  return { caseId, subject, executingCourt, decidingCourt, title, due, workdaysLeft };
}

/** The last thing that happened to a case and that this reader may know of: leads are for those who supervise (Art. 13). */
function lastEvent(row: Row, reader: Reader): z.infer<typeof overviewSchema>['events'] {
  const told = seesLeads(reader) ? row.last : row.lastTold;
  if (!told) return [];
  const { caseId, subject, executingCourt } = row;
  const { seq, type, at, court } = told;
  return [{ caseId, seq, subject, executingCourt, type, at, court }];
}

/** `GET /overview`: the cases of the reader's area in numbers, for the wall of a command centre. */
export function overviewRoute({ cases, clock }: Pick<CaseService, 'cases' | 'clock'>): Route {
  const rows = new OverviewRows(cases.collection);
  return defineRoute({
    method: 'get',
    path: '/overview',
    operationId: 'readOverview',
    summary: '辖区协同执行案件总览（指挥大屏）',
    tags: ['collaborations'],
    security: 'user',
    responses: { 200: overviewSchema },
    handler: async ({ user }) => {
      const reader = readerOf(user);
      if (!readsBusinessData(reader) || !seesOverview(reader)) {
        throw new Problem('FORBIDDEN', '指挥大屏供执行局负责人、指挥中心、院长和督察人员使用。');
      }
      const now = await clock.now();
      const court = seesEverything(reader, dateOf(now)) ? null : user.court;
      const { overdue, today, latest, ...totals } = totalsOf(await rows.current(), { court, now }, user.court);
      const shown = (found: readonly Row[]) => ({
        count: found.length,
        items: found.slice(0, SHOWN).map((row) => caseItem(row, now)),
      });
      return {
        status: 200,
        body: {
          at: toInstant(now),
          court: user.court,
          ...totals,
          overdue: shown(overdue),
          today: shown(today),
          events: latest.flatMap((row) => lastEvent(row, reader)).sort((a, b) => (a.at < b.at ? 1 : -1)),
        },
      };
    },
  });
}
