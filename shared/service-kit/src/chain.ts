import { createHash } from 'node:crypto';

/** JSON with sorted keys and without undefined members: the same content always gives the same text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** SM3 (GB/T 32905), hex. */
export function sm3(text: string): string {
  return createHash('sm3').update(text, 'utf8').digest('hex');
}

/** Hash of a chained entry: SM3 of the previous hash followed by the canonical JSON of the entry without its own hash. */
export function chainHash(prevHash: string, entry: object): string {
  const { hash: _own, ...content } = entry as { hash?: string };
  return sm3(prevHash + canonicalJson(content));
}

interface Chained {
  seq: number;
  prevHash: string;
  hash: string;
}

/** A chain's first fault: the sequence number where it stands and what is wrong there. */
export interface ChainFault {
  seq: number;
  fault: 'MISSING' | 'BROKEN_LINK' | 'CONTENT_CHANGED';
}

/**
 * Checks a whole chain from its first entry, or the part of it that follows entry `before`, offline: numbers 1, 2, 3 …
 * without a gap, each entry linked to the one before and unchanged. Undefined when it holds. That nothing was cut off at the end can only be told by comparing the
 * last hash with one kept elsewhere.
 */
export function verifyChain(
  entries: readonly Chained[],
  before: Pick<Chained, 'seq' | 'hash'> = { seq: 0, hash: '' },
): ChainFault | undefined {
  let prevHash = before.hash;
  for (const [index, entry] of entries.entries()) {
    const seq = before.seq + index + 1;
    if (entry.seq !== seq) return { seq, fault: 'MISSING' };
    if (entry.prevHash !== prevHash) return { seq, fault: 'BROKEN_LINK' };
    if (chainHash(prevHash, entry) !== entry.hash) return { seq, fault: 'CONTENT_CHANGED' };
    prevHash = entry.hash;
  }
  return undefined;
}
