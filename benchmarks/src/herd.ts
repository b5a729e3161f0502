import type { Client } from '@temporalio/client';
import { loadavg } from 'node:os';
import { caseWorkflowId, FILE_WORKER } from '@xiezhi/contracts';
import type { Stack } from '@xiezhi/infra';
import { parseInstant, toInstant } from '@xiezhi/rules';
import { Bare } from './bare/worker';
import { Effects } from './effects';
import { onInstallation } from './installation';
import type { Installation } from './installation';
import { engineFigures, freeAddress } from './engine-figures';
import type { EngineFigures } from './engine-figures';
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

/** While the pace is found at which this machine opens cases: those fall due on another day. */
const PACED_AT = '2019-03-26T12:00:00+08:00';
const PACED = 24;

const OPENED_AT_ONCE = 8;
/** Beyond what the pace promises. */
const RESERVE = 1.5;
/** Real ms for the machine to come to rest before the instant: a task that gets lost is given again after ten seconds. */
const REST_MS = 15_000;
/** A machine that is busy otherwise needs more of it; what comes too late is begun anew. */
const PATIENCE = [1, 2, 4];

interface Wave {
  /** Real seconds from the instant to the last effect. */
  seconds: number;
  /** Processor seconds each process used in between, and everything else on the machine. */
  cpu: ByProcess;
  /** What the worker had to do in between. */
  worker: EngineFigures;
  /** What one of them has added to its history in between. */
  history: History;
}

interface History {
  events: number;
  bytes: number;
}

/** Of a workflow's newest run. */
async function historyOf(client: Client, workflowId: string): Promise<History> {
  const { historyLength, historySize = NaN } = await client.workflow.getHandle(workflowId).describe();
  return { events: historyLength, bytes: historySize };
}

const OTHERS = '机器上的其他进程';

/** Starts counting; the answer is what was used since. */
async function meter(
  stack: Stack,
  figuresAt: string,
  client: Client,
  workflowId: string,
): Promise<() => Promise<Pick<Wave, 'cpu' | 'worker' | 'history'>>> {
  const [figures, history] = [await engineFigures(figuresAt), await historyOf(client, workflowId)];
  const [before, all] = [cpuSeconds(stack), machineSeconds()];
  return async () => {
    const own = since(before, cpuSeconds(stack));
    const cpu = { ...own, [OTHERS]: Math.max(0, machineSeconds() - all - sum(own)) };
    const { tasks, misses } = await engineFigures(figuresAt);
    const { events, bytes } = await historyOf(client, workflowId);
    return {
      cpu,
      worker: { tasks: tasks - figures.tasks, misses: misses - figures.misses },
      history: { events: events - history.events, bytes: bytes - history.bytes },
    };
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
  /** Seen by a subscriber, and written: both beside the bare workflows. */
  ratio: number;
  recordedRatio: number;
  openedPerSecond: number;
}

const limitMs = (count: number) => 60_000 + count * 200;

class TooLate extends Error {
  constructor() {
    super('准备工作未能在约定的时刻之前完成：机器过于繁忙，请减少件数后重试。');
  }
}

interface Places {
  signal: AbortSignal;
  /** Where the engine's client library tells its figures: in this process, which works for the bare workflows. */
  figuresAt: string;
}

async function bareWave({ stack }: Installation, bare: Bare, count: number, figuresAt: string): Promise<Wave> {
  const pace = await paceOf(numbers(PACED), () => bare.once(false));
  const instant = Date.now() + (count * 1000 * RESERVE) / pace + REST_MS;
  const [workflowId = ''] = await bare.prepare(count, instant);
  await quietUntil(instant);
  const used = await meter(stack, figuresAt, bare.client, workflowId);
  const last = await bare.lastEffect(instant, count, limitMs(count));
  return { seconds: (last - instant) / 1000, ...(await used()) };
}

/** Tries with more patience each time. */
async function patiently<T>(work: (patience: number) => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work(PATIENCE[attempt] ?? 1);
    } catch (error) {
      if (!(error instanceof TooLate) || attempt === PATIENCE.length - 1) throw error;
      console.log('  准备不及，放宽时间重来');
    }
  }
}

async function quietUntil(instant: number): Promise<void> {
  if (Date.now() > instant - 1_000) throw new TooLate();
  await until(instant);
}

async function caseWave(
  installation: Installation,
  client: Client,
  count: number,
  figuresAt: string,
  patience: number,
) {
  const { stack } = installation;
  const people = await People.of(installation, [{ court: EXECUTING, role: 'handler' }]);
  const effects = await Effects.follow(stack);
  const moveTo = (at: number) =>
    people.systemAdmin.post<{ offsetMs: number }>(`${stack.urls.commandCenter}/clock/move`, { to: toInstant(at) });
  const handler = people.as(EXECUTING, 'handler');
  let newest = '';
  const open = (serials: number[], more: object) =>
    paceOf(serials, async (serial) => {
      const opened = await handler.submit({ ...application(serial), ...more });
      if ('seq' in opened) newest = caseWorkflowId(opened.caseId);
    });
  try {
    await moveTo(parseInstant(PACED_AT));
    const pace = await open(numbers(PACED, count), {});
    const lead = ((count * 1000 * RESERVE) / pace + REST_MS) * patience;
    const { offsetMs } = await moveTo(parseInstant(EXPIRES_AT) - lead);
    const instant = parseInstant(EXPIRES_AT) - offsetMs;
    const openedPerSecond = await open(numbers(count), { channel: 'PAPER', receivedOn: RECEIVED_ON });
    await effects.modelsCaughtUp();
    if (effects.overdueCases > 0) throw new TooLate();
    await quietUntil(instant);
    const used = await meter(stack, figuresAt, client, newest);
    const { seenAt, recordedAt } = await effects.lastOverdue(count, limitMs(count));
    const spent = await used();
    const models = await effects.modelsCaughtUp();
    return {
      seconds: (seenAt - instant) / 1000,
      recordedSeconds: (recordedAt - instant) / 1000,
      modelsSeconds: (models - instant) / 1000,
      ...spent,
      openedPerSecond,
    };
  } finally {
    await effects.close();
  }
}

/** @returns how many are done in a second */
async function paceOf(list: readonly number[], work: (one: number) => Promise<unknown>): Promise<number> {
  const began = Date.now();
  await inParallel(list, OPENED_AT_ONCE, async (one) => void (await work(one)));
  return (list.length * 1000) / (Date.now() - began);
}

const numbers = (count: number, after = 0) => Array.from({ length: count }, (_, index) => after + index + 1);

async function oneRun(count: number, bareFirst: boolean, { signal, figuresAt }: Places, patience: number) {
  const workerFiguresAt = await freeAddress();
  // The worker is started with this process's environment.
  process.env['ENGINE_METRICS_ADDRESS'] = workerFiguresAt;
  return onInstallation({ rehearsal: true, signal }, async (installation): Promise<HerdRun> => {
    const bare = await Bare.start(installation.stack.urls.temporal);
    try {
      const before = bareFirst ? await bareWave(installation, bare, count, figuresAt) : undefined;
      const { openedPerSecond, ...cases } = await caseWave(installation, bare.client, count, workerFiguresAt, patience);
      const baseline = before ?? (await bareWave(installation, bare, count, figuresAt));
      const ratio = cases.seconds / baseline.seconds;
      return { cases, bare: baseline, ratio, recordedRatio: cases.recordedSeconds / baseline.seconds, openedPerSecond };
    } finally {
      await bare.stop();
    }
  });
}

/**
 * `count` cases whose deadline falls at one instant, beside as many bare timers at one instant: each run on a fresh
 * installation, the two on the same servers, and every other run in the other order.
 */
export async function herd(count: number, runs: number, places: Places): Promise<HerdRun[]> {
  const results: HerdRun[] = [];
  while (results.length < runs) {
    const run = results.length + 1;
    const result = await patiently((patience) => oneRun(count, run % 2 === 1, places, patience));
    results.push(result);
    const { cases, bare, recordedRatio } = result;
    const text = `台账 ${cases.recordedSeconds.toFixed(2)} s，裸工作流 ${bare.seconds.toFixed(2)} s，${recordedRatio.toFixed(2)} 倍`;
    const used = `CPU ${sum(cases.cpu).toFixed(1)} s，${sum(bare.cpu).toFixed(1)} s`;
    console.log(`  第 ${run} 轮：${text}；${used}；负载 ${loadavg()[0]?.toFixed(1)}`);
  }
  return results;
}

export function describeHerd(count: number, results: readonly HerdRun[]): string {
  const of = (value: (run: HerdRun) => number) => show(spread(results.map(value)));
  const rows = [
    ['', '案件', '裸工作流', '案件 ÷ 裸工作流'],
    ['最后一项效果（s）', of((run) => run.cases.seconds), of((run) => run.bare.seconds), of((run) => run.ratio)],
    ['每秒', of((run) => count / run.cases.seconds), of((run) => count / run.bare.seconds), ''],
    [
      '最后一条记入台账（s）',
      of((run) => run.cases.recordedSeconds),
      of((run) => run.bare.seconds),
      of((run) => run.recordedRatio),
    ],
    ['全部查询数据更新完毕（s）', of((run) => run.cases.modelsSeconds), '', ''],
    ['此前经 HTTP 立案（件/s）', of((run) => run.openedPerSecond), '', ''],
    ['一件（个）的历史事件', of((run) => run.cases.history.events), of((run) => run.bare.history.events), ''],
    ['一件（个）的历史字节', of((run) => run.cases.history.bytes), of((run) => run.bare.history.bytes), ''],
    ['工作流任务', of((run) => run.cases.worker.tasks), of((run) => run.bare.worker.tasks), ''],
    ['不在内存而须重放的任务', of((run) => run.cases.worker.misses), of((run) => run.bare.worker.misses), ''],
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
    `${count} 个裸工作流各一个定时器（同一时刻）、一个空活动。${results.length} 轮，每轮全新环境，中位数（最小..最大）。`,
    `两者的工作进程设置相同：${JSON.stringify(FILE_WORKER)}。\n`,
    table(rows),
    '\n自该时刻至最后一项效果，处理器时间用在哪里：\n',
    table(cpu),
  ].join('\n');
}
