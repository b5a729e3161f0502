import type { FileKind } from '../file';
import { nextRung } from '../file';
import { JURISDICTION } from '../jurisdiction';
import type { Jurisdiction } from '../jurisdiction';
import type { CaseCommand, CaseOpening, SystemCommand } from './commands';
import { decide, decideSystem, open } from './decide';
import type { CaseEvent } from './events';
import { evolve } from './evolve';
import type { OpeningContext } from './stages/opening';
import type { CaseState } from './state';
import { awaitsDocumentNumber, hasOpenLead, isFinal } from './state';

type Collaborations = FileKind<CaseState, CaseCommand, SystemCommand, CaseEvent, CaseOpening, OpeningContext>;

/** A collaboration as a kind of file, in the courts of a jurisdiction. */
export const collaborationsOf = (jurisdiction: Jurisdiction): Collaborations => ({
  name: 'collaboration',
  idPrefix: '',
  open: (opening, context) => open(opening, context, jurisdiction),
  decide: (state, command) => decide(state, command, jurisdiction),
  decideSystem: (state, command) => decideSystem(state, command, jurisdiction),
  evolve,
  nextRung,
  // Whoever looks into a lead does so after close-out too.
  isOver: (state) => isFinal(state) && !hasOpenLead(state),
  courtOf: ({ executingCourt }) => executingCourt,
  documentNumberOf: ({ documentNumber }) => documentNumber,
  number: {
    isAwaited: awaitsDocumentNumber,
    series: ({ decidingCourt, receivedOn, lastAt }) => ({
      court: decidingCourt,
      year: Number((receivedOn ?? lastAt).slice(0, 4)),
    }),
    given: ({ lastAt }, drawn) => ({ type: 'document.number', at: lastAt, ...drawn }),
  },
  tick: (at) => ({ type: 'clock.tick', at }),
});

/** Those of the jurisdiction in force. */
export const COLLABORATION = collaborationsOf(JURISDICTION);
