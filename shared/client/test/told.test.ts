import { outcomeOf } from '../src/play';

const sent = { at: '2018-10-09T16:40:00+08:00', as: { court: '吉01', role: 'commandOfficer', name: '程某' } } as const;
const refusal = { code: 'DECISION_NOT_SERVED', message: '没有送达。' };

test.each([
  ['accepted as wanted', undefined, undefined, true, '已办理', ''],
  ['refused as wanted', 'DECISION_NOT_SERVED', refusal, true, '被拒绝 DECISION_NOT_SERVED：没有送达。', undefined],
  [
    'refused and not wanted',
    undefined,
    refusal,
    false,
    '被拒绝 DECISION_NOT_SERVED：没有送达。（不应被拒绝）',
    undefined,
  ],
  ['accepted and not wanted', 'FORBIDDEN', undefined, false, '已办理（应被拒绝 FORBIDDEN）', undefined],
])(
  'of a command %s the sentence is told, and what became of it by itself',
  (_name, refused, given, ok, became, result) => {
    expect(outcomeOf({ ...sent, command: 'plan.submit', refused }, given)).toEqual({
      ok,
      text: `2018-10-09T16:40:00+08:00 吉01 commandOfficer 程某 plan.submit ${became}`,
      result: result ?? became,
    });
  },
);
