import type { CalendarYear } from '../../calendar';
import { line, optional, text } from '../../case/commands/field';
import type { Fields, FieldsOf, Label } from '../../case/commands/field';
import type { Actor } from '../../case/commands';
import type { EventActor } from '../../file';
import type { Settings } from '../../house-rules';
import type { Instant } from '../../local-date';
import type { Role } from '../../vocabulary';
import type { BulletinSubject, Frozen } from './state';

const period = line(['期间', 'Period']);
const problems = optional(text(['存在的问题', 'Problems']));
const nextSteps = optional(text(['下一步工作', 'Next steps']));

interface Definition {
  title: Label;
  articles: readonly number[];
  role: Role;
  fields: Fields;
}

/** What people do with their own court's bulletin. A correction keeps the texts it does not replace. */
export const BULLETIN_COMMANDS = {
  'bulletin.draft': {
    title: ['起草半年通报（第十六条）', 'Draft the half-year bulletin (Art. 16)'],
    articles: [16],
    role: 'assessor',
    fields: { period, problems, nextSteps },
  },
  'bulletin.issue': {
    title: ['印发半年通报（第十六条）', 'Issue the half-year bulletin (Art. 16)'],
    articles: [16],
    role: 'bureauDirector',
    fields: {
      period,
      frozenAt: optional(line(['所核对的稿的数字截至时刻', 'As of when the figures of the draft that was read are'])),
    },
  },
  'bulletin.correct': {
    title: ['更正已印发的半年通报', 'Correct an issued bulletin'],
    articles: [16],
    role: 'assessor',
    fields: { period, reason: text(['更正理由', 'Reason']), problems, nextSteps },
  },
} as const satisfies Record<string, Definition>;
export type BulletinCommandType = keyof typeof BULLETIN_COMMANDS;

/** What opens a bulletin: the end of its period. */
export interface BulletinOpening {
  type: 'bulletin.open';
  at: Instant;
  actor: EventActor;
  with: BulletinSubject;
}

/** What a bulletin counts its clock by. */
export interface BulletinContext {
  settings: Settings;
  /** Every year it counts by. */
  calendar: CalendarYear[];
}

/** What the service knows beside what was sent: the figures it has counted, and what has become restricted since. */
interface Known {
  'bulletin.draft': Frozen;
  'bulletin.issue': Partial<Pick<Frozen, 'restricted'>>;
  'bulletin.correct': Frozen;
}

type CommandOf<T extends BulletinCommandType> = {
  type: T;
  at: Instant;
  actor: Actor;
  with: FieldsOf<(typeof BULLETIN_COMMANDS)[T]['fields']> & Known[T];
};

/** What people ask of a bulletin. */
export type BulletinCommand = { [T in BulletinCommandType]: CommandOf<T> }[BulletinCommandType];
/** What was sent, without what the service knows. */
export type BulletinAsked = Pick<BulletinCommand['with'], 'period'>;

export type BulletinSystemCommand =
  { type: 'clock.tick'; at: Instant } | { type: 'calendar.revise'; at: Instant; years: CalendarYear[] };
