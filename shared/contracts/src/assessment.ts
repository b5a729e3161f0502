import { INDICATOR_CODES, MOST_CASES_A_YEAR, MOST_COUNTED, MOST_OFFICERS } from '@xiezhi/rules';
import type { AssessmentAct } from '@xiezhi/rules';
import { z } from 'zod';
import { courtCodeSchema, date, line, text, wanted } from './fields';

const count = (label: string, most: number) =>
  z
    .int(wanted(label, `${label}应为整数`))
    .min(0, `${label}不能为负数`)
    .max(most, `${label}不超过${most}`);

const year = z.int(wanted('年度', '年度应为整数'));

/** What people at a court say for the assessment of Art. 15, by command. */
export const assessmentSchemas = {
  'quota.set': z.strictObject({ year, number: count('数量', MOST_CASES_A_YEAR), rationale: text('理由') }),
  'quota.approve': z.strictObject({
    year,
    version: z.int(wanted('版本', '版本应为整数')).min(1).optional().describe('所核对的版本；不写为最新一版'),
  }),
  'indicator.report': z.strictObject({
    court: courtCodeSchema,
    period: line('期间').describe('如2025、2025-H1、2025-H2'),
    code: z.enum(INDICATOR_CODES, wanted('指标', `指标应为${INDICATOR_CODES.join('、')}之一`)),
    numerator: count('分子', MOST_COUNTED),
    denominator: count('分母', MOST_COUNTED),
    source: text('数据来源'),
  }),
  'staff.set': z.strictObject({
    court: courtCodeSchema,
    officers: count('执行人员数', MOST_OFFICERS),
    validFrom: date('起算日期'),
  }),
} as const satisfies Record<AssessmentAct, z.ZodType>;
