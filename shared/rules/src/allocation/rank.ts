import type { WarningCode } from '../vocabulary';
import type { CourtCode } from '../courts';
import { courtByCode, courtIdentity, distanceKm, isWithin } from '../courts';
import { RuleError } from '../errors';
import { DEFAULT_SETTINGS, settingsOf } from '../house-rules';
import type { Settings } from '../house-rules';
import type { LocalDate } from '../local-date';

/** What is known of a court that could be drafted. */
export interface CourtLoad {
  code: CourtCode;
  /** Its open enforcement cases. */
  pending: number;
  /** Its enforcement officers; null or 0: not known. */
  officers: number | null;
  /** Decisions of the last 30 days that drafted it. */
  lent30: number;
}

/** How much distance, load and earlier drafts count. Settings, not law: Art. 5 (2), (3) name the three and no measure. */
export interface AllocationWeights {
  km: number;
  load: number;
  lent: number;
}

export function weightsOf(settings: Settings): AllocationWeights {
  const { allocationKmWeight: km, allocationLoadWeight: load, allocationLentWeight: lent } = settingsOf({ settings });
  return { km, load, lent };
}

export const DEFAULT_WEIGHTS = weightsOf(DEFAULT_SETTINGS);

/** A court's place in the advice. `load` (open cases an officer) and `score` to three decimals; `km` whole. */
export interface RankedCourt {
  court: CourtCode;
  km: number;
  load: number;
  score: number;
  warnings: AllocationWarning[];
}

export type AllocationWarning = Extract<WarningCode, 'FAR_PARTICIPANT' | 'OFTEN_DRAFTED'>;

export interface AllocationQuestion {
  executing: CourtCode;
  deciding: CourtCode;
  on: LocalDate;
  courts: readonly CourtLoad[];
  weights?: AllocationWeights;
  /** Distance in km above which a court is far. */
  farKm: number;
}

const KM_UNIT = 150;
const LENT_UNIT = 2;
const OFTEN = 2;

const thousandths = (value: number): number => Math.round(value * 1_000) / 1_000;

function median(values: readonly number[]): number {
  const ordered = [...values].sort((a, b) => a - b);
  const middle = Math.floor(ordered.length / 2);
  const upper = ordered[middle] ?? 0;
  return ordered.length % 2 === 1 ? upper : ((ordered[middle - 1] ?? 0) + upper) / 2;
}

function check({ executing, deciding, on, courts }: AllocationQuestion): void {
  for (const code of [executing, deciding, ...courts.map((court) => court.code)]) {
    if (!courtByCode(code, on)) throw new RuleError('COURT_UNKNOWN', `${on}没有代字为“${code}”的法院。`);
  }
  const seen = new Set<CourtCode>();
  for (const { code, pending, officers, lent30 } of courts) {
    if (seen.has(code)) throw new RuleError('VALIDATION', `${code}重复。`);
    seen.add(code);
    if (!isWithin(code, deciding, on)) {
      throw new RuleError('PARTICIPANT_OUTSIDE_JURISDICTION', `${code}不在${deciding}的辖区内（第五条）。`);
    }
    for (const [value, title] of [
      [pending, '未结案件数'],
      [officers ?? 0, '执行人员数'],
      [lent30, '近三十日被抽调次数'],
    ] as const) {
      if (!Number.isSafeInteger(value) || value < 0) {
        throw new RuleError('VALIDATION', `${code}的${title}应为不小于零的整数。`);
      }
    }
  }
}

/** What somebody should know before drafting a court, whether its load is known or not. */
export function draftWarnings(
  executing: CourtCode,
  { code, lent30 }: Pick<CourtLoad, 'code' | 'lent30'>,
  farKm: number,
): AllocationWarning[] {
  const warnings: AllocationWarning[] = [];
  // By the same figure as the warning of a decision, which does not round.
  if (distanceKm(executing, code) > farKm) warnings.push('FAR_PARTICIPANT');
  if (lent30 > OFTEN) warnings.push('OFTEN_DRAFTED');
  return warnings;
}

/** Sums of the same terms in another order may differ in the last bit: what is equal to a billionth is equal. */
function byScore(a: { score: number; court: CourtCode }, b: { score: number; court: CourtCode }): number {
  const difference = a.score - b.score;
  if (Math.abs(difference) > 1e-9) return difference;
  return a.court < b.court ? -1 : 1;
}

/**
 * Advice whom to draft (Art. 5 (2), (3)): the courts asked about, best first, and those whose officers are not known, by
 * code. The executing court is never among them. A person decides.
 * Throws COURT_UNKNOWN, PARTICIPANT_OUTSIDE_JURISDICTION, VALIDATION.
 */
export function rankCourts(question: AllocationQuestion): { ranking: RankedCourt[]; unranked: CourtCode[] } {
  check(question);
  const { executing, courts, farKm, weights = DEFAULT_WEIGHTS } = question;
  const others = courts.filter(({ code }) => courtIdentity(code) !== courtIdentity(executing));
  const known = others.flatMap((court) => (court.officers ? [{ ...court, load: court.pending / court.officers }] : []));
  const usual = median(known.map(({ load }) => load));
  const scored = known.map(({ code: court, load, lent30 }) => {
    const km = Math.round(distanceKm(executing, court));
    const byLoad = usual === 0 ? 0 : (weights.load * load) / usual;
    const score = (weights.km * km) / KM_UNIT + byLoad + (weights.lent * lent30) / LENT_UNIT;
    const warnings = draftWarnings(executing, { code: court, lent30 }, farKm);
    return { court, km, load, score, warnings };
  });
  return {
    ranking: scored
      .sort(byScore)
      .map((place) => ({ ...place, load: thousandths(place.load), score: thousandths(place.score) })),
    unranked: others
      .filter(({ officers }) => !officers)
      .map(({ code }) => code)
      .sort(),
  };
}
