import { z } from 'zod';
import { createCourtClock, createHttpApp, createHttpClient, createLogger, defineRoute, listen } from '../src';

const YEAR = 365 * 86_400_000;

function near(actual: number, expected: number) {
  expect(Math.abs(actual - expected)).toBeLessThan(5_000);
}

test('a real installation has the real time and asks nobody', async () => {
  const clock = createCourtClock(
    { XIEZHI_REHEARSAL: false, COMMAND_CENTER_URL: 'http://127.0.0.1:9' },
    createHttpClient(),
  );
  near(await clock.now(), Date.now());
});

test('a rehearsal has the time of its owner at every reading, and none while the owner is away', async () => {
  let offsetMs = -8 * YEAR;
  const { app } = createHttpApp({
    service: 'command-center',
    title: '指挥中心',
    version: '1',
    logger: createLogger('command-center', 'silent'),
    routes: [
      defineRoute({
        method: 'get',
        path: '/clock',
        operationId: 'clock',
        summary: '法院时钟',
        security: 'public',
        responses: { 200: z.object({ offsetMs: z.number(), rehearsal: z.boolean() }) },
        handler: () => ({ status: 200, body: { offsetMs, rehearsal: true } }),
      }),
    ],
  });
  const owner = await listen(app, { host: '127.0.0.1', port: 0 });
  const clock = createCourtClock({ XIEZHI_REHEARSAL: true, COMMAND_CENTER_URL: owner.url }, createHttpClient());
  near(await clock.now(), Date.now() - 8 * YEAR);
  offsetMs += YEAR;
  near(await clock.now(), Date.now() - 7 * YEAR);
  await owner.close();
  await expect(clock.now()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
});
