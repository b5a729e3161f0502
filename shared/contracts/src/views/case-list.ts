import { codesIn, GROUND_CODES, ROUTES } from '@xiezhi/rules';
import { z } from 'zod';
import { caseStatusSchema, court, day, moment } from './basics';

/** A case as the list shows it. */
export const caseLineSchema = z
  .object({
    caseId: z.string(),
    seq: z.number(),
    state: caseStatusSchema,
    route: z.enum(codesIn(ROUTES)),
    grounds: z.array(z.enum(GROUND_CODES)),
    executingCourt: court,
    decidingCourt: court,
    documentNumber: z.string().nullable(),
    caseNumber: z.string(),
    cause: z.string(),
    applicants: z.string().describe('申请执行人，自然人只显示姓氏'),
    respondents: z.string().describe('被执行人，自然人只显示姓氏'),
    restricted: z.boolean(),
    receivedOn: day,
    due: day.nullable().describe('最近届满的期限；没有期限在走的为空'),
    expiresAt: moment.nullable().describe('逾期的第一时刻'),
    countedBy: court.nullable().describe('期限按此法院的日历计'),
    updatedAt: moment,
    demo: z.boolean().optional().describe('演示数据'),
  })
  .meta({ id: 'CollaborationSummary' });
export type CaseLine = z.infer<typeof caseLineSchema>;

/** Counting is exact up to here; a larger number helps nobody and is told as 「1 万以上」. */
export const MOST_COUNTED_CASES = 10_000;

export const caseListSchema = z.object({
  items: z.array(caseLineSchema),
  next: z.string().nullable(),
  total: z
    .object({ count: z.number().int(), exact: z.boolean() })
    .describe(`符合条件的件数；超过 ${MOST_COUNTED_CASES} 件时 exact 为 false，表示以上`),
});
export type CaseList = z.infer<typeof caseListSchema>;

/** A named filter of the case list. */
export const savedViewSchema = z
  .object({ id: z.string(), name: z.string(), filter: z.record(z.string(), z.string()), preferred: z.boolean() })
  .meta({ id: 'SavedView' });
export type SavedView = z.infer<typeof savedViewSchema>;

export const savedViewsSchema = z.object({ items: z.array(savedViewSchema) });
export type SavedViews = z.infer<typeof savedViewsSchema>;

/** What keeps a new collaboration off an enforcement case, as far as its reader may know of it. */
export const activeCollaborationSchema = z
  .object({ active: z.object({ caseId: z.string(), subject: z.string(), state: caseStatusSchema }).nullable() })
  .meta({ id: 'ActiveCollaboration' });
export type ActiveCollaboration = z.infer<typeof activeCollaborationSchema>;
