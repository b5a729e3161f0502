import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { Failure, printFailure } from '@xiezhi/infra';
import { quietEngineLibrary } from './bare/worker';
import { bulletin, describeBulletin } from './bulletin';
import { crosstab, describeCrosstab } from './crosstab';
import { describeDoctor, doctor } from './doctor';
import { describeDocket, docket } from './docket';
import { describeFootprint, footprint } from './footprint';
import { freeAddress } from './engine-figures';
import { describeHerd, herd } from './herd';
import { describeLifecycle, lifecycle } from './lifecycle';
import { describeList, list } from './list/list';
import { describePatterns, patterns } from './patterns';
import { describeScan, scan } from './scan/scan';
import { describeTypesetting, typesetting } from './typesetting';

const HELP = `用法：npm run bench -- 项目 [--runs 轮数] [--json 文件]

  lifecycle      一件案件自报请至办结（经 HTTP、登录办理）的用时，及 8 件同时办理的速度
  herd [件数]    若干件案件（默认 500）的期限在同一时刻届满，至最后一条逾期记入台账的用时
  footprint      空闲时各进程的内存，及启动用时
  list [件数]    案件列表在若干件案件（默认 300000）时每种筛选、排序、翻页、检索与导出的用时，与 1000 件相比
  doctor [件数]  若干件未结案件（默认 10000）全部没有流程时逐件启动、全部正常时逐件核对的用时
  papers [份数]  一份决定书的DOCX与PDF；若干份（默认 500）同时制作时服务线程的延迟与内存
  scan [行数]    底册（默认 300000 行虚构的，或 --docket 指定的CSV）经校验后，各法院首次自动扫描的用时与内存，
                 与仅读取同样各行相比；有 --docket 时 JSON 为 { hits, seconds, rssMb }
  docket [行数]  底册（默认 300000 行虚构的）上传、在后台导入、扫描、列表的用时与内存，经完整环境
  bulletin [件数] 全省半年通报在若干件协同执行案件（默认 100000）时的用时：各项数字，及经完整环境起草、印发、
                 查看一项数字的案件；冻结的数字占台账多少字节
  crosstab [件数] 协同执行的交叉统计（第十八条）在若干件（默认 100000）时每张表的用时，经完整环境，与 5000 件相比
  patterns       遇到人所写文字的每个正则表达式，在 20000 字的最慢文字与普通文字上的用时

lifecycle 与 herd 的每一轮都在同一台 Temporal 服务器上与裸工作流（一个定时器、一个空活动）对比。
除 papers、patterns、scan 外，各项目自行启动完整环境（空闲端口、临时目录、仅本机），结束后清除。只报告，不设及格线。

  --runs 轮数    默认 5
  --docket 文件  scan 所用的底册
  --json 文件    另将每一轮的数值写入 JSON
  --help         显示本说明`;

const DEFAULT_COUNT = 500;
const MOST_CASES = 5_000;
const MOST_ROWS = 10_000_000;
const LIST_COUNT = 300_000;
const DOCTOR_COUNT = 10_000;
const BULLETIN_COUNT = 100_000;
const CROSSTAB_COUNT = 100_000;
const DEFAULT_COUNTS: Readonly<Record<string, number>> = {
  list: LIST_COUNT,
  scan: LIST_COUNT,
  doctor: DOCTOR_COUNT,
  docket: LIST_COUNT,
  bulletin: BULLETIN_COUNT,
  crosstab: CROSSTAB_COUNT,
};
const COUNTED = new Set(['herd', 'papers', ...Object.keys(DEFAULT_COUNTS)]);
const LIMIT_MS = 3_600_000;

class UsageError extends Error {}

function wholeNumber(text: string, what: string, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new UsageError(`${what}应为 1 至 ${most} 的整数：${text}`);
}

function machine(): string {
  const gigabytes = (totalmem() / 1024 ** 3).toFixed(0);
  return `${availableParallelism()} 核（${cpus()[0]?.model.trim() ?? '未知'}），内存 ${gigabytes} GB，Node ${process.versions.node}`;
}

interface Measured {
  text: string;
  results: unknown;
  /** What is written instead of the rounds where another program reads it. */
  alone?: unknown;
}

interface Wanted {
  runs: number;
  docket: string | undefined;
  signal: AbortSignal;
  /** Where the engine's client library of this process tells its figures. */
  figuresAt: string;
}

async function measure(
  name: string,
  rest: string[],
  { runs, docket: file, signal, figuresAt }: Wanted,
): Promise<Measured> {
  const [count = String(DEFAULT_COUNTS[name] ?? DEFAULT_COUNT), ...more] = rest;
  if (more.length > 0 || (rest.length > 0 && !COUNTED.has(name))) throw new UsageError(`多余的参数：${rest.join(' ')}`);
  if (name === 'lifecycle') {
    const results = await lifecycle(runs, signal);
    return { text: describeLifecycle(results), results };
  }
  if (name === 'herd') {
    const cases = wholeNumber(count, '件数', MOST_CASES);
    const results = await herd(cases, runs, { signal, figuresAt });
    return { text: describeHerd(cases, results), results };
  }
  if (name === 'footprint') {
    const results = await footprint(runs, signal);
    return { text: describeFootprint(results), results };
  }
  if (name === 'list') {
    const results = await list(wholeNumber(count, '件数', LIST_COUNT), runs, signal);
    return { text: describeList(results), results };
  }
  if (name === 'doctor') {
    const results = await doctor(wholeNumber(count, '件数', LIST_COUNT), runs, signal);
    return { text: describeDoctor(results), results };
  }
  if (name === 'crosstab') {
    const results = await crosstab(wholeNumber(count, '件数', 1_000_000), runs, signal);
    return { text: describeCrosstab(results), results };
  }
  if (name === 'patterns') {
    const results = patterns(runs, signal);
    return { text: describePatterns(results), results };
  }
  if (name === 'scan') {
    const results = await scan(file ?? wholeNumber(count, '行数', MOST_ROWS), file ? 1 : runs, signal);
    return { text: describeScan(results), results, ...(file ? { alone: results[0]?.answer } : {}) };
  }
  if (name === 'docket') {
    const results = await docket(wholeNumber(count, '行数', 1_000_000), runs, signal);
    return { text: describeDocket(results), results };
  }
  if (name === 'bulletin') {
    const results = await bulletin(wholeNumber(count, '件数', 1_000_000), runs, signal);
    return { text: describeBulletin(results), results };
  }
  if (name === 'papers') {
    const results = await typesetting(wholeNumber(count, '份数', MOST_CASES), runs, signal);
    return { text: describeTypesetting(results), results };
  }
  throw new UsageError(`没有这个项目：${name}`);
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: 'string', default: '5' },
      json: { type: 'string' },
      docket: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [name, ...rest] = positionals;
  if (values.help || name === undefined) {
    (values.help ? console.log : console.error)(HELP);
    return values.help ? 0 : 1;
  }
  const runs = wholeNumber(values.runs, '轮数', 100);
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => abort.abort());
  setTimeout(() => abort.abort(), LIMIT_MS);
  const figuresAt = await freeAddress();
  quietEngineLibrary(figuresAt);
  console.log(`${name}：${machine()}`);
  const { text, results, alone } = await measure(name, rest, {
    ...{ runs, docket: values.docket, signal: abort.signal, figuresAt },
  });
  console.log(`\n${text}`);
  if (values.json) {
    await writeFile(values.json, `${JSON.stringify(alone ?? { name, machine: machine(), results }, null, 2)}\n`);
  }
  return 0;
}

try {
  process.exit(await main());
} catch (error) {
  if (error instanceof Failure) printFailure(error);
  else if (error instanceof UsageError) console.error(`${error.message}\n\n${HELP}`);
  else if (error instanceof TypeError && 'code' in error) console.error(`参数有误：${error.message}`);
  else console.error(error);
  process.exit(1);
}
