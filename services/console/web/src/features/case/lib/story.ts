import type { CaseView } from '@xiezhi/contracts/views';
import type { DatedChange } from '../../../shared/answers';

export type { DatedChange } from '../../../shared/answers';

/** Changes with who made them and when. */
export function datedChanges({ changes, timeline }: Pick<CaseView, 'changes' | 'timeline'>): DatedChange[] {
  const items = new Map(timeline.map((item) => [item.seq, item]));
  return changes.map((change) => {
    const item = items.get(change.seq);
    if (!item) return change;
    const { type, at, role, court: by, name } = item;
    return { ...change, type, at, role, by, ...(name === undefined ? {} : { name }) };
  });
}

/** When the case became what it is: entries that said MAJOR or ORDINARY where it was not so before. */
export function sensitivityHistory(changes: readonly DatedChange[]): DatedChange[] {
  let now = 'ORDINARY';
  return changes.filter(({ sensitivity }) => {
    if (sensitivity === undefined || sensitivity === now) return false;
    now = sensitivity;
    return true;
  });
}

export interface Service {
  court: string;
  /** Of the decision addressed or copied to it; null for a court that came in later. */
  number: string | null;
  kind: 'ADDRESSEE' | 'COPY' | 'LATER';
  /** Instant of the receipt; null while it is owed; undefined where none is asked for. */
  acknowledgedAt: string | null | undefined;
}

/** 送达: whom the decision went to, and who has acknowledged it when. */
export function serviceOf(view: CaseView): Service[] {
  const { decision, timeline, executingCourt, participants } = view;
  if (decision?.outcome !== 'APPROVE') return [];
  const received = new Map<string, string>();
  for (const { type, court, at } of timeline) {
    if (type === 'decision.acknowledged' && court !== null && !received.has(court)) received.set(court, at);
  }
  const receipt = (court: string) => {
    const owed = court === executingCourt || participants.includes(court);
    return received.get(court) ?? (owed ? null : undefined);
  };
  const sent = decision.documents.flatMap(({ number, addressee, copies }) => [
    { court: addressee, number, kind: 'ADDRESSEE' as const },
    ...copies.map((court) => ({ court, number, kind: 'COPY' as const })),
  ]);
  const later = [...participants, ...received.keys()]
    .filter((court, index, all) => all.indexOf(court) === index && !sent.some((one) => one.court === court))
    .map((court) => ({ court, number: null, kind: 'LATER' as const }));
  return [...sent, ...later].map((one) => ({ ...one, acknowledgedAt: receipt(one.court) }));
}

/** Why each deadline was cancelled or released, by its place in the list; the entries name the kind, in order. */
export function endedDeadlines(
  { deadlines }: Pick<CaseView, 'deadlines'>,
  changes: readonly DatedChange[],
): Map<number, DatedChange> {
  const ends = new Map<number, DatedChange>();
  for (const type of ['deadline.cancelled', 'deadline.released'] as const) {
    const entries = changes.filter((entry) => entry.type === type);
    const used = new Set<number>();
    deadlines.forEach((deadline, index) => {
      if (type === 'deadline.cancelled' ? deadline.status !== 'CANCELLED' : deadline.released !== true) return;
      const entry = entries.find(({ seq, deadline: kind }) => kind === deadline.kind && !used.has(seq));
      if (!entry) return;
      used.add(entry.seq);
      ends.set(index, entry);
    });
  }
  return ends;
}

/** The case as it is shown: what was revealed stays in the open page while the case goes on under it. */
export function shownView(view: CaseView, revealed: CaseView | undefined): CaseView {
  if (revealed?.caseId !== view.caseId) return view;
  if (revealed.seq === view.seq) return revealed;
  return { ...view, masked: false, case: { ...revealed.case, supplements: view.case.supplements } };
}
