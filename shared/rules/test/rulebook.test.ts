import {
  ARTICLES,
  articleName,
  articleView,
  COMMAND_ARTICLES,
  DEADLINE_TITLES,
  DEFAULT_SETTINGS,
  HOUSE_RULES,
  houseRulesView,
  PERIOD_ROWS,
  ruleView,
  SETTING_NOTE,
  SETTINGS,
} from '../src';

const view = (number: number) => articleView(number, DEFAULT_SETTINGS);

test('articles are named as the Rule names them', () => {
  expect([1, 9, 10, 11, 19].map(articleName)).toEqual(['第一条', '第九条', '第十条', '第十一条', '第十九条']);
});

test('an article: its issued text, what the system does, and apart from both what is only a setting', () => {
  const article = view(7);
  expect(article).toMatchObject({ number: 7, name: '第七条', title: '中级人民法院审查' });
  expect(article.text).toContain('后 10 个工作日内作出审查决定');
  expect(article.system.length).toBeGreaterThan(1);
  expect(article.settings.map(({ id, value, default: shipped, note }) => [id, value, shipped, note])).toEqual([
    ['HR-02', 5, 5, SETTING_NOTE],
    ['correctionNoticeWorkdays', 2, 2, SETTING_NOTE],
    ['correctionMode', 'restart', 'restart', SETTING_NOTE],
    ['HR-03', 2, 2, SETTING_NOTE],
    ['overdueRepetition', true, true, SETTING_NOTE],
  ]);
  expect(article.commands.find(({ name }) => name === 'review.decide')?.by).toEqual(['决定法院执行局负责人']);
  expect(article.deadlines).toContainEqual({
    kind: 'REVIEW',
    title: '审查决定',
    authority: 'Art. 7',
    period: '10个工作日',
    law: true,
    note: null,
    notYet: null,
  });
});

test('a changed setting shows beside its default, the law unchanged', () => {
  const settings = { ...DEFAULT_SETTINGS, workdays: { ...DEFAULT_SETTINGS.workdays, 'HR-05': 6 } };
  const { settings: shown, deadlines } = articleView(8, settings);
  expect(shown.find(({ id }) => id === 'HR-05')).toMatchObject({ value: 6, default: 5, words: '6个工作日' });
  expect(deadlines.map(({ kind, period, law }) => [kind, period, law])).toEqual([
    ['FORWARD', '6个工作日', false],
    ['ACCEPTANCE', '1个工作日', false],
    ['REVIEW', '10个工作日', true],
    ['SERVICE', '2个工作日', false],
    ['RELAY_NOTICE', '2个工作日', false],
  ]);
});

test('only the ten working days and the five days of objection are law', () => {
  const law = ruleView(DEFAULT_SETTINGS).articles.flatMap(({ number, deadlines }) =>
    deadlines.filter((deadline) => deadline.law).map(({ kind, period }) => [number, kind, period]),
  );
  expect(law).toEqual([
    [7, 'REVIEW', '10个工作日'],
    [8, 'REVIEW', '10个工作日'],
    [12, 'OBJECTION', '5日（自然日）'],
  ]);
});

test('nothing is left out: every command, every kind of deadline, every setting stands under some article', () => {
  const { articles } = ruleView(DEFAULT_SETTINGS);
  expect(articles.map(({ number }) => number)).toEqual(ARTICLES.map(({ number }) => number));
  const names = new Set(articles.flatMap(({ commands }) => commands.map(({ name }) => name)));
  expect([...names].sort()).toEqual(Object.keys(COMMAND_ARTICLES).sort());
  expect(new Set(PERIOD_ROWS.map(({ kind }) => kind))).toEqual(new Set(Object.keys(DEADLINE_TITLES)));
  const settings = new Set(articles.flatMap((article) => article.settings.map(({ id }) => id)));
  expect(settings).toEqual(new Set(SETTINGS.map(({ id }) => id)));
  for (const { system, notYet } of articles) expect(system.length + notYet.length).toBeGreaterThan(0);
});

test('HR-01 to HR-12 are all there; HR-11 is a reading without a number', () => {
  const { settings, readings } = houseRulesView(DEFAULT_SETTINGS);
  const ids = new Set([...settings, ...readings].map(({ houseRule }) => houseRule));
  const all = Array.from({ length: 12 }, (_, i) => `HR-${String(i + 1).padStart(2, '0')}`);
  expect(all.filter((id) => !ids.has(id))).toEqual([]);
  expect(HOUSE_RULES.map(({ id }) => id)).not.toContain('HR-11');
  expect(readings.find(({ id }) => id === 'HR-11')).toMatchObject({ articles: ['第三条'], note: SETTING_NOTE });
  expect(settings.filter(({ houseRule }) => houseRule === 'HR-02').map(({ value }) => value)).toEqual([
    5,
    2,
    'restart',
  ]);
});

test.each([0, 20, -1, 1.5, NaN])('there is no article %p', (number) => {
  expect(() => view(number)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
});

test('what is not there is said to be not there, and promised nowhere', () => {
  const { articles } = ruleView(DEFAULT_SETTINGS);
  const missing = articles.filter(({ notYet }) => notYet.length > 0).map(({ number }) => number);
  expect(missing).toEqual([]);
  expect(articles.flatMap(({ system }) => system).join('')).not.toMatch(/工作量/);
});

test('no setting is shown by which nothing is counted yet', () => {
  const { settings } = houseRulesView(DEFAULT_SETTINGS);
  expect(settings.filter(({ notYet }) => notYet).map(({ id }) => id)).toEqual([]);
  const periods = [14, 16].flatMap((number) => view(number).deadlines);
  expect(periods.map(({ kind, notYet }) => [kind, /^尚未启用/.test(notYet ?? '')])).toEqual([
    ['SCAN_DISPOSITION', false],
    ['BULLETIN', false],
  ]);
});
