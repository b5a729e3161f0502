import { codesIn, DEADLINE_STATUSES, DISPOSITIONS, RUNGS, SCAN_LISTS } from '@xiezhi/rules';
import type { ScanList } from '@xiezhi/rules';
import { z } from 'zod';
import { commandAnswerSchema } from '../answers';

const countsSchema = z.object(
  Object.fromEntries(codesIn(SCAN_LISTS).map((list) => [list, z.number()])) as Record<ScanList, z.ZodNumber>,
);
const scanFields = {
  scan: z.string(),
  court: z.string(),
  asOf: z.string(),
  by: z.enum(['commandOfficer', 'clock']),
  name: z.string().nullable().describe('何人扫描；自动扫描为空'),
  at: z.string(),
  status: z.enum(['RUNNING', 'DONE']).describe('RUNNING：尚在读取底册，清单尚无'),
  rows: z.number().describe('读过的案件数'),
  counts: countsSchema,
};
export const scanSchema = z.object(scanFields).meta({ id: 'Scan' });
const hitSchema = z
  .object({
    file: z.string().nullable().describe('扫描结果的文件编号：文书在 decision 的 /files/{file}/papers'),
    caseNumber: z.string(),
    executingCourt: z.string(),
    rawDate: z.string(),
    excludedDays: z.number(),
    netDate: z.string(),
    dispositionDue: z.string().nullable(),
    stale: z.boolean(),
    disposition: z.enum(codesIn(DISPOSITIONS)).nullable(),
    collaboration: z.string().nullable().describe('决定协同、指定协同所立案件的编号'),
    doneOn: z.string().nullable(),
    status: z.enum(codesIn(DEADLINE_STATUSES)).nullable(),
    lateWorkdays: z.number().nullable(),
    reminders: z.array(z.object({ rung: z.enum(codesIn(RUNGS)), on: z.string() })),
  })
  .meta({ id: 'ScanHit' });
/** The hit as it was left, and the collaboration that was opened, if any. */
export const hitDisposedSchema = commandAnswerSchema
  .extend({ collaboration: commandAnswerSchema.optional().describe('由此立的协同执行案件') })
  .meta({ id: 'HitDisposed' });
const numbers = z.array(z.string());
export const scanResultSchema = z
  .object({
    ...scanFields,
    hits: z.array(hitSchema),
    watch: numbers,
    covered: numbers,
    exempt: numbers,
    pendingBelow: numbers,
    hidden: z.number().describe('已协同的案件中无权查看的：计入件数，不列'),
    more: z
      .partialRecord(z.enum(codesIn(SCAN_LISTS)), z.string())
      .describe('未列全的清单及其续读位置（GET /scans/:id/:list?after=）'),
  })
  .meta({ id: 'ScanResult' });
export type ScanView = z.infer<typeof scanSchema>;
export type ScanHitView = z.infer<typeof hitSchema>;
export type ScanResult = z.infer<typeof scanResultSchema>;
export type HitDisposed = z.infer<typeof hitDisposedSchema>;

export const scansSchema = z.object({ items: z.array(scanSchema), next: z.string().nullable() });
export type Scans = z.infer<typeof scansSchema>;

/** A case of one of a scan's lists. */
const foundSchema = z.object({
  caseNumber: z.string(),
  executingCourt: z.string(),
  netDate: z.string(),
  stale: z.boolean(),
});
export type FoundCase = z.infer<typeof foundSchema>;

/** A page of one of a scan's lists. */
export const scanPageSchema = z.object({
  items: z.array(foundSchema),
  hidden: z.number().describe('这一页中无权查看、不列的'),
  next: z.string().nullable(),
});
export type ScanPage = z.infer<typeof scanPageSchema>;
