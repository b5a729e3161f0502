import type { CourtCode, CourtRecord } from '../courts';
import { codeOn, courtByCode, courtIdentity, courtRecords, distanceKm, isWithin } from '../courts';
import { mayParticipate } from '../access/relations';
import type { Reader } from '../access/relations';
import { RuleError } from '../errors';
import { EFFECTIVE_FROM } from '../jurisdiction/in-force';
import type { LocalDate } from '../local-date';
import type { Role } from '../vocabulary';
import type { AdvisedCourt } from './advised';
import { draftWarnings, rankCourts } from './rank';
import type { AllocationQuestion, CourtLoad } from './rank';

/** A court of the advice with the figures behind it, and why it stands where it does: Chinese, then English. */
export interface Advice extends AdvisedCourt, Pick<CourtLoad, 'pending' | 'officers'> {
  reasons: readonly [chinese: string, english: string];
}

const ASKING_ROLES: ReadonlySet<Role> = new Set(['handler', 'bureauDirector', 'commandOfficer', 'commandDirector']);

/** Who is given advice on a court's drafts: those there who propose, decide and plan, and their like above it. */
export function asksForAdvice({ court, roles }: Reader, deciding: CourtCode, on: LocalDate): boolean {
  return roles.some((role) => ASKING_ROLES.has(role)) && isWithin(deciding, codeOn(court, on), on);
}

/** The days that `lent30` looks back on, the day asked about included. */
export const LENT_DAYS = 30;

/**
 * @throws RuleError COURT_UNKNOWN for a court that is none that day; VALIDATION for a deciding court with nobody to draft, and
 * for a day before the Rule or after today
 */
export function checkAdviceAsked(
  { executing, deciding, on }: Pick<AllocationQuestion, 'executing' | 'deciding' | 'on'>,
  today: LocalDate,
): void {
  if (on < EFFECTIVE_FROM || on > today) {
    throw new RuleError('VALIDATION', `日期应在${EFFECTIVE_FROM}至${today}之间。`);
  }
  for (const code of [executing, deciding]) {
    if (!courtByCode(code, on)) throw new RuleError('COURT_UNKNOWN', `${on}没有代字为“${code}”的法院。`);
  }
  if (courtByCode(deciding, on)?.tier === 'BASIC') {
    throw new RuleError('VALIDATION', `${deciding}是基层法院，没有可以调用的下级法院（第五条）。`);
  }
}

/**
 * The courts that may be drafted in a deciding court's area: all below it that day but the executing one, in order of code. A
 * court that stands under two codes at a changeover is one, under the later.
 */
export function courtsToAdvise({
  executing,
  deciding,
  on,
}: Pick<AllocationQuestion, 'executing' | 'deciding' | 'on'>): CourtCode[] {
  const found = new Map<string, CourtRecord>();
  for (const record of courtRecords()) {
    const { code, validFrom, validTo } = record;
    if ((validFrom !== null && validFrom > on) || (validTo !== null && validTo < on)) continue;
    const identity = courtIdentity(code);
    const other = found.get(identity);
    if (!mayParticipate(code, deciding, on) || identity === courtIdentity(executing)) continue;
    if (!other || (other.validFrom ?? '') < (validFrom ?? '')) found.set(identity, record);
  }
  return [...found.values()].map(({ code }) => code).sort();
}

function reasonsOf({
  km,
  pending,
  officers,
  load,
  lent30,
}: Pick<Advice, 'km' | 'pending' | 'officers' | 'load' | 'lent30'>) {
  const perOfficer = load === null ? null : load.toFixed(1);
  const [near, nearly] = [`距执行法院约${km}公里`, `about ${km} km from the executing court`];
  const [busy, busily] =
    perOfficer === null
      ? [`未结案件${pending}件，无人员数据`, `${pending} open cases, no staff reported`]
      : [
          `未结案件${pending}件、执行人员${officers}人，人均${perOfficer}件`,
          `${pending} open cases for ${officers} officers, ${perOfficer} each`,
        ];
  const [lent, lately] = [
    lent30 === 0 ? '近三十日没有被抽调' : `近三十日被抽调${lent30}次`,
    lent30 === 0
      ? 'not drafted in the last 30 days'
      : `drafted ${lent30} time${lent30 === 1 ? '' : 's'} in the last 30 days`,
  ];
  return [`${near}；${busy}；${lent}。`, `${nearly}; ${busily}; ${lately}.`] as const;
}

/**
 * The advice whom to draft (Art. 5 (2), (3)), best first, those of unknown load at the end by code, each with its reasons. A
 * person decides.
 * @throws RuleError as `rankCourts` does
 */
export function adviseCourts(question: AllocationQuestion): Advice[] {
  const { executing, courts, farKm } = question;
  const { ranking, unranked } = rankCourts(question);
  const loads = new Map(courts.map((court) => [court.code, court]));
  const withReasons = (place: Pick<AdvisedCourt, 'court' | 'km' | 'load' | 'score' | 'warnings'>): Advice => {
    const { pending, officers, lent30 } = loads.get(place.court)!;
    const advised = { ...place, pending, officers, lent30 };
    return { ...advised, reasons: reasonsOf(advised) };
  };
  return [
    ...ranking.map(withReasons),
    ...unranked.map((court) =>
      withReasons({
        court,
        km: Math.round(distanceKm(executing, court)),
        load: null,
        score: null,
        warnings: draftWarnings(executing, loads.get(court)!, farKm),
      }),
    ),
  ];
}

/** What of an advice is kept with the decision. */
export const asKept = ({ court, km, load, score, lent30, warnings }: Advice): AdvisedCourt => ({
  court,
  km,
  load,
  score,
  lent30,
  warnings,
});
