import { evolve, open, previousOf } from '../../src/index';
import type { CaseState, CommandFields, PreviousCase } from '../../src/index';
import { contextWith, PureCase } from '../support/pure-case';
import * as scene from '../support/scenes';

const ID = 'jl0104-00000000000000aa';
const before = (c: PureCase) => previousOf(ID, c.state);

function again(previous: PreviousCase | undefined, fields: Partial<CommandFields['application.submit']> = {}) {
  return [
    '2019-09-02 10:00',
    scene.people.applicant,
    'application.submit',
    scene.application(fields),
    { ...contextWith(), previous },
  ] as const;
}

const linked = (...given: Parameters<typeof again>) => PureCase.open(...again(...given)).facts;
const notes = (...given: Parameters<typeof again>) => linked(...given).notes.map(({ code }) => code);
const zhongben = (): PreviousCase => ({ ...before(scene.closed()), closed: 'ZHONGBEN' });
const resumed = { caseNumber: '（2019）吉0104执恢12号', filingDate: '2019-08-20' };

test('a re-application keeps which case it follows, whether it is named or found by its number', () => {
  const expected = { caseId: ID, caseNumber: '（2016）吉0104执312号', status: 'SELF_EXECUTION', resumed: false };
  expect(linked(before(scene.selfExecution())).previous).toMatchObject(expected);
  expect(linked(before(scene.selfExecution()), { previous: ID }).previous).toMatchObject(expected);
  expect(linked(undefined).previous).toBeNull();
});

test.each([
  ['the same ground after a refusal', scene.refused(), {}, false, ['SAME_GROUNDS_AGAIN']],
  ['another ground after a refusal', scene.refused(), { grounds: [{ code: '3-4', facts: '抗拒' }] }, true, []],
  [
    'the same and another',
    scene.selfExecution(),
    { grounds: [{ code: '3-1' }, { code: '3-4', facts: '抗拒' }] },
    true,
    [],
  ],
  ['after a withdrawal nothing was refused', scene.withdrawn(), {}, null, []],
  ['nor after a lapse', scene.lapsed(), {}, null, []],
] as const)('a new ground (Art. 10): %s', (_, c, fields, newGround, expected) => {
  const given = fields as Partial<CommandFields['application.submit']>;
  expect(linked(before(c), given).previous?.newGround).toBe(newGround);
  expect(notes(before(c), given)).toEqual(expected);
});

test('two years that had not run at the refusal and have run now are a new ground', () => {
  const refused = scene
    .submitted({ filingDate: '2017-06-15' })
    .does('2019-03-05 09:00', scene.people.reviewer, 'application.register')
    .does('2019-03-06 09:00', scene.people.reviewer, 'review.propose', { outcome: 'REFUSE', reasons: '未满两年' })
    .does('2019-03-07 09:00', scene.people.director, 'review.decide', { outcome: 'REFUSE', reasons: '未满两年' });
  expect(linked(before(refused), { filingDate: '2017-06-15' }).previous?.newGround).toBe(true);
});

test('a case resumed after 终本 is a new case with a filing date of its own', () => {
  const facts = linked(zhongben(), { ...resumed, previous: ID });
  expect(facts.previous).toMatchObject({ resumed: true, caseNumber: '（2016）吉0104执312号' });
  expect(facts.netAge).toMatchObject({ filedOn: '2019-08-20', metFrom: '2021-08-21' });
  expect(notes(zhongben(), { ...resumed, previous: ID })).toEqual([]);
  expect(notes(zhongben(), { ...resumed, filingDate: '2016-06-15', previous: ID })).toEqual([
    'FILED_BEFORE_RESUMPTION',
  ]);
});

test.each<[string, PreviousCase | undefined, Partial<CommandFields['application.submit']>, string | undefined]>([
  ['one that nobody knows', undefined, { previous: ID }, 'NOT_FOUND'],
  ['one of another court', { ...zhongben(), executingCourt: '吉0105' }, { previous: ID }, 'NOT_FOUND'],
  ['one still running', before(scene.approved()), { previous: ID }, 'NOT_ALLOWED_IN_STATE'],
  ['one of another case', zhongben(), { previous: ID, caseNumber: '（2016）吉0104执999号' }, 'VALIDATION'],
  ['执恢 of a case that was carried out', before(scene.closed()), { ...resumed, previous: ID }, 'VALIDATION'],
  ['执恢 after 终本', zhongben(), { ...resumed, previous: ID }, undefined],
  ['one by the court’s former code', { ...zhongben(), executingCourt: '吉0104' }, { previous: ID }, undefined],
])('named as previous: %s', (_, previous, fields, code) => {
  expect(PureCase.refusal(...again(previous, fields))).toBe(code);
});

test('an order follows the case before it too', () => {
  const previous = before(scene.selfExecution());
  const fields = scene.order({ previous: ID });
  const c = PureCase.open('2019-09-02 10:00', scene.people.reviewer, 'order.register', fields, {
    ...contextWith(),
    previous,
  });
  expect(c.facts.previous).toMatchObject({ caseId: ID, newGround: false });
});

test('the link is in the first event: a replay without what intake knew gives the same case', () => {
  const [when, actor, type, fields, context] = again(before(scene.refused()), { previous: ID });
  const at = `${when.replace(' ', 'T')}:00.000+08:00`;
  const outcome = open({ type, at, actor, with: fields }, context);
  if ('refusal' in outcome) throw new Error(outcome.refusal.message);
  expect(outcome.events.reduce<CaseState | null>(evolve, null)).toEqual(outcome.state);
  expect(outcome.state.caseFields).not.toHaveProperty('previous');
});
