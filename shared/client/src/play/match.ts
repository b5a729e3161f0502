/** One expectation that does not hold: where, what was wanted and what was found. */
export interface Mismatch {
  path: string;
  expected: unknown;
  actual: unknown;
}

const ELLIPSIS = '...';

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function matchArray(expected: unknown[], actual: unknown, path: string): Mismatch[] {
  if (!Array.isArray(actual)) return [{ path, expected, actual }];
  if (expected[0] === ELLIPSIS) return matchSubsequence(expected.slice(1), actual, path);
  if (expected.length !== actual.length) {
    return [{ path: `${path}.length`, expected: expected.length, actual: actual.length }];
  }
  return expected.flatMap((item, index) => match(item, actual[index], `${path}[${index}]`));
}

/** "Contains, in this order": each wanted element is found after the one before it. */
function matchSubsequence(wanted: unknown[], actual: unknown[], path: string): Mismatch[] {
  let from = 0;
  for (const [index, item] of wanted.entries()) {
    const found = actual.findIndex((candidate, at) => at >= from && match(item, candidate, '').length === 0);
    if (found === -1) return [{ path: `${path}[… ${index}]`, expected: item, actual: nearest(item, actual) }];
    from = found + 1;
  }
  return [];
}

/** The element that misses least, so that a failure shows the difference and not the whole list. */
function nearest(item: unknown, actual: unknown[]): unknown {
  const scored = actual.map((candidate) => ({ candidate, misses: match(item, candidate, '').length }));
  return scored.sort((a, b) => a.misses - b.misses)[0]?.candidate;
}

/** Matches an expectation of a scenario as a subset of the facts. */
export function match(expected: unknown, actual: unknown, path = ''): Mismatch[] {
  if (Array.isArray(expected)) return matchArray(expected, actual, path);
  if (isObject(expected)) {
    if (!isObject(actual)) return [{ path, expected, actual }];
    return Object.entries(expected).flatMap(([key, value]) => match(value, actual[key], `${path}.${key}`));
  }
  return Object.is(expected, actual) ? [] : [{ path, expected, actual }];
}
