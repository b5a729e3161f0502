import type { IndicatorDefinition, IndicatorView, MustComplete, QuotaView, StaffView } from '@xiezhi/contracts/views';
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
import type { Person } from '../changes/types';
import type { Assessed } from './collaborations';
import type { Version } from './records';
import type { Indicator, Staff } from './reports';

const personView = ({ name, court }: Person) => ({ name, court });

/** A court's year; a version counts as in force until a later one is approved. */
export function quotaView(
  { subject: { court, year }, versions }: QuotaBook,
  collaborations: readonly CountedForAssessment[],
  { today, sub }: { today: LocalDate; sub: string },
): QuotaView {
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

/** What a court has to complete. A case the reader may not see is counted, and not named. */
export function mustCompleteView(court: CourtCode, collaborations: readonly Assessed[], on: LocalDate): MustComplete {
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

function reportView({ version, content, by, at }: Version<Indicator>) {
  const { code, numerator, denominator, source } = content;
  const figures = { numerator, denominator, ...indicatorRate(code, numerator, denominator) };
  return { version, ...figures, source, by: personView(by), at };
}

export function indicatorView(reports: readonly Version<Indicator>[]): IndicatorView {
  const newest = reports.at(-1)!;
  const { court, period, code } = newest.content;
  const earlier = reports.slice(0, -1).reverse().map(reportView);
  return { court, period, code, ...reportView(newest), earlier };
}

/** Shown wherever a figure is: what is counted is no law. */
export const DEFINITIONS: IndicatorDefinition[] = INDICATOR_CODES.map((code) => {
  const { title, target, numerator, denominator } = INDICATORS[code];
  return { code, title: [...title], target, numerator: [...numerator], denominator: [...denominator] };
});

export function staffView({ content, by, at, version }: Version<Staff>): StaffView {
  return { ...content, by: personView(by), at, version };
}
