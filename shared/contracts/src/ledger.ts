import { z } from 'zod';

/** Who did it: a person acting for a court, or the clock (role `clock`, court = the court whose duty it was). */
export const actorSchema = z.object({
  court: z.string().nullable(),
  role: z.string(),
  name: z.string().optional(),
  sub: z.string().optional(),
});
export type LedgerActor = z.infer<typeof actorSchema>;

/**
 * One entry of a case's ledger. `at` is case time (the legal instant, +08:00), `recordedAt` the real instant of writing.
 * `hash` is SM3 (hex) of `prevHash` followed by the canonical JSON of the entry without `hash`.
 */
export const ledgerEntrySchema = z.object({
  caseId: z.string(),
  seq: z.number().int().positive(),
  type: z.string(),
  at: z.string(),
  recordedAt: z.string(),
  actor: actorSchema,
  ruleSet: z.string(),
  payload: z.record(z.string(), z.unknown()),
  commandId: z.string().optional(),
  prevHash: z.string(),
  hash: z.string(),
});
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;

/** An entry as the case's workflow hands it over, before it is timed, chained and stored. */
export type UnrecordedEntry = Omit<LedgerEntry, 'recordedAt' | 'prevHash' | 'hash'>;

export const EVENT_STREAM = 'COLLAB';
export const EVENT_TYPE_PREFIX = 'cn.court.jl.xiezhi.';

/** CloudEvents 1.0 in JSON, as published on `collab.<court>.<caseId>.<type>`. */
export const cloudEventSchema = z.object({
  specversion: z.literal('1.0'),
  id: z.string(),
  source: z.literal('/xiezhi/ledger'),
  type: z.string(),
  subject: z.string(),
  time: z.string(),
  datacontenttype: z.literal('application/json'),
  data: ledgerEntrySchema,
});
export type CaseCloudEvent = z.infer<typeof cloudEventSchema>;
