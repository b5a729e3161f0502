import { blanksLeft, fieldsAsked, settled } from '../forms/asked';
import { formOf } from '../forms/schema-fields';

type Asking = Parameters<typeof fieldsAsked>[1];

const reader = { court: '吉01', language: 'zh', today: '2026-11-24' } as const;
const ordinary = { origin: 'APPLICATION', sensitivity: 'ORDINARY', deadlines: [] } as unknown as Asking;
const ordered = { ...ordinary, origin: 'SUPERIOR_ORDER' } as Asking;
const major = { ...ordinary, sensitivity: 'MAJOR' } as Asking;
const late = { ...ordinary, deadlines: [{ kind: 'REVIEW', status: 'LATE' }] } as unknown as Asking;
const { fields } = formOf('review.decide');
const asked = (of: Asking, values: object) => fieldsAsked(fields, of, reader, values as never).map(({ name }) => name);

test.each([
  ['before an answer', ordinary, {}, ['outcome', 'reasons', 'participants', 'sensitivity']],
  ['a refusal has no participants', ordinary, { outcome: 'REFUSE' }, ['outcome', 'reasons']],
  ['a major case stays so', major, { outcome: 'APPROVE' }, ['outcome', 'reasons', 'participants']],
  ['a late refusal says why it is late', late, { outcome: 'REFUSE' }, ['outcome', 'reasons', 'overdueReason']],
])('what a decision is asked: %s', (_, of, values, names) => expect(asked(of, values)).toEqual(names));

test.each(['review.propose', 'review.decide'] as const)('%s offers no refusal in a case of Art. 4', (command) => {
  const outcomes = (of: Asking) =>
    Object.keys(
      fieldsAsked(formOf(command).fields, of, reader, {}).find(({ name }) => name === 'outcome')?.choices ?? {},
    );
  expect(outcomes(ordered)).toEqual(['APPROVE']);
  expect(outcomes(ordinary)).toEqual(['APPROVE', 'REFUSE']);
});

test.each([
  ['该案与××等案件系系列案件。', ['reasons']],
  ['自2024年×月×日立案。', ['reasons']],
  ['该案与（2024）吉0105执1号案件系系列案件。', []],
])('a decision whose reasons read %s has its blanks found', (reasons, found) => {
  expect(blanksLeft(fields, { outcome: 'APPROVE', reasons }).flatMap(({ name }) => name)).toEqual(found);
});

test('a list that becomes a notice is read line by line', () => {
  expect(blanksLeft(formOf('correction.request').fields, { missing: ['财产清单', '××的查询回执'] })).toHaveLength(1);
});

test('what has but one answer is answered, and nothing else is', () => {
  const answers = (of: Asking) => settled(fieldsAsked(fields, of, reader, {}), of, reader);
  expect(answers(ordered)).toEqual({ outcome: 'APPROVE' });
  expect(answers(ordinary)).toEqual({});
  const owed = { kind: 'SELF_EXECUTION_PLAN', court: '吉0104', doneOn: null, status: 'OPEN' };
  const owing = { ...ordinary, decidingCourt: '吉01', deadlines: [owed] } as unknown as Asking;
  expect(settled(formOf('duty.urge').fields, owing, reader)).toEqual({ kind: 'SELF_EXECUTION_PLAN' });
});
