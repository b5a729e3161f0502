import type { LedgerEntry } from '@xiezhi/contracts';
import { chainFaults } from '@xiezhi/chain';
import { readFileSync } from 'node:fs';

const HELP = `用法：npm run -s verify-ledger -- 导出文件…

离线校验案件记录的导出文件：序号是否连续、每条记录是否与前一条相连、内容是否被改动。
文件为 { "entries": [ … ] }、记录数组，或者每行一条记录的 JSON。
任何一件案件不符时退出码为 1。`;

const FAULTS = {
  MISSING: '缺少记录或者次序不对',
  BROKEN_LINK: '与前一条记录不相连',
  CONTENT_CHANGED: '内容与哈希不符，已被改动',
} as const;

function entriesOf(text: string): LedgerEntry[] {
  const parse = (json: string) => JSON.parse(json) as LedgerEntry[] | { entries: LedgerEntry[] };
  try {
    const parsed = parse(text);
    return Array.isArray(parsed) ? parsed : (parsed.entries ?? [parsed as unknown as LedgerEntry]);
  } catch {
    return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [JSON.parse(line) as LedgerEntry]));
  }
}

/** Prints one line for each case of the file that holds, and one for each fault. False when there is one. */
function verifyFile(file: string): boolean {
  const cases = new Map<string, LedgerEntry[]>();
  for (const entry of entriesOf(readFileSync(file, 'utf8'))) {
    cases.set(entry.caseId, [...(cases.get(entry.caseId) ?? []), entry]);
  }
  if (cases.size === 0) {
    console.log(`✗ ${file}：没有案件记录`);
    return false;
  }
  let holds = true;
  for (const [caseId, entries] of cases) {
    const faults = chainFaults(entries);
    holds &&= faults.length === 0;
    for (const { seq, fault } of faults) console.log(`✗ ${caseId}：第${seq}条${FAULTS[fault]}`);
    if (faults.length === 0) {
      console.log(`✓ ${caseId}：${entries.length}条记录完整，末条哈希 ${entries.at(-1)?.hash ?? ''}`);
    }
  }
  return holds;
}

const files = process.argv.slice(2);
if (files.length === 0 || files.includes('--help')) {
  console.log(HELP);
  process.exitCode = files.length === 0 ? 1 : 0;
} else {
  for (const file of files) {
    try {
      if (!verifyFile(file)) process.exitCode = 1;
    } catch (error) {
      console.error(`✗ ${file}：无法读取（${(error as Error).message}）`);
      process.exitCode = 1;
    }
  }
}
