import { mongo } from 'mongoose';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { PartName } from '@xiezhi/infra';
import { onInstallation, type Installation } from './installation';
import { CAST, carryTo } from './papers';
import { People } from './people';
import { show, spread, table } from './statistics';
import { within } from './waiting';

/** How far the real cases are taken that the others are made from: received, in review, decided, planned. */
const STAGES = [0, 1, 3, 6];
const INSERTED_TOGETHER = 2_000;
/** Whoever looks too often takes the machine from what is measured. */
const LOOK_EVERY_MS = 250;
const PATIENCE_MS = 1_800_000;
/** What is beside the doctor in a real installation and would take its share of the machine here: read models, events. */
const OTHERS: readonly PartName[] = ['intake', 'decision', 'command-center', 'notification', 'nats'];

type Entry = Record<string, unknown> & { _id: string; caseId: string; seq: number };

interface Report {
  answered: number;
  last: { open: number; compared: number; unanswered: number; wrong: number; restarted: number; ms: number } | null;
}

export interface DoctorRun {
  cases: number;
  entries: number;
  /** Real seconds of a round that finds none of the cases alive: until every one of them has been started. */
  startingSeconds: number;
  /** Real seconds of comparing all of them, each state with its ledger. */
  comparingSeconds: number;
  /** Real seconds of a routine round over them. */
  roundSeconds: number;
}

const histories = (ledger: mongo.Collection<Entry>, caseId: string) =>
  ledger.find({ caseId }).sort({ seq: 1 }).toArray();

/**
 * The templates' entries under the ids of `count` cases of the same length. Their hashes stay those of the templates: the
 * doctor carries the last one on and leaves it to `npm run verify-ledger` to look at the chain.
 */
async function fill(db: mongo.Db, templates: readonly Entry[][], count: number): Promise<number> {
  const [ledger, cases] = [db.collection<Entry>('ledger'), db.collection<{ _id: string }>('ledger_cases')];
  const texts = templates.map((entries) => JSON.stringify(entries));
  let entries = 0;
  for (let from = 0; from < count; from += INSERTED_TOGETHER) {
    const made = Array.from({ length: Math.min(INSERTED_TOGETHER, count - from) }, (_, offset) => {
      const index = (from + offset) % templates.length;
      const { caseId } = templates[index]![0]!;
      const other = `${caseId.split('-')[0]}-${(from + offset).toString(16).padStart(16, '0')}`;
      return JSON.parse(texts[index]!.replaceAll(caseId, other)) as Entry[];
    });
    await cases.insertMany(made.map(([first]) => ({ _id: first!.caseId })));
    await ledger.insertMany(made.flat(), { ordered: false });
    entries += made.flat().length;
  }
  return entries;
}

function doctorOf({ stack, dataDir }: Installation) {
  const { clients } = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8')) as {
    clients: Record<string, string>;
  };
  const url = `${stack.urls.ledger}/doctor`;
  const ask = async (address: string, method = 'GET') => {
    const pair = Buffer.from(`worker:${clients['worker']}`).toString('base64');
    const grant = { grant_type: 'client_credentials', scope: 'service', resource: 'urn:xiezhi:api' };
    const token = await fetch(`${stack.urls.identity}/oidc/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${pair}` },
      body: new URLSearchParams(grant),
    });
    const { access_token: bearer } = (await token.json()) as { access_token: string };
    const answer = await fetch(address, { method, headers: { authorization: `Bearer ${bearer}` } });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return (await answer.json()) as unknown;
  };
  return {
    async examination(): Promise<NonNullable<Report['last']>> {
      const { number } = (await ask(`${url}/examinations`, 'POST')) as { number: number };
      let report: Report | undefined;
      await within(PATIENCE_MS, '全部案件核对完毕', async () => {
        await delay(LOOK_EVERY_MS);
        report = (await ask(url)) as Report;
        return report.answered >= number;
      });
      return report!.last!;
    },
    async metric(name: string): Promise<number> {
      await delay(LOOK_EVERY_MS);
      const text = await (await fetch(`${stack.urls.ledger}/metrics`)).text();
      return Number(new RegExp(`^${name}\\{[^}]*\\} (\\S+)`, 'm').exec(text)?.[1] ?? 0);
    },
  };
}

async function oneRun(installation: Installation, count: number): Promise<DoctorRun> {
  const { stack } = installation;
  const people = await People.of(installation, CAST);
  const made = [];
  for (const [index, commands] of STAGES.entries()) made.push(await carryTo(people, index + 1, commands));
  const client = await mongo.MongoClient.connect(stack.urls.mongodb);
  try {
    const db = client.db('xiezhi_ledger');
    const templates = await Promise.all(made.map(({ caseId }) => histories(db.collection<Entry>('ledger'), caseId)));
    for (const part of ['worker', ...OTHERS] as const) await stack.kill(part);
    const entries = await fill(db, templates, count);
    console.log(`  已写入 ${count} 件案件的 ${entries} 条记录`);

    await stack.start('worker');
    const doctor = doctorOf(installation);
    const rounds = 'xiezhi_doctor_round_seconds';
    await within(
      PATIENCE_MS,
      '全部案件启动',
      async () => (await doctor.metric('xiezhi_doctor_restarts_total')) >= count,
    );
    const startingSeconds = await doctor.metric(rounds);
    console.log(`  已启动全部案件，用时 ${startingSeconds.toFixed(1)} 秒`);
    const { compared, ms } = await doctor.examination();
    if (compared < count) throw new Error(`只核对了 ${compared} 件`);
    await within(PATIENCE_MS, '下一轮例行检查', async () => (await doctor.metric(rounds)) !== startingSeconds);
    return {
      cases: count,
      entries,
      startingSeconds,
      comparingSeconds: ms / 1_000,
      roundSeconds: await doctor.metric(rounds),
    };
  } finally {
    await client.close();
  }
}

/** How long the doctor takes for `count` open cases: all of them without a workflow, and all of them in order. */
export async function doctor(count: number, runs: number, signal: AbortSignal): Promise<DoctorRun[]> {
  const results: DoctorRun[] = [];
  for (let run = 0; run < runs && !signal.aborted; run++) {
    results.push(await onInstallation({ rehearsal: false, signal }, (installation) => oneRun(installation, count)));
  }
  return results;
}

export function describeDoctor(results: readonly DoctorRun[]): string {
  const { cases = 0, entries = 0 } = results[0] ?? {};
  const of = (value: (result: DoctorRun) => number) => show(spread(results.map(value)), 's');
  return table([
    [`未结案件 ${cases} 件，记录 ${entries} 条`, '用时'],
    ['全部没有流程：逐件按案件记录启动', of(({ startingSeconds }) => startingSeconds)],
    ['全部正常：逐件核对状态（npm run doctor）', of(({ comparingSeconds }) => comparingSeconds)],
    ['全部正常：例行的一轮', of(({ roundSeconds }) => roundSeconds)],
  ]);
}
