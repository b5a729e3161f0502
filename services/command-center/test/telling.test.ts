import { createMetrics } from '@xiezhi/service-kit';
import type { CasePosition, Logger } from '@xiezhi/service-kit';
import { pauseAfter, Telling } from '../src/changes/telling';
import type { Unanswered } from '../src/changes/types';

const warnings: unknown[] = [];
const logger = { warn: (about: unknown) => warnings.push(about) } as Partial<Logger> as Logger;

/** Tells these cases; `silentFor` says how many rounds a case does not answer. */
function telling(silentFor: Record<string, number>) {
  const metrics = createMetrics('test');
  const log: string[] = [];
  const pauses: number[] = [];
  let unanswered: readonly Unanswered[] = [];
  const left = { ...silentFor };
  const work = new Telling({
    tell: async (caseId) => {
      log.push(caseId);
      const rounds = left[caseId] ?? 0;
      left[caseId] = rounds - 1;
      if (rounds > 0) throw new Error('没有应答');
      return Promise.resolve([{ caseId, seq: 2 }]);
    },
    pause: (ms) => Promise.resolve(pauses.push(ms) < 100),
    onProgress: (_, waiting) => {
      unanswered = waiting;
      return Promise.resolve();
    },
    metrics,
    logger,
  });
  const count = async () =>
    (await metrics.registry.getSingleMetric('xiezhi_publication_failures_total')!.get()).values[0]?.value;
  return { work, log, pauses, count, unanswered: () => unanswered };
}

test('more silent cases than there are lanes hold up no other; each is told again until it answers, once', async () => {
  const silent = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`silent-${index}`, 2]));
  const others = Array.from({ length: 30 }, (_, index) => `case-${index}`);
  const { work, log, pauses, count, unanswered } = telling(silent);
  const rounds: { arrived: CasePosition[]; left: number }[] = [];
  await work.run([...Object.keys(silent), ...others], (arrived, left) => rounds.push({ arrived, left }));
  expect(rounds.map(({ arrived, left }) => [arrived.length, left])).toEqual([
    [30, 20],
    [30, 20],
    [50, 0],
  ]);
  expect(log.filter((caseId) => others.includes(caseId))).toHaveLength(30);
  expect(pauses).toEqual([2_000, 4_000]);
  expect(await count()).toBe(40);
  expect(warnings).toContainEqual(expect.objectContaining({ caseId: 'silent-7', attempts: 2 }));
  expect(unanswered()).toEqual([]);
});

test('when the service ends what is left is not waited for', async () => {
  const { work, pauses, unanswered } = telling({ 'silent-1': Infinity });
  await work.run(['silent-1', 'case-1'], () => undefined);
  expect(pauses).toHaveLength(100);
  expect(pauses.at(-1)).toBe(5 * 60_000);
  expect(unanswered()).toEqual([{ caseId: 'silent-1', attempts: 100, message: '没有应答' }]);
  expect(pauseAfter(1)).toBe(2_000);
});

test('whoever waits is told how far it is while a round of silent cases has not ended', async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const told = new Promise<[CasePosition[], number]>((resolve) => {
    const work = new Telling({
      tell: async (caseId) => {
        if (caseId === 'silent') throw new Error('没有应答');
        if (caseId === 'slow') await held;
        return [{ caseId, seq: 2 }];
      },
      pause: () => Promise.resolve(false),
      onProgress: () => Promise.resolve(),
      silence: { afterMs: 1, tell: (arrived, left) => resolve([arrived, left]) },
      metrics: createMetrics('test'),
      logger,
    });
    void work.run(['case-1', 'silent', 'slow'], () => undefined);
  });
  expect(await told).toEqual([[{ caseId: 'case-1', seq: 2 }], 2]);
  release();
});
