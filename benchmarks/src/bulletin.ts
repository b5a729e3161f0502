import { randomUUID } from 'node:crypto';
import { mongo } from 'mongoose';
import { entryTooLarge, jsonBytes } from '@xiezhi/contracts';
import { bulletinFigures, CASE_ROW_VERSION, HIGH_COURT } from '@xiezhi/rules';
import type { CountedCollaboration, Role } from '@xiezhi/rules';
import { onInstallation } from './installation';
import { countedOfInvented, fillRows, inventedCase } from './invented-cases';
import { People } from './people';
import { residentMegabytes } from './processes';
import { show, spread, table } from './statistics';

const PERIOD = '2026-H1';
const LAST = '2026-06-30';
const BEFORE = '2026-06-30T09:00:00+08:00';
const OPENED = '2026-07-02T09:00:00+08:00';
const ASSESSOR = { court: HIGH_COURT, role: 'assessor' as Role };
const DIRECTOR = { court: HIGH_COURT, role: 'bureauDirector' as Role };
const PATIENCE_MS = 600_000;

/** One pass with nothing but a sum: what reading all of them costs at the least. */
function plainLoop(all: readonly CountedCollaboration[]): number {
  let received = 0;
  for (const { receivedOn } of all) if (receivedOn !== null && receivedOn <= LAST) received += 1;
  return received;
}

interface Answered {
  /** The draft, two questions after the cases behind a figure (the first counts again as of the freeze), and the issue. */
  draftMs: number;
  issueMs: number;
  openMs: number;
  againMs: number;
  megabytes: { before: number; after: number };
}

export interface BulletinRun extends Answered {
  count: number;
  ms: number;
  plainMs: number;
  entryBytes: number;
  fits: boolean;
}

async function timed(work: () => unknown): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** What assessor and director of the High Court wait for, where the rows of so many collaborations lie. */
function throughService(count: number, signal: AbortSignal): Promise<Answered> {
  return onInstallation({ rehearsal: true, signal }, async (installation) => {
    const { stack } = installation;
    const people = await People.of(installation, [ASSESSOR, DIRECTOR]);
    const base = stack.urls.commandCenter;
    const memory = () => residentMegabytes(stack)['command-center'] ?? NaN;
    const before = memory();
    const database = new mongo.MongoClient(stack.urls.mongodb);
    try {
      const rows = database.db('xiezhi_command_center').collection<{ _id: string }>(`case_rows_${CASE_ROW_VERSION}`);
      await fillRows(rows, { from: 0, to: count, of: count, last: LAST });
    } finally {
      await database.close();
    }
    for (const to of [BEFORE, OPENED]) await people.systemAdmin.post(`${base}/clock/move`, { to });
    const ask = async ({ court, role }: typeof ASSESSOR, method: string, path: string, body?: object) => {
      const answer = await fetch(`${base}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await people.token(court, role)}`,
          ...(body ? { 'content-type': 'application/json', 'idempotency-key': randomUUID() } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (!answer.ok) throw new Error(await answer.text());
      return answer.json();
    };
    const cases = `/bulletins/bulletin-jl-${PERIOD.toLowerCase()}/cases?figure=decided&limit=50`;
    const draftMs = await timed(() => ask(ASSESSOR, 'POST', '/commands/bulletin.draft', { period: PERIOD }));
    const openMs = await timed(() => ask(ASSESSOR, 'GET', cases));
    const againMs = await timed(() => ask(ASSESSOR, 'GET', cases));
    const issueMs = await timed(() => ask(DIRECTOR, 'POST', '/commands/bulletin.issue', { period: PERIOD }));
    return { draftMs, issueMs, openMs, againMs, megabytes: { before, after: memory() } };
  });
}

/** The High Court's figures over all collaborations of the province: alone, and through a running service. */
export async function bulletin(count: number, runs: number, signal: AbortSignal): Promise<BulletinRun[]> {
  const all = Array.from({ length: count }, (_, serial) => countedOfInvented(inventedCase(serial, count, LAST)));
  const question = { court: HIGH_COURT, period: PERIOD, collaborations: all, hits: [], quotas: [], previous: null };
  const results: BulletinRun[] = [];
  while (results.length < runs && !signal.aborted) {
    const ms = await timed(() => bulletinFigures(question));
    const plainMs = await timed(() => plainLoop(all));
    const payload = { version: 1, figures: bulletinFigures(question), restricted: [] };
    const event = { type: 'bulletin.drafted', at: LAST, actor: { court: HIGH_COURT, role: 'assessor' }, payload };
    const entry = { entryBytes: jsonBytes(payload), fits: entryTooLarge([event]) === undefined };
    results.push({ count, ms, plainMs, ...entry, ...(await throughService(count, signal)) });
  }
  return results;
}

export function describeBulletin(results: readonly BulletinRun[]): string {
  const of = (value: (result: BulletinRun) => number, unit: string) => show(spread(results.map(value)), unit);
  return table([
    ['项目', '用时或者数量'],
    [`${results[0]?.count ?? 0}件，全省通报的各项数字`, of(({ ms }) => ms, 'ms')],
    ['只把同样的各件过一遍', of(({ plainMs }) => plainMs, 'ms')],
    ['经服务：起草', of(({ draftMs }) => draftMs, 'ms')],
    ['经服务：一项数字的案件，首次（按冻结时重新计算）', of(({ openMs }) => openMs, 'ms')],
    ['经服务：一项数字的案件，再次', of(({ againMs }) => againMs, 'ms')],
    ['经服务：印发', of(({ issueMs }) => issueMs, 'ms')],
    ['command-center常驻内存，之前', of(({ megabytes }) => megabytes.before, 'MB')],
    ['command-center常驻内存，之后', of(({ megabytes }) => megabytes.after, 'MB')],
    ['冻结的数字，作为台账的一条', of(({ entryBytes }) => entryBytes / 1000, 'kB')],
    ['在一条的上限以内', results.every(({ fits }) => fits) ? '是' : '否'],
  ]);
}
