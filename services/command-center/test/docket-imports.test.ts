import type { Logger } from '@xiezhi/service-kit';
import { Batches } from '../src/docket/batches';
import { DocketImports } from '../src/docket/imports';
import { NO_ROWS } from '../src/docket/types';
import type { Batch } from '../src/docket/types';

const batch = (_id: string): Batch => ({
  ...{ _id, court: '吉02', by: { sub: 'u', name: '江某', court: '吉02' }, at: '2025-04-22T09:00:00+08:00' },
  ...{ kind: 'file', digest: '', status: 'TAKING', rows: 0, totals: NO_ROWS, movedAt: 0 },
  shown: { rejected: [], differs: [] },
});

/** What nobody foresaw of one file. */
async function* broken(): AsyncGenerator<{ row: number; values: unknown }> {
  yield { row: 1, values: {} };
  throw new TypeError('not foreseen');
}
async function* empty(): AsyncGenerator<never> {}

test('a file that breaks off for whatever reason keeps no other one waiting', async () => {
  const ended: string[] = [];
  let taken = () => undefined as void;
  const second = new Promise<void>((resolve) => (taken = resolve));
  type Deps = ConstructorParameters<typeof DocketImports>[0];
  const imports = new DocketImports({
    rows: {} as Deps['rows'],
    batches: Object.assign(Object.create(Batches.prototype) as Batches, {
      unfinished: () => Promise.resolve([batch('first'), batch('second')].filter(({ _id }) => !ended.includes(_id))),
      unfollowed: () => Promise.resolve([]),
      piece: () => Promise.resolve(null),
      end: (id: string) => {
        ended.push(id);
        taken();
        return Promise.resolve();
      },
    }),
    files: {
      tidy: () => Promise.resolve(),
      has: () => Promise.resolve(true),
      remove: () => Promise.resolve(),
      rows: (id: string) => (id === 'first' ? broken() : empty()),
    } as unknown as Deps['files'],
    leases: { take: () => Promise.resolve(() => Promise.resolve()) } as unknown as Deps['leases'],
    cases: { catchUp: () => Promise.resolve(), collection: { find: () => [] } } as unknown as Deps['cases'],
    onRows: () => Promise.resolve(),
    logger: { warn: () => undefined } as unknown as Logger,
  });
  const running = imports.takeUp();
  await second;
  imports.close();
  await running;
  expect(ended).toEqual(['second']);
});
