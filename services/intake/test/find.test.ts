import { parseInstant, SHIPPED_CALENDAR } from '@xiezhi/rules';
import { z } from 'zod';
import { searchable } from '@xiezhi/case-kit';
import { allOf, pageOf, type Scope } from '../src/list/find';
import { filterShape, inOrder, questionOf, type FilterText } from '../src/list/question';
import { documentOf, numbers, rollOf } from './rows';

const NOW = parseInstant('2018-10-08T09:00:00+08:00');
const everybody: Scope = { court: null, book: SHIPPED_CALENDAR, now: NOW };
const schema = z.object(filterShape);

const CASES = rollOf([
  documentOf('ordinary', { list: { documentNumber: '（2018）吉01协执字第7号' } }),
  documentOf('plan', { status: 'PLAN_DRAFT', list: { route: 'ART8', decidingCourt: '吉', grounds: ['3-1', '3-6'] } }),
  documentOf('gongzhuling', { list: { executingCourt: '吉0381', decidingCourt: '吉03', names: ['李四'] } }),
  documentOf('siping', {
    list: {
      executingCourt: '吉0302',
      decidingCourt: '吉03',
      caseNumber: '（2017）吉0302执恢9号',
      cause: '租赁合同纠纷',
    },
  }),
  documentOf('closed', { status: 'CLOSED', list: { due: null, expiresAt: null, countedBy: null } }),
  documentOf('late', {
    list: { due: '2018-09-28', expiresAt: '2018-09-29T00:00:00.000+08:00', receivedOn: '2018-09-10' },
  }),
  documentOf('green', {
    list: { due: '2018-10-19', expiresAt: '2018-10-20T00:00:00.000+08:00', receivedOn: '2018-10-08' },
  }),
  documentOf('secret', {
    restricted: true,
    visibleTo: ['吉01', '吉0104'],
    list: { grounds: ['3-2'], names: ['王二'] },
  }),
]);

const found = (filter: FilterText, scope = everybody, on = '2018-10-08') =>
  allOf(CASES, questionOf(schema.parse(filter), on, searchable), scope)
    .map(({ caseId }) => caseId)
    .sort();
const every = found({});
const but = (...ids: string[]) => every.filter((id) => !ids.includes(id));

test.each<[string, FilterText, string[]]>([
  ['nothing', {}, every],
  ['a court with all below it', { court: '吉03' }, ['gongzhuling', 'siping']],
  ['one basic court', { court: '吉0302' }, ['siping']],
  ['a deciding court with all below it', { deciding: '吉03' }, ['gongzhuling', 'siping']],
  ['the province', { deciding: '吉' }, every],
  ['several states', { state: 'PLAN_DRAFT,CLOSED' }, ['closed', 'plan']],
  ['a route', { route: 'ART8' }, ['plan']],
  ['one of several grounds', { ground: '3-1,3-2' }, ['plan', 'secret']],
  ['received from a day on', { receivedFrom: '2018-10-08' }, ['green']],
  ['received up to a day', { receivedTo: '2018-09-10' }, ['late']],
  [
    'due between two days, both included',
    { dueFrom: '2018-10-11', dueTo: '2018-10-18' },
    but('closed', 'late', 'green'),
  ],
  ['lateness', { lamp: 'DARK' }, ['late']],
  ['near', { lamp: 'AMBER' }, but('closed', 'late', 'green')],
  ['what has time, without what has no clock', { lamp: 'GREEN' }, ['green']],
  ['several lamps', { lamp: 'GREEN,DARK' }, ['green', 'late']],
  ['a part of a case number, in half width', { q: '0302执恢9' }, ['siping']],
  ['a whole case number as it is typed', { q: '(2017)吉0302执恢9号' }, ['siping']],
  ['a document number with other brackets', { q: '〔2018〕吉01协执字第7号' }, ['ordinary']],
  ['the beginning of a name', { q: '李四' }, ['gongzhuling']],
  ['a company from its beginning', { q: '吉林北岭' }, but('gongzhuling', 'secret')],
  ['the middle of a name', { q: '北岭置业' }, but('gongzhuling', 'secret')],
  ['a number without its brackets', { q: '2018吉01协执字第7' }, ['ordinary']],
  ['a part of the cause', { q: '租赁' }, ['siping']],
  ['nothing that two of its lines make together', { q: '号买卖' }, []],
  ['everything at once', { court: '吉01', state: 'UNDER_REVIEW', ground: '3-6', lamp: 'DARK', q: '王小' }, ['late']],
])('%s', (_, filter, expected) => expect(found(filter)).toEqual([...expected].sort()));

test('公主岭 belongs to 长春 from the day its code changed, and its older cases with it', () => {
  expect(found({ court: '吉03' }, everybody, '2026-01-05')).toEqual(['siping']);
  expect(found({ court: '吉0184' }, everybody, '2026-01-05')).toEqual(['gongzhuling']);
  expect(found({ court: '吉01' }, everybody, '2026-01-05')).toContain('gongzhuling');
});

test.each([
  ['a court at work', '吉0104', true],
  ['the superior of a restricted case', '吉', false],
  ['another court', '吉02', false],
])('a restricted case is found by %s only where it may be known', (_, court, seen) => {
  expect(found({ q: '王二' }, { ...everybody, court }).includes('secret')).toBe(seen);
  expect(
    pageOf(CASES, questionOf({ q: '王二' }, '2018-10-08', searchable), { ...everybody, court }, { limit: 9 }).count,
  ).toBe(seen ? 1 : 0);
});

test.each<[Record<string, string>, RegExp]>([
  [{ court: '吉99' }, /没有这个代字的法院/],
  [{ state: 'UNDER_REVIEW,NONSENSE' }, /案件状态无效/],
  [{ ground: '3-9' }, /事由无效/],
  [{ route: 'ART1' }, /途径无效/],
  [{ lamp: 'BLUE' }, /期限灯无效/],
  [{ receivedFrom: '2018-02-30' }, /实际存在的日期/],
  [{ q: '王' }, /检索词至少2个字/],
])('%j is refused in Chinese', (filter, message) => {
  const { error } = schema.safeParse(filter);
  expect(error?.issues[0]?.message).toMatch(message);
});

test('days the wrong way round are noticed', () => {
  expect(inOrder({ dueFrom: '2018-10-02', dueTo: '2018-10-01' })).toBe(false);
  expect(inOrder({ dueFrom: '2018-10-01', dueTo: '2018-10-01' })).toBe(true);
});

describe('pages', () => {
  const pick = numbers(7);
  const days = ['2018-10-11', '2018-10-12', '2018-10-15'];
  const many = rollOf(
    Array.from({ length: 500 }, (_, i) => {
      const due = pick(4) === 0 ? null : days[pick(3)]!;
      const clock =
        due === null ? { due, expiresAt: null, countedBy: null } : { due, expiresAt: `${due}T23:00:00+08:00` };
      return documentOf(`jl-${i}`, {
        updatedAt: `2018-09-20T15:2${pick(9)}:00+08:00`,
        list: { ...clock, receivedOn: days[pick(3)]! },
      });
    }),
  );

  test.each(['updated', 'due', 'received'] as const)('sorted by %s follow on without gap or repetition', (sort) => {
    const question = questionOf({ sort }, '2018-10-08', searchable);
    const paged: string[] = [];
    for (let cursor: string | undefined; ;) {
      const { rows, next, count } = pageOf(many, question, everybody, { limit: 7, cursor });
      expect(count).toBe(500);
      paged.push(...rows.map(({ caseId }) => caseId));
      if (next === null) break;
      cursor = next;
    }
    expect(paged).toEqual(allOf(many, question, everybody).map(({ caseId }) => caseId));
    expect(new Set(paged).size).toBe(500);
  });

  test('what has no clock comes after everything due', () => {
    const clocks = allOf(many, questionOf({ sort: 'due' }, '2018-10-08', searchable), everybody).map(({ due }) => due);
    expect(clocks.indexOf(null)).toBe(clocks.filter((due) => due !== null).length);
  });

  test.each(['!', 'bm9uc2Vuc2U', Buffer.from('updated|x|y').toString('base64url')])('%s is no cursor', (cursor) => {
    const question = questionOf({}, '2018-10-08', searchable);
    expect(() => pageOf(many, question, everybody, { limit: 7, cursor })).toThrow('分页标记');
  });

  test('a cursor of another order is refused', () => {
    const { next } = pageOf(many, questionOf({ sort: 'due' }, '2018-10-08', searchable), everybody, { limit: 7 });
    const question = questionOf({ sort: 'received' }, '2018-10-08', searchable);
    expect(() => pageOf(many, question, everybody, { limit: 7, cursor: next! })).toThrow('另一种排序');
  });
});

test('an older state of a case does not replace a newer one', () => {
  const roll = rollOf([documentOf('a', { seq: 5, status: 'CLOSED' }), documentOf('a', { seq: 4 })]);
  expect([...roll.rows()].map(({ state }) => state)).toEqual(['CLOSED']);
});
