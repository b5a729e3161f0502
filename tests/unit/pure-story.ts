import {
  awaitsDocumentNumber,
  calendarOf,
  decide,
  decideSystem,
  DEFAULT_SETTINGS,
  ENDED_STATUSES,
  enforcementCaseKey,
  factsOf,
  open,
  readClosure,
  RuleError,
} from '@xiezhi/rules';
import type {
  CalendarYear,
  Actor,
  CaseCommand,
  CaseEvent,
  CaseOpening,
  CaseState,
  Closure,
  CommandType,
  HouseRuleId,
  OpeningCommandType,
  Outcome,
  QuotaCommand,
  Refusal,
  Role,
  Settings,
} from '@xiezhi/rules';
import { commandSchemas, scanDisposeSchema } from '@xiezhi/contracts';
import { match } from '@xiezhi/client/play';
import type { Mismatch } from '@xiezhi/client/play';
import { DOCKET_COMMANDS, PureDocket } from './pure-docket';
import { PureQuotas, QUOTA_COMMANDS } from './pure-quotas';
import { isRefusal } from './refused';

/** A scenario file. */
export interface Story {
  id: string;
  title: string;
  settings?: Record<string, string | number>;
  calendar?: Pick<CalendarYear, 'region' | 'year' | 'off' | 'makeup'>[];
  steps: StoryStep[];
  expect: unknown;
}

interface StoryStep {
  at: string;
  as?: { court: string; role: Role; name?: string };
  do?: string;
  on?: number;
  with?: unknown;
  refused?: string;
  expect?: unknown;
}

/** What went otherwise than the story says. */
export interface Miss {
  step: number | 'end';
  what: unknown;
}

const OPENING: ReadonlySet<string> = new Set<OpeningCommandType>(['application.submit', 'order.register']);

function actorOf({ as }: StoryStep): Actor {
  if (!as) throw new Error('nobody does it');
  const who = as.name ?? `${as.court}${as.role}`;
  return { court: as.court, role: as.role, name: who, sub: who };
}

/** Of another story more is expected than the Rule alone can say: it is played on the system only. */
export const isPure = ({ steps }: Story): boolean =>
  steps.every(
    ({ do: command }) =>
      command === undefined ||
      command in commandSchemas ||
      DOCKET_COMMANDS.has(command) ||
      QUOTA_COMMANDS.has(command) ||
      command === 'calendar.propose' ||
      command === 'calendar.approve',
  );

/** What is counted by a service, from all cases there are. */
const COUNTED: readonly string[] = ['mustComplete', 'indicators', 'bulletins'];

const withoutCounted = (expected: unknown): unknown =>
  Object.fromEntries(Object.entries(expected ?? {}).filter(([key]) => !COUNTED.includes(key)));

function settingsOf(overrides: Record<string, string | number> = {}): Settings {
  const { correctionMode = DEFAULT_SETTINGS.correctionMode, ...workdays } = overrides;
  return {
    ...DEFAULT_SETTINGS,
    correctionMode: correctionMode as Settings['correctionMode'],
    workdays: { ...DEFAULT_SETTINGS.workdays, ...(workdays as Partial<Record<HouseRuleId, number>>) },
  };
}

/** The courts of one story as the Rule alone sees them: no service, no workflow, no database. */
class PureCourts {
  private readonly cases: CaseState[] = [];
  private readonly timelines: CaseEvent[][] = [];
  private readonly serials = new Map<string, number>();
  private readonly refused: { step: number; code: string }[] = [];
  private readonly settings: Settings;
  private readonly passed = new Set<string>();
  private readonly seen = new Set<string>();
  private calendar: CalendarYear[];
  private proposed: CalendarYear | undefined;
  private now = '';
  private readonly quotas = new PureQuotas();
  private readonly docket = new PureDocket(this.cases, (opening) => this.openFromScan(opening));

  constructor({ settings, calendar = [] }: Story) {
    this.settings = settingsOf(settings);
    this.calendar = calendar.map((year) => ({ ...year, version: 2, notice: '' }));
  }

  facts(): unknown {
    const quotas = this.quotas.facts(this.cases, this.now.slice(0, 10));
    return {
      ...(quotas.length > 0 ? { quotas } : {}),
      collaborations: this.cases.map((state, index) => ({
        ...factsOf(state),
        timeline: (this.timelines[index] ?? []).map(({ type, at, actor }, entry) => ({
          seq: entry + 1,
          type,
          at,
          court: actor.court,
          role: actor.role,
        })),
      })),
      ...this.docket.facts(),
      refused: this.refused,
    };
  }

  past(): Omit<Played, 'misses'> {
    return { cases: [...this.cases], events: this.timelines.flat(), passed: this.passed, seen: this.seen };
  }

  moveTo(at: string): void {
    this.now = at;
    this.cases.forEach((state, index) => this.take(index, decideSystem(state, { type: 'clock.tick', at })));
    this.docket.moveTo(at);
  }

  /** Carries out one step of the story; the refusal, if it was refused. */
  act(step: StoryStep & { do: string }, number: number): Refusal | undefined {
    if (step.do === 'calendar.propose') {
      this.proposed = this.yearOf(step.with);
      return undefined;
    }
    if (step.do === 'calendar.approve') {
      this.publish(step.at);
      return undefined;
    }
    if (DOCKET_COMMANDS.has(step.do)) return this.onDocket(step, number);
    if (QUOTA_COMMANDS.has(step.do)) {
      return this.orRefused(number, () =>
        this.quotas.act(step.do as QuotaCommand['type'], actorOf(step), step.with ?? {}, step.at),
      );
    }
    const opens = OPENING.has(step.do);
    const index = opens ? this.cases.length : (step.on ?? this.cases.length - 1);
    const command = this.command(step);
    if (!command) {
      this.refused.push({ step: number, code: 'VALIDATION' });
      return { code: 'VALIDATION', message: '' };
    }
    const outcome = opens ? this.open(command as CaseCommand<OpeningCommandType>) : this.carryOut(index, command);
    if ('refusal' in outcome) {
      this.refused.push({ step: number, code: outcome.refusal.code });
      return outcome.refusal;
    }
    this.passed.add(step.do);
    this.take(index, outcome);
    if (opens) this.docket.opened(index, step.at);
    this.drawNumber(index, step.at);
    return undefined;
  }

  private onDocket(step: StoryStep & { do: string }, number: number): Refusal | undefined {
    const given = step.do === 'scan.dispose' ? scanDisposeSchema.safeParse(step.with) : undefined;
    return this.orRefused(number, () => {
      if (given?.success === false) throw new RuleError('VALIDATION', '场景中的处置格式不正确。');
      this.docket.act(step.do, actorOf(step), (given?.data ?? step.with ?? {}) as Record<string, unknown>, step.at);
    });
  }

  private orRefused(number: number, work: () => void): Refusal | undefined {
    try {
      work();
      return undefined;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.refused.push({ step: number, code: error.code });
      return { code: error.code, message: error.message };
    }
  }

  private openFromScan(opening: CaseOpening): Refusal | undefined {
    const outcome = this.open(opening);
    if ('refusal' in outcome) return outcome.refusal;
    const index = this.cases.length;
    this.take(index, outcome);
    this.drawNumber(index, opening.at);
    this.docket.opened(index, opening.at);
    return undefined;
  }

  /** Intake lets one collaboration at a time into the courts for each enforcement case. */
  private open(command: CaseOpening): Outcome {
    const outcome = open(command, { settings: this.settings, calendar: this.calendar });
    return this.oneActive(outcome, undefined);
  }

  private carryOut(index: number, command: CaseCommand): Outcome {
    const outcome = decide(this.the(index), command);
    return command.type === 'application.reinstate' ? this.oneActive(outcome, index) : outcome;
  }

  private oneActive(outcome: Outcome, index: number | undefined): Outcome {
    if ('refusal' in outcome) return outcome;
    const keyOf = ({ caseFields, executingCourt }: CaseState) => enforcementCaseKey(caseFields, executingCourt);
    const key = keyOf(outcome.state);
    const active = this.cases.some(
      (state, at) => at !== index && keyOf(state) === key && !ENDED_STATUSES.has(state.status),
    );
    return active ? { refusal: { code: 'ACTIVE_COLLABORATION_EXISTS', message: '' } } : outcome;
  }

  private the(index: number): CaseState {
    const state = this.cases[index];
    if (!state) throw new Error(`the story has no collaboration ${index} yet`);
    return state;
  }

  /** Undefined where the services' schema refuses it. */
  private command(step: StoryStep & { do: string }): CaseCommand | undefined {
    const type = step.do as CommandType;
    if (!(type in commandSchemas)) throw new Error(`a story cannot do ${type}`);
    const actor = actorOf(step);
    const given = commandSchemas[type].safeParse(step.with ?? {});
    return given.success ? ({ type, at: step.at, actor, with: given.data } as CaseCommand) : undefined;
  }

  private take(index: number, outcome: Outcome): void {
    if ('refusal' in outcome) throw new Error(`the system was refused: ${outcome.refusal.message}`);
    this.cases[index] = outcome.state;
    this.seen.add(outcome.state.status);
    (this.timelines[index] ??= []).push(...outcome.events);
  }

  private drawNumber(index: number, at: string): void {
    const state = this.the(index);
    if (!awaitsDocumentNumber(state) || state.receivedOn === null) return;
    const year = Number(state.receivedOn.slice(0, 4));
    const book = `${state.decidingCourt} ${year}`;
    const serial = (this.serials.get(book) ?? 0) + 1;
    this.serials.set(book, serial);
    this.take(index, decideSystem(state, { type: 'document.number', at, year, serial }));
  }

  private yearOf(proposal: unknown): CalendarYear {
    const version = 3;
    if ((proposal as { kind?: string }).kind !== 'closure') {
      return { version, ...(proposal as Omit<CalendarYear, 'version'>) };
    }
    const read = readClosure(proposal as Closure, calendarOf({ calendar: this.calendar }));
    if ('problems' in read)
      throw new Error(`the story proposes an impossible closure: ${JSON.stringify(read.problems)}`);
    return { version, ...read.year };
  }

  private publish(at: string): void {
    const { proposed } = this;
    if (!proposed) throw new Error('the story approves a calendar nobody has proposed');
    this.calendar = [...this.calendar, proposed];
    this.cases.forEach((state, index) =>
      this.take(index, decideSystem(state, { type: 'calendar.revise', at, years: [proposed], lapseFollows: true })),
    );
  }
}

/** What the cases of a story came to, for whoever counts what the stories touch. */
export interface Played {
  misses: Miss[];
  cases: CaseState[];
  /** What happened in them. */
  events: CaseEvent[];
  /** Types of the commands that were carried out. */
  passed: Set<string>;
  /** Every state a case was in after a step. */
  seen: Set<string>;
}

/** Plays a story on `open`, `decide` and `decideSystem` alone; everything that went otherwise than it says. */
export function playPurely(story: Story): Played {
  const courts = new PureCourts(story);
  const misses: Miss[] = [];
  const compare = (step: Miss['step'], expected: unknown) =>
    misses.push(...match(withoutCounted(expected), courts.facts()).map((what: Mismatch) => ({ step, what })));
  story.steps.forEach((step, number) => {
    courts.moveTo(step.at);
    if (step.do !== undefined) {
      const refusal = courts.act({ ...step, do: step.do }, number);
      if (refusal?.code !== step.refused) misses.push({ step: number, what: { did: step.do, refusal } });
    }
    if (step.expect !== undefined) compare(number, step.expect);
  });
  compare('end', story.expect);
  return { misses, ...courts.past() };
}
