import { ARTICLES, COMMAND_ACCESS, DEADLINE_TITLES, HOUSE_RULES, STATUS_TITLES } from '@xiezhi/rules';
import type { CaseState } from '@xiezhi/rules';
import { pureStories } from './all-stories';
import { playPurely } from './pure-story';
import type { Story } from './pure-story';

type Cells = Map<string, Set<string>>;

/** Clocks and settings of files that are no collaborations, and a state that none is in. */
const OUTSIDE_COLLABORATIONS = new Set(['SCAN_DISPOSITION', 'BULLETIN', 'HR-07', 'HR-08', 'DRAFT']);

/** Refusals that only a service can give: it alone knows a used key. */
const REFUSED_BY_SERVICES = new Set(['VERSION_CONFLICT']);

/** A story file cannot publish settings; the command is told of in shared/rules and tests/test/api. */
const NO_STORY = new Set(['settings.adopt']);

const REFUSAL_CODES = [
  'VALIDATION',
  'FORBIDDEN',
  'NOT_FOUND',
  'NOT_ALLOWED_IN_STATE',
  'CASE_NUMBER_INVALID',
  'CASE_TYPE_NOT_ELIGIBLE',
  'COURT_UNKNOWN',
  'GROUND_REQUIRED',
  'ROUTE_NOT_AVAILABLE',
  'ACTIVE_COLLABORATION_EXISTS',
  'PARTICIPANT_OUTSIDE_JURISDICTION',
  'REFUSAL_NOT_ALLOWED',
  'SAME_PERSON',
  'OVERDUE_REASON_REQUIRED',
  'PLAN_SECTION_MISSING',
  'MINUTES_REQUIRED',
  'DECISION_NOT_SERVED',
  'VERSION_CONFLICT',
];

const TABLE: Readonly<Record<string, readonly string[]>> = {
  条文: ARTICLES.map(({ number }) => String(number)),
  情形: ['3-1', '3-2', '3-3', '3-4', '3-5', '3-6', '3-7', '3-8'],
  途径: ['ART7', 'ART8', 'ART9', 'ART4'],
  来源: ['APPLICATION', 'REFERRAL', 'OWN_CASE', 'SUPERIOR_FINDING', 'SUPERIOR_ORDER', 'EX_OFFICIO', 'SCAN'],
  命令: Object.keys(COMMAND_ACCESS),
  不准: REFUSAL_CODES,
  提示: ['BEFORE_EFFECTIVE_DATE', 'GROUND_NOT_MET', 'OUT_OF_PROVINCE', 'FAR_PARTICIPANT'],
  期限: Object.keys(DEADLINE_TITLES),
  期限结果: ['OPEN', 'MET', 'LATE', 'CANCELLED'],
  设置: [...HOUSE_RULES.map(({ id }) => id), 'HR-11'],
  状态: Object.keys(STATUS_TITLES),
  办结: ['ACTUALLY_CLOSED', 'ZHONGBEN', 'MATTER_ACHIEVED', 'REVOKED'],
};

/** The articles a case makes use of; those that only describe or organise (1, 14, 16-18) are in no single case. */
function articlesOf(state: CaseState): string[] {
  const used: Record<string, boolean> = {
    3: state.grounds.length > 0,
    4: state.route === 'ART4',
    5: state.participants.length > 0 || state.credentials.length > 0,
    6: state.origin === 'APPLICATION',
    7: state.route === 'ART7',
    8: state.route === 'ART8',
    9: state.route === 'ART9',
    10: state.deadlines.some(({ kind }) => kind === 'SELF_EXECUTION_PLAN'),
    11: state.plan !== null,
    12: state.records.length > 0,
    13: state.leads.length > 0,
    15: state.mustComplete,
    19: state.warnings.includes('BEFORE_EFFECTIVE_DATE'),
  };
  return Object.keys(used).filter((article) => used[article]);
}

function touch(cells: Cells, group: string, names: Iterable<string>, story: string): void {
  for (const name of names) {
    const key = `${group} ${name}`;
    cells.set(key, (cells.get(key) ?? new Set()).add(story));
  }
}

function count(cells: Cells, story: Story): void {
  const { cases, passed, seen } = playPurely(story);
  const on = (group: string, names: Iterable<string>) => touch(cells, group, names, story.id);
  const refused = story.steps.flatMap((step) => (step.refused ? [step.refused] : []));
  on('命令', passed);
  on('不准', refused);
  if (refused.includes('CASE_TYPE_NOT_ELIGIBLE')) on('条文', ['2']);
  on('状态', seen);
  for (const state of cases) {
    on('条文', articlesOf(state));
    on(
      '情形',
      state.grounds.map(({ code }) => code),
    );
    on('途径', [state.route]);
    on('来源', [state.origin]);
    on('提示', state.warnings);
    on(
      '期限',
      state.deadlines.map(({ kind }) => kind),
    );
    on(
      '期限结果',
      state.deadlines.map(({ status }) => status),
    );
    on(
      '设置',
      state.deadlines.map(({ authority }) => authority),
    );
    if (state.netAge && state.netAge.excludedDays > 0) on('设置', ['HR-11']);
    if (state.closed) on('办结', [state.closed.outcome]);
  }
}

function tableOf(cells: Cells): string {
  const lines = Object.entries(TABLE).map(([group, names]) => {
    const shown = names.map((name) => `${name}=${cells.get(`${group} ${name}`)?.size ?? '—'}`);
    return `  ${group}：${shown.join('  ')}`;
  });
  return ['故事覆盖（每格是用到它的故事数，— 表示没有）：', ...lines, ''].join('\n');
}

test('the stories touch every ground, route, command, refusal, deadline and house rule', () => {
  const cells: Cells = new Map();
  for (const story of pureStories()) count(cells, story);
  process.stdout.write(`${tableOf(cells)}\n`);
  const empty = Object.entries(TABLE)
    .filter(([group]) => group !== '条文')
    .flatMap(([group, names]) => names.filter((name) => !cells.has(`${group} ${name}`)))
    .filter((name) => !OUTSIDE_COLLABORATIONS.has(name) && !REFUSED_BY_SERVICES.has(name));
  expect(empty.filter((name) => !NO_STORY.has(name))).toEqual([]);
});
