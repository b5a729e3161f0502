import { PAPER_TITLES } from '@xiezhi/rules';
import type { PaperKind } from '@xiezhi/rules';
import { z } from 'zod';

const hashesSchema = z.object({ pdf: z.string(), docx: z.string() });

const standing = z.enum(['VALID', 'SUPERSEDED', 'VOIDED']);

/** One paper as a list shows it, with how it stands today. */
export const paperSchema = z
  .object({
    paperId: z.string(),
    status: z.enum(['DUE', 'ISSUED', 'UNPRINTABLE']),
    kind: z.enum(Object.keys(PAPER_TITLES) as [PaperKind, ...PaperKind[]]).nullable(),
    title: z.string(),
    number: z.string().nullable(),
    court: z.string().nullable(),
    courtName: z.string().nullable(),
    addressee: z.string().nullable(),
    date: z.string().nullable(),
    standing,
    standingTitle: z.string(),
    templateVersion: z.string().nullable(),
    formNote: z.string().nullable(),
    code: z.string().nullable(),
    sm3: hashesSchema.nullable(),
    warnings: z.array(z.string()),
    reason: z.string().exactOptional(),
  })
  .meta({ id: 'Paper' });
export type PaperView = z.infer<typeof paperSchema>;

export const casePapersSchema = z.object({ caseId: z.string(), papers: z.array(paperSchema) });
export type CasePapers = z.infer<typeof casePapersSchema>;

/** The papers of another file: a hit of a scan, a bulletin. */
export const filePapersSchema = z.object({ file: z.string(), papers: z.array(paperSchema) });
export type FilePapers = z.infer<typeof filePapersSchema>;

/** What anybody in the network who holds a paper may learn: what it is, not what it says. */
export const paperVerificationSchema = z
  .object({
    found: z.boolean(),
    message: z.string(),
    title: z.string().optional(),
    number: z.string().optional(),
    date: z.string().optional(),
    courtName: z.string().optional(),
    standing: standing.optional(),
    sm3: hashesSchema.nullable().optional(),
    matches: z.enum(['pdf', 'docx', 'none']).optional(),
  })
  .meta({ id: 'PaperVerification' });
export type PaperVerification = z.input<typeof paperVerificationSchema>;

const phraseSchema = z.object({
  id: z.string(),
  /** The kind of paper it is of use for. */
  for: z.string(),
  ground: z.string().optional(),
  text: z.string(),
});
export type PhraseView = z.infer<typeof phraseSchema>;

export const phrasesSchema = z.object({ reasons: z.string(), phrases: z.array(phraseSchema) });
export type Phrases = z.infer<typeof phrasesSchema>;
