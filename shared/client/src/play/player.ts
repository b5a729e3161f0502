import { assessmentSchemas, bulletinSchemas, commandSchemas } from '@xiezhi/contracts';
import { HIGH_COURT } from '@xiezhi/rules';
import type { CommandType } from '@xiezhi/rules';
import { ApiError } from '../api';
import { bulletinFacts } from './bulletins';
import { NO_DOCKET, SUPERVISION_COMMANDS, supervisionFacts } from './supervision';
import type { DocketFacts } from './supervision';
import { assessmentFacts } from './assessment';
import type { AssessmentFacts } from './assessment';
import { outcomeOf } from './outcome';
import type { StepOutcome } from './outcome';
import { match } from './match';
import { People, PlayError } from './people';
import type { Stage } from './people';
import type { Person, Scenario, Step } from './scenario';

/** Of command-center, about no case. */
const CENTER_SCHEMAS = { ...assessmentSchemas, ...bulletinSchemas };

const FACT_KEYS = [
  'state',
  'route',
  'origin',
  'executingCourt',
  'decidingCourt',
  'relayCourt',
  'participants',
  'sensitivity',
  'mustComplete',
  'warnings',
  'notes',
  'previous',
  'conclusion',
  'receivedOn',
  'registeredOn',
  'acceptedOn',
  'documentNumber',
  'grounds',
  'netAge',
  'deadlines',
  'reminders',
  'decision',
  'notices',
  'plan',
  'records',
  'credentials',
  'leads',
  'closed',
  'timeline',
] as const;

/** Sees everything there is: the High Court's inspector reads restricted cases and leads. */
export const READER: Person = { court: HIGH_COURT, role: 'inspector', name: '场景记录人' };
export const CLOCK_KEEPER: Person = { court: HIGH_COURT, role: 'systemAdmin', name: '场景时钟管理员' };
const APPROVER: Person = { court: HIGH_COURT, role: 'commandDirector', name: '场景配置批准人' };

const LATE_MS = 60_000;

/** Why a story cannot begin: court time only moves forward. Both are ISO 8601 in +08:00. */
export function tooLate(now: string, first: string): string {
  return (
    `法院时间已是 ${now}，晚于场景第一步的 ${first}，而演练时间只能向前。` +
    '请用新的数据目录建立一套演练环境，再播放这个场景。'
  );
}

export interface Facts extends AssessmentFacts {
  collaborations: Record<string, unknown>[];
  docket: DocketFacts;
  scans: unknown[];
  bulletins: unknown[];
  refused: { step: number; code: string }[];
}

export interface PlayReport {
  facts: Facts;
  failures: number;
  /** The story's cases in order of creation. */
  caseIds: string[];
  people: People;
}

/** Told after every step and expectation, so that a person can follow the story. */
export type Listener = (told: StepOutcome) => void;

interface Position {
  caseId: string;
  seq: number;
}

/** Plays one story through a running rehearsal installation, only through its HTTP interfaces. */
export class Player {
  private readonly cases: Position[] = [];
  private readonly refused: Facts['refused'] = [];
  private failures = 0;

  private constructor(
    private readonly scenario: Scenario,
    private readonly stack: Stage,
    private readonly people: People,
    private readonly tell: Listener,
    private readonly hooks: PlayHooks,
  ) {}

  static async play(
    scenario: Scenario,
    stack: Stage,
    dataDir: string,
    tell: Listener,
    hooks: PlayHooks = {},
  ): Promise<PlayReport> {
    const people = await People.of(stack, dataDir, scenario, [READER, CLOCK_KEEPER, APPROVER], hooks.accountPrefix);
    const player = new Player(scenario, stack, people, tell, hooks);
    await player.prepare();
    for (const [index, step] of scenario.steps.entries()) {
      await hooks.beforeStep?.(index, step);
      await player.step(step, index);
      await hooks.afterStep?.(player.caseIds());
    }
    await hooks.afterLastStep?.();
    if (scenario.expect !== undefined) await player.expect(scenario.expect, '全部步骤之后', '全部步骤之后');
    return { facts: await player.facts(), failures: player.failures, caseIds: player.caseIds(), people };
  }

  private caseIds(): string[] {
    return this.cases.map(({ caseId }) => caseId);
  }

  /** Settings and calendars that replace what ships, by the same two-person changes that people use. */
  private async prepare(): Promise<void> {
    const [first] = this.scenario.steps;
    const { settings, calendar = [] } = this.scenario;
    if (!first) return;
    const now = await this.moveClock(first.at);
    if (Date.parse(now) - Date.parse(first.at) > LATE_MS) throw new PlayError(tooLate(now, first.at));
    if (settings && Object.keys(settings).length > 0)
      await this.change('settings', { ...settings, reason: '场景文件指定的设置' });
    for (const year of calendar) await this.change('calendar', { ...year, notice: '场景文件指定的放假安排' });
  }

  private async change(kind: 'calendar' | 'settings', body: object): Promise<void> {
    const base = `${this.stack.urls.commandCenter}/commands/${kind}`;
    const { proposal } = await this.people.client(CLOCK_KEEPER).post<{ proposal: string }>(`${base}.propose`, body);
    await this.people.client(APPROVER).post(`${base}.approve`, { proposal });
  }

  private async step(step: Step, index: number): Promise<void> {
    const { at, as, do: command, refused, expect } = step;
    await this.moveClock(at);
    if (command !== undefined && as) {
      await this.hooks.beforeCommand?.(index, step);
      const code = await this.act(step, command, as);
      if (code !== undefined) this.refused.push({ step: index, code: code.code });
      this.report(outcomeOf({ at, as, command, refused }, code));
    }
    if (expect !== undefined) await this.expect(expect, `${at} 检查`, '');
  }

  /** Undefined when the command was accepted. */
  private async act(step: Step, command: string, as: Person): Promise<{ code: string; message: string } | undefined> {
    try {
      await this.send(step, command, as);
      return undefined;
    } catch (error) {
      if (error instanceof ApiError) return { code: error.code, message: error.message };
      throw error;
    }
  }

  private async send(step: Step, command: string, as: Person): Promise<void> {
    const client = this.people.client(as);
    const fields = (step.with ?? {}) as never;
    const options = { actingRole: as.role };
    if (command === 'calendar.propose' || command === 'calendar.approve') {
      const url = `${this.stack.urls.commandCenter}/commands/${command}`;
      const { cases = [] } = await client.post<{ cases?: Position[] }>(url, fields, options);
      cases.forEach((position) => this.reached(position));
    } else if (command === 'scan.dispose') {
      const url = `${this.stack.urls.commandCenter}/commands/${command}`;
      const answer = await client.post<{ collaboration?: Position; status?: string; caseId: string }>(
        url,
        fields,
        options,
      );
      if (answer.collaboration) this.reached(answer.collaboration);
      else if (answer.status === 'RECEIVED') this.reached({ caseId: answer.caseId, seq: 1 });
    } else if (SUPERVISION_COMMANDS.has(command) || command in CENTER_SCHEMAS) {
      await client.post(`${this.stack.urls.commandCenter}/commands/${command}`, fields, options);
    } else if (command === 'application.submit' || command === 'order.register') {
      const answer = command === 'application.submit' ? client.submit(fields, options) : client.order(fields, options);
      const opened = await answer;
      this.reached({ caseId: opened.caseId, seq: 'seq' in opened ? opened.seq : 1 });
    } else if (command in commandSchemas) {
      const target = this.cases[step.on ?? this.cases.length - 1];
      if (!target) throw new ApiError('NOT_FOUND', 404, '场景中还没有可办理的协同执行案件。');
      this.reached(await client.command(target.caseId, command as CommandType, fields, options));
    } else {
      throw new ApiError('NOT_FOUND', 404, `系统没有命令 ${command}。`);
    }
  }

  private reached({ caseId, seq }: Position): void {
    const known = this.cases.find((position) => position.caseId === caseId);
    if (known) known.seq = Math.max(known.seq, seq);
    else this.cases.push({ caseId, seq });
  }

  /** @returns the court time afterwards: later than asked for where the clock had already passed it */
  private async moveClock(to: string): Promise<string> {
    const url = `${this.stack.urls.commandCenter}/clock/move`;
    const { now, cases } = await this.people.client(CLOCK_KEEPER).post<{ now: string; cases: Position[] }>(url, { to });
    for (const position of cases) {
      if (this.cases.some(({ caseId }) => caseId === position.caseId)) this.reached(position);
    }
    return now;
  }

  /** Without rows there is nothing to scan. */
  private imports(): boolean {
    return this.scenario.steps.some((step) => step.do === 'case.import');
  }

  private async facts(): Promise<Facts> {
    const reader = this.people.client(READER);
    const { commandCenter } = this.stack.urls;
    const collaborations = await Promise.all(
      this.cases.map(async ({ caseId, seq }) => {
        const view = await reader.read<Record<string, unknown>>(caseId, seq);
        // The assessment counts by a read model of its own.
        await reader.get(`${commandCenter}/collaborations/${caseId}?after=${seq}`);
        return Object.fromEntries(FACT_KEYS.map((key) => [key, view[key] ?? null]));
      }),
    );
    const { docket, scans } = this.imports() ? await supervisionFacts(reader, commandCenter) : NO_DOCKET;
    const assessment = await assessmentFacts(reader, commandCenter);
    const bulletins = await bulletinFacts(reader, commandCenter);
    return { collaborations, docket, scans, ...assessment, bulletins, refused: this.refused };
  }

  private async expect(expected: unknown, text: string, result: string): Promise<void> {
    const mismatches = match(expected, await this.facts());
    this.report({ ok: mismatches.length === 0, text, result, mismatches });
  }

  private report({ mismatches = [], ...told }: Omit<StepOutcome, 'mismatches'> & Partial<StepOutcome>): void {
    if (!told.ok) this.failures += 1;
    this.tell({ ...told, mismatches });
  }
}

/** What goes on around the steps: a person who stops a play, a test that kills something. */
export interface PlayHooks {
  /** Of the usernames of the story's people; default `player`. */
  accountPrefix?: string;
  /** The clock has not moved to the step's instant yet. */
  beforeStep?(index: number, step: Step): Promise<void>;
  /** The clock has moved, the step's command is about to be sent. */
  beforeCommand?(index: number, step: Step): Promise<void>;
  /** With the story's cases so far, in order of creation. */
  afterStep?(caseIds: string[]): Promise<void> | void;
  /** Waits for what the others began; an error is the story's error. */
  afterLastStep?(): Promise<void>;
}
