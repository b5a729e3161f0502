import {
  bulletinFigures,
  bulletinOpensAt,
  calendarFor,
  decideBulletin,
  decideHit,
  DEFAULT_SETTINGS,
  FIGURE_COLUMNS,
  FIGURE_GROUPS,
  openBulletin,
  openHit,
  papersOfBulletin,
  papersOfHit,
} from '../../src';
import type {
  Bulletin,
  BulletinCommand,
  BulletinOutcome,
  BulletinState,
  CountedCollaboration,
  Disposition,
  HitCommand,
  HitOutcome,
  Paper,
} from '../../src';

const PERIOD = '2024-H1';
const at = (text: string) => `${text.replace(' ', 'T')}:00.000+08:00`;
const textOf = ({ blocks }: Paper): string => blocks.map(({ text }) => text).join('\n');
const annexTexts = ({ annexes = [] }: Paper): string => JSON.stringify(annexes);

describe('a hit of a scan', () => {
  const CONTEXT = { settings: DEFAULT_SETTINGS, calendar: calendarFor([], '2024-07-01') };
  const found = (court: string, executingCourt: string) => ({
    ...{ court, key: '2021|吉0602|执|733', caseNumber: '（2021）吉0602执733号', executingCourt },
    ...{ rawDate: '2023-05-10', excludedDays: 61, netDate: '2023-07-10', stale: false, asOf: '2024-07-01' },
    ...{ scan: 'a-scan', row: 'a'.repeat(64) },
  });

  function disposed(court: string, given: HitCommand['with'], executingCourt = '吉0602'): Paper[] {
    const opened = taken(
      openHit(
        {
          ...{ type: 'hit.open', at: at('2024-07-01 08:00') },
          actor: { court, role: 'clock' },
          with: found(court, executingCourt),
        },
        CONTEXT,
      ),
    );
    const actor = { court, role: 'commandDirector' as const, name: '罗某', sub: `${court}-director` };
    const ended = taken(
      decideHit(opened.state, { type: 'scan.dispose', at: at('2024-07-03 10:00'), actor, with: given }),
    );
    return ended.events.flatMap((event) => papersOfHit(event, ended.state));
  }

  function taken(outcome: HitOutcome) {
    if ('refusal' in outcome) throw new Error(outcome.refusal.message);
    return outcome;
  }

  test('that the High Court designates is told of to the court that is to review, with a copy to the executing one', () => {
    const [paper, ...more] = disposed('吉', { disposition: 'DESIGNATE', to: '吉06', reason: '长期未结，财产在多地' });
    expect(more).toEqual([]);
    expect(paper).toMatchObject({
      ...{ kind: 'DESIGNATION_NOTICE', title: '指定协同执行通知书', number: '（2021）吉0602执733号' },
      ...{ court: '吉', addressee: '吉06', date: '2024-07-03', formNote: '本样式为本系统自拟，附件未规定' },
    });
    const text = textOf(paper!);
    expect(text).toMatch(/^吉林省高级人民法院\n指定协同执行通知书\n（2021）吉0602执733号\n吉林省白山市中级人民法院：/);
    expect(text).toContain('第十四条');
    expect(text).toContain('满二年，扣除评估、拍卖等法定延长执限期间61日，于2023年7月10日满二年');
    expect(text).toContain('长期未结，财产在多地。');
    expect(text).toContain('在设置的审查期限（不是法律规定）内作出协同执行决定');
    expect(text).toMatch(/二〇二四年七月三日\n抄送：吉林省白山市浑江区人民法院。$/);
  });

  test('that is exempted is explained to the executing court', () => {
    const [paper, ...more] = disposed('吉06', {
      disposition: 'EXEMPT_WITH_REASON',
      reason: '已有处置方案。\n拍卖在即',
    });
    expect(more).toEqual([]);
    expect(paper).toMatchObject({ kind: 'EXEMPTION_STATEMENT', court: '吉06', addressee: '吉0602' });
    const text = textOf(paper!);
    expect(text).toContain('吉林省白山市浑江区人民法院：');
    expect(text).toContain('你院执行的（2021）吉0602执733号一案');
    expect(text).toContain('已有处置方案。\n拍卖在即。');
    expect(text).toContain('6个月内扫描不再列为应当处置（该期限为设置，不是法律规定）');
  });

  test.each<[Disposition, Partial<HitCommand['with']>]>([
    ['DECIDE', { reason: '应当协同' }],
    ['ALREADY_COLLABORATING', { collaboration: 'jl0602-1' }],
  ])('that ends as %s issues no paper of its own', (disposition, more) => {
    expect(disposed('吉06', { disposition, ...more } as HitCommand['with'])).toEqual([]);
  });
});

describe('a half-year’s bulletin', () => {
  const CONTEXT = { settings: DEFAULT_SETTINGS, calendar: calendarFor([], '2024-07-01') };

  const late = (court: string, number: string): CountedCollaboration => ({
    ...{ caseId: number, caseNumber: number, documentNumber: null, executingCourt: court, decidingCourt: '吉06' },
    ...{ origin: 'APPLICATION', grounds: ['3-1', '3-4'], ordered: false, leads: [], closed: null, end: null },
    ...{ enteredAt: at('2024-05-20 09:30'), receivedOn: '2024-05-20' },
    reviews: [{ due: '2024-06-03', inTime: false, workdays: null }],
  });
  const CASES = [late('吉0602', '（2022）吉0602执733号'), late('吉0605', '（2022）吉0605执9号')];

  const figuresOf = (court: string, collaborations: CountedCollaboration[], last = at('2024-01-05 09:00')): Bulletin =>
    bulletinFigures({
      ...{ court, period: PERIOD, collaborations, hits: [], quotas: [{ court: '吉06', year: 2024, number: 12 }] },
      previous: { period: '2023-H2', frozenAt: last },
    });

  const actor = (court: string, role: 'assessor' | 'bureauDirector') => ({
    ...{ court, role, sub: `${court}-${role}` },
    name: '罗某',
  });

  function taken(outcome: BulletinOutcome) {
    if ('refusal' in outcome) throw new Error(outcome.refusal.message);
    return outcome;
  }

  type Drafting = Partial<Extract<BulletinCommand, { type: 'bulletin.draft' }>['with']>;

  const opened = (court: string): BulletinState =>
    taken(
      openBulletin(
        {
          ...{ type: 'bulletin.open', at: bulletinOpensAt(PERIOD), with: { court, period: PERIOD } },
          actor: { court, role: 'clock' },
        },
        CONTEXT,
      ),
    ).state;

  const drafted = (state: BulletinState, given: Drafting = {}): BulletinState => {
    const { court } = state.subject;
    const figures = figuresOf(court, CASES);
    return taken(
      decideBulletin(state, {
        ...{ type: 'bulletin.draft', at: at('2024-07-08 09:00'), actor: actor(court, 'assessor') },
        with: { period: PERIOD, figures, restricted: [], ...given },
      }),
    ).state;
  };

  function issued(state: BulletinState, on = '2024-07-09 10:00', restricted: string[] = []) {
    const { court } = state.subject;
    const done = taken(
      decideBulletin(state, {
        ...{ type: 'bulletin.issue', at: at(on), actor: actor(court, 'bureauDirector') },
        with: { period: PERIOD, restricted },
      }),
    );
    return { state: done.state, papers: done.events.flatMap((event) => papersOfBulletin(event, done.state)) };
  }

  const corrected = (state: BulletinState, figures: Bulletin) =>
    taken(
      decideBulletin(state, {
        ...{ type: 'bulletin.correct', at: at('2024-07-15 09:00'), actor: actor(state.subject.court, 'assessor') },
        with: { period: PERIOD, reason: '漏计一件', figures, restricted: [] },
      }),
    ).state;

  const paperOf = (court = '吉06', given: Drafting = {}): Paper => issued(drafted(opened(court), given)).papers[0]!;

  test('is one paper when it is issued, under its letterhead, with title, period and receivers', () => {
    const { papers } = issued(drafted(opened('吉06')));
    expect(papers).toHaveLength(1);
    const [paper] = papers;
    expect(paper).toMatchObject({
      ...{ kind: 'BULLETIN', number: '2024年上半年第1版', court: '吉06', date: '2024-07-09' },
      formNote: '本样式为本系统自拟，附件未规定',
    });
    expect(textOf(paper!)).toMatch(
      /^吉林省白山市中级人民法院\n2024年上半年第1版\n吉林省白山市中级人民法院\n关于2024年上半年协同执行工作情况的通报\n辖区各基层人民法院：\n/,
    );
    expect(textOf(paper!)).toContain('（2024年1月1日至2024年6月30日）');
    expect(textOf(paper!)).toContain('数字截至2024年7月8日。');
    expect(textOf(paper!)).toMatch(
      /吉林省白山市中级人民法院\n2024年7月9日\n发送：白山市浑江区人民法院、白山市江源区人民法院、.*。$/,
    );
  });

  test('says the figures in words, and which courts were late', () => {
    const text = textOf(paperOf());
    expect(text).toContain(
      '期初未结0件，本期收到2件；决定协同执行0件，不予协同执行0件，其他方式结束0件；期末未结2件。',
    );
    expect(text).toContain(
      '收到的案件2件（下级报请2件）；按第三条所列情形（第（一）项2件、第（四）项2件），一件可有数项。',
    );
    expect(text).toContain('审查期限在本期届满2件，按期审结0件，按期率0.0%。');
    expect(text).toMatch(/没有按期审结的：白山市浑江区人民法院1件、.*人民法院1件。/);
    expect(text).toContain('年度办案数量12件');
  });

  test('has the texts of its drafter, and leaves out the headings of those that are not there', () => {
    const whole = textOf(paperOf('吉06', { problems: '临近期限才审查', nextSteps: '按周提醒。\n按月讲评' }));
    expect(whole).toMatch(/二、存在的问题\n临近期限才审查。\n三、下一步工作\n按周提醒。\n按月讲评。/);
    const bare = textOf(paperOf('吉06', { nextSteps: '按周提醒' }));
    expect(bare).toContain('二、下一步工作');
    expect(bare).not.toContain('存在的问题');
  });

  test('of the High Court goes to the whole province', () => {
    const text = textOf(paperOf('吉', { figures: figuresOf('吉', CASES) }));
    expect(text).toContain('各中级人民法院、各基层人民法院：');
    expect(text).toContain('发送：长春市中级人民法院、');
    expect(text).toContain('公主岭市人民法院');
  });

  test('has every figure of every court in its tables, and charts of them', () => {
    const { annexes = [] } = paperOf();
    expect(annexes.map(({ title }) => title)).toEqual([
      '各法院协同执行工作情况图',
      '各法院协同执行工作数据表',
      '逾期未审结案件清单',
    ]);
    const tables = annexes[1]!.parts.flatMap((part) => ('table' in part ? part.table : []));
    expect(tables).toHaveLength(Object.keys(FIGURE_GROUPS).length);
    expect(tables.flatMap(({ columns }) => columns.slice(1))).toEqual(FIGURE_COLUMNS.map(({ title }) => title[0]));
    const { rows, total } = figuresOf('吉06', CASES);
    for (const { columns, rows: lines, total: last } of tables) {
      expect(lines).toHaveLength(rows.length);
      for (const cells of [...lines, last!]) expect(cells).toHaveLength(columns.length);
    }
    expect(tables[0]!.total).toEqual(['合计', ...[0, total.received, 0, 0, 0, 0, 0, 2].map(String)]);
    const charts = annexes[0]!.parts.flatMap((part) => ('chart' in part ? part.chart : []));
    expect(charts[0]!.rows.map(({ values }) => values[0])).toEqual(rows.map(({ received }) => received));
  });

  test('has charts of no court where there is none', () => {
    const nothing = { ...figuresOf('吉06', []), rows: [] };
    const { annexes = [], blocks } = paperOf('吉06', { figures: nothing });
    expect(annexes.map(({ title }) => title)).toEqual(['各法院协同执行工作数据表']);
    expect(blocks.find(({ role }) => role === 'annexes')?.text).toBe('附件：各法院协同执行工作数据表');
  });

  test('counts a restricted case and names it nowhere, be it restricted before or after the figures were frozen', () => {
    const [before, since] = CASES.map(({ caseNumber }) => caseNumber);
    const paper = issued(drafted(opened('吉06'), { restricted: [before!] }), '2024-07-09 10:00', [since!]).papers[0]!;
    const all = textOf(paper) + annexTexts(paper);
    for (const number of [before!, since!]) expect(all).not.toContain(number);
    expect(annexTexts(paper).match(/另有1件不列文号/g)).toHaveLength(2);
    expect(textOf(paper)).toContain('期末未结2件');
  });

  test('tells of what was entered late, by number', () => {
    const figures = { ...figuresOf('吉06', CASES), lateEntries: ['（2023）吉0602执5号'] };
    const paper = paperOf('吉06', { figures });
    expect(textOf(paper)).toContain('上期通报数字冻结以后补录上期期末以前收到的案件1件');
    expect(annexTexts(paper)).toContain('（2023）吉0602执5号');
  });

  test('that is corrected says so, why, and what has become another figure', () => {
    const first = issued(drafted(opened('吉06'))).state;
    const more = [...CASES, late('吉0602', '（2022）吉0602执800号')];
    const [paper] = issued(corrected(first, figuresOf('吉06', more)), '2024-07-16 10:00').papers;
    expect(paper).toMatchObject({ number: '2024年上半年第2版' });
    expect(textOf(paper!)).toContain('关于2024年上半年协同执行工作情况的通报\n（更正）');
    expect(textOf(paper!)).toContain('本院2024年7月9日印发的同期通报（第1版）现予更正，以本版为准。');
    expect(textOf(paper!)).toContain('更正理由：漏计一件。');
    const changes = paper!.annexes!.find(({ title }) => title === '更正的数字')!.parts[0]!;
    const rows = 'table' in changes ? changes.table.rows : [];
    expect(rows).toContainEqual(['白山市浑江区人民法院', '收到', '1', '2']);
    expect(rows).toContainEqual(['合计', '收到', '2', '3']);
    expect(rows).toContainEqual(['合计', '逾期清单', '2件', '3件']);
  });

  test('that is corrected without another figure says that none has changed', () => {
    const first = issued(drafted(opened('吉06'))).state;
    const [paper] = issued(corrected(first, figuresOf('吉06', CASES)), '2024-07-16 10:00').papers;
    expect(textOf(paper!)).toContain('各项数字没有变动');
    expect(annexTexts(paper!)).not.toContain('更正的数字');
  });
});
