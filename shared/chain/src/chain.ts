import { createHash } from 'node:crypto';

/** Text that is not well-formed Unicode: a database would keep another text than was hashed. */
export class IllFormedText extends Error {
  override readonly name = 'IllFormedText';
}

/**
 * JSON with sorted keys and without undefined members: the same content always gives the same text.
 * @throws IllFormedText
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${canonicalJson(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  if (typeof value === 'string' && !value.isWellFormed()) {
    throw new IllFormedText('text with half a character cannot be hashed');
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

/** A fault of a chain: the sequence number where it stands and what is wrong there. */
export interface ChainFault {
  seq: number;
  fault: 'MISSING' | 'BROKEN_LINK' | 'CONTENT_CHANGED';
}

/**
 * Every fault of a chain from its first entry, or of the part of it that follows entry `before`, offline: numbers 1, 2, 3 …
 * without a gap, each entry linked to the one before and unchanged. After a fault it goes on from the entry as it stands,
 * so that what follows is looked at all the same. That nothing was cut off at the end can only be told by comparing the
 * last hash with one kept elsewhere.
 */
export function chainFaults(
  entries: readonly Chained[],
  before: Pick<Chained, 'seq' | 'hash'> = { seq: 0, hash: '' },
): ChainFault[] {
  const faults: ChainFault[] = [];
  let { seq, hash } = before;
  for (const entry of entries) {
    const missing = entry.seq !== seq + 1;
    if (missing) faults.push({ seq: seq + 1, fault: 'MISSING' });
    else if (entry.prevHash !== hash) faults.push({ seq: entry.seq, fault: 'BROKEN_LINK' });
    if (!isUnchanged(entry)) faults.push({ seq: entry.seq, fault: 'CONTENT_CHANGED' });
    ({ seq, hash } = entry);
  }
  return faults;
}

/** The first fault of a chain, as `chainFaults` finds it; undefined when it holds. */
export function verifyChain(
  entries: readonly Chained[],
  before?: Pick<Chained, 'seq' | 'hash'>,
): ChainFault | undefined {
  return chainFaults(entries, before)[0];
}

function isUnchanged(entry: Chained): boolean {
  try {
    return chainHash(entry.prevHash, entry) === entry.hash;
  } catch (error) {
    // Text that cannot be hashed is not what was.
    if (error instanceof IllFormedText) return false;
    throw error;
  }
}
