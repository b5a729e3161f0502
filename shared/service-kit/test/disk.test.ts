import { mongo } from 'mongoose';
import { tmpdir } from 'node:os';
import { createMetrics, diskCheck, isConnectionError, isOutage, toProblem } from '../src';

/** As the embedded database answers everything once a full disk has broken it. */
const broken = new mongo.MongoServerError({
  ok: 0,
  code: 1,
  codeName: 'InternalError',
  errmsg: 'internal server error',
});

test('a database that can do nothing any more is an outage to whoever asks, and says nothing of a single entry', () => {
  expect(toProblem(broken)).toMatchObject({ code: 'UNAVAILABLE', status: 503, retryAfter: 5 });
  expect(toProblem(new Error('not stored', { cause: broken }))).toMatchObject({ code: 'UNAVAILABLE' });
  expect(isOutage(broken)).toBe(true);
  expect(isConnectionError(broken)).toBe(false);
  expect(toProblem(Object.assign(new Error('of ours'), { code: 1 }))).toMatchObject({ code: 'INTERNAL' });
});

test('a server of MongoDB that has no room says so', () => {
  const full = new mongo.MongoServerError({ ok: 0, code: 14_031, codeName: 'OutOfDiskSpace', errmsg: 'no space' });
  expect(toProblem(full)).toMatchObject({ code: 'STORAGE_FULL', status: 507, retryAfter: 60 });
});

test('the free space of the data folder is told with the readiness and in the metrics', async () => {
  const metrics = createMetrics('intake');
  const { freeBytes, low } = await diskCheck(tmpdir(), metrics)();
  expect(low).toBe(freeBytes < 1024 ** 3);
  expect(await metrics.registry.metrics()).toMatch(/^xiezhi_disk_free_bytes\{service="intake"\} \d+$/m);
});
