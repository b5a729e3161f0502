import { problemWords } from '../problem-words';

test.each([
  [{ code: 'STORAGE_FULL', status: 507, detail: '磁盘已满。' }, undefined, '磁盘已满。'],
  [{ code: 'STORAGE_FULL', status: 507, detail: undefined }, undefined, '存储空间不足'],
  [{ code: 'CLOCK_AHEAD', status: 503, detail: '' }, undefined, '时间不准'],
  [{ code: 'RATE_LIMITED', status: 429, detail: undefined }, 12, '请12秒后再试'],
  [{ code: 'RATE_LIMITED', status: 429, detail: undefined }, undefined, '请稍后再试'],
  // What a proxy answers is a page and no problem.
  [{ code: undefined, status: 429, detail: undefined }, undefined, '过于频繁'],
  [{ code: undefined, status: 413, detail: undefined }, undefined, '内容过大'],
  [{ code: undefined, status: 507, detail: { html: true } }, undefined, '存储空间不足'],
  [{ code: 'toString', status: 418, detail: null }, undefined, '（418）'],
])('%j is told in a sentence', (problem, retryAfter, words) => {
  expect(problemWords(problem, retryAfter)).toContain(words);
});
