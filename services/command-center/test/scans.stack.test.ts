import type { Connection } from 'mongoose';
import { Leases } from '../src/leases';
import { Hits } from '../src/scans/hits';
import { Scans } from '../src/scans/scans';
import type { HitDocument } from '../src/scans/types';
import { databaseServer, logger } from './support/database';

type Deps = ConstructorParameters<typeof Scans>[0];

const database = databaseServer();
let connection: Connection;

beforeAll(async () => {
  ({ connection } = await database.connect());
});

const AT = '2025-05-06T09:00:00+08:00';
const SCAN = { court: '吉01', asOf: '2025-05-06', at: AT, person: { sub: 'a', name: '江某', court: '吉01' } };

const hit = (_id: string): HitDocument =>
  ({
    ...{ _id, court: '吉01', key: _id, at: AT, begun: false, openedOn: '2025-05-06' },
    found: { executingCourt: '吉0104', scan: 'scan-0' },
  }) as HitDocument;

function gate() {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

const known = (name: string) => ({ collection: connection.db!.collection(name), catchUp: () => Promise.resolve() });

/** Notes when it is asked for files, and when one is begun; no engine is asked. */
class NotedHits extends Hits {
  readonly order: string[] = [];
  readonly refused = new Set<string>();
  private readonly askers: { after: string; open(): void }[] = [];

  constructor() {
    super({ connection, files: known('hit_files') } as unknown as ConstructorParameters<typeof Hits>[0]);
  }

  /** Resolves when files are asked for after something has happened. */
  askedAfter(after: string): Promise<void> {
    const { open, opened } = gate();
    this.askers.push({ after, open });
    return opened;
  }

  override beginAll(...how: Parameters<Hits['beginAll']>): Promise<void> {
    for (const { after, open } of this.askers) if (this.order.includes(after)) open();
    return super.beginAll(...how);
  }

  override async begin({ _id }: HitDocument): Promise<void> {
    if (this.refused.has(_id)) throw new Error(`${_id} is refused`);
    this.order.push(`${_id} begun`);
    await connection.db!.collection<HitDocument>('hits').updateOne({ _id }, { $set: { begun: true } });
  }

  /** What has been asked for would have been looked up and begun by then. */
  async someTurns(): Promise<void> {
    for (let turn = 0; turn < 5; turn += 1) await this.waitingUpTo('2025-05-06');
  }
}

/** Scans of a docket without rows. */
function scansOf(hits: NotedHits, read: () => Promise<void> = () => Promise.resolve()): Scans {
  const docket = {
    batches: { finished: () => Promise.resolve(new Set()), finishedBeside: () => Promise.resolve([]) },
    rows: {
      // eslint-disable-next-line require-yield -- a docket without rows
      async *newest() {
        await read();
      },
    },
  };
  return new Scans({
    connection,
    cases: known('cases'),
    docket,
    hits,
    leases: new Leases(connection, 'one', logger),
    dispositions: { afterScan: () => Promise.resolve() },
    logger,
  } as unknown as Deps);
}

beforeEach(() => connection.db!.collection('hits').deleteMany({}));

test('no file of a hit is begun while a scan walks over the docket', async () => {
  const end = gate();
  const hits = new NotedHits();
  const scans = scansOf(hits, async () => {
    hits.order.push('walking');
    await end.opened;
    hits.order.push('walked');
  });
  const whileWalking = hits.askedAfter('walking');
  await scans.start();
  const asked = scans.run('scan-1', SCAN);
  await hits.record([hit('hit-1')]);
  await whileWalking;
  await hits.someTurns();
  end.open();
  await asked;
  scans.close();
  expect(hits.order.slice(0, 2)).toEqual(['walking', 'walked']);
  expect(hits.order.at(-1)).toBe('hit-1 begun');
});

test('nor while a scan of another process does', async () => {
  const release = await new Leases(connection, 'two', logger).take('scan');
  const hits = new NotedHits();
  hits.order.push('walking elsewhere');
  const asked = hits.askedAfter('walking elsewhere');
  await hits.record([hit('hit-2')]);
  const scans = scansOf(hits);
  await scans.start();
  await asked;
  await hits.someTurns();
  hits.order.push('walked elsewhere');
  await release!();
  while ((await hits.waitingUpTo('2025-05-06')) > 0);
  scans.close();
  expect(hits.order).toEqual(['walking elsewhere', 'walked elsewhere', 'hit-2 begun']);
});

test('a hit whose file cannot be begun holds up no other', async () => {
  const hits = new NotedHits();
  const others = Array.from({ length: 250 }, (_, index) => hit(`other-${index}`));
  hits.refused.add('refused');
  await hits.record([hit('refused'), ...others]);
  const { signal } = new AbortController();
  await expect(hits.beginAll(signal, { between: () => Promise.resolve() })).rejects.toThrow('refused is refused');
  expect(hits.order).toHaveLength(others.length);
  expect(await hits.waitingUpTo('2025-05-06')).toBe(1);
});
