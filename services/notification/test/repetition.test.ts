import { SHIPPED_CALENDAR } from '@xiezhi/rules';
import type { WorkItem } from '../src/work-items/item';
import { firstRepetition } from '../src/work-items/item';
import { repetitions } from '../src/work-items/repetition';

/** Due on Friday 2018-09-28; the 29th and 30th are worked for the National Day holiday, 10-01 to 10-07 are off. */
const item = {
  caseId: 'jl0104-1',
  subject: '（2018）吉01协同执字第1号',
  title: '提出审查意见',
  court: '吉01',
  countedBy: '吉01',
  roles: ['handler', 'bureauDirector'],
  deadline: 'REVIEW-2',
  due: '2018-09-28',
  expiresAt: '2018-09-29T00:00:00.000+08:00',
  provisional: false,
  openedSeq: 3,
  doneAt: null,
  repeatOn: '2018-09-30',
} as unknown as WorkItem;

const days = (changes: Partial<WorkItem>, today: string) => [
  ...new Set(repetitions({ ...item, ...changes }, SHIPPED_CALENDAR, today).map(({ at }) => at.slice(0, 10))),
];

test.each([
  ['before its day', {}, '2018-09-29', []],
  ['on its day', {}, '2018-09-30', ['2018-09-30']],
  ['over the holiday', {}, '2018-10-09', ['2018-09-30', '2018-10-08', '2018-10-09']],
  ['on a rest day', { repeatOn: '2018-10-03' }, '2018-10-03', []],
  ['done in the holiday', { doneAt: '2018-10-03T09:00:00.000+08:00' }, '2018-10-09', ['2018-09-30']],
  ['done on the day itself', { doneAt: '2018-10-08T09:00:00.000+08:00' }, '2018-10-09', ['2018-09-30', '2018-10-08']],
  ['done before its day', { doneAt: '2018-09-29T09:00:00.000+08:00' }, '2018-10-09', []],
  ['told already', { repeatOn: '2018-10-09' }, '2018-10-09', ['2018-10-09']],
  ['without a clock', { deadline: null, due: null, expiresAt: null }, '2018-10-09', []],
] as const)('%s: %j up to %s', (_what, changes, today, expected) => {
  expect(days(changes as Partial<WorkItem>, today)).toEqual(expected);
});

test('rest days are those of the court that must act', () => {
  const changes = { due: '2025-09-01', expiresAt: '2025-09-02T00:00:00.000+08:00', repeatOn: '2025-09-03' };
  expect(days({ ...changes, court: '吉01' }, '2025-09-05')).toEqual(['2025-09-03', '2025-09-04', '2025-09-05']);
  expect(days({ ...changes, court: '吉24' }, '2025-09-05')).toEqual([]);
});

test('a message’s id is made of case, deadline, day and addressee, so that it is the same message again', () => {
  const [first, second] = repetitions(item, SHIPPED_CALENDAR, '2018-09-30');
  expect(first).toMatchObject({
    _id: 'jl0104-1:REVIEW-2:2018-09-30:jl01:handler',
    at: '2018-09-30T00:00:00.000+08:00',
    level: 'OVERDUE',
    text: '（2018）吉01协同执字第1号：“提出审查意见”已逾期2个工作日，期限为2018-09-28，请尽快办理。',
  });
  expect(second?._id).toBe('jl0104-1:REVIEW-2:2018-09-30:jl01:bureauDirector');
});

test.each([
  ['the day after the notice of lateness', { form: 'DUTY' }, '2018-09-20T09:00:00.000+08:00', '2018-09-30'],
  ['the day after it came, where it came late', { form: 'WATCH' }, '2018-10-08T09:00:00.000+08:00', '2018-10-09'],
  ['never for a right', { form: 'RIGHT' }, '2018-09-20T09:00:00.000+08:00', null],
  ['never without a clock', { form: 'DUTY', expiresAt: null }, '2018-09-20T09:00:00.000+08:00', null],
] as const)('repetition begins %s', (_what, changes, since, expected) => {
  expect(firstRepetition({ ...item, ...changes }, since)).toBe(expected);
});
