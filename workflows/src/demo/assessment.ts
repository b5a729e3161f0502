import { demoPerson } from '@xiezhi/contracts';
import type { DemoPerson } from '@xiezhi/contracts';
import { INDICATOR_CODES, parseInstant, toInstant, addDays, dateOf, HIGH_COURT } from '@xiezhi/rules';
import type { Court, CountedQuota, CourtCode, IndicatorReport, Instant, LocalDate } from '@xiezhi/rules';
import { inOfficeHours } from './days';
import { Dice } from './dice';
import { pastHalfYears } from './bulletins';
import { QUOTA_REASONS } from './words';

/** What courts have said for the assessment (Art. 15), by whom and when. */
export type PastReport = { by: DemoPerson; at: Instant } & (
  | {
      what: 'quota';
      quota: { court: CourtCode; year: number; number: number; rationale: string };
      approved: Approved | null;
    }
  | { what: 'indicator'; report: IndicatorReport & { court: CourtCode; source: string } }
  | { what: 'staff'; report: { court: CourtCode; officers: number; validFrom: LocalDate } }
);
interface Approved {
  by: DemoPerson;
  at: Instant;
}

const SEED = 15;

export interface AssessmentPlan {
  asOf: Instant;
  courts: readonly Pick<Court, 'code' | 'tier' | 'parent'>[];
  /** The court whose people see a change of the number waiting for its president. */
  shown: CourtCode;
}

/** Numbers of this year and the last, reports of the two half-years that ended last, and who executes where. */
export function reportsOf({ asOf, courts, shown }: AssessmentPlan): PastReport[] {
  const today = dateOf(asOf);
  const year = Number(today.slice(0, 4));
  const dice = new Dice(SEED);
  const at = (day: LocalDate) => toInstant(inOfficeHours(day, dice));
  const intermediate = courts.filter(({ tier }) => tier === 'INTERMEDIATE');
  const quotas = intermediate.flatMap(({ code: court }, index): PastReport[] => {
    const by = demoPerson(court, 'commandDirector');
    const set = (of: number, on: LocalDate, number: number, approvedOn: LocalDate | null): PastReport => ({
      ...{ what: 'quota', by, at: at(on), quota: { court, year: of, number, rationale: dice.pick(QUOTA_REASONS) } },
      approved: approvedOn === null ? null : { by: demoPerson(court, 'president'), at: at(approvedOn) },
    });
    const number = dice.between(8, 40);
    const waits = index % 5 === 4;
    return [
      set(year - 1, `${year - 1}-01-10`, number, `${year - 1}-01-16`),
      set(year, `${year}-01-12`, number + dice.between(-3, 8), waits ? null : `${year}-01-19`),
      ...(court === shown ? [set(year, addDays(today, -4), number + 12, null)] : []),
    ];
  });
  const staff = courts.map(({ code: court, tier, parent }): PastReport => {
    const validFrom = `${year}-01-01`;
    const officers = tier === 'BASIC' ? dice.between(5, 24) : dice.between(12, 40);
    return {
      what: 'staff',
      by: demoPerson(parent ?? HIGH_COURT, 'assessor'),
      at: at(`${year}-01-08`),
      report: { court, officers, validFrom },
    };
  });
  const [before, last] = pastHalfYears(asOf);
  const indicators = [before, last].flatMap((period) =>
    [...intermediate, ...(period === last ? courts.filter(({ parent }) => parent === shown) : [])].flatMap(
      ({ code: court, parent }) =>
        INDICATOR_CODES.map((code): PastReport => {
          const denominator = dice.between(40, 600);
          const share = code === 'R4' ? dice.between(74, 92) : dice.between(86, 99);
          return {
            ...{ what: 'indicator', by: demoPerson(parent ?? court, 'assessor'), at: at(reportedOn(period)) },
            report: {
              court,
              period,
              code,
              numerator: Math.floor((denominator * share) / 100),
              denominator,
              source: '执行办案系统统计（演示）',
            },
          };
        }),
    ),
  );
  return [...quotas, ...staff, ...indicators].filter((each) => parseInstant(each.at) <= parseInstant(asOf));
}

const reportedOn = (period: string): LocalDate =>
  period.endsWith('H1') ? `${period.slice(0, 4)}-07-09` : `${Number(period.slice(0, 4)) + 1}-01-09`;

/** The numbers in force at an instant: of each court's year the newest that was approved by then. */
export function quotasAt(reports: readonly PastReport[], at: Instant): CountedQuota[] {
  const valid = new Map<string, CountedQuota>();
  for (const report of reports) {
    if (report.what !== 'quota' || !report.approved || parseInstant(report.approved.at) > parseInstant(at)) continue;
    const { court, year, number } = report.quota;
    valid.set(`${court} ${year}`, { court, year, number });
  }
  return [...valid.values()];
}
