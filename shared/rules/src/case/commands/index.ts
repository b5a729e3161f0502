import type { CalendarYear } from '../../calendar';
import type { CourtCode } from '../../courts';
import type { Instant } from '../../local-date';
import { titlesIn } from '../../vocabulary';
import type { PlanSection, Role } from '../../vocabulary';
import type { ScanOrder } from '../events';
import type { OpeningContext } from '../stages/opening';
import type { Transition } from '../transition';
import type { caseFields } from './application';
import { APPLICATION_COMMANDS, PROCESSING_COMMANDS } from './application';
import { CLOSEOUT_COMMANDS, SUPERVISION_COMMANDS } from './closeout';
import type { CommandOwner, Definition, Grant } from './define';
import { EXECUTION_COMMANDS, LEAD_COMMANDS } from './execution';
import type { captured } from './execution';
import type { FieldsOf, Label } from './field';
import { ORDER_COMMANDS } from './order';
import { PLAN_COMMANDS } from './plan';
import { REVIEW_COMMANDS } from './review';

export { OWNERS } from './define';
export type { CommandOwner, Definition, Grant } from './define';
export { fieldPlaces, isFreeText } from './free-text';
export type { FieldPlaces } from './free-text';
export type { Field, FieldKind, Fields, FieldsOf, Label, OptionalField } from './field';

/** Every command there is, in the order of the Rule's articles. */
export const COMMANDS = [
  ...APPLICATION_COMMANDS,
  ...ORDER_COMMANDS,
  ...PROCESSING_COMMANDS,
  ...REVIEW_COMMANDS,
  ...PLAN_COMMANDS,
  ...EXECUTION_COMMANDS,
  ...LEAD_COMMANDS,
  ...CLOSEOUT_COMMANDS,
  ...SUPERVISION_COMMANDS,
] as const;

type Defined = (typeof COMMANDS)[number];
export type CommandType = Defined['name'];
/** Commands that open a collaboration; every other one is addressed to an open one. */
export type OpeningCommandType = Extract<Defined, { opens: true }>['name'];

/** What each command carries, by its contract name. */
export type CommandFields = { [D in Defined as D['name']]: FieldsOf<D['fields']> };

/** The enforcement case as the form of Art. 6 asks for it. Amounts are yuan. */
export type CaseFields = FieldsOf<typeof caseFields>;
/** The same as a case keeps it: a docket may not say how much is claimed, and a case opened from it then does not know. */
export type KeptFields = Omit<CaseFields, 'claimAmount'> & { claimAmount: number | null };
export type Party = CaseFields['parties'][number];
/** A period that does not count towards the two years, with its document. */
export type ExcludedPeriod = NonNullable<CaseFields['exclusions']>[number];
export type Material = CommandFields['application.supplement']['materials'][number];
export type Officer = NonNullable<CommandFields['plan.submit']['officers']>[number];
/** The five sections Art. 11 asks of every plan. */
export type PlanSections = Record<Exclude<PlanSection, 'risks'>, string>;
/** Sections as they come in: what is absent or empty is refused by the Rule, not by the shape. */
export type DraftSections = Pick<CommandFields['plan.submit'], keyof PlanSections>;
/** A field record as a device without a connection has kept it. */
export type Captured = FieldsOf<typeof captured>;

/** Who asks: a person acting for one court in one role. `sub` is the account, the identity that SAME_PERSON compares. */
export interface Actor {
  court: CourtCode;
  role: Role;
  name: string;
  sub: string;
}

/** A person's request. `at` is the instant a service received it: the legal instant of the act. */
export interface CaseCommand<T extends CommandType = CommandType> {
  type: T;
  at: Instant;
  actor: Actor;
  with: CommandFields[T];
}

/**
 * Art. 14: what opens a collaboration from a scan's hit. Nobody sends it: it follows from the hit's disposition, whose
 * instant and actor it has. The case is told as the docket has it.
 */
export interface ScanOpening {
  type: 'scan.open';
  at: Instant;
  actor: Actor;
  with: KeptFields & ScanOrder & { executingCourt: CourtCode; decidingCourt: CourtCode };
}

/** All that opens a collaboration. */
export type CaseOpening = CaseCommand<OpeningCommandType> | ScanOpening;

/** What the system itself asks of a case: not open to people. */
export type SystemCommand =
  | { type: 'clock.tick'; at: Instant }
  | { type: 'document.number'; at: Instant; year: number; serial: number }
  /** `lapseFollows`: what a lapse has opened moves with the supplement. Absent in runs begun before it did. */
  | { type: 'calendar.revise'; at: Instant; years: CalendarYear[]; lapseFollows?: boolean };

type Column = 'title' | 'articles' | 'owner' | 'by' | 'decide';
type Table<K extends Column> = { [D in Defined as D['name']]: D[K] };

function tableOf<K extends Column>(key: K): Table<K> {
  return Object.fromEntries<unknown>(COMMANDS.map((defined) => [defined.name, defined[key]])) as Table<K>;
}

/** The definition of a command. */
export const COMMAND = Object.fromEntries<Definition>(COMMANDS.map((defined) => [defined.name, defined])) as Readonly<
  Record<CommandType, Definition>
>;

/** Who may issue which command. One table for the endpoint and for `decide`. */
export const COMMAND_ACCESS: Readonly<Record<CommandType, readonly Grant[]>> = tableOf('by');
/** The articles each command carries out; the first is the one it is named after. */
export const COMMAND_ARTICLES: Readonly<Record<CommandType, readonly number[]>> = tableOf('articles');
export const COMMAND_WORDS: Readonly<Record<CommandType, Label>> = tableOf('title');
export const COMMAND_TITLES = titlesIn(COMMAND_WORDS);
export const COMMAND_OWNER: Readonly<Record<CommandType, CommandOwner>> = tableOf('owner');

/** By which somebody superior says yes or no. */
export type ApprovalType = Extract<Defined, { approval: true }>['name'];
export const APPROVALS = COMMANDS.filter((defined: Definition) => defined.approval).map(
  ({ name }) => name,
) as ApprovalType[];

/** The commands on an open case that a service owns, and those by which it opens one. */
export function commandsOf(owner: CommandOwner): CommandType[] {
  return COMMANDS.filter((defined) => defined.owner === owner).map(({ name }) => name);
}

type Stages = {
  [T in CommandType]: T extends OpeningCommandType
    ? (t: Transition, command: CaseCommand<T>, context: OpeningContext) => void
    : (t: Transition, command: CaseCommand<T>) => void;
};

/** What each command does. Stages take what their command's fields say. */
export const STAGES: Stages = tableOf('decide');
