import type { Stack } from '@xiezhi/infra';
import { parseInstant, toInstant } from '@xiezhi/rules';
import { Bare } from './bare/worker';
import { Effects } from './effects';
import { onInstallation } from './installation';
import type { Installation } from './installation';
import { application, EXECUTING } from './papers';
import { People } from './people';
import { cpuSeconds, machineSeconds, since } from './processes';
import type { ByProcess } from './processes';
import { show, spread, table } from './statistics';
import { inParallel, until } from './waiting';

/**
 * Paper received on a Tuesday of 2019 whose ten working days (Art. 7) end on the Tuesday two weeks later: an application
 * entered on that last day has one instant ahead of it, 24:00, when its review becomes overdue.
 */
const RECEIVED_ON = '2019-03-12';
const EXPIRES_AT = '2019-03-27T00:00:00+08:00';

const OPENED_AT_ONCE = 8;
/** Real ms of patience: for opening a case, and for the machine to come to rest before the instant. */
const CASES = { eachMs: 90, restMs: 15_000 };
const BARE = { eachMs: 20, restMs: 5_000 };
/** A machine that is busy otherwise needs more of it; a run that comes too late is begun anew. */
const PATIENCE = [1, 2, 4];

interface Wave {
  /** Real seconds from the instant to the last effect. */
  seconds: number;
  /** Processor seconds each process used in between, and everything else on the machine. */
  cpu: ByProcess;
}

const OTHERS = '机器上的其他进程';

/** Starts counting; the answer is what was used since. */
function meter(stack: Stack): () => ByProcess {
  const [before, all] = [cpuSeconds(stack), machineSeconds()];
  return () => {
    const own = since(before, cpuSeconds(stack));
    return { ...own, [OTHERS]: Math.max(0, machineSeconds() - all - sum(own)) };
  };
}

const sum = (cpu: ByProcess) =>
  Object.entries(cpu).reduce((total, [name, used]) => total + (name === OTHERS ? 0 : used), 0);

export interface HerdRun {
  cases: Wave & {
    /** Real seconds to the time the last entry bears, and until every read model has all. */
    recordedSeconds: number;
    modelsSeconds: number;
  };
  bare: Wave;
  ratio: number;
  openedPerSecond: number;
}

type CaseWave = HerdRun['cases'] & { openedPerSecond: number };

const limitMs = (count: number) => 60_000 + count * 200;

class TooLate extends Error {
  constructor() {
    super('准备工作未能在约定的时刻之前完成：机器过于繁忙，请减少件数后重试。');
  }
}

async function bareWave({ stack }: Installation, bare: Bare, count: number, patience: number): Promise<Wave> {
  const instant = Date.now() + (count * BARE.eachMs + BARE.restMs) * patience;
  await bare.prepare(count, instant);
  await quietUntil(instant);
  const used = meter(stack);
  const last = await bare.lastEffect(count, limitMs(count));
  return { seconds: (last - instant) / 1000, cpu: used() };
}

async function quietUntil(instant: number): Promise<void> {
  if (Date.now() > instant - 1_000) throw new TooLate();
  await until(instant);
}

async function caseWave(installation: Installation, count: number, patience: number): Promise<CaseWave> {
  const { stack } = installation;
  const people = await People.of(installation, [{ court: EXECUTING, role: 'handler' }]);
  const effects = await Effects.follow(stack);
  try {
    const lead = (count * CASES.eachMs + CASES.restMs) * patience;
    const { offsetMs } = await people.systemAdmin.post<{ offsetMs: number }>(`${stack.urls.commandCenter}/clock/move`, {
      to: toInstant(parseInstant(EXPIRES_AT) - lead),
    });
    const instant = parseInstant(EXPIRES_AT) - offsetMs;
    const handler = people.as(EXECUTING, 'handler');
    const began = Date.now();
    await inParallel(
      Array.from({ length: count }, (_, index) => index + 1),
      OPENED_AT_ONCE,
      async (serial) => {
        await handler.submit({ ...application(serial), channel: 'PAPER', receivedOn: RECEIVED_ON });
      },
    );
    const openedPerSecond = (count * 1000) / (Date.now() - began);
    await effects.modelsCaughtUp();
    if (effects.overdueCases > 0) throw new TooLate();
    await quietUntil(instant);
    const used = meter(stack);
    const { seenAt, recordedAt } = await effects.lastOverdue(count, limitMs(count));
    const cpu = used();
    const models = await effects.modelsCaughtUp();
    return {
      seconds: (seenAt - instant) / 1000,
      recordedSeconds: (recordedAt - instant) / 1000,
      modelsSeconds: (models - instant) / 1000,
      cpu,
      openedPerSecond,
    };
  } finally {
    await effects.close();
  }
}

function oneRun(count: number, bareFirst: boolean, patience: number, signal: AbortSignal): Promise<HerdRun> {
  return onInstallation({ rehearsal: true, signal }, async (installation) => {
    const bare = await Bare.start(installation.stack.urls.temporal);
    try {
      const before = bareFirst ? await bareWave(installation, bare, count, patience) : undefined;
      const { openedPerSecond, ...cases } = await caseWave(installation, count, patience);
      const baseline = before ?? (await bareWave(installation, bare, count, patience));
      return { cases, bare: baseline, ratio: cases.seconds / baseline.seconds, openedPerSecond };
    } finally {
      await bare.stop();
    }
  });
}

/**
 * `count` cases whose deadline falls at one instant, beside as many bare timers at one instant: each run on a fresh
 * installation, the two on the same servers, and every other run in the other order.
 */
export async function herd(count: number, runs: number, signal: AbortSignal): Promise<HerdRun[]> {
  const results: HerdRun[] = [];
  let attempt = 0;
  while (results.length < runs) {
    const run = results.length + 1;
    try {
      const result = await oneRun(count, run % 2 === 1, PATIENCE[attempt] ?? 1, signal);
      results.push(result);
      const { cases, bare, ratio } = result;
      const text = `案件 ${cases.seconds.toFixed(2)} s，裸工作流 ${bare.seconds.toFixed(2)} s，${ratio.toFixed(2)} 倍`;
      console.log(`  第 ${run} 轮：${text}`);
    } catch (error) {
      attempt += 1;
      if (!(error instanceof TooLate) || attempt >= PATIENCE.length) throw error;
      console.log(`  第 ${run} 轮：准备不及，放宽时间重来`);
    }
  }
  return results;
}

export function describeHerd(count: number, results: readonly HerdRun[]): string {
  const of = (value: (run: HerdRun) => number) => show(spread(results.map(value)));
  const rows = [
    ['', '案件', '裸工作流', '案件 ÷ 裸工作流'],
    ['最后一项效果（s）', of((run) => run.cases.seconds), of((run) => run.bare.seconds), of((run) => run.ratio)],
    ['每秒', of((run) => count / run.cases.seconds), of((run) => count / run.bare.seconds), ''],
    ['最后一条记录自身的时间（s）', of((run) => run.cases.recordedSeconds), '', ''],
    ['全部查询数据更新完毕（s）', of((run) => run.cases.modelsSeconds), '', ''],
    ['此前经 HTTP 立案（件/s）', of((run) => run.openedPerSecond), '', ''],
  ];
  const names = Object.keys(results[0]?.cases.cpu ?? {});
  const cpu = [
    ['进程', '案件（CPU 秒）', '裸工作流（CPU 秒）', '案件 ÷ 裸工作流'],
    ...names.map((name) => [name, of((run) => run.cases.cpu[name] ?? 0), of((run) => run.bare.cpu[name] ?? 0)]),
    [
      '合计（不含其他进程）',
      of((run) => sum(run.cases.cpu)),
      of((run) => sum(run.bare.cpu)),
      of((run) => sum(run.cases.cpu) / sum(run.bare.cpu)),
    ],
  ];
  return [
    `${count} 件案件的审查期限在同一时刻（${EXPIRES_AT}）届满，逾期记入台账并由外部订阅者收到；`,
    `${count} 个裸工作流各一个定时器（同一时刻）、一个空活动。${results.length} 轮，每轮全新环境，中位数（最小..最大）。\n`,
    table(rows),
    '\n自该时刻至最后一项效果，处理器时间用在哪里：\n',
    table(cpu),
  ].join('\n');
}
