import { evolve, papersOf } from '../../src/index';
import type { CaseEvent, CaseState, Paper, PaperKind } from '../../src/index';
import type { PureCase } from '../support/pure-case';

/** Every paper the record of a case issues, in order, with the number of its entry. */
export function issuedBy(events: readonly CaseEvent[]): { seq: number; paper: Paper }[] {
  let state: CaseState | null = null;
  return events.flatMap((event, index) => {
    state = evolve(state, event);
    return papersOf(event, state).map((paper) => ({ seq: index + 1, paper }));
  });
}

export function papers(of: PureCase, kind?: PaperKind): Paper[] {
  return issuedBy(of.events)
    .map(({ paper }) => paper)
    .filter((paper) => kind === undefined || paper.kind === kind);
}

export function paper(of: PureCase, kind: PaperKind): Paper {
  const [found] = papers(of, kind);
  if (!found) throw new Error(`no ${kind} was issued`);
  return found;
}

export const textOf = ({ blocks }: Paper): string => blocks.map(({ text }) => text).join('\n');
