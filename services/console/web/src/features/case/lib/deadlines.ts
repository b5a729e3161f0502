import type { CaseView, DeadlineView } from '@xiezhi/contracts/views';

/** Whether a deadline still asks for something, or gives a right that can still be used. */
const runs = ({ kind, doneOn, status, released }: DeadlineView): boolean =>
  doneOn === null && status !== 'CANCELLED' && released !== true && !(kind === 'OBJECTION' && status === 'LATE');

const byDue = (a: DeadlineView, b: DeadlineView) => (a.due < b.due ? -1 : 1);

/** The duty that is owed next: a right such as the objection is none. */
export function nextDue({ deadlines }: Pick<CaseView, 'deadlines'>): DeadlineView | undefined {
  return deadlines.filter((deadline) => runs(deadline) && deadline.kind !== 'OBJECTION').sort(byDue)[0];
}

export interface Placed {
  deadline: DeadlineView;
  /** Its place in the case's list. */
  index: number;
}

/** What runs, the nearest first, and apart from it what has ended, in the order it came. */
export function inTurn({ deadlines }: Pick<CaseView, 'deadlines'>): { running: Placed[]; ended: Placed[] } {
  const placed = deadlines.map((deadline, index) => ({ deadline, index }));
  return {
    running: placed.filter(({ deadline }) => runs(deadline)).sort((a, b) => byDue(a.deadline, b.deadline)),
    ended: placed.filter(({ deadline }) => !runs(deadline)),
  };
}
