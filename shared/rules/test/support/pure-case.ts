import { awaitsDocumentNumber, COLLABORATION, DEFAULT_SETTINGS, factsOf } from '../../src/index';
import type {
  Actor,
  CalendarYear,
  CaseCommand,
  CaseEvent,
  CaseState,
  CommandFields,
  CommandType,
  CourtCode,
  Deadline,
  DeadlineKind,
  EventType,
  HouseRuleId,
  Instant,
  OpeningCommandType,
  OpeningContext,
  Outcome,
  RefusalCode,
  Role,
  Settings,
} from '../../src/index';

/** `2019-03-04 10:00`, seconds and milliseconds optional, as an instant of the courts' zone. */
export function instant(text: string): Instant {
  const [day, time = ''] = text.split(' ');
  return `${day}T${time.length === 5 ? `${time}:00` : time}+08:00`;
}

/** A person; without a name, the one person of that court and role. */
export function person(court: CourtCode, role: Role, name = `${court}${role}`): Actor {
  return { court, role, name, sub: name };
}

/** Makes every later change of a value a TypeError: what `decide` is given it must leave as it is. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

export function settingsWith(overrides: Partial<Settings> | Partial<Record<HouseRuleId, number>> = {}): Settings {
  const workdays = Object.fromEntries(Object.entries(overrides).filter(([key]) => key.startsWith('HR-')));
  const rest = Object.fromEntries(Object.entries(overrides).filter(([key]) => !key.startsWith('HR-')));
  return { ...DEFAULT_SETTINGS, ...rest, workdays: { ...DEFAULT_SETTINGS.workdays, ...workdays } };
}

/** What an opening needs beside the command: shipped settings and calendar unless told otherwise. */
export function contextWith(context: { settings?: Settings; calendar?: CalendarYear[] } = {}): OpeningContext {
  return deepFreeze({ settings: context.settings ?? settingsWith(), calendar: context.calendar ?? [] });
}

/** The collaborations of a jurisdiction. */
export type Collaborations = typeof COLLABORATION;

/** One collaboration driven through the pure core, with its court clock and its document number. */
export class PureCase {
  readonly events: CaseEvent[] = [];
  private current: CaseState;

  private constructor(
    outcome: Outcome,
    private readonly kind: Collaborations,
  ) {
    if ('refusal' in outcome) throw new Error(`${outcome.refusal.code}: ${outcome.refusal.message}`);
    this.current = deepFreeze(outcome.state);
    this.events.push(...deepFreeze(outcome.events));
  }

  /** Opens a collaboration; throws if it is refused. */
  static open<T extends OpeningCommandType>(
    when: string,
    actor: Actor,
    type: T,
    fields: CommandFields[T],
    context: OpeningContext = contextWith(),
    kind: Collaborations = COLLABORATION,
  ): PureCase {
    const opened = new PureCase(kind.open(PureCase.opening(when, actor, type, fields), context), kind);
    opened.drawNumber(instant(when));
    return opened;
  }

  /** The code with which an opening is refused; undefined if it is not. */
  static refusal<T extends OpeningCommandType>(
    when: string,
    actor: Actor,
    type: T,
    fields: CommandFields[T],
    context: OpeningContext = contextWith(),
    kind: Collaborations = COLLABORATION,
  ): RefusalCode | undefined {
    const outcome = kind.open(PureCase.opening(when, actor, type, fields), context);
    return 'refusal' in outcome ? outcome.refusal.code : undefined;
  }

  private static opening<T extends OpeningCommandType>(
    when: string,
    actor: Actor,
    type: T,
    fields: CommandFields[T],
  ): CaseCommand<OpeningCommandType> {
    return deepFreeze({ type, at: instant(when), actor, with: fields });
  }

  get state(): CaseState {
    return this.current;
  }

  get facts() {
    return factsOf(this.current);
  }

  /** A person does something; throws if it is refused. The document number is drawn as the service would. */
  does<T extends CommandType>(when: string, actor: Actor, type: T, ...fields: Fields<T>): this {
    const outcome = this.kind.decide(this.current, this.command(when, actor, type, fields));
    if ('refusal' in outcome) throw new Error(`${type} refused: ${outcome.refusal.code} ${outcome.refusal.message}`);
    this.take(outcome);
    this.drawNumber(instant(when));
    return this;
  }

  /** The code with which a person would be refused now, undefined if not; the case stays as it is either way. */
  refusal<T extends CommandType>(when: string, actor: Actor, type: T, ...fields: Fields<T>): RefusalCode | undefined {
    const outcome = this.kind.decide(this.current, this.command(when, actor, type, fields));
    return 'refusal' in outcome ? outcome.refusal.code : undefined;
  }

  /** Nobody acts until `when`. */
  idleUntil(when: string): this {
    return this.take(this.kind.decideSystem(this.current, { type: 'clock.tick', at: instant(when) }));
  }

  publish(when: string, ...years: CalendarYear[]): this {
    return this.take(
      this.kind.decideSystem(this.current, { type: 'calendar.revise', at: instant(when), years, lapseFollows: true }),
    );
  }

  /** The latest deadline of a kind. */
  deadline(kind: DeadlineKind): Deadline {
    const found = this.current.deadlines.findLast((deadline) => deadline.kind === kind);
    if (!found) throw new Error(`no ${kind} deadline was opened`);
    return found;
  }

  /** `T-3 2019-03-13` … of the deadlines of a kind, in the order they fired. */
  rungs(kind: DeadlineKind): string[] {
    return this.facts.reminders.filter((r) => r.kind === kind).map(({ rung, on }) => `${rung} ${on}`);
  }

  of<T extends EventType>(type: T): Extract<CaseEvent, { type: T }>[] {
    return this.events.filter((event): event is Extract<CaseEvent, { type: T }> => event.type === type);
  }

  private command<T extends CommandType>(when: string, actor: Actor, type: T, [fields]: Fields<T>): CaseCommand {
    return deepFreeze({ type, at: instant(when), actor, with: fields ?? {} }) as CaseCommand;
  }

  private take(outcome: Outcome): this {
    if ('refusal' in outcome) throw new Error(`the system was refused: ${outcome.refusal.message}`);
    this.current = deepFreeze(outcome.state);
    this.events.push(...deepFreeze(outcome.events));
    return this;
  }

  private drawNumber(at: Instant): void {
    const { receivedOn } = this.current;
    if (!awaitsDocumentNumber(this.current) || receivedOn === null) return;
    const year = Number(receivedOn.slice(0, 4));
    this.take(this.kind.decideSystem(this.current, { type: 'document.number', at, year, serial: 1 }));
  }
}

type Fields<T extends CommandType> =
  CommandFields[T] extends Record<string, never>
    ? []
    : Partial<CommandFields[T]> extends CommandFields[T]
      ? [fields?: CommandFields[T]]
      : [fields: CommandFields[T]];
