import { caseView } from '@xiezhi/service-kit';
import type { CalendarYear } from '@xiezhi/rules';
import { humanise } from '../src/language';
import { casePage } from '../src/pages/case';
import { dayByDay, type DeadlineView } from '../src/pages/day-by-day';
import { viewOf } from '../src/pages/layout';
import { workPage, workView } from '../src/pages/work-items';
import { localPath } from '../src/sign-in/routes';
import { authorityOf, titleOf } from '../src/wording';
import type { WorkItem } from '../src/api';
import { HOSTILE, sampleCase } from './support/sample-case';

const view = (language: 'zh' | 'en', rehearsal = false) =>
  viewOf(language, { here: '/cases/x', rehearsal, courtTime: '2018-10-25T10:00:00+08:00' });
const facts = caseView(sampleCase(), { court: '吉01', roles: ['commandDirector'] });
const review = facts.deadlines.find(({ kind }) => kind === 'REVIEW') as DeadlineView;
const text = (page: string) => page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('the days of a deadline', () => {
  test('every day from the event to the due day, numbered where it counts', () => {
    const days = dayByDay(review);
    expect(days[0]).toMatchObject({ date: '2018-09-20', kind: 'start' });
    expect(days.filter(({ kind }) => kind === 'counted').map(({ date }) => date)).toEqual(review.countedDays);
    expect(days.at(-1)).toMatchObject({ date: '2018-10-10', ordinal: 10 });
    expect(days.find(({ date }) => date === '2018-09-29')).toMatchObject({
      kind: 'counted',
      reason: '调休上班（国务院办公厅通知）',
    });
    expect(days.find(({ date }) => date === '2018-10-01')).toMatchObject({
      kind: 'rest',
      reason: '国庆节等放假（国务院办公厅通知）',
    });
  });

  test('no reasons are invented where the case was counted by later notices', () => {
    const days = dayByDay({ ...review, calendar: 'national-2018@2' });
    expect(days.every(({ reason }) => reason === undefined)).toBe(true);
    expect(days.filter(({ kind }) => kind === 'counted')).toHaveLength(10);
  });

  test('a working day left out is a suspension', () => {
    const countedDays = review.countedDays.filter((day) => day !== '2018-09-25');
    expect(dayByDay({ ...review, countedDays }).find(({ date }) => date === '2018-09-25')).toMatchObject({
      kind: 'paused',
    });
  });

  test('a year published here but not shipped is not explained by the shipped calendar', () => {
    const unpublished: CalendarYear['year'] = 2031;
    const countedDays = [`${unpublished}-01-02`];
    const later = { ...review, startedOn: `${unpublished}-01-01`, due: `${unpublished}-01-02`, countedDays };
    expect(dayByDay({ ...later, calendar: 'national-2031@1' })[1]?.reason).toBeUndefined();
    expect(dayByDay({ ...later, calendar: 'national-2031@0' })[1]?.reason).toContain('尚未公布');
  });
});

test.each([
  ['Art. 7', true],
  ['Art. 8', true],
  ['执行规定第72条', true],
  ['HR-06', false],
  ['HR-99', false],
])('the authority %s is law: %p', (authority, law) => {
  expect(authorityOf(authority).law).toBe(law);
  expect(authorityOf(authority).text).toContain(authority);
});

test('the case page shows every part, law as law and house rules as none', () => {
  const page = text(casePage(view('zh'), facts));
  for (const part of [
    '（2018）吉01协同执字第1号',
    '吉林省长春市朝阳区人民法院（吉0104）',
    '法定 《规定》Art. 7',
    '内部规则（非法定） HR-06',
    'LATE 逾期',
    'OPEN 在办',
    '第10日',
    '第三条第（六）项',
    '不符合',
    '须人工判断',
    '2018-10-03',
    '指挥中心负责人 · 已通过',
    '编定文号',
  ]) {
    expect(page).toContain(part);
  }
  expect(page).not.toContain('演练');
});

test('hostile text of a case never becomes markup', () => {
  for (const language of ['zh', 'en'] as const) {
    const page = casePage(view(language), facts);
    expect(page).not.toMatch(/<script|<img|onerror=alert\(1\)>/);
    expect(page).toContain('&#60;script&#62;');
  }
});

test('English is for the words of the console, the lang attributes tell which is which', () => {
  const page = casePage(view('en'), facts);
  expect(page).toContain('<html lang="en">');
  expect(text(page)).toContain('House rule (not law)');
  expect(page).toContain('<span lang="zh-CN">（2018）吉01协同执字第1号</span>');
});

test('a rehearsal is marked in the page and in its title, also before signing in', () => {
  const page = casePage(view('zh', true), facts);
  expect(page).toMatch(/<title>【演练】/);
  expect(text(page)).toContain('演练系统，所列案件均非真实案件');
});

describe('work items', () => {
  const item = {
    id: 'x:review.propose:3',
    version: 4,
    caseId: 'x',
    subject: `（2018）吉01协同执字第1号${HOSTILE}`,
    title: '提出审查意见',
    courtName: '吉林省长春市中级人民法院',
    roles: ['handler'],
    since: '2018-09-21T09:10:00.000+08:00',
    due: '2018-10-10',
    provisional: false,
    law: false,
    lamp: 'DARK',
    word: '已逾期',
    workdaysLeft: -2,
    doneAt: null,
    holder: null,
    mine: false,
  } as const satisfies WorkItem;
  const person = { kind: 'user', sub: 'a', name: '甲某', court: '吉01', roles: ['handler'] } as const;
  const shown = (changes: Partial<WorkItem> = {}) =>
    workPage(
      { ...view('zh'), signedIn: { person: { ...person, roles: ['handler'] }, csrf: 'token' } },
      { items: [{ ...item, ...changes }], next: null },
      { todo: 1 },
      'todo',
    );

  test('the lamp has its word, a setting is no law, and one form claims it once', () => {
    const page = shown();
    for (const part of ['已逾期', '剩余 -2 个工作日', '设置，不是法律规定', '未认领']) {
      expect(text(page)).toContain(part);
    }
    expect(page).toContain('action="/work/claim"');
    expect(page).toContain('name="version" value="4"');
    expect(page).not.toMatch(/<script|<img/);
  });

  test('whoever has it gives it back; what another has offers nothing', () => {
    const holder = { name: '乙某', for: { name: '甲某' } };
    const mine = shown({ holder, mine: true });
    expect(mine).toContain('action="/work/release"');
    expect(text(mine)).toContain('代办：甲某');
    expect(shown({ holder: { ...holder, for: null } })).not.toContain('action="/work/');
  });

  test('nothing to do is said', () => {
    expect(text(workPage(view('zh'), { items: [], next: null }, {}, 'todo'))).toContain('没有事项');
    expect(workView('nonsense')).toBe('todo');
  });
});

test.each([
  ['UNDER_REVIEW', 'Under review'],
  ['bureauDirector', 'Bureau director'],
  ['selfExecution.planSubmitted', 'Self execution plan submitted'],
])('%s reads %s', (code, words) => expect(humanise(code)).toBe(words));

test('a code newer than the console stands for itself', () => {
  expect(titleOf('zh', 'event', 'case.adjourned')).toBe('case.adjourned');
  expect(titleOf('zh', 'event', 'constructor')).toBe('constructor');
});

test.each([
  ['/cases/x?after=3', '/cases/x?after=3'],
  ['//evil.example/', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example/', '/'],
  ['/..//evil.example', '/'],
  ['/auth/sign-in', '/'],
  ['/auth', '/'],
  ['/authors', '/authors'],
  ['/\t/evil.example', '/'],
  [undefined, '/'],
  [['/inbox'], '/'],
])('after signing in %p leads to %p', (wanted, path) => expect(localPath(wanted)).toBe(path));
