import { canonicalJson, chainFaults, chainHash, sm3, verifyChain } from '../src';

const chained = (count: number) => {
  let prevHash = '';
  return Array.from({ length: count }, (_, index) => {
    const content = { seq: index + 1, prevHash, text: `第${index + 1}步` };
    prevHash = chainHash(prevHash, content);
    return { ...content, hash: prevHash };
  });
};

test('SM3 of the example in GB/T 32905', () => {
  expect(sm3('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
});

test('the same content is the same text, whatever the order of its members', () => {
  expect(canonicalJson({ b: [1, undefined], a: undefined, c: { z: null, y: '吉' } })).toBe(
    canonicalJson({ c: { y: '吉', z: null }, b: [1, null] }),
  );
});

test('every fault of a chain is told where it stands', () => {
  const entries = chained(6);
  expect(chainFaults(entries)).toEqual([]);
  const changed = entries.map((entry) => (entry.seq === 2 ? { ...entry, text: '' } : entry));
  expect(chainFaults(changed.filter(({ seq }) => seq !== 4))).toEqual([
    { seq: 2, fault: 'CONTENT_CHANGED' },
    { seq: 4, fault: 'MISSING' },
  ]);
  const relinked = entries.map((entry) => (entry.seq === 5 ? { ...entry, prevHash: 'x' } : entry));
  expect(chainFaults(relinked).map(({ fault }) => fault)).toEqual(['BROKEN_LINK', 'CONTENT_CHANGED']);
});

test('a part of a chain holds from the entry before it', () => {
  const entries = chained(3);
  expect(verifyChain(entries.slice(1), entries[0])).toBeUndefined();
  expect(verifyChain(entries.slice(1))).toEqual({ seq: 1, fault: 'MISSING' });
});

test('ill-formed text is never hashed, and a chain that holds it does not hold', () => {
  expect(() => canonicalJson({ a: ['\ud800'] })).toThrow(/half a character/);
  expect(() => canonicalJson({ '\ud800': 1 })).toThrow(/half a character/);
  expect(verifyChain([{ seq: 1, prevHash: '', hash: 'x', text: '\ud800' } as never])).toEqual({
    seq: 1,
    fault: 'CONTENT_CHANGED',
  });
});
