import { decideSystem, open } from '../../src/index';
import type { Actor, CommandFields, OpeningCommandType, RefusalCode } from '../../src/index';
import { contextWith, person, PureCase } from '../support/pure-case';
import { application, order, people } from '../support/scenes';

const instrument = { document: '民事判决书', number: '（2015）朝民初字第1号', madeBy: '某法院', date: '2015-11-02' };
const exclusion = { type: '评估', start: '2018-02-01', end: '2018-01-01' };

/** Refused at the door: nothing is opened. */
const atOpening: [RefusalCode, string, Actor, OpeningCommandType, object][] = [
  ['FORBIDDEN', 'not by a bureau director', person('吉0104', 'bureauDirector'), 'application.submit', application()],
  ['FORBIDDEN', 'an order not by a director', people.director, 'order.register', order()],
  ['COURT_UNKNOWN', 'an actor of no court', person('吉9999', 'handler'), 'application.submit', application()],
  ['COURT_UNKNOWN', 'to no court', people.applicant, 'application.submit', application({ to: '吉99' })],
  ['COURT_UNKNOWN', 'a code not in use yet', people.applicant, 'application.submit', application({ to: '吉0184' })],
  ['COURT_UNKNOWN', 'an order for no court', people.reviewer, 'order.register', order({ executingCourt: '吉0199' })],
  ['CASE_NUMBER_INVALID', 'no number', people.applicant, 'application.submit', application({ caseNumber: '312号' })],
  [
    'CASE_TYPE_NOT_ELIGIBLE',
    '执异 is a review case',
    people.applicant,
    'application.submit',
    application({ caseNumber: '（2016）吉0104执异3号' }),
  ],
  [
    'CASE_TYPE_NOT_ELIGIBLE',
    '执协 is not 协同执行',
    people.applicant,
    'application.submit',
    application({ caseNumber: '（2016）吉0104执协3号' }),
  ],
  [
    'CASE_TYPE_NOT_ELIGIBLE',
    '执异 written the old way',
    people.applicant,
    'application.submit',
    application({ caseNumber: '（2018）吉0104执异字第5号' }),
  ],
  [
    'CASE_TYPE_NOT_ELIGIBLE',
    '执异 of an old year',
    people.applicant,
    'application.submit',
    application({ caseNumber: '（2014）朝执异字第5号' }),
  ],
  [
    'CASE_NUMBER_INVALID',
    'another court’s number',
    people.applicant,
    'application.submit',
    application({ caseNumber: '（2018）吉0202执12号' }),
  ],
  [
    'CASE_NUMBER_INVALID',
    'an order for one court on the number of another',
    people.reviewer,
    'order.register',
    order({ caseNumber: '（2018）吉0105执12号' }),
  ],
  [
    'CASE_NUMBER_INVALID',
    'its own number, said to be taken over',
    people.applicant,
    'application.submit',
    application({ transferredFrom: '吉0202' }),
  ],
  [
    'COURT_UNKNOWN',
    'taken over from no court',
    people.applicant,
    'application.submit',
    application({ transferredFrom: '吉0299' }),
  ],
  ['GROUND_REQUIRED', 'no ground', people.applicant, 'application.submit', application({ grounds: [] })],
  ['GROUND_REQUIRED', 'an order without ground', people.reviewer, 'order.register', order({ grounds: [] })],
  ['VALIDATION', 'filed tomorrow', people.applicant, 'application.submit', application({ filingDate: '2019-03-05' })],
  [
    'VALIDATION',
    'received tomorrow',
    people.applicant,
    'application.submit',
    application({ channel: 'PAPER', receivedOn: '2019-03-05' }),
  ],
  ['VALIDATION', 'filed before the law', people.applicant, 'application.submit', application(filedOn('1991-04-08'))],
  ['VALIDATION', 'an order of the year 206', people.reviewer, 'order.register', order({ receivedOn: '0206-05-01' })],
  [
    'VALIDATION',
    'received before it was filed',
    people.applicant,
    'application.submit',
    application({ channel: 'PAPER', receivedOn: '2016-06-14' }),
  ],
  [
    'VALIDATION',
    'a period that ends before it starts',
    people.applicant,
    'application.submit',
    application({ exclusions: [exclusion] }),
  ],
  [
    'VALIDATION',
    'an instrument younger than the case',
    people.applicant,
    'application.submit',
    application({ basis: { ...instrument, date: '2016-06-16' } }),
  ],
  [
    'VALIDATION',
    'an instrument of the year 215',
    people.applicant,
    'application.submit',
    application({ basis: { ...instrument, date: '0215-06-15' } }),
  ],
  ['VALIDATION', 'an order without its letter', people.reviewer, 'order.register', orderWithoutLetter()],
  ['ROUTE_NOT_AVAILABLE', 'to a court beside', people.applicant, 'application.submit', application({ to: '吉0105' })],
  ['ROUTE_NOT_AVAILABLE', 'not its own superior', people.applicant, 'application.submit', application({ to: '吉02' })],
  ['ROUTE_NOT_AVAILABLE', 'Art. 8 by 3-1', people.applicant, 'application.submit', application({ to: '吉' })],
  [
    'ROUTE_NOT_AVAILABLE',
    'Art. 8 for property in the own region',
    people.applicant,
    'application.submit',
    application({ to: '吉', grounds: [{ code: '3-6', propertyCourt: '吉0105' }] }),
  ],
  [
    'ROUTE_NOT_AVAILABLE',
    'Art. 8 for a series in the own region',
    people.applicant,
    'application.submit',
    application({ to: '吉', grounds: [{ code: '3-5', relatedCases: ['（2017）吉0105执1号'] }] }),
  ],
  [
    'ROUTE_NOT_AVAILABLE',
    'an intermediate court to its like',
    person('吉02', 'handler'),
    'application.submit',
    application(),
  ],
  ['ROUTE_NOT_AVAILABLE', 'the High Court', person('吉', 'handler'), 'application.submit', application({ to: '吉' })],
  ['ROUTE_NOT_AVAILABLE', 'an order by another region', person('吉02', 'handler'), 'order.register', order()],
];

function filedOn(filingDate: string) {
  return { filingDate };
}

function orderWithoutLetter(): CommandFields['order.register'] {
  const { letter: _, ...rest } = order();
  return rest;
}

describe('what is refused at the door opens nothing', () => {
  test.each(atOpening)('%s: %s', (code, _, actor, type, fields) => {
    expect(PureCase.refusal('2019-03-04 10:00', actor, type, fields as never)).toBe(code);
  });

  test('the table leaves out no code an opening can get', () => {
    expect(new Set(atOpening.map(([code]) => code))).toEqual(
      new Set([
        'FORBIDDEN',
        'COURT_UNKNOWN',
        'CASE_NUMBER_INVALID',
        'CASE_TYPE_NOT_ELIGIBLE',
        'GROUND_REQUIRED',
        'VALIDATION',
        'ROUTE_NOT_AVAILABLE',
      ]),
    );
  });

  test('the refused route names the better one', () => {
    expect(() =>
      PureCase.open('2019-03-04 10:00', people.applicant, 'application.submit', application({ to: '吉' })),
    ).toThrow('可报请吉林省长春市中级人民法院（第七条）');
  });

  test('an instant that does not exist is VALIDATION', () => {
    expect(PureCase.refusal('2019-02-30 10:00', people.applicant, 'application.submit', application())).toBe(
      'VALIDATION',
    );
  });
});

test.each([
  [
    'a superior of another region',
    people.applicant,
    application({ to: '吉02' }),
    ['不是本院的上级法院', '长春市中级人民法院', '第七条'],
  ],
  ['the High Court without a reason to', people.applicant, application({ to: '吉' }), ['第八条', '可报请', '第七条']],
  [
    'an intermediate court to another',
    person('吉01', 'handler'),
    application({ to: '吉02' }),
    ['吉林省高级人民法院', '第九条'],
  ],
])('a route that is not open is told with its reason and the better one: %s', (_, actor, fields, words) => {
  const at = '2019-03-04T10:00:00.000+08:00';
  const outcome = open({ type: 'application.submit', at, actor, with: fields }, contextWith());
  if (!('refusal' in outcome)) throw new Error('not refused');
  expect(outcome.refusal.code).toBe('ROUTE_NOT_AVAILABLE');
  for (const word of words) expect(outcome.refusal.message).toContain(word);
});

test('an order by the High Court over the head of the intermediate court names who can give it', () => {
  const at = '2019-03-04T10:00:00.000+08:00';
  const outcome = open({ type: 'order.register', at, actor: person('吉', 'handler'), with: order() }, contextWith());
  expect(outcome).toMatchObject({ refusal: { code: 'ROUTE_NOT_AVAILABLE' } });
  expect('refusal' in outcome && outcome.refusal.message).toContain('长春市中级人民法院登记（第四条）');
});

describe('the bounds of days', () => {
  test('are told by name', () => {
    const early = () =>
      PureCase.open('2019-03-04 10:00', people.reviewer, 'order.register', order(filedOn('1806-05-01')));
    expect(early).toThrow('立案日期（1806-05-01）应在1991-04-09至今天（2019-03-04）之间');
  });

  test.each([
    ['1991-04-09', '1991-04-09'],
    ['1991-04-09', '2019-03-04'],
    ['2019-03-04', '2019-03-04'],
  ])('are inclusive: filed %s, received %s, numbered and registered', (filingDate, receivedOn) => {
    const c = PureCase.open('2019-03-04 10:00', people.reviewer, 'order.register', order({ filingDate, receivedOn }));
    const year = Number(receivedOn.slice(0, 4));
    const numbered = decideSystem(c.state, { type: 'document.number', at: c.state.lastAt, year, serial: 1 });
    expect(numbered).toMatchObject({ state: { documentNumber: `（${year}）吉01协同执字第1号` } });
  });

  test('a case let in before they were asked is not refused by its own replay', () => {
    const old = order({ receivedOn: '1950-05-01', caseNumber: '（2018）吉0105执12号' });
    const at = '2019-03-04T10:00:00+08:00';
    const outcome = open(
      { type: 'order.register', at, actor: people.reviewer, with: old },
      { ...contextWith(), admitted: true },
    );
    expect(outcome).not.toHaveProperty('refusal');
  });
});

test('the court’s own number under its earlier code, and a transferred one, are let in and kept as written', () => {
  const own = {
    ...application({ to: '吉01' }),
    caseNumber: '案号：（2018）吉0381执字第5号之一。',
    filingDate: '2018-03-01',
  };
  const c = PureCase.open('2021-03-04 10:00', person('吉0184', 'handler'), 'application.submit', own);
  expect(c.state.caseFields.caseNumber).toBe('（2018）吉0381执字第5号之一');
  const moved = application({ caseNumber: '（2018）吉0202执12号', transferredFrom: '吉0202' });
  expect(
    PureCase.open('2019-03-04 10:00', people.applicant, 'application.submit', moved).state.caseFields,
  ).toMatchObject({
    caseNumber: '（2018）吉0202执12号',
    transferredFrom: '吉0202',
  });
});
