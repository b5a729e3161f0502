import type { GroundClaim, OpeningContext } from '../../src/index';
import { contextWith, person } from '../support/pure-case';
import type { PureCase } from '../support/pure-case';
import * as scene from '../support/scenes';

const { people } = scene;
const second = person(scene.DECIDING, 'handler', '第二审查人');
const narrative = '案涉十二处房产分属五名案外人占有，腾退需要跨区警力。';
/** Filed too late for two years: 3-1 is computed and not met. */
const tooYoung = {
  filingDate: '2018-01-02',
  grounds: [{ code: '3-1' }, { code: '3-4', facts: '抗拒' }] as GroundClaim[],
};
const other = { grounds: [{ code: '3-8', facts: narrative }] as GroundClaim[] };
const approve = { outcome: 'APPROVE', reasons: '应当协同' } as const;

const reviewed = (fields: object, context?: OpeningContext): PureCase =>
  scene.underReview(fields, context).does('2019-03-11 09:00', people.reviewer, 'review.propose', approve);
const groundOf = (c: PureCase, code: string) => c.facts.grounds.find((ground) => ground.code === code);
const notes = (c: PureCase) => c.facts.notes.map(({ code }) => code);

describe('proof (Art. 3, domain 1.2)', () => {
  test.each(['3-1', '3-2', '3-3', '3-4', '3-5', '3-6', '3-7', '3-8'] as const)(
    '%s without any proof is received, shown as lacking it, and can still be approved',
    (code) => {
      const c = scene.submitted({ grounds: [{ code }] });
      expect(groundOf(c, code)?.missing.length).toBeGreaterThan(0);
      expect(groundOf(c, code)?.explanation).toContain('缺少：');
      c.does('2019-03-05 09:00', people.reviewer, 'application.register')
        .does('2019-03-11 09:00', people.reviewer, 'review.propose', approve)
        .does('2019-03-12 09:00', people.director, 'review.decide', approve);
      expect(c.state.status).toBe('APPROVED');
    },
  );

  test('what a supplement brings is missing no more; what was met as of receipt stays so', () => {
    const c = scene
      .submitted(tooYoung)
      .does('2019-03-05 09:00', people.reviewer, 'correction.request', { missing: ['财产清单'] });
    expect(groundOf(c, '3-1')).toMatchObject({ met: false, missing: ['财产清单'] });
    c.does('2019-03-06 09:00', people.applicant, 'application.supplement', {
      materials: [{ kind: '清单', title: '财产清单' }],
      complete: true,
    });
    expect(groundOf(c, '3-1')).toMatchObject({ met: false, missing: [] });
    expect(groundOf(c, '3-4')?.missing).toEqual(['妨碍、抗拒执行的经过记录', '公安机关受案材料']);
  });
});

describe('ground.override', () => {
  test('a ground not met stays so, with who lets it count and why beside it', () => {
    const c = reviewed(tooYoung).does('2019-03-11 10:00', people.director, 'ground.override', {
      ground: '3-1',
      reason: '即将届满',
    });
    expect(groundOf(c, '3-1')).toMatchObject({
      met: false,
      override: { reason: '即将届满', by: people.director.name, on: '2019-03-11' },
    });
    expect(c.facts.warnings).toEqual(['GROUND_NOT_MET']);
    expect(groundOf(c, '3-4')?.override).toBeNull();
    expect(JSON.stringify(c.facts.grounds)).not.toContain('"sub"');
  });

  test.each<[string, PureCase, Parameters<PureCase['refusal']>[1], string, string]>([
    ['a ground that is met', reviewed({}), people.director, '3-1', 'NOT_ALLOWED_IN_STATE'],
    ['a ground not claimed', reviewed(tooYoung), people.director, '3-7', 'NOT_FOUND'],
    ['by the proposer', reviewed(tooYoung), { ...people.director, sub: people.reviewer.sub }, '3-1', 'SAME_PERSON'],
    ['before the review', scene.submitted(tooYoung), people.director, '3-1', 'NOT_ALLOWED_IN_STATE'],
    ['by a handler', reviewed(tooYoung), people.reviewer, '3-1', 'FORBIDDEN'],
    [
      'twice',
      reviewed(tooYoung).does('2019-03-11 10:00', people.director, 'ground.override', { ground: '3-1', reason: '一' }),
      people.director,
      '3-1',
      'NOT_ALLOWED_IN_STATE',
    ],
  ])('is refused for %s', (_, c, actor, ground, code) => {
    const attempt = c.refusal('2019-03-11 11:00', actor, 'ground.override', {
      ground: ground as '3-1',
      reason: '理由',
    });
    expect(attempt).toBe(code);
  });
});

describe('the second reading of 3-8', () => {
  const read = { ground: '3-8', opinion: '确属复杂' } as const;

  test('a case resting on 3-8 alone says that nobody has read it a second time, and is decided all the same', () => {
    const c = reviewed(other);
    expect(notes(c)).toEqual(['SECOND_READING_MISSING']);
    expect(groundOf(c, '3-8')).toMatchObject({ secondReading: null });
    c.does('2019-03-12 09:00', people.director, 'review.decide', approve);
    expect(notes(c)).toEqual(['SECOND_READING_MISSING']);
  });

  test('read by a second handler, it says by whom', () => {
    const c = reviewed(other).does('2019-03-11 10:00', second, 'ground.secondRead', read);
    expect(notes(c)).toEqual([]);
    expect(groundOf(c, '3-8')).toMatchObject({
      secondReading: { opinion: '确属复杂', by: '第二审查人', on: '2019-03-11' },
    });
  });

  test.each([
    ['another ground stands', { grounds: [{ code: '3-1' }, { code: '3-8', facts: narrative }] as GroundClaim[] }, []],
    [
      'the other is not met',
      { ...tooYoung, grounds: [{ code: '3-1' }, { code: '3-8', facts: narrative }] as GroundClaim[] },
      ['SECOND_READING_MISSING'],
    ],
  ])('whether 3-8 stands alone: %s', (_, fields, expected) => {
    expect(notes(reviewed(fields))).toEqual(expected);
  });

  test('the one who proposes does not read, before or after', () => {
    const c = reviewed(other);
    expect(c.refusal('2019-03-11 10:00', people.reviewer, 'ground.secondRead', read)).toBe('SAME_PERSON');
    expect(scene.underReview(other).refusal('2019-03-11 10:00', second, 'ground.secondRead', read)).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
    c.does('2019-03-11 10:00', second, 'ground.secondRead', read);
    expect(c.refusal('2019-03-11 11:00', second, 'review.propose', approve)).toBe('SAME_PERSON');
    expect(c.refusal('2019-03-11 11:00', person('吉01', 'handler', '第三人'), 'ground.secondRead', read)).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
  });
});

test('a series names a court once, by the code of the day, whichever of its codes the numbers bear', () => {
  const related = ['（2019）吉0381执8号', '（2020）吉0184执9号', '（2019）吉0105执7号'];
  const c = scene
    .submitted({ grounds: [{ code: '3-5', relatedCases: related }] }, contextWith())
    .does('2021-03-05 09:00', people.reviewer, 'application.register')
    .does('2021-03-05 10:00', people.reviewer, 'review.propose', approve)
    .does('2021-03-05 11:00', people.director, 'review.decide', { ...approve, overdueReason: '延误' });
  const documents = c.facts.decision?.documents.map(({ number, addressee }) => [number, addressee]);
  expect(documents).toEqual([
    ['（2019）吉01协同执字第1号', '吉0104'],
    ['（2019）吉01协同执字第1号之一', '吉0184'],
    ['（2019）吉01协同执字第1号之二', '吉0105'],
  ]);
});

test('a case let in under another court’s number, before that was asked, is noted; a transfer is not', () => {
  const foreign = { caseNumber: '（2016）吉0105执3号' };
  expect(notes(scene.submitted(foreign, { ...contextWith(), admitted: true }))).toEqual(['CASE_NUMBER_OF_OTHER_COURT']);
  expect(notes(scene.submitted({ ...foreign, transferredFrom: '吉0105' }))).toEqual([]);
  expect(notes(scene.submitted({ caseNumber: '（2014）朝执字第256号' }))).toEqual([]);
  expect(notes(scene.submitted())).toEqual([]);
});
