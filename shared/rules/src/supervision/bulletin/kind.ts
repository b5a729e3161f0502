import type { FileKind } from '../../file';
import { nextRung } from '../../file';
import type { BulletinCommand, BulletinContext, BulletinOpening, BulletinSystemCommand } from './commands';
import { decideBulletin, decideBulletinSystem, openBulletin } from './decide';
import type { BulletinEvent } from './events';
import { evolveBulletin } from './evolve';
import { BULLETIN_PREFIX } from './needed';
import type { BulletinState } from './state';

/** A half-year's bulletin as a kind of file. */
export const BULLETIN: FileKind<
  BulletinState,
  BulletinCommand,
  BulletinSystemCommand,
  BulletinEvent,
  BulletinOpening,
  BulletinContext
> = {
  name: 'bulletin',
  idPrefix: BULLETIN_PREFIX,
  open: openBulletin,
  decide: decideBulletin,
  decideSystem: decideBulletinSystem,
  evolve: evolveBulletin,
  nextRung,
  // An issued one can be corrected for ever.
  isOver: () => false,
  courtOf: ({ subject }) => subject.court,
  documentNumberOf: () => null,
  tick: (at) => ({ type: 'clock.tick', at }),
};
