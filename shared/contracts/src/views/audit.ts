import { z } from 'zod';
import { court, moment } from './basics';

/** One entry of a trail; what else its service tells in it stands beside. */
const auditEntrySchema = z
  .looseObject({
    seq: z.number().int(),
    kind: z.string(),
    at: moment.describe('实际时间'),
    /** An account's name at identity, a person elsewhere. */
    actor: z
      .union([
        z.string(),
        z.object({
          court: court.optional(),
          role: z.string().optional(),
          name: z.string().optional(),
          sub: z.string().optional(),
        }),
      ])
      .nullable(),
    account: z.string().nullish(),
    detail: z.record(z.string(), z.unknown()).optional(),
    caseId: z.string().optional(),
    command: z.string().optional(),
    code: z.string().optional(),
    message: z.string().optional(),
    prevHash: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'AuditEntry' });

export type AuditEntryView = z.infer<typeof auditEntrySchema>;

export const auditPageSchema = z.object({ entries: z.array(auditEntrySchema), last: z.number().int() });
export type AuditPage = z.infer<typeof auditPageSchema>;

/** Whether a trail's chain holds. */
export const auditVerificationSchema = z
  .object({
    entries: z.number().int().describe('核对的条数'),
    lastHash: z.string().describe('最后一条的摘要，可与另行保存的比对'),
    faults: z
      .array(z.object({ seq: z.number().int(), fault: z.enum(['MISSING', 'BROKEN_LINK', 'CONTENT_CHANGED']) }))
      .describe('按序号的不符之处，至多列出 1000 处；不符之后的各条照样核对'),
    faultCount: z.number().int().describe('不符之处的总数'),
  })
  .meta({ id: 'AuditVerification' });
export type AuditVerification = z.infer<typeof auditVerificationSchema>;
