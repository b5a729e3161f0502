import { addDays, CASE_ROW_VERSION, dateOf, HIGH_COURT } from '@xiezhi/rules';
import type { Role } from '@xiezhi/rules';
import { mongo } from 'mongoose';
import { onInstallation, type Installation } from './installation';
import { DAYS_OF_RECEIPT, fillRows } from './invented-cases';
import { People } from './people';
import { cpuSeconds, residentMegabytes } from './processes';
import { show, spread, table } from './statistics';

const BASELINE = 5_000;
const READER = { court: HIGH_COURT, role: 'commandOfficer' as Role };
const LAST = '2026-06-30';
const FIRST = addDays(LAST, -DAYS_OF_RECEIPT);

const ASKED = [
  ['情形、审查结果', 'ground,outcome'],
  ['决定法院、收到月份', 'decidingCourt,month'],
  ['执行法院、情形（最大的表）', 'executingCourt,ground'],
  ['不予协同的理由、被执行人类型', 'refusalReason,respondentKind'],
  ['来源、办结方式', 'origin,closeOutcome'],
] as const;

interface Measured {
  name: string;
  /** Milliseconds of each repetition. */
  baseline: number[];
  large: number[];
  /** Processor seconds of service and database for one answer over many; NaN where there is no /proc. */
  cpu: number;
}

export interface CrosstabRun {
  cases: number;
  questions: Measured[];
  megabytes: { before: number; after: number };
}

async function measure({ stack }: Installation, people: People, runs: number) {
  const base = `${stack.urls.commandCenter}/patterns`;
  const within = `from=${FIRST}&to=${dateOf(Date.now())}`;
  const headers = { authorization: `Bearer ${await people.token(READER.court, READER.role)}` };
  const ask = async (path: string) => {
    const answer = await fetch(`${base}${path}`, { headers });
    if (!answer.ok) throw new Error(await answer.text());
    await answer.arrayBuffer();
  };
  const busy = () => {
    const { mongodb = NaN, 'command-center': service = NaN } = cpuSeconds(stack);
    return mongodb + service;
  };
  const questions: [string, string][] = [
    ...ASKED.map(([name, by]): [string, string] => [name, `?${within}&by=${by}`]),
    ['一格的案件，一页', `/cases?${within}&by=ground,outcome&row=3-1&column=APPROVE&limit=50`],
    ['一个月的情形、审查结果', `?from=2026-06-01&to=${LAST}&by=ground,outcome`],
    ['XLSX', `/table.xlsx?${within}&by=decidingCourt,month`],
  ];
  const measured = [];
  for (const [name, path] of questions) {
    const taken: number[] = [];
    const before = busy();
    for (let count = 0; count < runs; count += 1) {
      const began = performance.now();
      await ask(path);
      taken.push(performance.now() - began);
    }
    measured.push({ name, taken, cpu: (busy() - before) / runs });
  }
  return measured;
}

/** Cross tables of an installation with five thousand collaborations and then with many, through the real endpoint. */
export function crosstab(count: number, runs: number, signal: AbortSignal): Promise<CrosstabRun> {
  return onInstallation({ rehearsal: false, signal }, async (installation) => {
    const database = new mongo.MongoClient(installation.stack.urls.mongodb);
    try {
      const rows = database.db('xiezhi_command_center').collection<{ _id: string }>(`case_rows_${CASE_ROW_VERSION}`);
      const people = await People.of(installation, [READER]);
      const memory = () => residentMegabytes(installation.stack)['command-center'] ?? NaN;
      const before = memory();
      await fillRows(rows, { from: 0, to: BASELINE, of: count, last: LAST });
      const baseline = await measure(installation, people, runs);
      await fillRows(rows, { from: BASELINE, to: count, of: count, last: LAST });
      const large = await measure(installation, people, runs);
      return {
        cases: count,
        megabytes: { before, after: memory() },
        questions: large.map(({ name, taken, cpu }, i) => ({
          ...{ name, cpu },
          ...{ large: taken, baseline: baseline[i]?.taken ?? [] },
        })),
      };
    } finally {
      await database.close();
    }
  });
}

export function describeCrosstab({ cases, questions, megabytes }: CrosstabRun): string {
  const rows = questions.map(({ name, baseline, large, cpu }) => {
    const [small, big] = [spread(baseline), spread(large)];
    return [name, show(small), show(big), (big.median / small.median).toFixed(1), `${cpu.toFixed(2)} s`];
  });
  return [
    `高级人民法院经办人经 HTTP 所见，${cases} 件，中位数（最小..最大），毫秒；对照为 ${BASELINE} 件。\n`,
    table([['两个维度', `${BASELINE} 件`, `${cases} 件`, '倍数', '处理器（服务与数据库）'], ...rows]),
    `\n  command-center 常驻内存：${megabytes.before.toFixed(0)} MB → ${megabytes.after.toFixed(0)} MB`,
  ].join('\n');
}
