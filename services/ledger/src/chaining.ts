import type { LedgerEntry, UnrecordedEntry } from '@xiezhi/contracts';
import { canonicalJson, chainHash } from '@xiezhi/chain';

/** The ledger holds something else under a number, or before it. It never heals by itself. */
export class LedgerConflict extends Error {
  override readonly name = 'LedgerConflict';
}

/** The entry that an append follows is not in the ledger: it was restored to before it, or the append is not whole. */
export class LedgerGap extends Error {
  override readonly name = 'LedgerGap';
}

export const idOf = (entry: { caseId: string; seq: number }) => `${entry.caseId}:${entry.seq}`;

function content(entry: UnrecordedEntry): string {
  const { caseId, seq, type, at, actor, ruleSet, payload, commandId } = entry;
  return canonicalJson({ caseId, seq, type, at, actor, ruleSet, payload, commandId });
}

/** @throws LedgerGap unless the entries are of one case and their numbers go up one by one, from 1 at the least */
export function requireConsecutive(entries: readonly UnrecordedEntry[]): void {
  const [first] = entries;
  if (!first) return;
  if (!Number.isSafeInteger(first.seq) || first.seq < 1) throw new LedgerGap(`${idOf(first)} is no number of an entry`);
  for (const [index, entry] of entries.entries()) {
    if (entry.caseId !== first.caseId || entry.seq !== first.seq + index) {
      throw new LedgerGap(`${idOf(entry)} does not follow ${first.caseId}:${first.seq + index - 1}`);
    }
  }
}

/** Times and chains entries after `prevHash`; entries already stored keep the time and hash they have. */
export function chained(
  entries: readonly UnrecordedEntry[],
  prevHash: string,
  stored: ReadonlyMap<number, LedgerEntry>,
): LedgerEntry[] {
  const recordedAt = new Date().toISOString();
  let prev = prevHash;
  return entries.map((entry) => {
    const existing = stored.get(entry.seq);
    if (existing && content(existing) !== content(entry)) {
      throw new LedgerConflict(`${idOf(entry)} is already in the ledger with other content`);
    }
    if (existing && existing.prevHash !== prev) {
      throw new LedgerConflict(`${idOf(entry)} is already in the ledger behind another entry`);
    }
    const recorded = existing ?? seal({ ...entry, recordedAt, prevHash: prev });
    prev = recorded.hash;
    return recorded;
  });
}

function seal(entry: Omit<LedgerEntry, 'hash'>): LedgerEntry {
  return { ...entry, hash: chainHash(entry.prevHash, entry) };
}
