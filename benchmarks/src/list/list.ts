import { addDays, dateOf } from '@xiezhi/rules';
import type { Role } from '@xiezhi/rules';
import { mongo } from 'mongoose';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onInstallation, type Installation } from '../installation';
import { CAST, carryTo } from '../papers';
import { People } from '../people';
import { residentMegabytes } from '../processes';
import { show, spread, table } from '../statistics';
import { within } from '../waiting';
import { variation, type Template } from './cases';
import { deepPage, questions, type Question } from './questions';

const BASELINE = 1_000;
const INSERTED_TOGETHER = 2_000;
/** How far the real cases are taken that the others are made from: received, in review, decided, planned, closed. */
const STAGES = [0, 1, 3, 6, 13];
const REPEATS = 5;
const EXPORT_DAYS = 17;
const READER = { court: '吉', role: 'handler' as Role };
const READY_MS = 300_000;

interface Measured {
  name: string;
  /** Milliseconds of each repetition. */
  baseline: number[];
  large: number[];
  note?: string;
}

export interface ListRun {
  cases: number;
  questions: Measured[];
  loadSeconds: number;
  intakeMegabytes: { before: number; after: number };
}

async function templatesOf(people: People, cases: mongo.Collection<Template>): Promise<Template[]> {
  const made = [];
  for (const [index, commands] of STAGES.entries()) made.push(await carryTo(people, index + 1, commands));
  const wanted = made.flatMap(({ caseId, seq }) => (seq === undefined ? [] : [{ caseId, seq }]));
  const projection = { state: 0, timeline: 0 };
  const read = () => cases.find({ _id: { $in: wanted.map(({ caseId }) => caseId) } }, { projection }).toArray();
  await within(60_000, '真实案件进入查询数据', async () => {
    const found = await read();
    return wanted.every(({ caseId, seq }) => found.some((document) => document._id === caseId && document.seq >= seq));
  });
  return (await read()).sort((a, b) => (a.status < b.status ? -1 : 1));
}

/** Documents go into the database while intake is away, which then loads them as it does at every start. */
async function fill(
  { stack, dataDir }: Installation,
  cases: mongo.Collection<Template>,
  templates: readonly Template[],
  [from, to]: readonly [number, number],
): Promise<number> {
  const today = dateOf(Date.now());
  await stack.kill('intake');
  for (let next = from; next < to; next += INSERTED_TOGETHER) {
    const length = Math.min(INSERTED_TOGETHER, to - next);
    const documents = Array.from({ length }, (_, i) => variation(templates, next + i, today));
    await cases.insertMany(documents, { ordered: false });
    if (next % 50_000 === 0) console.log(`  已写入 ${next} 件`);
  }
  await stack.start('intake');
  const log = join(dataDir, 'logs', 'intake.log');
  let loaded: { cases: number; ms: number } | undefined;
  await within(READY_MS, '案件列表载入', () => {
    const lines = readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => line.includes('case list loaded'));
    loaded = lines.length === 0 ? undefined : (JSON.parse(lines.at(-1)!) as { cases: number; ms: number });
    return loaded !== undefined && loaded.cases >= to;
  });
  return (loaded?.ms ?? NaN) / 1_000;
}

async function timed(times: number, work: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  await work();
  for (let i = 0; i < times; i += 1) {
    const began = performance.now();
    await work();
    taken.push(performance.now() - began);
  }
  return taken;
}

async function measure(people: People, base: string, runs: number): Promise<(Question & { taken: number[] })[]> {
  const client = people.as(READER.court, READER.role);
  const today = dateOf(Date.now());
  const deep = await Promise.all(
    (['updated', 'due'] as const).map(async (sort) => ({
      name: `第一万件之后的一页（${sort === 'due' ? '按届满' : '按变动'}）`,
      query: await deepPage(client, base, sort),
    })),
  );
  const measured = [];
  for (const question of [...questions(today), ...deep]) {
    const taken = await timed(runs * REPEATS, () => client.request('GET', `${base}?${question.query}`));
    measured.push({ ...question, taken });
  }
  const query = new URLSearchParams({ receivedFrom: addDays(today, -EXPORT_DAYS), receivedTo: today }).toString();
  const token = await people.token(READER.court, READER.role);
  const file = async () => {
    const answer = await fetch(`${base}/export.xlsx?${query}`, { headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(await answer.text());
    await answer.arrayBuffer();
  };
  const { total } = await client.request<{ total: { count: number } }>('GET', `${base}?${query}`);
  measured.push({ name: `导出 ${total.count} 件（XLSX）`, query, taken: await timed(runs, file) });
  return measured;
}

/** The list of one installation with a thousand cases and then with many, through the real endpoint. */
export function list(count: number, runs: number, signal: AbortSignal): Promise<ListRun> {
  return onInstallation({ rehearsal: false, signal }, async (installation) => {
    const { urls } = installation.stack;
    const base = `${urls.intake}/collaborations`;
    const database = new mongo.MongoClient(urls.mongodb);
    try {
      const cases = database.db('xiezhi_intake').collection<Template>('cases');
      const people = await People.of(installation, [...CAST, READER]);
      const templates = await templatesOf(people, cases);
      const memory = () => residentMegabytes(installation.stack)['intake'] ?? NaN;
      const before = memory();
      await fill(installation, cases, templates, [0, BASELINE]);
      const baseline = await measure(people, base, runs);
      const loadSeconds = await fill(installation, cases, templates, [BASELINE, count]);
      const large = await measure(people, base, runs);
      return {
        cases: count,
        loadSeconds,
        intakeMegabytes: { before, after: memory() },
        questions: large.map(({ name, taken }, i) => ({ name, large: taken, baseline: baseline[i]?.taken ?? [] })),
      };
    } finally {
      await database.close();
    }
  });
}

export function describeList({ cases, questions: measured, loadSeconds, intakeMegabytes }: ListRun): string {
  const rows = measured.map(({ name, baseline, large }) => {
    const [small, big] = [spread(baseline), spread(large)];
    return [name, show(small), show(big), (big.median / small.median).toFixed(1)];
  });
  return [
    `高级人民法院经办人经 HTTP 所见，${cases} 件，中位数（最小..最大），毫秒；对照为 ${BASELINE} 件。\n`,
    table([['问题', `${BASELINE} 件`, `${cases} 件`, '倍数'], ...rows]),
    `\n  启动时载入：${loadSeconds.toFixed(1)} s`,
    `  受理服务常驻内存：${intakeMegabytes.before.toFixed(0)} MB → ${intakeMegabytes.after.toFixed(0)} MB`,
  ].join('\n');
}
