import type { Role } from '@xiezhi/rules';
import { randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { onInstallation, type Installation } from './installation';
import { People } from './people';
import { residentMegabytes } from './processes';
import { writeInventedDocket } from './scan/invented';
import { show, spread, table } from './statistics';

const OFFICER = { court: '吉', role: 'commandOfficer' as Role };
/** One intermediate court's area, which a list and a scan of its own read. */
const COURT = '吉01';
const EXECUTING = '吉0104';
const LOOK_MS = 500;

interface Batch {
  batch: string;
  status: string;
  rows: number;
  accepted: number;
  rejectedCount: number;
}

export interface DocketRun {
  rows: number;
  megabytes: number;
  accepted: number;
  uploadSeconds: number;
  importSeconds: number;
  /** Resident memory of command-center before, and the highest seen. */
  memory: { before: number; highest: number };
  scanSeconds: number;
  listMs: number;
  /** Advice whom to draft of the whole province: the first, which reads the dockets, and the one after. */
  firstAdviceMs: number;
  adviceMs: number;
}

const memoryOf = ({ stack }: Installation) => residentMegabytes(stack)['command-center'] ?? NaN;

async function ofOne(installation: Installation, rows: number): Promise<DocketRun> {
  const { stack, dataDir } = installation;
  const center = stack.urls.commandCenter;
  const people = await People.of(installation, [OFFICER]);
  const client = people.as(OFFICER.court, OFFICER.role);
  const file = join(dataDir, 'invented.csv');
  await writeInventedDocket(file, rows);
  const before = memoryOf(installation);
  let highest = before;

  const began = performance.now();
  const answer = await fetch(`${center}/docket/files?name=invented.csv`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await people.token(OFFICER.court, OFFICER.role)}`,
      'content-type': 'application/octet-stream',
      'idempotency-key': randomUUID(),
    },
    body: await openAsBlob(file),
  });
  if (answer.status !== 202) throw new Error(await answer.text());
  const { batch } = (await answer.json()) as Batch;
  const uploaded = performance.now();
  let last: Batch;
  do {
    await delay(LOOK_MS);
    highest = Math.max(highest, memoryOf(installation));
    last = await client.get<Batch>(`${center}/docket/batches/${batch}`);
  } while (last.status === 'TAKING');
  const imported = performance.now();

  const asked = await client.post<{ scan: string }>(`${center}/commands/scan.run`, { asOf: '2025-05-06' });
  while ((await client.get<Batch>(`${center}/scans/${asked.scan}`)).status !== 'DONE') {
    await delay(LOOK_MS);
    highest = Math.max(highest, memoryOf(installation));
  }
  const scanned = performance.now();
  await client.get(`${center}/docket?court=${encodeURIComponent(COURT)}&limit=50`);
  const listed = performance.now();
  const advice = `${center}/allocation?${new URLSearchParams({ executing: EXECUTING, deciding: OFFICER.court }).toString()}`;
  await client.get(advice);
  const advised = performance.now();
  await client.get(advice);
  const advisedAgain = performance.now();
  return {
    rows,
    megabytes: (await stat(file)).size / 1e6,
    accepted: last.accepted,
    uploadSeconds: (uploaded - began) / 1000,
    importSeconds: (imported - uploaded) / 1000,
    memory: { before, highest },
    scanSeconds: (scanned - imported) / 1000,
    listMs: listed - scanned,
    firstAdviceMs: advised - listed,
    adviceMs: advisedAgain - advised,
  };
}

/** Imports an invented docket through a running system, and scans and lists it. */
export async function docket(rows: number, runs: number, signal: AbortSignal): Promise<DocketRun[]> {
  const results: DocketRun[] = [];
  for (let count = 0; count < runs && !signal.aborted; count += 1) {
    results.push(await onInstallation({ rehearsal: false, signal }, (installation) => ofOne(installation, rows)));
  }
  return results;
}

export function describeDocket(results: readonly DocketRun[]): string {
  const of = (value: (result: DocketRun) => number, unit: string) => show(spread(results.map(value)), unit);
  return table([
    ['项目', '数值'],
    ['文件的行', String(results[0]?.rows ?? 0)],
    ['文件', of(({ megabytes }) => megabytes, 'MB')],
    ['接收的行', String(results[0]?.accepted ?? 0)],
    ['上传', of(({ uploadSeconds }) => uploadSeconds, 's')],
    ['导入', of(({ importSeconds }) => importSeconds, 's')],
    ['每秒行数', of(({ rows, importSeconds }) => rows / importSeconds, '')],
    ['command-center 内存，之前', of(({ memory }) => memory.before, 'MB')],
    ['command-center 内存，最高', of(({ memory }) => memory.highest, 'MB')],
    ['省高院扫描全部（含命中的登记）', of(({ scanSeconds }) => scanSeconds, 's')],
    ['底册列表一页', of(({ listMs }) => listMs, 'ms')],
    ['全省调用法院的建议，第一次', of(({ firstAdviceMs }) => firstAdviceMs, 'ms')],
    ['全省调用法院的建议，此后', of(({ adviceMs }) => adviceMs, 'ms')],
  ]);
}
