import {
  computedIndicatorSchema,
  indicatorListSchema,
  mustCompleteListSchema,
  quotaListSchema,
  staffListSchema,
} from '@xiezhi/contracts/views';
import { indicatorDays, indicatorRate, isLocalDate, readsDockets, toInstant } from '@xiezhi/rules';
import type { CaseService } from '@xiezhi/case-kit';
import { defineRoute } from '@xiezhi/service-kit';
import type { AuditTrail, Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import { askedCourts } from '../docket/scope';
import type { Reading } from '../docket/scope';
import { ruled } from '../routes/access';
import type { Assessment } from './assessment';
import { assessedCollaborations } from './collaborations';
import { assessmentCommandRoutes } from './command-routes';
import { DEFINITIONS, indicatorView, mustCompleteView, quotaView, staffView } from './views';

export interface AssessmentRouteDeps {
  assessment: Assessment;
  cases: Pick<CaseService['cases'], 'collection'>;
  clock: { now(): Promise<number> };
  audit: AuditTrail;
}

const ASSESSMENT: Reading = { what: '查看考核情况', may: readsDockets };
const COST = 5;
/** What reads a whole docket. */
const DOCKET_COST = 20;

const court = z.string().max(20).optional().describe('法院代字；默认本院及辖区内全部法院');
const period = z.string().max(20).describe('如2025、2025-H1、2025-H2');
const tags = ['assessment'];

function collaborationRoutes({ assessment, cases, clock }: AssessmentRouteDeps): Route[] {
  const today = async () => toInstant(await clock.now()).slice(0, 10);
  return [
    defineRoute({
      method: 'get',
      path: '/quotas',
      operationId: 'listQuotas',
      summary: '年度协同执行案件数量及进度（第十五条第一款），保留全部版本',
      tags,
      security: 'user',
      cost: COST,
      query: z.object({ court, year: z.coerce.number().int().optional() }),
      responses: { 200: quotaListSchema },
      handler: async ({ query, user }) => {
        const day = await today();
        const courts = askedCourts(user, query.court, day, ASSESSMENT);
        const quotas = (await assessment.quotas.all()).filter(
          ({ subject }) => courts.includes(subject.court) && (query.year === undefined || subject.year === query.year),
        );
        const collaborations = await assessedCollaborations(cases, courts, user, day);
        const items = quotas.map((book) => quotaView(book, collaborations, { today: day, sub: user.sub }));
        return { status: 200, body: { items } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/must-complete',
      operationId: 'listMustComplete',
      summary: '应当全部办理完毕的案件（第十五条第二款），按决定法院',
      tags,
      security: 'user',
      cost: COST,
      query: z.object({ court }),
      responses: { 200: mustCompleteListSchema },
      handler: async ({ query, user }) => {
        const day = await today();
        const courts = askedCourts(user, query.court, day, ASSESSMENT);
        const collaborations = await assessedCollaborations(cases, courts, user, day);
        const items = courts
          .map((code) => mustCompleteView(code, collaborations, day))
          .filter(({ total }) => total > 0);
        return { status: 200, body: { items } };
      },
    }),
  ];
}

function reportRoutes({ assessment, clock }: AssessmentRouteDeps): Route[] {
  const today = async () => toInstant(await clock.now()).slice(0, 10);
  return [
    defineRoute({
      method: 'get',
      path: '/indicators',
      operationId: 'listIndicators',
      summary: '填报的指标，附各指标的定义（第十五条没有规定算式，定义是设置，不是法律规定）',
      tags,
      security: 'user',
      cost: COST,
      query: z.object({ court, period: period.optional() }),
      responses: { 200: indicatorListSchema },
      handler: async ({ query, user }) => {
        const courts = askedCourts(user, query.court, await today(), ASSESSMENT);
        const reports = (await assessment.reports.indicators()).filter(([first]) => {
          const report = first!.content;
          return courts.includes(report.court) && (query.period === undefined || report.period === query.period);
        });
        return { status: 200, body: { definitions: DEFINITIONS, items: reports.map(indicatorView) } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/indicators/docket',
      operationId: 'computeFirstIndicator',
      summary: '按底册计算的R1，与填报的并列，不替代填报的',
      tags,
      security: 'user',
      cost: DOCKET_COST,
      query: z.object({ court: z.string().max(20).describe('法院代字；计该院和辖区内法院的底册'), period }),
      responses: { 200: computedIndicatorSchema },
      handler: async ({ query, user }) => {
        const courts = askedCourts(user, query.court, await today(), ASSESSMENT);
        ruled(() => indicatorDays(query.period));
        const { numerator, denominator } = await assessment.firstIndicator.of(courts, query.period);
        const figures = { numerator, denominator, ...indicatorRate('R1', numerator, denominator) };
        return { status: 200, body: { ...query, code: 'R1' as const, courts, ...figures } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff',
      operationId: 'listStaff',
      summary: '各法院的执行人员数，每个起算日期以最后一次填报为准',
      tags,
      security: 'user',
      cost: COST,
      query: z.object({
        court,
        on: z.string().refine(isLocalDate, 'on应为有效日期').optional().describe('只列这一天有效的'),
      }),
      responses: { 200: staffListSchema },
      handler: async ({ query: { court: wanted, on }, user }) => {
        const courts = askedCourts(user, wanted, await today(), ASSESSMENT);
        const valid = on === undefined ? undefined : await assessment.reports.staffOn(on);
        const items = (await assessment.reports.staffReports())
          .map((versions) => versions.at(-1)!)
          .filter(({ content }) => courts.includes(content.court))
          .filter(({ content }) => !valid || valid.get(content.court)?.validFrom === content.validFrom)
          .map(staffView);
        return { status: 200, body: { items } };
      },
    }),
  ];
}

/** Quotas, what has to be completed, indicators and staff (Arts. 5, 15). */
export const assessmentRoutes = (deps: AssessmentRouteDeps): Route[] => [
  ...assessmentCommandRoutes(deps),
  ...collaborationRoutes(deps),
  ...reportRoutes(deps),
];
