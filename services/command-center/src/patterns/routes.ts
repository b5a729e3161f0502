import { patternCasesSchema, patternTableSchema } from '@xiezhi/contracts/views';
import {
  isLocalDate,
  PATTERN_DIMENSIONS,
  readPatternDimensions,
  readsPatterns,
  standsIn,
  Tabulation,
  toInstant,
} from '@xiezhi/rules';
import type { PatternDimension, PatternTable } from '@xiezhi/rules';
import { defineRoute, Problem } from '@xiezhi/service-kit';
import type { PersonUser, Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { CaseRows } from '../case-rows';
import { askedCourts } from '../docket/scope';
import type { Reading } from '../docket/scope';
import { ruled } from '../routes/access';
import { population } from './population';
import type { Found, PopulationAsked } from './population';
import { patternWorkbook } from './workbook';

const PATTERNS: Reading = { what: '查看分析', may: readsPatterns };
/** What reads every case of an area. */
const COST = 20;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const tags = ['patterns'];

const DIMENSIONS = Object.keys(PATTERN_DIMENSIONS) as [PatternDimension, ...PatternDimension[]];

const day = (name: string) => z.string().refine(isLocalDate, `${name}应为有效日期`);
const query = z.object({
  from: day('from').describe('收到日期，自此日'),
  to: day('to').describe('至此日，含当日'),
  court: z.string().max(20).optional().describe('法院代字：该院及辖区内法院决定或者执行的；默认本院'),
  by: z
    .string()
    .max(100)
    .describe(`两个不同的维度，以逗号分隔：${DIMENSIONS.join(' ')}`),
});

const LONGEST_VALUE = 60;
const LONGEST_PAGE = 200;
/** Cases found before those behind the page are let go. */
const KEPT = 20 * LONGEST_PAGE;
const pageQuery = query.extend({
  row: z.string().max(LONGEST_VALUE),
  column: z.string().max(LONGEST_VALUE),
  after: z.string().max(120).optional().describe('上一页的next'),
  limit: z.coerce.number().int().min(1).max(LONGEST_PAGE).default(50),
});

type Query = z.output<typeof query>;

/** Sorts as people look for cases: by receipt, then by id. */
const placeOf = ({ one, caseId }: Found): string => `${one.receivedOn} ${caseId}`;

const itemOf = ({ one, caseId, number, caseNumber }: Found) => ({
  ...{ caseId, number, caseNumber },
  executingCourt: one.executingCourt,
  decidingCourt: one.decidingCourt,
  receivedOn: one.receivedOn,
  outcome: one.outcome,
});

/** The first cases behind a place; of all others nothing is kept. */
class Page {
  private first: Found[] = [];

  constructor(
    private readonly after: string | undefined,
    private readonly limit: number,
  ) {}

  add(found: Found): void {
    if (this.after !== undefined && placeOf(found) <= this.after) return;
    this.first.push(found);
    if (this.first.length > KEPT) this.cut();
  }

  answer() {
    this.cut();
    const items = this.first.slice(0, this.limit);
    return { items: items.map(itemOf), next: this.first.length > this.limit ? placeOf(items.at(-1)!) : null };
  }

  private cut(): void {
    this.first = this.first.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)).slice(0, this.limit + 1);
  }
}

export interface PatternRouteDeps {
  rows: Pick<CaseRows, 'all'>;
  clock: { now(): Promise<number> };
}

/** Patterns among collaborations (Art. 18). What a reader may not see is counted and never listed. */
export function patternRoutes({ rows, clock }: PatternRouteDeps): Route[] {
  const questionOf = async ({ from, to, court, by }: Query, user: PersonUser) => {
    const now = toInstant(await clock.now());
    const today = now.slice(0, 10);
    const courts = askedCourts(user, court, today, PATTERNS);
    const dimensions = ruled(() => readPatternDimensions(by));
    if (from > to) throw new Problem('VALIDATION', '起始日期不能晚于截止日期。');
    const population: PopulationAsked = { from, to, courts, user, today };
    return { population, by: dimensions, now };
  };
  const tableOf = async ({ population: of, by }: Awaited<ReturnType<typeof questionOf>>): Promise<PatternTable> => {
    const tabulation = new Tabulation(by);
    for await (const { one } of population(rows, of)) tabulation.add(one);
    return tabulation.table();
  };
  return [
    defineRoute({
      method: 'get',
      path: '/patterns',
      operationId: 'readPatterns',
      summary: '协同执行的特点和规律（第十八条）：任意两个维度的交叉统计',
      tags,
      security: 'user',
      cost: COST,
      query,
      responses: { 200: patternTableSchema },
      handler: async ({ query: given, user }) => {
        const { by, ...table } = await tableOf(await questionOf(given, user));
        return { status: 200, body: { ...table, by: [...by] as [PatternDimension, PatternDimension] } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/patterns/cases',
      operationId: 'listPatternCases',
      summary: '交叉统计一格的案件；无权查看的计入件数，不列',
      tags,
      security: 'user',
      cost: COST,
      query: pageQuery,
      responses: { 200: patternCasesSchema },
      handler: async ({ query: given, user }) => {
        const { row, column, after, limit } = given;
        const question = await questionOf(given, user);
        const page = new Page(after, limit);
        let [total, hidden] = [0, 0];
        for await (const found of population(rows, question.population)) {
          if (!standsIn(found.one, { by: question.by, row, column })) continue;
          total += 1;
          if (found.visible) page.add(found);
          else hidden += 1;
        }
        return { status: 200, body: { ...page.answer(), total, hidden } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/patterns/table.xlsx',
      operationId: 'downloadPatterns',
      summary: '交叉统计表（XLSX）',
      tags,
      security: 'user',
      cost: COST,
      query,
      responses: { 200: { description: '工作簿', contentType: XLSX } },
      handler: async ({ query: given, user }) => {
        const question = await questionOf(given, user);
        const body = await patternWorkbook(await tableOf(question), { on: given.to, at: question.now });
        const name = encodeURIComponent(`分析-${given.from}-${given.to}.xlsx`);
        return {
          status: 200,
          body,
          headers: {
            'Content-Type': XLSX,
            'Cache-Control': 'no-store',
            'Content-Disposition': `attachment; filename="patterns.xlsx"; filename*=UTF-8''${name}`,
          },
        };
      },
    }),
  ];
}
