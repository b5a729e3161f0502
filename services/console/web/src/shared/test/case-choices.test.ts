import { choicesOf, entryChoices, type Chosen } from '../forms/case-choices';

const reader = { court: '吉01', language: 'zh', today: '2026-11-24' } as const;
const deadline = (kind: string, court: string, more: object = {}) => ({
  kind,
  court,
  doneOn: null,
  status: 'OPEN',
  ...more,
});
const of = {
  decidingCourt: '吉01',
  grounds: [
    { code: '3-1', met: false },
    { code: '3-2', met: true },
    { code: '3-7', met: null },
    { code: '3-8', met: null, override: { by: '朱某', on: '2026-11-20', reason: '已核实' } },
  ],
  leads: [
    { number: 1, status: 'REGISTERED', category: '消极执行', court: '吉0104' },
    { number: 2, status: 'VERIFYING', category: '配合不力', court: '吉0105' },
    { number: 3, status: 'UNFOUNDED', category: '乱执行', court: '吉0105' },
  ],
  deadlines: [
    deadline('REVIEW', '吉01'),
    deadline('SERVICE', '吉0104', { doneOn: '2026-11-20', status: 'MET' }),
    deadline('ACKNOWLEDGEMENT', '吉0104', { record: 2, status: 'LATE' }),
    deadline('ACKNOWLEDGEMENT', '吉0105', { record: 4 }),
    deadline('OBJECTION', '吉0105', { record: 3, status: 'LATE' }),
    deadline('SUPPLEMENT', '吉0104', { status: 'CANCELLED' }),
  ],
} as unknown as Chosen;

test.each([
  ['grounds', ['3-1', '3-7']],
  ['leadsToVerify', [1]],
  ['leadsToConclude', [2]],
  ['duties', ['ACKNOWLEDGEMENT']],
  ['dutyRecords', [2, 4]],
] as const)('of %s only what the service would take can be chosen', (from, values) => {
  expect(choicesOf(from, of, reader).map(({ value }) => value)).toEqual(values);
});

test('a superior court urges what the court next below owes, not what those further down owe', () => {
  expect(choicesOf('duties', of, { ...reader, court: '吉' }).map(({ value }) => value)).toEqual(['REVIEW']);
});

test('an entry that can be cited says its number, its day and what was said in it, a long text by its beginning', () => {
  const timeline = [
    { seq: 1, type: 'application.submitted', at: '2019-03-04T09:00:00.000+08:00' },
    { seq: 2, type: 'execution.recorded', at: '2019-03-20T09:00:00.000+08:00' },
    { seq: 3, type: 'closeout.returned', at: '2019-03-21T09:00:00.000+08:00' },
  ] as const;
  const records = [{ number: 1, kind: 'REPORT' as const, text: '𠮷'.repeat(70) }];
  const view = { timeline, records, changes: [{ seq: 3, text: '材料\n不全' }] };
  expect(entryChoices(view, 'zh').map(({ label }) => label)).toEqual([
    expect.stringMatching(/^#1 2019-03-04 \S+$/),
    `#2 2019-03-20 1 现场报告：${'𠮷'.repeat(60)}……`,
    expect.stringMatching(/^#3 2019-03-21 .+：材料 不全$/),
  ]);
});
