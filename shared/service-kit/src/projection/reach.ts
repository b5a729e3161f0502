import { inBatches } from '../batches';
import type { CasePosition } from '../positions';
import type { LedgerClient } from '../ledger-client';
import { inParallel } from '../parallel';
import { Problem } from '../problem';
import { isConnectionError } from '../unavailable';

/** Questions that go to the ledger as one. */
const TOGETHER = 200;
const WAITS_AT_ONCE = 50;
const MOST_OF_ONE = 20;
const MOST_OF_ALL = 500;

/** @param options.awaited the reader sees these cases and waits for what is only about to happen: the ledger is not asked */
export type Reach = (
  positions: readonly CasePosition[],
  reader: string,
  options?: { awaited: boolean },
) => Promise<void>;

/**
 * Brings documents up to entries that somebody has heard of. Whether the ledger has them is asked first, for all who ask at
 * one time together, so an entry that does not exist is waited for by nobody; while the ledger is away there is nothing but
 * to wait for the event. How many wait at a time, of one reader and of all, has a bound.
 */
export function reaching(
  ledger: Pick<LedgerClient, 'ahead' | 'entries'>,
  waitFor: (caseId: string, seq: number) => Promise<void>,
): Reach {
  const readers = new Map<string, number>();
  let all = 0;

  const isThere = inBatches<CasePosition, boolean>(TOGETHER, async (positions) => {
    const asked = new Map<string, number>();
    for (const { caseId, seq } of positions) if (!asked.has(caseId)) asked.set(caseId, seq);
    const found = new Set(await ledger.ahead([...asked].map(([caseId, seq]) => ({ caseId, seq: seq - 1 }))));
    // Of one case two different entries may be asked for; the answer names the case only.
    return Promise.all(
      positions.map(async ({ caseId, seq }) =>
        asked.get(caseId) === seq ? found.has(caseId) : (await ledger.entries(caseId, seq, 1)).length > 0,
      ),
    );
  });

  async function bring(positions: readonly CasePosition[], awaited: boolean): Promise<void> {
    const latest = new Map<string, number>();
    for (const { caseId, seq } of positions) latest.set(caseId, Math.max(seq, latest.get(caseId) ?? 0));
    const wanted = [...latest].map(([caseId, seq]) => ({ caseId, seq }));
    const there = await Promise.all(
      wanted.map(
        async (position) =>
          awaited ||
          isThere(position).catch((error: unknown) => {
            if (isConnectionError(error)) return true;
            throw error;
          }),
      ),
    );
    const existing = wanted.filter((_, index) => there[index]);
    // One that stays behind is told of at its next entry; nobody waits for one case because of another.
    await inParallel(existing, WAITS_AT_ONCE, ({ caseId, seq }) => waitFor(caseId, seq).catch(() => undefined));
  }

  return async (positions, reader, { awaited } = { awaited: false }) => {
    const mine = readers.get(reader) ?? 0;
    if (mine >= MOST_OF_ONE || all >= MOST_OF_ALL) {
      throw new Problem('TOO_MANY_REQUESTS', '等待查询数据更新的请求过多，请稍后重试。', { retryAfter: 1 });
    }
    readers.set(reader, mine + 1);
    all += 1;
    try {
      await bring(positions, awaited);
    } finally {
      all -= 1;
      const left = (readers.get(reader) ?? 1) - 1;
      if (left > 0) readers.set(reader, left);
      else readers.delete(reader);
    }
  };
}
