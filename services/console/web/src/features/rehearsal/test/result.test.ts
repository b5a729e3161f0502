import { resultOf } from '../result';

test.each([
  [
    'plan.submit',
    '2018-10-09T16:40:00+08:00 吉01 commandOfficer 程某 plan.submit 被拒绝 X：没有送达。',
    '被拒绝 X：没有送达。',
  ],
  ['plan.submit', '另一种说法', '另一种说法'],
  [null, '2018-09-20T15:30:00+08:00 检查', ''],
  ['plan.submit', '2018-10-16T10:00:00+08:00 吉01 commandOfficer 程某 plan.submit 已办理', ''],
  [null, '全部步骤之后', '全部步骤之后'],
])('%s: “%s” leaves “%s”', (command, text, left) => {
  expect(resultOf({ do: command }, { ok: true, text, mismatches: [] })).toBe(left);
});
