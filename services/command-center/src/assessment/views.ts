import {
  INDICATOR_CODES,
  INDICATORS,
  indicatorRate,
  labelOf,
  mustComplete,
  outstandingOf,
  quotaInForce,
  quotaProgress,
} from '@xiezhi/rules';
import type { CountedForAssessment, CourtCode, LocalDate, QuotaAct, QuotaBook, QuotaVersion } from '@xiezhi/rules';
import { z } from 'zod';
import type { Person } from '../changes/types';
import type { Assessed } from './collaborations';
import type { Version } from './records';
import type { Indicator, Staff } from './reports';

const person = z.object({ name: z.string(), court: z.string() });
const personView = ({ name, court }: Person) => ({ name, court });

const quotaVersionSchema = z.object({
  version: z.number(),
  number: z.number(),
  rationale: z.string(),
  status: z.enum(['PROPOSED', 'IN_FORCE', 'REPLACED']).describe('REPLACED：已有后来的版本'),
  setBy: person,
  setAt: z.string(),
  approvedBy: person.nullable(),
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

/** A court's year; a version counts as in force until a later one is approved. */
export function quotaView(
  { subject: { court, year }, versions }: QuotaBook,
  collaborations: readonly CountedForAssessment[],
  { today, sub }: { today: LocalDate; sub: string },
): z.infer<typeof quotaSchema> {
  const newest = versions.at(-1)!;
  const valid = quotaInForce({ versions });
  const { number } = newest;
  const end = `${year}-12-31`;
  const { decided, closed } = quotaProgress({ court, year, number }, collaborations, today < end ? today : end);
  const actor = ({ by }: QuotaAct) => ({ name: by.name ?? '', court: by.court ?? court });
  const statusOf = (one: QuotaVersion) => {
    if (one === valid) return 'IN_FORCE';
    return one === newest ? 'PROPOSED' : 'REPLACED';
  };
  return {
    court,
    year,
    number,
    version: newest.version,
    status: newest === valid ? 'IN_FORCE' : 'PROPOSED',
    decided,
    closed,
    inForce: valid?.number ?? null,
    own: newest.by.sub === sub,
    versions: [...versions].reverse().map((one) => ({
      version: one.version,
      number: one.number,
      rationale: one.rationale,
      status: statusOf(one),
      setBy: actor(one),
      setAt: one.at,
      approvedBy: one.approval && actor(one.approval),
      approvedAt: one.approval?.at ?? null,
    })),
  };
}

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

/** What a court has to complete. A case the reader may not see is counted, and not named. */
export function mustCompleteView(
  court: CourtCode,
  collaborations: readonly Assessed[],
  on: LocalDate,
): z.infer<typeof mustCompleteSchema> {
  const { total, closed, revoked, outstanding, display, pass } = mustComplete(court, collaborations, on);
  const seen = outstandingOf(court, collaborations, on).filter(({ visible }) => visible);
  return {
    ...{ court, total, closed, revoked, display, pass },
    outstanding: seen.map(labelOf),
    outstandingCount: outstanding.length,
    cases: seen.map((one) => ({
      caseId: one.caseId,
      number: labelOf(one),
      caseNumber: one.caseNumber,
      executingCourt: one.executingCourt,
      receivedOn: one.receivedOn,
    })),
  };
}

const reportFields = {
  version: z.number(),
  numerator: z.number(),
  denominator: z.number(),
  ...rateFields,
  source: z.string(),
  by: person,
  at: z.string(),
};

export const indicatorSchema = z
  .object({
    court: z.string(),
    period: z.string(),
    code: z.enum(INDICATOR_CODES),
    ...reportFields,
    earlier: z.array(z.object(reportFields)).describe('被后来的填报替代的，新的在前'),
  })
  .meta({ id: 'Indicator' });

function reportView({ version, content, by, at }: Version<Indicator>) {
  const { code, numerator, denominator, source } = content;
  const figures = { numerator, denominator, ...indicatorRate(code, numerator, denominator) };
  return { version, ...figures, source, by: personView(by), at };
}

export function indicatorView(reports: readonly Version<Indicator>[]): z.infer<typeof indicatorSchema> {
  const newest = reports.at(-1)!;
  const { court, period, code } = newest.content;
  const earlier = reports.slice(0, -1).reverse().map(reportView);
  return { court, period, code, ...reportView(newest), earlier };
}

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

/** Shown wherever a figure is: what is counted is no law. */
export const DEFINITIONS: z.infer<typeof definitionSchema>[] = INDICATOR_CODES.map((code) => {
  const { title, target, numerator, denominator } = INDICATORS[code];
  return { code, title: [...title], target, numerator: [...numerator], denominator: [...denominator] };
});

export const computedSchema = z
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

export const staffSchema = z
  .object({
    court: z.string(),
    officers: z.number(),
    validFrom: z.string(),
    by: person,
    at: z.string(),
    version: z.number(),
  })
  .meta({ id: 'Staff' });

export function staffView({ content, by, at, version }: Version<Staff>): z.infer<typeof staffSchema> {
  return { ...content, by: personView(by), at, version };
}
