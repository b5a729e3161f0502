import { LAMP_WORDS } from '@xiezhi/rules';
import type { Lamp } from '@xiezhi/rules';
import { z } from 'zod';
import { caseStatusSchema, court, day, eventTypeSchema, moment } from './basics';

const LIGHTS = [...(Object.keys(LAMP_WORDS) as Lamp[]), 'NONE'] as const;

/** Open cases by the lamp of their nearest deadline; NONE: no clock is running. */
export const lightsSchema = z
  .object(Object.fromEntries(LIGHTS.map((light) => [light, z.number().int()])) as Record<Lamp | 'NONE', z.ZodInt>)
  .meta({ id: 'Lights' });
export type Lights = z.infer<typeof lightsSchema>;

export const wallCaseSchema = z.object({
  caseId: z.string(),
  subject: z.string().describe('文号；尚未编号的为案号'),
  executingCourt: court,
  decidingCourt: court,
  title: z.string().nullable().describe('最近届满的事项'),
  due: day.nullable(),
  workdaysLeft: z.number().int().nullable().describe('负数为已逾期的工作日数'),
  daysLate: z.number().int().nullable().describe('届满日之后的自然日数；未逾期为空'),
});
export type WallCase = z.infer<typeof wallCaseSchema>;

const courtCountSchema = z.object({ court, open: z.number().int(), lamps: lightsSchema });
export type CourtCount = z.infer<typeof courtCountSchema>;

const wallEventSchema = z.object({
  caseId: z.string(),
  seq: z.number().int(),
  subject: z.string(),
  executingCourt: court,
  type: eventTypeSchema,
  at: moment,
  court: court.nullable(),
});
export type WallEvent = z.infer<typeof wallEventSchema>;

/** The cases of an area in numbers, for the wall of a command centre. */
export const wallOverviewSchema = z
  .object({
    at: moment.describe('法院时间'),
    court,
    open: z.number().int(),
    lamps: lightsSchema.describe('在办案件按最近届满期限的灯；NONE 没有期限在走'),
    courts: z.array(courtCountSchema),
    states: z.array(z.object({ state: caseStatusSchema, count: z.number().int() })),
    elsewhere: z.number().int().describe('本院参与的辖区外在办案件'),
    overdue: z.object({ count: z.number().int(), items: z.array(wallCaseSchema) }).describe('逾期最久的在前'),
    today: z.object({ count: z.number().int(), items: z.array(wallCaseSchema) }),
    week: z.array(z.object({ date: day, count: z.number().int() })),
    events: z.array(wallEventSchema),
  })
  .meta({ id: 'Overview' });
export type WallOverview = z.infer<typeof wallOverviewSchema>;

const count = z.number();

/** How scans, bulletins and quotas of an area stand, in numbers. */
export const supervisionOverviewSchema = z
  .object({
    court,
    month: z.string().describe('本月，YYYY-MM'),
    scan: z.object({
      hits: count.describe('本月扫描命中'),
      waiting: count.describe('待处置，不论何时命中，含逾期'),
      late: count.describe('其中逾期未处置'),
    }),
    bulletin: z.object({
      waiting: count.describe('尚未印发的半年通报，含逾期'),
      late: count.describe('其中逾期未印发'),
    }),
    quota: z.object({ proposed: count.describe('已提出、待批准的年度案件数量') }),
  })
  .meta({ id: 'SupervisionOverview' });
export type SupervisionOverview = z.infer<typeof supervisionOverviewSchema>;
