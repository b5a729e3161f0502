import type { LedgerEntry, UnrecordedEntry } from '@xiezhi/contracts';
import { startStack } from '@xiezhi/infra';
import type { Stack } from '@xiezhi/infra';
import { IllFormedText, verifyChain } from '@xiezhi/chain';
import mongoose from 'mongoose';
import type { Connection } from 'mongoose';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LedgerConflict, LedgerGap } from '../src/chaining';
import { Ledger } from '../src/ledger';
import { entries, entry } from './support/entries';

const folder = mkdtempSync(join(tmpdir(), 'xiezhi-appending-'));
let stack: Stack;
let connection: Connection;
let ledger: Ledger;

beforeAll(async () => {
  stack = await startStack({ dataDir: folder, ports: 'free', rehearsal: false, demo: false, parts: ['mongodb'] });
  connection = await mongoose.createConnection(stack.urls.mongodb, { dbName: 'appending_test' }).asPromise();
  ledger = new Ledger(connection);
  await ledger.prepare();
});

afterAll(async () => {
  await connection?.close();
  await stack?.discard();
  rmSync(folder, { recursive: true, force: true });
});

test('of many cases, those whose ledger goes on after a position', async () => {
  for (const [caseId, last] of Object.entries({ 'jl0104-ahead': 3, 'jl0104-level': 2 })) {
    await ledger.append({ entries: entries(caseId, 1, last), prevHash: '' });
  }
  const positions = ['jl0104-ahead', 'jl0104-level', 'jl0104-unknown'].map((caseId) => ({ caseId, seq: 2 }));
  expect(await ledger.ahead(positions)).toEqual(['jl0104-ahead']);
});

test('cases are listed by pages, those too that were there before the list', async () => {
  const all = async (of: Ledger) => {
    const ids: string[] = [];
    for (let page = await of.caseIds('', 2); page.length > 0; page = await of.caseIds(page.at(-1)!, 2))
      ids.push(...page);
    return ids;
  };
  await ledger.append({ entries: entries('jl0104-listed', 1, 1), prevHash: '' });
  const known = await all(ledger);
  expect(known).toContain('jl0104-listed');
  expect(known).toEqual([...known].sort());
  await connection.collection('ledger_cases').drop();
  const upgraded = new Ledger(connection);
  await upgraded.prepare();
  expect(await all(upgraded)).toEqual(known);
});

describe('an append that runs again', () => {
  test('is the same entries', async () => {
    const request = { entries: entries('twice', 1, 3), prevHash: '' };
    const first = await ledger.append(request);
    const again = await ledger.append(request);
    expect(again).toEqual(first);
    expect(await ledger.read('twice')).toEqual(first);
    expect(verifyChain(first)).toBeUndefined();
  });

  test('completes a write that stopped half way, and what was stored keeps its time and hash', async () => {
    const [one] = await ledger.append({ entries: entries('half', 1, 1), prevHash: '' });
    const all = await ledger.append({ entries: entries('half', 1, 4), prevHash: '' });
    expect(all[0]).toEqual(one);
    expect(all.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(verifyChain(await ledger.read('half'))).toBeUndefined();
  });

  test('never conflicts with itself, whatever form the database gives its values', async () => {
    const payload = {
      absent: undefined,
      holes: [1, undefined, null],
      minusZero: -0,
      whole: 2 ** 53,
      tiny: 5e-324,
      '$where.a': 'a.b',
      '': { '': [] },
      beyond: '𠮷\u{10ffff}\u0000\r\n',
      composed: ['é', 'e\u0301'],
    };
    const request = { entries: [{ ...entry('forms', 1), payload }], prevHash: '' };
    const first = await ledger.append(request);
    expect(await new Ledger(connection).append(request)).toMatchObject([{ hash: first[0]?.hash }]);
    expect(verifyChain(await ledger.read('forms'))).toBeUndefined();
  });

  test('is refused at once, and clearly, with text that no database keeps; what came with it is written', async () => {
    const broken = ledger.append({ entries: [entry('broken', 1, '吉\ud800')], prevHash: '' });
    const beside = ledger.append({ entries: entries('whole', 1, 1), prevHash: '' });
    await expect(broken).rejects.toBeInstanceOf(IllFormedText);
    expect(await beside).toHaveLength(1);
    expect(await ledger.read('broken')).toEqual([]);
  });

  test('is refused with other content under a stored number, and the others of its batch are written', async () => {
    const [stored] = await ledger.append({ entries: entries('conflict', 1, 1), prevHash: '' });
    const changed = ledger.append({ entries: [entry('conflict', 1, '另一内容')], prevHash: '' });
    const other = ledger.append({ entries: entries('beside', 1, 2), prevHash: '' });
    await expect(changed).rejects.toBeInstanceOf(LedgerConflict);
    expect(await other).toHaveLength(2);
    expect(await ledger.read('conflict')).toEqual([stored]);
  });

  test('among many at once', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `crowd-${index}`);
    const appends = [...ids, ...ids.slice(0, 20)].map((id) =>
      ledger.append({ entries: entries(id, 1, 3), prevHash: '' }),
    );
    await Promise.all(appends);
    for (const id of ids) {
      const stored = await ledger.read(id);
      expect(stored).toHaveLength(3);
      expect(verifyChain(stored)).toBeUndefined();
    }
  });
});

describe('an append behind what is not there', () => {
  const lastOf = async (caseId: string, to: number): Promise<LedgerEntry> =>
    (await ledger.append({ entries: entries(caseId, 1, to), prevHash: '' })).at(-1)!;

  test('is a gap, and writes nothing', async () => {
    const last = await lastOf('gap', 2);
    await expect(ledger.append({ entries: entries('gap', 4, 5), prevHash: last.hash })).rejects.toBeInstanceOf(
      LedgerGap,
    );
    await expect(ledger.append({ entries: entries('never', 3, 3), prevHash: last.hash })).rejects.toThrow('never:3');
    expect(await ledger.read('gap')).toHaveLength(2);
    expect(await ledger.read('never')).toEqual([]);
  });

  test.each<[string, UnrecordedEntry[]]>([
    ['a number left out', [entry('holes', 1), entry('holes', 3)]],
    ['a number twice', [entry('holes', 1), entry('holes', 1)]],
    ['two cases', [entry('holes', 1), entry('other', 2)]],
    ['no number at all', [entry('holes', 0)]],
  ])('is a gap within the append: %s', async (_, batch) => {
    await expect(ledger.append({ entries: batch, prevHash: '' })).rejects.toBeInstanceOf(LedgerGap);
    expect(await ledger.read('holes')).toEqual([]);
  });

  test('conflicts when the entry before has another hash, or there can be none', async () => {
    const last = await lastOf('link', 2);
    const wrong = ledger.append({ entries: entries('link', 3, 3), prevHash: 'f'.repeat(64) });
    await expect(wrong).rejects.toBeInstanceOf(LedgerConflict);
    const first = ledger.append({ entries: entries('first', 1, 1), prevHash: last.hash });
    await expect(first).rejects.toBeInstanceOf(LedgerConflict);
    const repeated = ledger.append({ entries: entries('link', 2, 3), prevHash: 'f'.repeat(64) });
    await expect(repeated).rejects.toBeInstanceOf(LedgerConflict);
    expect(await ledger.read('link')).toHaveLength(2);
  });

  test('is found also when the database comes back with an older state under a living process', async () => {
    const last = await lastOf('restored', 3);
    await connection.collection('ledger').deleteOne({ _id: 'restored:3' as never });
    await stack.kill('mongodb');
    await stack.start('mongodb');
    const next = { entries: entries('restored', 4, 4), prevHash: last.hash };
    await expect(ledger.append(next)).rejects.toBeInstanceOf(LedgerGap);
    expect(await ledger.append({ entries: entries('restored', 3, 3), prevHash: last.prevHash })).toHaveLength(1);
  });
});

test('two appends of one case that follow one another are written in that order', async () => {
  const known = new Ledger(connection);
  const [one] = await known.append({ entries: entries('order', 1, 1), prevHash: '' });
  const second = entries('order', 2, 2);
  const both = [
    known.append({ entries: second, prevHash: one!.hash }),
    known.append({ entries: second, prevHash: one!.hash }),
  ];
  expect((await Promise.all(both)).flat()).toEqual([
    ...(await known.read('order', { from: 2 })),
    ...(await known.read('order', { from: 2 })),
  ]);
});

test('of two processes that write different things under one number, one does', async () => {
  const other = new Ledger(connection);
  const last = (await ledger.append({ entries: entries('fork', 1, 2), prevHash: '' })).at(-1)!;
  const mine = ledger.append({ entries: [entry('fork', 3, '甲'), entry('fork', 4)], prevHash: last.hash });
  const theirs = other.append({ entries: [entry('fork', 3, '乙'), entry('fork', 4)], prevHash: last.hash });
  const outcomes = await Promise.allSettled([mine, theirs]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const stored = await ledger.read('fork');
  expect(stored).toHaveLength(4);
  expect(verifyChain(stored)).toBeUndefined();
});

test('what another process wrote in between is followed', async () => {
  const other = new Ledger(connection);
  const first = (await ledger.append({ entries: entries('turns', 1, 2), prevHash: '' })).at(-1)!;
  const second = (await other.append({ entries: entries('turns', 3, 4), prevHash: first.hash })).at(-1)!;
  await ledger.append({ entries: entries('turns', 5, 6), prevHash: second.hash });
  expect(verifyChain(await ledger.read('turns'))).toBeUndefined();
});

test('the entry before is not read where this process wrote it', async () => {
  const reads: string[] = [];
  const counted = new Proxy(connection, {
    get(target, name) {
      if (name !== 'collection') return Reflect.get(target, name) as unknown;
      return (...args: [string]) => {
        const collection = target.collection(...args);
        const find = collection.find.bind(collection);
        return Object.assign(collection, {
          find: (...query: Parameters<typeof find>) => {
            reads.push(JSON.stringify(query[0]));
            return find(...query);
          },
        });
      };
    },
  });
  const process = new Ledger(counted);
  let prevHash = '';
  for (let seq = 1; seq <= 5; seq += 1) {
    prevHash = (await process.append({ entries: entries('quiet', seq, seq), prevHash })).at(-1)!.hash;
  }
  expect(reads).toEqual([]);
});
