import { EVENT_STREAM } from '@xiezhi/contracts';
import type { CaseCloudEvent, LedgerEntry } from '@xiezhi/contracts';
import { PART_NAMES, startStack } from '@xiezhi/infra';
import type { Stack } from '@xiezhi/infra';
import { mongo } from 'mongoose';
import { connect } from 'nats';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Mismatch } from '@xiezhi/client/play';
import { Player } from '@xiezhi/client/play';
import type { PlayHooks, PlayReport } from '@xiezhi/client/play';
import { readScenario } from '@xiezhi/client/play';
import type { Scenario, StepOutcome } from '@xiezhi/client/play';

/** The worked examples (S…, P…) and the stories for what those do not touch (T…, K…). */
export function savedStory(id: string): Scenario {
  const folder = /^[SP]/.test(id) ? 'scenarios' : 'stories';
  return readScenario(join(resolve(process.cwd(), 'tests', folder), `${id}.json`));
}

/** A story after its last step, with the installation it was played on still running. */
export interface PlayedStory extends PlayReport {
  stack: Stack;
  dataDir: string;
  /** What was not as expected, readable. */
  failed: string[];
  database(service: string): mongo.Db;
  ledger(caseId: string): Promise<LedgerEntry[]>;
  /** The numbers of a case's events as they stand in the stream, one after the other. */
  published(caseId: string): Promise<number[]>;
}

function line(text: string, mismatches: Mismatch[]): string {
  return [text, ...mismatches.map((mismatch) => JSON.stringify(mismatch))].join('\n  ');
}

async function published(stack: Stack, caseId: string): Promise<number[]> {
  const nats = await connect({ servers: stack.urls.nats });
  try {
    const filterSubjects = `collab.*.${caseId}.>`;
    const manager = await nats.jetstreamManager();
    const { state } = await manager.streams.info(EVENT_STREAM, { subjects_filter: filterSubjects });
    const count = Object.values(state.subjects ?? {}).reduce((sum, messages) => sum + messages, 0);
    const seqs: number[] = [];
    if (count === 0) return seqs;
    const consumer = await nats.jetstream().consumers.get(EVENT_STREAM, { filterSubjects });
    for await (const message of await consumer.fetch({ max_messages: count })) {
      seqs.push(message.json<CaseCloudEvent>().data.seq);
    }
    return seqs;
  } finally {
    await nats.close();
  }
}

/** Plays a story on a stack of its own and hands both to `inspect`; the stack ends with it. */
export async function withPlayedStory<T>(
  story: string | Scenario,
  inspect: (story: PlayedStory) => Promise<T>,
  hooks: (stack: Stack) => PlayHooks = () => ({}),
): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'xiezhi-story-'));
  const parts = PART_NAMES.filter((part) => part !== 'console');
  const stack = await startStack({ dataDir, ports: 'free', rehearsal: true, demo: false, parts });
  const client = new mongo.MongoClient(stack.urls.mongodb, { serverSelectionTimeoutMS: 5_000 });
  const database = (service: string) => client.db(`xiezhi_${service.replaceAll('-', '_')}`);
  try {
    const failed: string[] = [];
    const scenario = typeof story === 'string' ? savedStory(story) : story;
    const tell = ({ ok, text, mismatches }: StepOutcome) => {
      if (!ok) failed.push(line(text, mismatches));
    };
    const report = await Player.play(scenario, stack, dataDir, tell, hooks(stack));
    return await inspect({
      ...report,
      stack,
      dataDir,
      failed,
      database,
      ledger: async (caseId) => {
        const stored = database('ledger').collection<LedgerEntry>('ledger').find({ caseId }).sort({ seq: 1 });
        return (await stored.toArray()).map(({ _id, ...entry }) => entry);
      },
      published: (caseId) => published(stack, caseId),
    });
  } finally {
    await client.close();
    await stack.discard();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Polls until `holds` does not throw; its last error is the failure. */
export async function eventually(holds: () => Promise<void> | void, withinMs = 60_000): Promise<void> {
  const until = Date.now() + withinMs;
  for (;;) {
    try {
      await holds();
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((wake) => setTimeout(wake, 100));
    }
  }
}
