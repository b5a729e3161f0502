import { JURISDICTION } from '@xiezhi/rules';
import type { CourtCode, Jurisdiction } from '@xiezhi/rules';
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

type OfCourts = Pick<Jurisdiction, 'courts'>;

/** How the types of a province's events begin. */
export const eventTypePrefixOf = ({ courts }: OfCourts): string => `cn.court.${courts.province.ascii}.xiezhi.`;

/** That of the jurisdiction in force. */
export const EVENT_TYPE_PREFIX = eventTypePrefixOf(JURISDICTION);

/** All cases of an executing court, as subscribers ask for them. */
export const subjectsOfCourt = (court: CourtCode, { courts }: OfCourts = JURISDICTION): string =>
  `collab.${courts.toAscii(court)}.>`;

/** Where an entry of a case of this executing court is published. */
export function subjectOf(
  court: CourtCode,
  { caseId, type }: Pick<LedgerEntry, 'caseId' | 'type'>,
  { courts }: OfCourts = JURISDICTION,
): string {
  return `collab.${courts.toAscii(court)}.${caseId}.${type}`;
}

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
