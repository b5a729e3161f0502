import { Player, PlayError, type Facts, type Scenario, type Stage } from '@xiezhi/client/play';
import type { PlayProgress, PlayStep, StepOutcome } from '@xiezhi/contracts/views';
import { ASSESSMENT_TITLES, COMMAND_TITLES, GUIDANCE_TITLES, SCAN_DISPOSE } from '@xiezhi/rules';

const CHANGES: Readonly<Record<string, string>> = {
  'calendar.propose': '提出放假安排',
  'calendar.approve': '批准并公布放假安排',
};
const DOCKETS: Readonly<Record<string, string>> = {
  'case.import': '导入底册',
  'scan.run': '扫描底册（第十四条）',
  [SCAN_DISPOSE.name]: SCAN_DISPOSE.title[0],
};
const TITLES: Readonly<Record<string, string>> = {
  ...COMMAND_TITLES,
  ...ASSESSMENT_TITLES,
  ...GUIDANCE_TITLES,
  ...CHANGES,
  ...DOCKETS,
};

function titleOf(command: string | undefined): string | null {
  if (command === undefined) return null;
  return Object.hasOwn(TITLES, command) ? TITLES[command]! : command;
}

class Abandoned extends Error {}

/** One story being played. It stops and goes on between two steps, never within one. */
export class Play {
  private status: PlayProgress['status'] = 'running';
  private step = 0;
  private readonly steps: PlayStep[];
  private readonly final: StepOutcome[] = [];
  private caseIds: string[] = [];
  private facts: Facts | null = null;
  private error: string | null = null;
  private wake: { goOn(): void; abandon(): void } | undefined;

  constructor(
    private readonly scenario: Scenario,
    private readonly onFailure: (error: unknown) => void,
  ) {
    this.steps = scenario.steps.map(({ at, as, do: command, expect = null }) => {
      const title = titleOf(command);
      return { at, as: as ?? null, do: command ?? null, title, expect, status: 'waiting', outcomes: [] };
    });
  }

  /** Resolves when the story has ended, however it did. */
  async run(stage: Stage, dataDir: string, accountPrefix: string): Promise<void> {
    const tell = (outcome: StepOutcome) => {
      const running = this.steps[this.step - 1];
      (running?.status === 'running' ? running.outcomes : this.final).push(outcome);
    };
    try {
      const report = await Player.play(this.scenario, stage, dataDir, tell, {
        accountPrefix,
        beforeStep: async (index) => {
          if (this.status === 'stopping') await this.pause();
          this.step = index + 1;
          this.steps[index]!.status = 'running';
        },
        afterStep: (caseIds) => {
          this.caseIds = caseIds;
          this.steps[this.step - 1]!.status = 'done';
        },
      });
      this.facts = report.facts;
      this.status = 'finished';
    } catch (error) {
      this.status = 'failed';
      if (error instanceof Abandoned) return;
      this.error = error instanceof PlayError ? error.message : '场景没有播放完：系统的一个服务没有如期应答。';
      this.onFailure(error);
    }
  }

  private pause(): Promise<void> {
    this.status = 'stopped';
    return new Promise((resolve, reject) => {
      this.wake = { goOn: resolve, abandon: () => reject(new Abandoned()) };
    });
  }

  /** Between steps nothing is left half done, so the step in hand is finished first. */
  stop(): void {
    if (this.status === 'running') this.status = 'stopping';
  }

  resume(): void {
    if (this.status === 'stopping') this.status = 'running';
    if (this.status !== 'stopped') return;
    this.status = 'running';
    this.wake?.goOn();
  }

  /** Ends a stopped play for good; one under way is left alone. */
  abandon(): void {
    if (this.status === 'stopped') this.wake?.abandon();
  }

  get underWay(): boolean {
    return this.status === 'running' || this.status === 'stopping';
  }

  progress(): PlayProgress {
    const outcomes = [...this.steps.flatMap((step) => step.outcomes), ...this.final];
    return {
      id: this.scenario.id,
      title: this.scenario.title ?? '',
      status: this.status,
      step: this.step,
      steps: this.steps,
      final: this.final,
      failures: outcomes.filter(({ ok }) => !ok).length,
      caseIds: this.caseIds,
      facts: this.facts,
      error: this.error,
    };
  }
}
