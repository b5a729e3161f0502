import { connectDatabase, connectNats, createLogger } from '@xiezhi/service-kit';
import type { NatsLink } from '@xiezhi/service-kit';
import { startStack, type Stack } from '@xiezhi/infra';
import type { Connection } from 'mongoose';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LIST_VERSION } from '../src/list/fields';
import { RollKeeper } from '../src/list/keeper';

const logger = createLogger('test', 'silent');
let stack: Stack;
let dataDir: string;
let connection: Connection;
let nats: NatsLink;
let keeper: RollKeeper;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'xiezhi-keeper-'));
  stack = await startStack({ dataDir, ports: 'free', rehearsal: false, demo: false, parts: ['nats', 'mongodb'] });
  const { MONGODB_URI, NATS_URL } = stack.env as Record<'MONGODB_URI' | 'NATS_URL', string>;
  connection = await connectDatabase({ MONGODB_URI, XIEZHI_DB_PREFIX: 'keeper' }, 'intake', logger);
  nats = connectNats({ NATS_URL }, logger);
  await nats.connection();
});

afterAll(async () => {
  await keeper?.close();
  await nats?.close();
  await connection?.close();
  await stack?.discard();
  await rm(dataDir, { recursive: true, force: true });
});

const list = {
  ...{ v: LIST_VERSION, part: 0, route: 'ART7', executingCourt: '吉0104', decidingCourt: '吉01', documentNumber: null },
  ...{ caseNumber: '（2016）吉0104执1号', cause: '买卖', grounds: ['3-1'], receivedOn: '2018-09-20', due: null },
  ...{ expiresAt: null, countedBy: null, applicants: '甲', respondents: '乙', names: ['甲'], demo: false },
};

const document = (_id: string, seq: number, visibleTo: string[], restricted = false) => ({
  ...{ _id, seq, visibleTo, restricted, list, status: 'UNDER_REVIEW', updatedAt: '2018-09-20T15:20:00+08:00' },
});

async function eventually(probe: () => Promise<void> | void): Promise<void> {
  for (const until = Date.now() + 120_000; ; await delay(25)) {
    try {
      return await probe();
    } catch (error) {
      if (Date.now() > until) throw error;
    }
  }
}

test('what another process writes while NATS is away from this one is in the list, who may no longer see a case too', async () => {
  const collection = connection.db!.collection<{ _id: string }>('cases');
  const write = (...args: Parameters<typeof document>) =>
    collection.replaceOne({ _id: args[0] }, document(...args) as never, { upsert: true });
  await write('jl0104-a', 3, ['吉', '吉01', '吉0104']);
  await write('jl0104-b', 3, ['吉', '吉01', '吉0104']);
  keeper = new RollKeeper();
  const cases = collection as never;
  keeper.start({ cases: { collection: cases } as never, nats }, logger);
  const rows = async () =>
    Object.fromEntries([...(await keeper.current(cases)).rows()].map((row) => [row.caseId, row]));
  expect((await rows())['jl0104-a']).toMatchObject({ seq: 3, restricted: false });

  await stack.kill('nats');
  await eventually(() => expect(nats.isUp()).toBe(false));
  await write('jl0104-a', 7, ['吉01', '吉0104'], true);
  await collection.deleteOne({ _id: 'jl0104-b' });
  await write('jl0104-c', 1, ['吉01']);
  await eventually(async () => {
    const { 'jl0104-a': a, 'jl0104-b': b, 'jl0104-c': c } = await rows();
    expect(a).toMatchObject({ seq: 7, restricted: true, visibleTo: ['吉01', '吉0104'] });
    expect(b).toBeUndefined();
    expect(c).toMatchObject({ seq: 1 });
  });

  await stack.start('nats');
  await eventually(() => expect(nats.isUp()).toBe(true));
  // Told before the connection came back, written by the other process only now.
  await write('jl0104-c', 2, ['吉01'], true);
  await eventually(async () => expect((await rows())['jl0104-c']).toMatchObject({ seq: 2, restricted: true }));
  // A read model that was made anew from an older ledger goes back.
  await write('jl0104-a', 5, ['吉', '吉01', '吉0104']);
  await eventually(async () => expect((await rows())['jl0104-a']).toMatchObject({ seq: 5, restricted: false }));
}, 300_000);
