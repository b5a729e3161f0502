import { BATCH_STATUSES, codesIn, maskName, textMask } from '@xiezhi/rules';
import type { DocketRow, Party } from '@xiezhi/rules';
import { z } from 'zod';
import { told } from './report';
import type { Batch } from './types';

const totals = { accepted: z.number(), unchanged: z.number() };
const rejected = z.object({ row: z.number(), case_no: z.string(), code: z.string(), message: z.string() });
const differs = z.object({ case_no: z.string(), field: z.string(), ours: z.unknown(), theirs: z.unknown() });

export const importAnswerSchema = z
  .object({ batch: z.string(), ...totals, rejected: z.array(rejected), differs: z.array(differs) })
  .meta({ id: 'DocketImport' });

export const batchSchema = z
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

/** @param unseen the cases whose collaborations the reader is not to know of */
export function batchView(batch: Batch, unseen: ReadonlySet<string>): z.infer<typeof batchSchema> {
  const { _id, court, by, at, kind, name, bytes, status, rows, totals: counts, shown, fault } = batch;
  return {
    batch: _id,
    court,
    by: by.name,
    at,
    kind,
    name: name ?? null,
    bytes: bytes ?? null,
    status,
    rows,
    accepted: counts.accepted,
    unchanged: counts.unchanged,
    rejectedCount: counts.rejected,
    differsCount: counts.differs,
    rejected: shown.rejected,
    differs: told(shown.differs, unseen),
    fault: fault ?? null,
  };
}

export const rowSchema = z
  .looseObject({ case_no: z.string(), court_code: z.string(), snapshot_at: z.string() })
  .meta({ id: 'DocketRow' });

/** Who is known to be no person; the docket's own words for it are any. */
const ORGANISATIONS: ReadonlySet<string> = new Set(['organization', 'organisation', '单位', '法人', '非法人组织']);

/** A row as lists show it: natural persons by their surname, in every text. */
export function maskedRow(row: DocketRow): DocketRow {
  const people = row.parties.filter(({ kind }) => !ORGANISATIONS.has(kind));
  const parties = people.map(({ name }) => ({ side: 'respondent', name, kind: 'person' }) satisfies Party);
  const mask = textMask({ parties });
  return {
    ...row,
    cause: row.cause && mask(row.cause),
    close_mode: row.close_mode && mask(row.close_mode),
    parties: row.parties.map((party) =>
      ORGANISATIONS.has(party.kind) ? party : { ...party, name: maskName(party.name) },
    ),
    exclusions: row.exclusions.map((period) => ({ ...period, type: mask(period.type) })),
  };
}
