import type { CourtCode } from '../../courts';
import type { Deadline } from '../../file';
import type { CaseState } from '../state';
import type { Transition } from '../transition';

/** The courts that have to acknowledge the decision and have not. */
export function unserved({ decision, executingCourt, participants }: CaseState): CourtCode[] {
  return [executingCourt, ...participants].filter((court) => !decision?.acknowledgedBy.includes(court));
}

/** Whether one of these courts is among those this service waits for. */
export function waitsFor(state: CaseState, { awaits }: Deadline, open: readonly CourtCode[]): boolean {
  if (awaits) return open.some((court) => awaits.includes(court));
  const calledLater = state.deadlines.flatMap((deadline) => deadline.awaits ?? []);
  return open.some((court) => !calledLater.includes(court));
}

/** Whether any court it was opened for still takes part. */
function hasSomeone({ participants }: CaseState, { awaits }: Deadline): boolean {
  return awaits === undefined || awaits.some((court) => participants.includes(court));
}

/** What courts that have left still owed is owed no longer; what has been missed stays missed. */
export function releaseCourts(t: Transition, removed: readonly CourtCode[]): void {
  for (const deadline of t.state.deadlines) {
    const { id, kind, court, status, doneOn } = deadline;
    const theirs = removed.includes(court) && (kind === 'ACKNOWLEDGEMENT' || kind === 'OBJECTION');
    const toNobody = kind === 'SERVICE' && !hasSomeone(t.state, deadline);
    if (!theirs && !toNobody) continue;
    const why = { id, kind, reason: '该院不再参与本案的协同执行' };
    if (status === 'OPEN') t.emit('deadline.cancelled', why);
    if (status === 'LATE' && doneOn === null) t.emit('deadline.released', why);
  }
}

/** Services of the decision, the first and later ones, that still lack a receipt. */
export function pendingServices({ deadlines }: CaseState): Deadline[] {
  return deadlines.filter(
    ({ kind, doneOn, status, released }) =>
      kind === 'SERVICE' && doneOn === null && status !== 'CANCELLED' && !released,
  );
}

/** HR-06: the plan is due so many working days after service, unless it is due already. */
function openPlan(t: Transition): void {
  if (t.pending('PLAN')) return;
  t.open(t.periods.plan, { court: t.state.decidingCourt, startedOn: t.today });
}

/**
 * Whatever service has all its receipts is done; with the first one the decision is served and the plan is due, with
 * a later one the plan has to be drawn up anew for the courts as they now are.
 */
export function completeService(t: Transition): void {
  const open = unserved(t.state);
  if (t.state.status === 'APPROVED' && open.length === 0) {
    t.emit('decision.served', { servedOn: t.today });
  }
  for (const service of pendingServices(t.state)) {
    if (!waitsFor(t.state, service, open)) t.meetOne(service);
  }
  const { status, plan } = t.state;
  const planWanted = status === 'DECISION_SERVED' || plan?.status === 'OUTDATED';
  if (open.length === 0 && status !== 'APPROVED' && planWanted) openPlan(t);
}
