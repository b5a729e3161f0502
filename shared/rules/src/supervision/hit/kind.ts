import type { FileKind } from '../../file';
import { nextRung } from '../../file';
import type { HitCommand, HitContext, HitOpening, HitSystemCommand } from './commands';
import { decideHit, decideHitSystem, openHit } from './decide';
import type { HitEvent } from './events';
import { evolveHit } from './evolve';
import type { HitState } from './state';

/** A hit of a scan as a kind of file. */
export const HIT: FileKind<HitState, HitCommand, HitSystemCommand, HitEvent, HitOpening, HitContext> = {
  name: 'hit',
  idPrefix: 'hit-',
  open: openHit,
  decide: decideHit,
  decideSystem: decideHitSystem,
  evolve: evolveHit,
  nextRung,
  isOver: ({ status }) => status === 'DISPOSED',
  courtOf: ({ found }) => found.court,
  documentNumberOf: () => null,
  tick: (at) => ({ type: 'clock.tick', at }),
};
