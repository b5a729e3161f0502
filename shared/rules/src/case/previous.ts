import type { GroundCode } from '../articles';
import { oneNumber, readCaseNumber } from '../case-number';
import type { CourtCode, Courts } from '../courts';
import type { LocalDate } from '../local-date';
import type { AssessedGround } from './events';
import type { CaseState } from './state';
import { refuse } from './transition';
import { ENDED_STATUSES, STATUS_TITLES } from '../vocabulary';
import type { CaseStatus, CloseOutcome } from '../vocabulary';

/** What a new collaboration is told of the one before it on the same enforcement case (Art. 10). */
export interface PreviousCase {
  caseId: string;
  caseNumber: string;
  executingCourt: CourtCode;
  filingDate: LocalDate;
  status: CaseStatus;
  refused: boolean;
  closed: CloseOutcome | null;
  grounds: { code: GroundCode; met: boolean | null }[];
}

/** The link as the new case keeps it. */
export interface PreviousLink {
  caseId: string;
  caseNumber: string;
  status: CaseStatus;
  /** The enforcement case was resumed under a number of its own (终本 → 执恢), with a filing date of its own. */
  resumed: boolean;
  filingDate: LocalDate;
  /** After a refusal: whether a ground is claimed that was not, or was not met, before. null where nothing was refused. */
  newGround: boolean | null;
}

/** What there is to know of a collaboration for the one that follows it. */
export function previousOf(caseId: string, state: CaseState): PreviousCase {
  const { caseFields, executingCourt, status, decision, closed, grounds } = state;
  return {
    caseId,
    caseNumber: caseFields.caseNumber,
    executingCourt,
    filingDate: caseFields.filingDate,
    status,
    refused: decision?.outcome === 'REFUSE',
    closed: closed?.outcome ?? null,
    grounds: grounds.map(({ code, met }) => ({ code, met })),
  };
}

function claimsNewGround(before: PreviousCase['grounds'], now: readonly AssessedGround[]): boolean {
  return now.some(({ code, met }) => {
    const known = before.find((ground) => ground.code === code);
    return known === undefined || (known.met === false && met !== false);
  });
}

/**
 * Links a new collaboration to the one before it: of the same enforcement case, or of one that was resumed (执恢) after
 * 终本, and ended. Refuses NOT_FOUND for a case of another court, which is none of its business; VALIDATION for another
 * enforcement case; NOT_ALLOWED_IN_STATE for one still running.
 */
export function linkTo(
  previous: PreviousCase,
  { caseNumber, executingCourt, grounds }: { caseNumber: string; executingCourt: CourtCode; grounds: AssessedGround[] },
  courts: Courts,
): PreviousLink {
  if (courts.identityOf(previous.executingCourt) !== courts.identityOf(executingCourt)) notThere();
  const resumed = oneNumber(previous.caseNumber, courts) !== oneNumber(caseNumber, courts);
  if (resumed && !(previous.closed === 'ZHONGBEN' && readCaseNumber(caseNumber, courts)?.type === '执恢')) {
    refuse(
      'VALIDATION',
      `上次协同执行的案件是${previous.caseNumber}，与本案不是同一执行案件，也不是其终本后恢复执行的案件。`,
    );
  }
  if (!ENDED_STATUSES.has(previous.status)) {
    refuse('NOT_ALLOWED_IN_STATE', `上次协同执行${STATUS_TITLES[previous.status]}，尚未结束，不能作为再次报请的前案。`);
  }
  return {
    caseId: previous.caseId,
    caseNumber: previous.caseNumber,
    status: previous.status,
    resumed,
    filingDate: previous.filingDate,
    newGround: previous.refused ? claimsNewGround(previous.grounds, grounds) : null,
  };
}

/** The link of an application whose grounds were corrected: the case before it stays the same. */
export function relinked(link: PreviousLink, previous: PreviousCase, grounds: readonly AssessedGround[]): PreviousLink {
  return { ...link, newGround: previous.refused ? claimsNewGround(previous.grounds, grounds) : null };
}

export function notThere(): never {
  return refuse('NOT_FOUND', '没有本院的这件前案。');
}
