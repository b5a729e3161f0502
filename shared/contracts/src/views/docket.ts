import { BATCH_STATUSES, codesIn } from '@xiezhi/rules';
import type { DocketRow } from '@xiezhi/rules';
import { z } from 'zod';
import { court, day, moment } from './basics';

const totals = { accepted: z.number(), unchanged: z.number() };
const rejected = z.object({ row: z.number(), case_no: z.string(), code: z.string(), message: z.string() });
const differs = z.object({ case_no: z.string(), field: z.string(), ours: z.unknown(), theirs: z.unknown() });

export const docketImportSchema = z
  .object({ batch: z.string(), ...totals, rejected: z.array(rejected), differs: z.array(differs) })
  .meta({ id: 'DocketImport' });
export type DocketImport = z.infer<typeof docketImportSchema>;

/** One import, as whoever may read the docket sees it. */
export const docketBatchSchema = z
  .object({
    batch: z.string(),
    court: z.string(),
    by: z.string().describe('导入人姓名'),
    at: z.string(),
    kind: z.enum(['command', 'file']),
    name: z.string().nullable(),
    bytes: z.number().nullable(),
    status: z.enum(codesIn(BATCH_STATUSES)).describe('TAKING：办理中；FAILED：文件没有读完，已读的各行照常导入'),
    rows: z.number().describe('已处理的行数'),
    ...totals,
    rejectedCount: z.number(),
    differsCount: z.number(),
    rejected: z.array(rejected).describe('前若干行；全部见下载的清单'),
    differs: z.array(differs).describe('无权查看的案件计入件数，不列'),
    fault: z.string().nullable(),
  })
  .meta({ id: 'DocketBatch' });
export type DocketBatch = z.infer<typeof docketBatchSchema>;

export const docketBatchesSchema = z.object({ items: z.array(docketBatchSchema), next: z.string().nullable() });
export type DocketBatches = z.infer<typeof docketBatchesSchema>;

/** A row of the docket with natural persons by their surname; amounts in yuan. */
const rowSchema = z
  .object({
    case_no: z.string(),
    court_code: court,
    filing_date: day,
    type_code: z.string(),
    cause: z.string().nullable(),
    claim_amount: z.number().nullable(),
    recovered_amount: z.number().nullable(),
    has_property: z.boolean(),
    property_verified_on: day.nullable(),
    close_date: day.nullable(),
    close_mode: z.string().nullable(),
    handler_id: z.string().nullable(),
    parties: z.array(z.object({ side: z.string(), name: z.string(), kind: z.string() })),
    exclusions: z.array(
      z.object({ type: z.string(), start: day, end: day.nullable(), document_no: z.string().nullable() }),
    ),
    related_case_nos: z.array(z.string()),
    petition_count: z.number(),
    snapshot_at: moment,
  } satisfies { [K in keyof DocketRow]: z.ZodType<DocketRow[K]> })
  .meta({ id: 'DocketRow' });

/** The same, with how many snapshots are held of its case. */
const countedRowSchema = rowSchema.extend({ snapshots: z.number() }).meta({ id: 'DocketCase' });
export type DocketRowView = z.infer<typeof rowSchema>;
export type DocketCase = z.infer<typeof countedRowSchema>;

export const docketPageSchema = z.object({
  items: z.array(countedRowSchema),
  next: z.string().nullable().describe('下一页；有检索词时一页可能不满'),
  rows: z.number().describe('保存的行数：每件每次数据一行'),
});
export type DocketPage = z.infer<typeof docketPageSchema>;

/** Every snapshot of one case, the newest first. */
export const docketHistorySchema = z.object({ caseNumber: z.string(), items: z.array(rowSchema) });
export type DocketHistory = z.infer<typeof docketHistorySchema>;
