import { codesIn, DEADLINE_KINDS, DEADLINE_STATUSES } from '@xiezhi/rules';
import { z } from 'zod';
import { calendarYearSchema } from '../answers';
import { personSchema } from './basics';
import { remarksSchema } from './changes';

export const missingYearsSchema = z
  .array(z.object({ region: z.string(), year: z.number(), since: z.string(), courts: z.array(z.string()) }))
  .describe('到了录入的时候而尚未录入的年度：自何日起，提醒哪些法院的系统管理员');

/** Every region with the years in force; a region without a year of its own keeps the national calendar. */
export const calendarOverviewSchema = z
  .object({
    missing: missingYearsSchema,
    regions: z.array(
      z.object({
        region: z.string(),
        name: z.string(),
        coverageUntil: z.string().nullable().describe('自首个公布年度起连续公布到的最后一日'),
        years: z.array(
          z.object({
            year: z.number(),
            version: z.number(),
            off: z.number().describe('放假天数'),
            makeup: z.number().describe('调休上班天数'),
            closed: z.number().describe('其中临时停止办公的天数'),
            notice: z.string(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'Calendars' });
export type CalendarOverview = z.infer<typeof calendarOverviewSchema>;

/** One version of a region's year, and by whom each of its versions was made. */
export const calendarYearViewSchema = z
  .object({
    region: z.string(),
    name: z.string(),
    year: z.number(),
    version: z.number(),
    off: z.array(z.string()),
    makeup: z.array(z.string()),
    closed: z.array(z.string()),
    names: z.record(z.string(), z.string()).describe('通知中各日的名称'),
    notice: z.string(),
    versions: z.array(
      z.object({
        version: z.number(),
        notice: z.string(),
        ended: z.array(z.string()).describe('较前一版本取消的临时停止办公'),
        proposal: z.string().nullable(),
        proposedBy: personSchema.nullable(),
        proposedAt: z.string().nullable(),
        approvedBy: personSchema.nullable(),
        approvedAt: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'CalendarYear' });
export type CalendarYearView = z.infer<typeof calendarYearViewSchema>;

const status = z.enum(codesIn(DEADLINE_STATUSES));

const moveSchema = z.object({
  caseId: z.string(),
  documentNumber: z.string().nullable(),
  caseNumber: z.string(),
  court: z.string(),
  kind: z.enum(codesIn(DEADLINE_KINDS)),
  from: z.string(),
  to: z.string(),
  provisionalBefore: z.boolean(),
  provisionalAfter: z.boolean(),
  statusBefore: status,
  statusAfter: status.describe('如 LATE → OPEN：逾期撤回，恢复计算；LATE → MET：办理并未逾期'),
});

export type CalendarMove = z.infer<typeof moveSchema>;

/** What approval of a year would move. */
export const calendarPreviewSchema = z
  .object({
    items: z.array(moveSchema),
    hidden: z
      .object({ cases: z.number(), deadlines: z.number() })
      .describe('您无权查看的案件：只有件数和期限数，随最后一页给出'),
    next: z.string().nullable(),
  })
  .meta({ id: 'CalendarPreview' });
export type CalendarPreview = z.infer<typeof calendarPreviewSchema>;

/** What a year's file says, or what is wrong with it. */
export const checkedCalendarFileSchema = z
  .object({
    year: calendarYearSchema.omit({ version: true }).nullable(),
    remarks: remarksSchema,
    problems: z.array(z.object({ place: z.string(), message: z.string() })),
  })
  .meta({ id: 'CheckedCalendarFile' });
export type CheckedCalendarFile = z.infer<typeof checkedCalendarFileSchema>;
