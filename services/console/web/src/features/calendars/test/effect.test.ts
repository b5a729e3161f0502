import { effectOf } from '../lib/effect';

test.each([
  ['OPEN', 'OPEN', undefined],
  ['LATE', 'LATE', undefined],
  ['LATE', 'OPEN', { phrase: '逾期撤回，恢复计算', better: true }],
  ['LATE', 'MET', { phrase: '逾期撤回，按期完成', better: true }],
  ['MET', 'LATE', { phrase: '经重新计算，已经逾期', better: false }],
  ['OPEN', 'LATE', { phrase: '经重新计算，已经逾期', better: false }],
  ['LATE', 'CANCELLED', { phrase: '不再需要办理', better: true }],
] as const)('%s → %s', (before, after, effect) => {
  expect(effectOf(before, after)).toEqual(effect);
});
