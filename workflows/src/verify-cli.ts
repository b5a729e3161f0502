import type { LedgerEntry } from '@xiezhi/contracts';
import { chainFaults } from '@xiezhi/chain';
import { CLOCK_RUNGS, CLOCK_TITLES, parseInstant, toInstant } from '@xiezhi/rules';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { OfflineRungs } from './verify-rungs';

const HELP = `用法：npm run -s verify-ledger -- 导出文件… [--as-of 时刻]

离线校验案件记录的导出文件：序号是否连续、每条记录是否与前一条相连、内容是否被改动；
并推算各期限到该时刻应当有的提醒和逾期记录（届满前3日、前1日、当日、逾期）以及每月的定期扫描，列出缺少的，给出迟延的数字。
文件为 { "entries": [ … ] }、记录数组，或者每行一条记录的 JSON。
任何一件案件不符，或者缺少应有的记录时退出码为 1。

选项
  --as-of 时刻  推算到这一法院时刻，如 2026-03-02T09:00:00+08:00；默认导出文件的时刻，没有的为其中最晚一条记录的时刻`;

const FAULTS = {
  MISSING: '缺少记录或者次序不对',
  BROKEN_LINK: '与前一条记录不相连',
  CONTENT_CHANGED: '内容与哈希不符，已被改动',
} as const;

interface Exported {
  entries: LedgerEntry[];
  /** Court time of the export. */
  asOf?: string | undefined;
}

function readExport(text: string): Exported {
  const parse = (json: string) => JSON.parse(json) as LedgerEntry[] | Exported | LedgerEntry;
  try {
    const parsed = parse(text);
    if (Array.isArray(parsed)) return { entries: parsed };
    return 'entries' in parsed ? parsed : { entries: [parsed] };
  } catch {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    return { entries: lines.map((line) => JSON.parse(line) as LedgerEntry) };
  }
}

const MOST_SHOWN = 500;

/** Prints the rungs that are missing by then, and how late the others were. False when one is missing. */
function verifyRungs(rungs: OfflineRungs, asOf: string): boolean {
  const missing = rungs.missing(asOf);
  for (const { caseId, kind, rung, dueAt, passedOver } of missing.slice(0, MOST_SHOWN)) {
    const why = passedOver ? '此后的记录已越过' : `到${asOf}没有记录`;
    console.log(`✗ ${caseId}：缺少“${CLOCK_TITLES[kind]}”${CLOCK_RUNGS[rung][0]}的记录，应于${dueAt}（${why}）`);
  }
  if (missing.length > MOST_SHOWN) console.log(`… 共缺少${missing.length}处`);
  for (const caseId of rungs.unread) console.error(`! ${caseId}：记录不能推算期限，未核对提醒和逾期`);
  const figures = rungs.figures();
  if (!figures) console.log('期限节点：记录出自演练，法院时钟不是当时的时间，不计算迟延');
  else if (figures.rungs > 0) {
    const { rungs: count, p50Ms, p99Ms, maxMs } = figures;
    console.log(`期限节点：${count}个，迟延（毫秒）p50 ${p50Ms ?? '—'}，p99 ${p99Ms ?? '—'}，最大 ${maxMs ?? '—'}`);
  }
  return missing.length === 0;
}

/** Prints one line for each case of the file that holds, and one for each fault. False when there is one. */
function verifyFile(file: string, until: string | undefined): boolean {
  const cases = new Map<string, LedgerEntry[]>();
  const exported = readExport(readFileSync(file, 'utf8'));
  for (const entry of exported.entries) {
    const entries = cases.get(entry.caseId);
    if (entries) entries.push(entry);
    else cases.set(entry.caseId, [entry]);
  }
  if (cases.size === 0) {
    console.log(`✗ ${file}：没有案件记录`);
    return false;
  }
  let holds = true;
  const rungs = new OfflineRungs();
  for (const [caseId, entries] of cases) {
    rungs.take(caseId, entries);
    const faults = chainFaults(entries);
    holds &&= faults.length === 0;
    for (const { seq, fault } of faults) console.log(`✗ ${caseId}：第${seq}条${FAULTS[fault]}`);
    if (faults.length === 0) {
      console.log(`✓ ${caseId}：${entries.length}条记录完整，末条哈希 ${entries.at(-1)?.hash ?? ''}`);
    }
  }
  return verifyRungs(rungs, until ?? exported.asOf ?? rungs.newestAt()) && holds;
}

function verifyAll(files: readonly string[], until: string | undefined): void {
  for (const file of files) {
    try {
      if (!verifyFile(file, until)) process.exitCode = 1;
    } catch (error) {
      console.error(`✗ ${file}：无法读取（${(error as Error).message}）`);
      process.exitCode = 1;
    }
  }
}

try {
  const { values, positionals: files } = parseArgs({
    options: { 'as-of': { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
  });
  const until = values['as-of'];
  if (files.length === 0 || values.help) {
    console.log(HELP);
    process.exitCode = values.help ? 0 : 1;
  } else verifyAll(files, until === undefined ? undefined : toInstant(parseInstant(until)));
} catch (error) {
  console.error(`✗ ${(error as Error).message}`);
  process.exitCode = 1;
}
