import type { CourtCode, Courts } from '../courts';
import type { AllocationWarning } from './rank';

/** What was advised of one court, as it is kept with the decision that named participants (Art. 5 (2), (3)). */
export interface AdvisedCourt {
  court: CourtCode;
  km: number;
  /** Open cases an officer, to three decimals; null where the officers are not known. */
  load: number | null;
  /** Lower is better; null: unranked. */
  score: number | null;
  /** Decisions of the last 30 days that drafted it. */
  lent30: number;
  warnings: AllocationWarning[];
}

/** The warning that a court which was drafted often is drafted again, by what was advised; none where nothing was. */
export function oftenDrafted(
  participants: readonly CourtCode[],
  advised: readonly AdvisedCourt[] | undefined,
  courts: Courts,
): readonly 'OFTEN_DRAFTED'[] {
  const often = (advised ?? [])
    .filter(({ warnings }) => warnings.includes('OFTEN_DRAFTED'))
    .map(({ court }) => courts.identityOf(court));
  return participants.some((code) => often.includes(courts.identityOf(code))) ? ['OFTEN_DRAFTED'] : [];
}

const WARNED: ReadonlySet<unknown> = new Set<AllocationWarning>(['FAR_PARTICIPANT', 'OFTEN_DRAFTED']);
/** More than a province has courts. */
const MOST_ADVISED = 200;
const LONGEST_CODE = 20;

const isFigure = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value) && value >= 0;

function isAdvisedCourt(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 6) return false;
  const { court, km, load, score, lent30, warnings } = value as Partial<Record<keyof AdvisedCourt, unknown>>;
  return (
    typeof court === 'string' &&
    court.length <= LONGEST_CODE &&
    isFigure(km) &&
    isFigure(lent30) &&
    [load, score].every((figure) => figure === null || isFigure(figure)) &&
    Array.isArray(warnings) &&
    warnings.length <= WARNED.size &&
    warnings.every((warning) => WARNED.has(warning))
  );
}

/** Whether a value that came from outside has the form of an advice. */
export const isAdvice = (value: unknown): value is AdvisedCourt[] =>
  Array.isArray(value) && value.length <= MOST_ADVISED && value.every(isAdvisedCourt);
