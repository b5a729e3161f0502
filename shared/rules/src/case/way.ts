import { ENDED_STATUSES, ORDERED_ORIGINS } from '../vocabulary';
import type { CaseStage, CaseStatus } from '../vocabulary';
import type { CollaborationFacts } from './facts';
import { isFinal } from './state';

/** What the way is read from: the facts of a case, and what there is besides. */
type Facts = Pick<
  CollaborationFacts,
  'state' | 'origin' | 'relayCourt' | 'registeredOn' | 'acceptedOn' | 'decision' | 'plan' | 'conclusion'
> & {
  deadlines: readonly Pick<CollaborationFacts['deadlines'][number], 'kind' | 'doneOn'>[];
  /** Null while there is none. */
  proposal: object | null;
  closeRequest: object | null;
};

export interface StageOnTheWay {
  stage: CaseStage;
  standing: 'DONE' | 'CURRENT' | 'AHEAD';
}

/** What is waited for in each state; a review that has been proposed waits for the decision. */
const STAGE_OF: Readonly<Record<CaseStatus, CaseStage>> = {
  DRAFT: 'APPLICATION',
  SUBMITTED: 'ADMISSION',
  CORRECTION_REQUESTED: 'ADMISSION',
  FORWARDED: 'ADMISSION',
  ACCEPTED: 'REVIEW',
  ORDERED: 'REVIEW',
  UNDER_REVIEW: 'REVIEW',
  APPROVED: 'SERVICE',
  REFUSED: 'SERVICE',
  WITHDRAWN: 'SELF_EXECUTION',
  LAPSED: 'SELF_EXECUTION',
  DECISION_SERVED: 'PLAN',
  PLAN_DRAFT: 'PLAN',
  PLAN_BUREAU_APPROVED: 'PLAN',
  PLAN_APPROVED: 'EXECUTION',
  IN_EXECUTION: 'EXECUTION',
  CLOSE_PENDING: 'CLOSEOUT',
  CLOSED: 'CLOSEOUT',
  SELF_EXECUTION: 'SELF_EXECUTION',
  SELF_EXECUTION_DONE: 'SELF_EXECUTION',
};

const kept = ({ deadlines }: Facts, kind: 'FORWARD' | 'SERVICE') =>
  deadlines.some((deadline) => deadline.kind === kind && deadline.doneOn !== null);

/** What shows that a case has been through a stage, where its state does not tell any more: it has left the way early. */
const SEEN: Readonly<Record<CaseStage, (facts: Facts) => boolean>> = {
  APPLICATION: () => true,
  ORDER: () => true,
  FORWARDING: (facts) => kept(facts, 'FORWARD'),
  ADMISSION: ({ registeredOn, acceptedOn }) => (registeredOn ?? acceptedOn) !== null,
  REVIEW: ({ proposal, decision }) => proposal !== null || decision !== null,
  DECISION: ({ decision }) => decision !== null,
  SERVICE: (facts) => facts.decision?.outcome === 'REFUSE' || kept(facts, 'SERVICE'),
  PLAN: ({ plan, closeRequest }) => plan?.status === 'APPROVED' || closeRequest !== null,
  EXECUTION: ({ closeRequest }) => closeRequest !== null,
  CLOSEOUT: () => false,
  SELF_EXECUTION: () => false,
};

/** Arts. 6, 8: from whom a case comes decides by which stages it comes to the review. */
function toTheReview({ origin, relayCourt }: Facts): CaseStage[] {
  if (ORDERED_ORIGINS.has(origin)) return ['ORDER'];
  return relayCourt === null ? ['APPLICATION', 'ADMISSION'] : ['APPLICATION', 'FORWARDING', 'ADMISSION'];
}

function currentOf({ state, relayCourt, proposal, conclusion }: Facts): CaseStage {
  if (conclusion) return 'CLOSEOUT';
  if (state === 'SUBMITTED' && relayCourt !== null) return 'FORWARDING';
  const stage = STAGE_OF[state];
  return stage === 'REVIEW' && proposal !== null ? 'DECISION' : stage;
}

/**
 * The way of a case: the stages it has been through, the one it stands in, and those still ahead. A case that has ended or
 * left for self-execution (Art. 10) shows the stages that it came to, and its end. Of a case that is over none is current.
 */
export function wayOf(facts: Facts): StageOnTheWay[] {
  const current = currentOf(facts);
  const whole: CaseStage[] = [
    ...toTheReview(facts),
    ...(['REVIEW', 'DECISION', 'SERVICE', 'PLAN', 'EXECUTION', 'CLOSEOUT'] as const),
  ];
  const left = ENDED_STATUSES.has(facts.state) || facts.conclusion !== null;
  const end = current === 'CLOSEOUT' ? 'CLOSEOUT' : 'SELF_EXECUTION';
  const way: CaseStage[] = left ? [...whole.filter((stage) => SEEN[stage](facts)), end] : whole;
  const over = isFinal({ status: facts.state, ...(facts.conclusion && { conclusion: facts.conclusion }) });
  const at = way.indexOf(current);
  const standingOf = (index: number): StageOnTheWay['standing'] => {
    if (over || index < at) return 'DONE';
    return index === at ? 'CURRENT' : 'AHEAD';
  };
  return way.map((stage, index) => ({ stage, standing: standingOf(index) }));
}
