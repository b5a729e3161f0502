import { addDays, codesIn, courtsOn, dateOf, GROUND_CODES, PATTERN_ROW_VERSION, patternText } from '@xiezhi/rules';
import {
  CLOSE_OUTCOMES,
  HIGH_COURT,
  ORIGINS,
  PATTERN_OUTCOMES,
  REFUSAL_PHRASES,
  RESPONDENT_KINDS,
} from '@xiezhi/rules';
import type { PatternRow, Role } from '@xiezhi/rules';
import { mongo } from 'mongoose';
import { onInstallation, type Installation } from './installation';
import { People } from './people';
import { cpuSeconds, residentMegabytes } from './processes';
import { show, spread, table } from './statistics';

const BASELINE = 5_000;
const INSERTED_TOGETHER = 2_000;
const READER = { court: HIGH_COURT, role: 'commandOfficer' as Role };
/** Received evenly over so many days. */
const DAYS = 1_095;
const LAST = '2026-06-30';
const FIRST = addDays(LAST, 1 - DAYS);

const ASKED = [
  ['情形、审查结果', 'ground,outcome'],
  ['决定法院、收到月份', 'decidingCourt,month'],
  ['执行法院、情形（最大的表）', 'executingCourt,ground'],
  ['不予协同的理由、被执行人类型', 'refusalReason,respondentKind'],
  ['来源、办结方式', 'origin,closeOutcome'],
] as const;

const pick = <T>(list: readonly T[], number: number): T => list[number % list.length]!;

/** The same ones in every run, at all basic courts alike; every fiftieth restricted. */
function rowOf(serial: number): PatternRow {
  const basic = courtsOn(LAST).filter(({ tier }) => tier === 'BASIC');
  const { code, parent } = pick(basic, serial);
  const decidingCourt = parent ?? HIGH_COURT;
  const receivedOn = addDays(FIRST, (serial * 7) % DAYS);
  const outcome = pick(codesIn(PATTERN_OUTCOMES), serial >>> 2);
  const decidedOn = outcome === 'APPROVE' || outcome === 'REFUSE' ? addDays(receivedOn, 3 + (serial % 19)) : null;
  const closed = {
    outcome: pick(codesIn(CLOSE_OUTCOMES), serial >>> 3),
    on: addDays(decidedOn ?? receivedOn, 20 + (serial % 160)),
    recoveredAmount: serial / 100,
  };
  const caseNumber = `（2024）${code}执${serial}号`;
  return {
    one: {
      ...{ receivedOn, executingCourt: code, decidingCourt, outcome, decidedOn },
      ...{ origin: pick(codesIn(ORIGINS), serial >>> 4), route: 'ART7' },
      grounds: [pick(GROUND_CODES, serial), pick(GROUND_CODES, serial + 3)],
      respondents: pick(codesIn(RESPONDENT_KINDS), serial >>> 1),
      refusalReasons: outcome === 'REFUSE' ? [pick(REFUSAL_PHRASES, serial).id] : [],
      closed: outcome === 'APPROVE' && serial % 3 > 0 ? closed : null,
    },
    number: decidedOn === null ? caseNumber : `（2025）${decidingCourt}协执字第${serial}号`,
    caseNumber,
    visibleTo: serial % 50 > 0 ? [code, decidingCourt, HIGH_COURT] : [code, decidingCourt],
  };
}

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

async function fill(rows: mongo.Collection<{ _id: string }>, from: number, to: number): Promise<void> {
  for (let next = from; next < to; next += INSERTED_TOGETHER) {
    const length = Math.min(INSERTED_TOGETHER, to - next);
    const made = Array.from({ length }, (_, index) => {
      const serial = next + index;
      return {
        _id: `c-00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`,
        seq: 9,
        text: patternText(rowOf(serial)),
      };
    });
    await rows.insertMany(made, { ordered: false });
  }
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
      const rows = database.db('xiezhi_command_center').collection<{ _id: string }>(`patterns_${PATTERN_ROW_VERSION}`);
      const people = await People.of(installation, [READER]);
      const memory = () => residentMegabytes(installation.stack)['command-center'] ?? NaN;
      const before = memory();
      await fill(rows, 0, BASELINE);
      const baseline = await measure(installation, people, runs);
      await fill(rows, BASELINE, count);
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
