import { INDICATOR_CODES } from '@xiezhi/rules';
import { z } from 'zod';
import { personSchema } from './basics';

const quotaVersionSchema = z.object({
  version: z.number(),
  number: z.number(),
  rationale: z.string(),
  status: z.enum(['PROPOSED', 'IN_FORCE', 'REPLACED']).describe('REPLACED：已有后来的版本'),
  setBy: personSchema,
  setAt: z.string(),
  approvedBy: personSchema.nullable(),
  approvedAt: z.string().nullable(),
});

export const quotaSchema = z
  .object({
    court: z.string(),
    year: z.number(),
    number: z.number(),
    version: z.number(),
    status: z.enum(['PROPOSED', 'IN_FORCE']).describe('最新一版的状态'),
    decided: z.number().describe('该年决定协同执行的件数'),
    closed: z.number().describe('该年办结的件数，不含撤销的'),
    inForce: z.number().nullable().describe('现行数量；没有批准的版本为 null'),
    own: z.boolean().describe('最新一版是不是本人提出的'),
    versions: z.array(quotaVersionSchema).describe('新的在前'),
  })
  .meta({ id: 'Quota' });
export type QuotaView = z.infer<typeof quotaSchema>;
export type QuotaVersionView = z.infer<typeof quotaVersionSchema>;

export const quotaListSchema = z.object({ items: z.array(quotaSchema) });
export type QuotaList = z.infer<typeof quotaListSchema>;

const rateFields = { display: z.string(), pass: z.boolean().nullable() };

export const mustCompleteSchema = z
  .object({
    court: z.string(),
    total: z.number(),
    closed: z.number(),
    revoked: z.number(),
    ...rateFields,
    outstanding: z.array(z.string()).describe('未办结的文号（没有的为案号），收到早的在前；无权查看的不列'),
    outstandingCount: z.number().describe('未办结的件数，含不列的'),
    cases: z.array(
      z.object({
        caseId: z.string(),
        number: z.string(),
        caseNumber: z.string(),
        executingCourt: z.string(),
        receivedOn: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'MustComplete' });
export type MustComplete = z.infer<typeof mustCompleteSchema>;

export const mustCompleteListSchema = z.object({ items: z.array(mustCompleteSchema) });
export type MustCompleteList = z.infer<typeof mustCompleteListSchema>;

const reportFields = {
  version: z.number(),
  numerator: z.number(),
  denominator: z.number(),
  ...rateFields,
  source: z.string(),
  by: personSchema,
  at: z.string(),
};

const reportSchema = z.object(reportFields);
export type IndicatorReport = z.infer<typeof reportSchema>;

export const indicatorSchema = z
  .object({
    court: z.string(),
    period: z.string(),
    code: z.enum(INDICATOR_CODES),
    ...reportFields,
    earlier: z.array(reportSchema).describe('被后来的填报替代的，新的在前'),
  })
  .meta({ id: 'Indicator' });
export type IndicatorView = z.infer<typeof indicatorSchema>;

const words = z.tuple([z.string(), z.string()]).describe('中文、英文');

export const definitionSchema = z
  .object({
    code: z.enum(INDICATOR_CODES),
    title: words,
    target: z.number().describe('百分比'),
    numerator: words,
    denominator: words,
  })
  .meta({ id: 'IndicatorDefinition' });
export type IndicatorDefinition = z.infer<typeof definitionSchema>;

export const indicatorListSchema = z.object({
  definitions: z.array(definitionSchema),
  items: z.array(indicatorSchema),
});
export type IndicatorList = z.infer<typeof indicatorListSchema>;

export const computedIndicatorSchema = z
  .object({
    court: z.string(),
    period: z.string(),
    code: z.literal('R1'),
    courts: z.array(z.string()).describe('所计法院：本院和辖区内的法院'),
    numerator: z.number(),
    denominator: z.number(),
    ...rateFields,
  })
  .meta({ id: 'ComputedIndicator' });
export type ComputedIndicator = z.infer<typeof computedIndicatorSchema>;

export const staffSchema = z
  .object({
    court: z.string(),
    officers: z.number(),
    validFrom: z.string(),
    by: personSchema,
    at: z.string(),
    version: z.number(),
  })
  .meta({ id: 'Staff' });
export type StaffView = z.infer<typeof staffSchema>;

export const staffListSchema = z.object({ items: z.array(staffSchema) });
export type StaffList = z.infer<typeof staffListSchema>;
