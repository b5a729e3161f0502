import { z } from 'zod';

/** What one examination of all cases came to. Instants here and below are ISO 8601, real time. */
export const examinationSchema = z.object({
  /** When it ended. */
  at: z.string(),
  /** Cases of the ledger. */
  cases: z.number(),
  open: z.number(),
  /** Open cases whose workflow was asked for its state. */
  compared: z.number(),
  /** Open cases whose workflow did not answer; no fault by itself: a worker may be away. */
  unanswered: z.number(),
  wrong: z.number(),
  restarted: z.number(),
  /** Real time it took. */
  ms: z.number(),
});
export type Examination = z.infer<typeof examinationSchema>;

/** What was found of a case, and what was done about it. */
export const findingSchema = z.object({
  caseId: z.string(),
  kind: z.string(),
  /** The kind in words, for people. */
  title: z.string(),
  detail: z.string(),
  foundAt: z.string(),
  /** When the case was last started again from the ledger. */
  treatedAt: z.string().optional(),
  treatments: z.number(),
  /** When it was found in order. */
  resolvedAt: z.string().optional(),
});
export type Finding = z.infer<typeof findingSchema>;

/** The doctor's newest examination of all cases, how far the present one is, and what was found, newest first. */
export const doctorReportSchema = z.object({
  /** Running cases looked at in the present examination, and all of them. */
  done: z.number(),
  total: z.number(),
  /** The number of the newest examination asked for that has ended. */
  answered: z.number(),
  last: examinationSchema.nullable(),
  findings: z.array(findingSchema),
});
export type DoctorReport = z.infer<typeof doctorReportSchema>;
