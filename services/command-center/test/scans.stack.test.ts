import { startStack, type Stack } from '@xiezhi/infra';
import { connectDatabase, createLogger } from '@xiezhi/service-kit';
import type { Connection } from 'mongoose';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Leases } from '../src/leases';
import { Hits } from '../src/scans/hits';
import { Scans } from '../src/scans/scans';
import type { HitDocument } from '../src/scans/types';

type Deps = ConstructorParameters<typeof Scans>[0];

const logger = createLogger('test', 'silent');
const folder = mkdtempSync(join(tmpdir(), 'xiezhi-scans-'));
let stack: Stack;
let connection: Connection;

beforeAll(async () => {
  stack = await startStack({ dataDir: folder, ports: 'free', rehearsal: false, demo: false, parts: ['mongodb'] });
  const settings = { MONGODB_URI: stack.urls.mongodb, XIEZHI_DB_PREFIX: `s${randomUUID().slice(0, 8)}` };
  connection = await connectDatabase(settings, 'command-center', logger);
});
afterAll(async () => {
  await connection?.close();
  await stack?.discard();
  rmSync(folder, { recursive: true, force: true });
});

const AT = '2025-05-06T09:00:00+08:00';
const waiting = {
  ...{ _id: 'hit-1', court: '吉01', key: 'k', at: AT, begun: false, openedOn: '2025-05-06' },
  found: { executingCourt: '吉0104', scan: 'scan-0' },
} as HitDocument;

function gate() {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

const order: string[] = [];

/** Notes when it is asked for files, and when one is begun; no engine is asked. */
class NotedHits extends Hits {
  readonly asked = gate();
  override beginAll(...how: Parameters<Hits['beginAll']>): Promise<void> {
    if (order.includes('walking')) this.asked.open();
    return super.beginAll(...how);
  }
  override async begin({ _id }: HitDocument): Promise<void> {
    order.push(`${_id} begun`);
    await connection.db!.collection<HitDocument>('hits').updateOne({ _id }, { $set: { begun: true } });
  }
}

test('no file of a hit is begun while a scan walks over the docket', async () => {
  const end = gate();
  const known = (name: string) => ({ collection: connection.db!.collection(name), catchUp: () => Promise.resolve() });
  const hits = new NotedHits({ connection, files: known('hit_files') } as unknown as ConstructorParameters<
    typeof Hits
  >[0]);
  const docket = {
    batches: { finished: () => Promise.resolve(new Set()), finishedBeside: () => Promise.resolve([]) },
    rows: {
      // eslint-disable-next-line require-yield -- a docket without rows that takes long to read
      async *newest() {
        order.push('walking');
        await end.opened;
        order.push('walked');
      },
    },
  };
  const scans = new Scans({
    connection,
    cases: known('cases'),
    docket,
    hits,
    leases: new Leases(connection, 'one', logger),
    dispositions: { afterScan: () => Promise.resolve() },
    logger,
  } as unknown as Deps);
  await scans.start();
  const person = { sub: 'a', name: '江某', court: '吉01' };
  const asked = scans.run('scan-1', { court: '吉01', asOf: '2025-05-06', at: AT, person });
  await hits.record([waiting]);
  await hits.asked.opened;
  // What it has been asked for would have been looked up and begun by now.
  for (let turn = 0; turn < 5; turn += 1) await hits.waitingUpTo('2025-05-06');
  end.open();
  await asked;
  scans.close();
  expect(order.slice(0, 2)).toEqual(['walking', 'walked']);
  expect(order.at(-1)).toBe('hit-1 begun');
});
