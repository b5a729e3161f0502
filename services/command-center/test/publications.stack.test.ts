import type { BulletinFile, CaseDocument, HitFile, ScheduleFile } from '@xiezhi/case-kit';
import { createMetrics } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';
import { Publications } from '../src/changes/publications';
import type { Change, Proposal } from '../src/changes/types';
import { Versions } from '../src/changes/versions';
import { Leases } from '../src/leases';
import { OpenFiles } from '../src/open-files';
import { databaseServer, logger } from './support/database';

const database = databaseServer();
let connection: Connection;

beforeAll(async () => {
  ({ connection } = await database.connect());
});

const proposals = (): Collection<Proposal> => connection.collection<Proposal>('proposals');

function publicationsWith(catchUp: () => Promise<void>): Publications {
  return new Publications(proposals(), {
    versions: new Versions(connection),
    leases: new Leases(connection, 'host:1', logger),
    reviser: { revise: () => Promise.reject(new Error('no case here')) },
    open: new OpenFiles(
      { collection: connection.db!.collection<CaseDocument>('cases'), catchUp },
      { collection: connection.db!.collection<HitFile>('hit_files'), catchUp: () => Promise.resolve() },
      { collection: connection.db!.collection<BulletinFile>('bulletin_files'), catchUp: () => Promise.resolve() },
      { collection: connection.db!.collection<ScheduleFile>('schedule_files'), catchUp: () => Promise.resolve() },
    ),
    metrics: createMetrics('test'),
    logger,
  });
}

const by = { sub: 'a', name: '甲', court: '吉' };

/** Approved, and not published yet. */
async function approved(_id: string, change: Change, more: Partial<Proposal> = {}): Promise<void> {
  await proposals().insertOne({
    ...{ _id, change, proposedBy: by, proposedAt: '2026-12-28T09:00:00+08:00', status: 'APPROVED' },
    ...{ approvedBy: { ...by, sub: 'b' }, approvedAt: '2026-12-28T10:00:00+08:00' },
    ...more,
  });
}

test('an outage is told once: who asks again has the next attempt, at once', async () => {
  let away = 2;
  const publications = publicationsWith(() =>
    away-- > 0 ? Promise.reject(new Error('the ledger is away')) : Promise.resolve(),
  );
  await approved('p', { kind: 'calendar', closure: { region: 'national', days: ['2026-12-29'], reason: '暴雪' } });
  await expect(publications.publish('p')).rejects.toThrow('the ledger is away');
  await expect(publications.publish('p')).rejects.toThrow('the ledger is away');
  expect(away).toBe(0);
  await expect(publications.publish('p')).resolves.toMatchObject({ version: 2, cases: [] });
  expect((await proposals().findOne({ _id: 'p' }))?.status).toBe('PUBLISHED');
  publications.close();
});

test('a closure published between the approval of a notice and its publication stays; what was approved to end, ends', async () => {
  const publications = publicationsWith(() => Promise.resolve());
  const closed = async () =>
    (await new Versions(connection).yearVersions('yitong', 2026)).map(({ closed: days = [] }) => days);
  const year = { region: 'yitong', year: 2026, off: ['2026-07-06'], makeup: [], notice: '县庆放假' };
  await approved('closure', { kind: 'calendar', closure: { region: 'yitong', days: ['2026-07-08'], reason: '山洪' } });
  await publications.publish('closure');
  await approved('unknowing', { kind: 'calendar', year }, { ends: [] });
  expect(await publications.publish('unknowing')).toEqual({ version: 2, cases: [] });
  await approved('knowing', { kind: 'calendar', year }, { ends: ['2026-07-08'] });
  expect(await publications.publish('knowing')).toEqual({ version: 3, cases: [], ends: ['2026-07-08'] });
  expect(await closed()).toEqual([['2026-07-08'], ['2026-07-08'], []]);
  publications.close();
});
