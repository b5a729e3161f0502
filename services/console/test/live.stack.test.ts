import { EVENT_TYPE_PREFIX, type LedgerEntry } from '@xiezhi/contracts';
import { connectNats, createLogger, createMetrics } from '@xiezhi/service-kit';
import type { Metrics, NatsLink } from '@xiezhi/service-kit';
import { startStack, type Stack } from '@xiezhi/infra';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Happenings, type Happening } from '../src/api-gateway/happenings';

const silent = createLogger('test', 'silent');
const PATIENCE_MS = 90_000;

let dataDir: string;
let stack: Stack;
let nats: NatsLink;
let publisher: NatsLink;
let metrics: Metrics;
let happenings: Happenings;
const heard: Happening[] = [];

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'xiezhi-live-'));
  stack = await startStack({ dataDir, ports: 'free', rehearsal: false, demo: false, parts: ['nats'] });
  [nats, publisher] = [0, 1].map(() => connectNats({ NATS_URL: stack.urls.nats }, silent)) as [NatsLink, NatsLink];
  metrics = createMetrics('console');
  happenings = new Happenings(nats, (happening) => heard.push(happening), silent, metrics);
});
afterAll(async () => {
  happenings?.close();
  await Promise.all([nats?.close(), publisher?.close()]);
  await stack?.discard();
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(() => {
  heard.length = 0;
});

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await what())) {
    if (Date.now() > end) throw new Error('did not come about');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
const ready = () =>
  happenings.check().then(
    () => true,
    () => false,
  );
const leftOut = async () => (await metrics.counter('xiezhi_live_left_out_total', '').get()).values[0]?.value ?? 0;
const publish = async (text: string | Uint8Array, subject = 'collab.jl01.jl0104-a.x') => {
  const connection = await publisher.connection();
  connection.publish(subject, text);
  await connection.flush();
};

const entry = (seq: number, caseId = 'jl0104-a'): Partial<LedgerEntry> => ({
  caseId,
  seq,
  type: 'application.submitted',
  at: '2018-09-20T15:20:00+08:00',
  recordedAt: '2018-09-20T15:20:01+08:00',
  actor: { court: '吉0104', role: 'handler', sub: 'yu', name: '于某' },
  ruleSet: '吉高法〔2018〕45号',
  payload: {},
  prevHash: '0'.repeat(64),
  hash: '1'.repeat(64),
});
const event = (data: object) =>
  JSON.stringify({
    specversion: '1.0',
    id: 'jl0104-a:1',
    source: '/xiezhi/ledger',
    type: `${EVENT_TYPE_PREFIX}application.submitted`,
    subject: 'jl0104-a',
    time: '2018-09-20T15:20:00+08:00',
    datacontenttype: 'application/json',
    data,
  });

test('what is no case event is counted and left out, and what comes after it is heard', async () => {
  await until(ready);
  const before = await leftOut();
  const bad: (string | Uint8Array)[] = [
    'hello',
    '',
    '{',
    'null',
    '[]',
    '{"specversion":"1.0"}',
    event({}),
    event({ ...entry(1), seq: 0 }),
    event(entry(1, 'a,b:1')),
    new Uint8Array([0xff, 0xfe, 0x00]),
    '['.repeat(100_000),
  ];
  for (const text of bad) await publish(text);
  await publish(event(entry(7)));
  await until(() => heard.length > 0);
  expect(heard).toEqual([{ caseId: 'jl0104-a', seq: 7, type: 'application.submitted' }]);
  expect((await leftOut()) - before).toBe(bad.length);
});

test('it says that it hears nothing while NATS is away, and hears again when it is back', async () => {
  await until(ready);
  await stack.kill('nats');
  await until(async () => !(await ready()));
  await stack.start('nats');
  await until(ready);
  await until(() => publisher.isUp());
  await publish(event(entry(8)));
  await until(() => heard.some(({ seq }) => seq === 8));
});

test('a subscription that ends is made again', async () => {
  type Connection = Awaited<ReturnType<NatsLink['connection']>>;
  const made: ReturnType<Connection['subscribe']>[] = [];
  const watched: NatsLink = {
    ...nats,
    async connection() {
      const connection = await nats.connection();
      const seen = Object.create(connection) as Connection;
      seen.subscribe = (...given) => {
        made.push(connection.subscribe(...given));
        return made.at(-1)!;
      };
      return seen;
    },
  };
  const own = new Happenings(watched, (happening) => heard.push(happening), silent, createMetrics('again'));
  await until(() => made.length === 1);
  made[0]!.unsubscribe();
  await until(() => made.length === 2);
  await own.check();
  await publish(event(entry(9)));
  await until(() => heard.filter(({ seq }) => seq === 9).length === 2);
  own.close();
});
