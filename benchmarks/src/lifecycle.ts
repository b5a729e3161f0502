import { Bare } from './bare/worker';
import { onInstallation } from './installation';
import { carryThrough, CAST, COMMANDS_PER_CASE } from './papers';
import { People } from './people';
import { cpuSeconds, since } from './processes';
import type { ByProcess } from './processes';
import { show, spread, table } from './statistics';
import { inParallel } from './waiting';

const WARM_UP = 3;
const IN_A_ROW = 5;
const AT_ONCE = 8;
const AT_ONCE_TOTAL = 24;

interface LifecycleRun {
  /** Real ms of one case, and of one bare workflow, one after another: the median of the run. */
  caseMs: number;
  bareMs: number;
  casesPerSecond: number;
  barePerSecond: number;
  /** The bare workflow without its timer: an activity only. */
  untimedMs: number;
  untimedPerSecond: number;
  cpuPerCase: ByProcess;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function medianOf(count: number, once: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) times.push(await once());
  return spread(times).median;
}

const perSecond = async (work: () => Promise<unknown>) =>
  (AT_ONCE_TOTAL * 1000) /
  (await timed(() => inParallel(Array.from({ length: AT_ONCE_TOTAL }), AT_ONCE, async () => void (await work()))));

/** Cases from the first paper to the close-out by HTTP, beside bare workflows, on one installation in real time. */
export function lifecycle(runs: number, signal: AbortSignal): Promise<LifecycleRun[]> {
  return onInstallation({ rehearsal: false, signal }, async (installation) => {
    const { stack } = installation;
    const people = await People.of(installation, CAST);
    const bare = await Bare.start(stack.urls.temporal);
    try {
      let serial = 0;
      const oneCase = () => carryThrough(people, ++serial);
      await inParallel(Array.from({ length: WARM_UP * AT_ONCE }), AT_ONCE, oneCase);
      await medianOf(WARM_UP, () => bare.once(true));
      const results: LifecycleRun[] = [];
      for (let run = 1; run <= runs; run += 1) {
        const caseMs = await medianOf(IN_A_ROW, () => timed(oneCase));
        const bareMs = await medianOf(IN_A_ROW, () => bare.once(true));
        const untimedMs = await medianOf(IN_A_ROW, () => bare.once(false));
        const before = cpuSeconds(stack);
        const casesPerSecond = await perSecond(oneCase);
        const cpuPerCase = Object.fromEntries(
          Object.entries(since(before, cpuSeconds(stack))).map(([name, used]) => [name, used / AT_ONCE_TOTAL]),
        );
        const barePerSecond = await perSecond(() => bare.once(true));
        const untimedPerSecond = await perSecond(() => bare.once(false));
        results.push({ caseMs, bareMs, untimedMs, casesPerSecond, barePerSecond, untimedPerSecond, cpuPerCase });
        console.log(`  第 ${run} 轮：${caseMs.toFixed(0)} ms/件，并发 ${casesPerSecond.toFixed(2)} 件/s`);
      }
      return results;
    } finally {
      await bare.stop();
    }
  });
}

export function describeLifecycle(results: readonly LifecycleRun[]): string {
  const of = (value: (run: LifecycleRun) => number) => spread(results.map(value));
  const against = (cases: (run: LifecycleRun) => number, base: (run: LifecycleRun) => number) =>
    show(of((run) => cases(run) / base(run)));
  const commandMs = (run: LifecycleRun) => run.caseMs / COMMANDS_PER_CASE;
  const rows = [
    ['', '案件', '裸工作流', '比值', '裸工作流（无定时器）', '比值'],
    [
      '逐件，每件用时（ms）',
      show(of((run) => run.caseMs)),
      show(of((run) => run.bareMs)),
      against(
        (run) => run.caseMs,
        (run) => run.bareMs,
      ),
      show(of((run) => run.untimedMs)),
      against(
        (run) => run.caseMs,
        (run) => run.untimedMs,
      ),
    ],
    [
      `其中每条命令（共 ${COMMANDS_PER_CASE} 条）`,
      show(of(commandMs)),
      '',
      against(commandMs, (run) => run.bareMs),
      '',
      against(commandMs, (run) => run.untimedMs),
    ],
    [
      `${AT_ONCE} 件同时，每秒完成`,
      show(of((run) => run.casesPerSecond)),
      show(of((run) => run.barePerSecond)),
      against(
        (run) => run.casesPerSecond,
        (run) => run.barePerSecond,
      ),
      show(of((run) => run.untimedPerSecond)),
      against(
        (run) => run.casesPerSecond,
        (run) => run.untimedPerSecond,
      ),
    ],
  ];
  const names = Object.keys(results[0]?.cpuPerCase ?? {});
  const cpu = [['进程', 'CPU 秒/件'], ...names.map((name) => [name, show(of((run) => run.cpuPerCase[name] ?? 0))])];
  return [
    `一件案件：报请至办结 ${COMMANDS_PER_CASE} 条命令，逐条经 HTTP、由登录的承办人办理；裸工作流：一个 1 ms 定时器、一个空活动，至取得结果（引擎约每秒查看一次定时器，故另列无定时器者）。`,
    `${results.length} 轮，中位数（最小..最大）。\n`,
    table(rows),
    `\n${AT_ONCE} 件同时办理时，处理器时间用在哪里：\n`,
    table(cpu),
  ].join('\n');
}
