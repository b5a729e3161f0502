import type { GroundCode } from '../../articles';
import type { CaseState } from '../../case';
import type { CourtCode } from '../../courts';
import type { LocalDate } from '../../local-date';
import { PHRASES } from '../../papers/phrases';
import type { CloseOutcome, Origin, PatternOutcome, RespondentKind, Route } from '../../vocabulary';

/** What is said of a refusal whose reasons use none of the customary phrases. */
export const OWN_WORDS = 'OWN_WORDS';

/** A collaboration as far as patterns are sought in it (Art. 18). */
export interface PatternCase {
  receivedOn: LocalDate;
  executingCourt: CourtCode;
  decidingCourt: CourtCode;
  origin: Origin;
  route: Route;
  grounds: readonly GroundCode[];
  respondents: RespondentKind;
  outcome: PatternOutcome;
  decidedOn: LocalDate | null;
  /** Of a refusal: the customary phrases its reasons hold, by id, else `OWN_WORDS`. */
  refusalReasons: readonly string[];
  closed: { outcome: CloseOutcome; on: LocalDate; recoveredAmount: number } | null;
}

/** The fields of a state that patterns rest on; a read model may give no more of it. */
export type StateForPatterns = Pick<
  CaseState,
  'executingCourt' | 'decidingCourt' | 'origin' | 'route' | 'receivedOn' | 'conclusion' | 'closed'
> & {
  grounds: readonly Pick<CaseState['grounds'][number], 'code'>[];
  caseFields: { parties: readonly Pick<CaseState['caseFields']['parties'][number], 'side' | 'kind'>[] };
  decision: Pick<NonNullable<CaseState['decision']>, 'outcome' | 'decidedOn' | 'reasons'> | null;
};

/** The customary phrases of a refusal. */
export const REFUSAL_PHRASES = PHRASES.filter((phrase) => phrase.for === 'REFUSAL_NOTICE');

const bare = (text: string): string => text.replace(/[\s，。；,;.]/g, '');

function refusalReasonsOf({ decision }: StateForPatterns): string[] {
  if (decision?.outcome !== 'REFUSE') return [];
  const reasons = bare(decision.reasons);
  const used = REFUSAL_PHRASES.filter(({ text }) => reasons.includes(bare(text))).map(({ id }) => id);
  return used.length > 0 ? used : [OWN_WORDS];
}

function respondentsOf({ caseFields: { parties } }: StateForPatterns): RespondentKind {
  const kinds = new Set(parties.filter(({ side }) => side === 'respondent').map(({ kind }) => kind));
  if (kinds.size === 0) return 'none';
  return kinds.size > 1 ? 'both' : kinds.has('person') ? 'person' : 'organization';
}

/** The last of what a state does not keep: whether the review ended by a withdrawal or a lapse. */
function endedBy(types: readonly string[]): PatternOutcome | undefined {
  const last = types.findLast((type) => /^application\.(withdrawn|lapsed|reinstated)$/.test(type));
  if (last === 'application.withdrawn') return 'WITHDRAWN';
  return last === 'application.lapsed' ? 'LAPSED' : undefined;
}

function outcomeOf({ decision, conclusion }: StateForPatterns, types: readonly string[]): PatternOutcome {
  if (decision) return decision.outcome;
  return conclusion?.on ? 'CONCLUDED' : (endedBy(types) ?? 'PENDING');
}

/**
 * A collaboration by its state and the types of its events; undefined before the deciding court has received it.
 */
export function patternCaseOf(state: StateForPatterns, types: readonly string[]): PatternCase | undefined {
  const { receivedOn, executingCourt, decidingCourt, origin, route, grounds, decision, closed } = state;
  if (receivedOn === null) return undefined;
  return {
    ...{ receivedOn, executingCourt, decidingCourt, origin, route },
    grounds: [...new Set(grounds.map(({ code }) => code))],
    respondents: respondentsOf(state),
    outcome: outcomeOf(state, types),
    decidedOn: decision?.decidedOn ?? null,
    refusalReasons: refusalReasonsOf(state),
    closed,
  };
}
