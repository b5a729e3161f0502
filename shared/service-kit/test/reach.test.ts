import { entryOf } from './support/ledger';
import { Problem } from '../src';
import type { CasePosition } from '../src';
import { reaching } from '../src/projection/reach';

/** A ledger of cases with so many entries, and what it was asked. */
function world(lengths: Record<string, number>) {
  const asked: CasePosition[][] = [];
  const waited: CasePosition[] = [];
  const holding: (() => void)[] = [];
  const reach = reaching(
    {
      ahead: (positions) => {
        asked.push([...positions]);
        return Promise.resolve(
          positions.filter(({ caseId, seq }) => (lengths[caseId] ?? 0) > seq).map(({ caseId }) => caseId),
        );
      },
      entries: (caseId, from) => Promise.resolve(from <= (lengths[caseId] ?? 0) ? [entryOf(caseId, from)] : []),
    },
    (caseId, seq) => {
      waited.push({ caseId, seq });
      return caseId === 'held' ? new Promise((resolve) => holding.push(resolve)) : Promise.resolve();
    },
  );
  return { reach, asked, waited, holding };
}

test('ten times two hundred invented cases are ten questions at most, and nobody waits for them', async () => {
  const { reach, asked, waited } = world({ real: 3 });
  const invented = (request: number) =>
    Array.from({ length: 200 }, (_, index) => ({ caseId: `none-${request}-${index}`, seq: 1 }));
  await Promise.all(Array.from({ length: 10 }, (_, request) => reach(invented(request), 'one')));
  expect(asked.length).toBeLessThanOrEqual(10);
  expect(waited).toEqual([]);
  await reach([{ caseId: 'real', seq: 3 }], 'one');
  expect(waited).toEqual([{ caseId: 'real', seq: 3 }]);
});

test('who sees a case waits for what is about to happen in it, without a question to the ledger', async () => {
  const { reach, asked, waited } = world({ real: 3 });
  await reach([{ caseId: 'real', seq: 4 }], 'one', { awaited: true });
  expect({ asked, waited }).toEqual({ asked: [], waited: [{ caseId: 'real', seq: 4 }] });
});

test('two different entries of one case are told apart', async () => {
  const { reach, waited } = world({ real: 3 });
  await Promise.all([reach([{ caseId: 'real', seq: 300 }], 'two'), reach([{ caseId: 'real', seq: 3 }], 'one')]);
  expect(waited).toEqual([{ caseId: 'real', seq: 3 }]);
});

test('how many one reader waits for at a time has a bound, and others still may', async () => {
  const { reach, holding } = world({ held: 5, real: 1 });
  const waits = Array.from({ length: 20 }, () => reach([{ caseId: 'held', seq: 5 }], 'one'));
  await expect(reach([{ caseId: 'real', seq: 1 }], 'one')).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  await expect(reach([{ caseId: 'real', seq: 1 }], 'two')).resolves.toBeUndefined();
  for (const release of holding) release();
  await Promise.all(waits);
  await expect(reach([{ caseId: 'real', seq: 1 }], 'one')).resolves.toBeUndefined();
});

test('while the ledger is away there is nothing but to wait for the event', async () => {
  const waited: string[] = [];
  const away = () => Promise.reject(new Problem('UNAVAILABLE'));
  const reach = reaching({ ahead: away, entries: away }, (caseId) => {
    waited.push(caseId);
    return Promise.resolve();
  });
  await reach([{ caseId: 'any', seq: 2 }], 'one');
  expect(waited).toEqual(['any']);
});
