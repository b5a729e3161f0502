import {
  BULLETIN,
  bulletinFigures,
  bulletinIdOf,
  bulletinOpensAt,
  calendarFor,
  carriedBulletin,
  changedFigures,
  changedLines,
  CLOSE_OUTCOMES,
  codesIn,
  decideBulletin,
  decideBulletinSystem,
  DEFAULT_SETTINGS,
  DISPOSITIONS,
  dutiesOfBulletin,
  evolveBulletin,
  factsOfBulletin,
  FIGURE_COLUMNS,
  GROUND_CODES,
  needsBulletin,
  nextRung,
  openBulletin,
  ORIGINS,
} from '../../src';
import type {
  Bulletin,
  BulletinCommand,
  BulletinEvent,
  BulletinOutcome,
  BulletinState,
  CountedCollaboration,
  CourtCode,
  Figures,
  Instant,
  Role,
} from '../../src';

const at = (text: string): Instant => `${text.replace(' ', 'T')}:00.000+08:00`;
const PERIOD = '2024-H1';
const ENDED = bulletinOpensAt(PERIOD);
const CONTEXT = { settings: DEFAULT_SETTINGS, calendar: calendarFor([], '2024-07-01') };

const collaboration = (receivedOn: string | null, end: CountedCollaboration['end'] = null, decidingCourt = '吉06') => ({
  ...{ caseId: 'jl0602-1', caseNumber: '（2022）吉0602执733号', documentNumber: null, executingCourt: '吉0602' },
  ...{
    decidingCourt,
    origin: 'APPLICATION' as const,
    grounds: ['3-4' as const],
    ordered: false,
    leads: [],
    reviews: [],
  },
  ...{ enteredAt: at('2024-05-20 09:30'), receivedOn, end, closed: null },
});

const figures = (collaborations: CountedCollaboration[] = []): Bulletin =>
  bulletinFigures({ court: '吉06', period: PERIOD, collaborations, hits: [], quotas: [], previous: null });

function taken(outcome: BulletinOutcome): { events: BulletinEvent[]; state: BulletinState } {
  if ('refusal' in outcome) throw new Error(`${outcome.refusal.code}: ${outcome.refusal.message}`);
  return outcome;
}

const codeOf = (outcome: BulletinOutcome) => ('refusal' in outcome ? outcome.refusal.code : 'accepted');

const open = (court: CourtCode = '吉06', period = PERIOD, on = ENDED) =>
  openBulletin({ type: 'bulletin.open', at: on, actor: { court, role: 'clock' }, with: { court, period } }, CONTEXT);

interface Who {
  court?: CourtCode;
  role?: Role;
  sub?: string;
}

const actor = (usual: Role, { court = '吉06', role = usual, sub = `${court}-${role}` }: Who) => ({
  ...{ court, role, sub },
  name: '罗某',
});

type Given<T extends BulletinCommand['type']> = Partial<Extract<BulletinCommand, { type: T }>['with']>;

const draft = (state: BulletinState, on: string, given: Given<'bulletin.draft'> = {}, who: Who = {}) =>
  decideBulletin(state, {
    ...{ type: 'bulletin.draft', at: at(on), actor: actor('assessor', who) },
    with: { period: PERIOD, figures: figures(), restricted: [], ...given },
  });

const issue = (state: BulletinState, on: string, given: Given<'bulletin.issue'> = {}, who: Who = {}) =>
  decideBulletin(state, {
    ...{ type: 'bulletin.issue', at: at(on), actor: actor('bureauDirector', who) },
    with: { period: PERIOD, ...given },
  });

const correct = (state: BulletinState, on: string, given: Given<'bulletin.correct'> = {}, who: Who = {}) =>
  decideBulletin(state, {
    ...{ type: 'bulletin.correct', at: at(on), actor: actor('assessor', who) },
    with: { period: PERIOD, figures: figures(), restricted: [], reason: '漏计一件', ...given },
  });

const tick = (state: BulletinState, on: string) =>
  taken(decideBulletinSystem(state, { type: 'clock.tick', at: at(on) }));

const OPEN = () => taken(open()).state;
const DRAFTED = () => taken(draft(OPEN(), '2024-07-08 09:00', { problems: '个别案件临近期限才审查。' })).state;
const ISSUED = () => taken(issue(DRAFTED(), '2024-07-09 10:00')).state;
const CORRECTED = () => taken(correct(ISSUED(), '2024-07-10 10:00')).state;

const told = (events: readonly BulletinEvent[]) =>
  events.map(({ type, payload }) => ('rung' in payload ? payload.rung : type));

test('the end of a half-year opens the clock of its bulletin: fifteen working days after its last day', () => {
  const { events, state } = taken(open());
  expect(told(events)).toEqual(['bulletin.opened', 'deadline.opened']);
  expect(state.deadlines[0]).toMatchObject({
    ...{ kind: 'BULLETIN', authority: 'HR-08', court: '吉06', startedOn: '2024-06-30', workdays: 15 },
    due: '2024-07-19',
  });
  expect(nextRung(state)).toMatchObject({ rung: 'T-3', on: '2024-07-16' });
});

test.each<[string, BulletinOutcome, string]>([
  ['a basic court', open('吉0602'), 'FORBIDDEN'],
  ['no court', open('吉99'), 'COURT_UNKNOWN'],
  ['no half-year', open('吉06', '2024'), 'VALIDATION'],
  ['a half-year that has not ended', open('吉06', PERIOD, at('2024-06-30 23:59')), 'NOT_ALLOWED_IN_STATE'],
])('not opened: %s', (_, outcome, code) => expect(codeOf(outcome)).toBe(code));

test.each<[string, BulletinOutcome, string]>([
  ['issued before a draft', issue(OPEN(), '2024-07-08 09:00'), 'NOT_ALLOWED_IN_STATE'],
  ['corrected before a draft', correct(OPEN(), '2024-07-08 09:00'), 'NOT_ALLOWED_IN_STATE'],
  ['corrected before issue', correct(DRAFTED(), '2024-07-09 09:00'), 'NOT_ALLOWED_IN_STATE'],
  ['drafted after issue', draft(ISSUED(), '2024-07-10 09:00'), 'NOT_ALLOWED_IN_STATE'],
  ['issued again', issue(ISSUED(), '2024-07-10 09:00'), 'NOT_ALLOWED_IN_STATE'],
  ['drafted while it is corrected', draft(CORRECTED(), '2024-07-11 09:00'), 'NOT_ALLOWED_IN_STATE'],
  ['corrected while it is corrected', correct(CORRECTED(), '2024-07-11 09:00'), 'NOT_ALLOWED_IN_STATE'],
  ['a correction without a reason', correct(ISSUED(), '2024-07-10 09:00', { reason: ' ' }), 'VALIDATION'],
  ['issued by its drafter', issue(DRAFTED(), '2024-07-09 09:00', {}, { sub: '吉06-assessor' }), 'SAME_PERSON'],
  [
    'issued by who has read an earlier draft',
    issue(taken(draft(DRAFTED(), '2024-07-09 08:00')).state, '2024-07-09 09:00', {
      frozenAt: DRAFTED().versions[0]!.frozenAt,
    }),
    'VERSION_CONFLICT',
  ],
  [
    'a correction issued by its drafter',
    issue(CORRECTED(), '2024-07-11 09:00', {}, { sub: '吉06-assessor' }),
    'SAME_PERSON',
  ],
  ['drafted by a bureauDirector', draft(OPEN(), '2024-07-08 09:00', {}, { role: 'bureauDirector' }), 'FORBIDDEN'],
  ['issued by an assessor', issue(DRAFTED(), '2024-07-09 09:00', {}, { role: 'assessor' }), 'FORBIDDEN'],
  ['issued by a president', issue(DRAFTED(), '2024-07-09 09:00', {}, { role: 'president' }), 'FORBIDDEN'],
  ['corrected by a bureauDirector', correct(ISSUED(), '2024-07-10 09:00', {}, { role: 'bureauDirector' }), 'FORBIDDEN'],
  ['drafted by another court', draft(OPEN(), '2024-07-08 09:00', {}, { court: '吉' }), 'FORBIDDEN'],
  ['issued by a court below', issue(DRAFTED(), '2024-07-09 09:00', {}, { court: '吉0602' }), 'FORBIDDEN'],
  ['forbidden before it is out of turn', issue(OPEN(), '2024-07-08 09:00', {}, { role: 'assessor' }), 'FORBIDDEN'],
  ['another half-year', draft(OPEN(), '2024-07-08 09:00', { period: '2023-H2' }), 'NOT_FOUND'],
])('refused: %s', (_, outcome, code) => expect(codeOf(outcome)).toBe(code));

test('drafting again before issue freezes the figures anew, and it is still the first version', () => {
  const { state } = taken(draft(DRAFTED(), '2024-07-09 09:00', { figures: figures([collaboration('2024-05-20')]) }));
  expect(state.versions).toMatchObject([{ version: 1, frozenAt: at('2024-07-09 09:00'), by: { name: '罗某' } }]);
  expect(state.versions[0]!.figures.total.received).toBe(1);
  expect(state.versions[0]).not.toHaveProperty('problems');
});

test('issue meets the deadline and tells every other court in the area', () => {
  const { events, state } = taken(issue(DRAFTED(), '2024-07-09 10:00'));
  expect(told(events)).toEqual(['bulletin.issued', 'deadline.met']);
  expect(state.deadlines[0]).toMatchObject({ status: 'MET', doneOn: '2024-07-09', lateWorkdays: 0 });
  const to = state.versions[0]!.issued!.to;
  expect(to).toEqual(['吉0602', '吉0605', '吉0621', '吉0622', '吉0623', '吉0681']);
});

test("the High Court's goes to every court of the province", () => {
  const high = taken(open('吉')).state;
  const who = { court: '吉' };
  const { state } = taken(issue(taken(draft(high, '2024-07-08 09:00', {}, who)).state, '2024-07-09 10:00', {}, who));
  const to = state.versions[0]!.issued!.to;
  expect(to).not.toContain('吉');
  expect(to).toEqual(expect.arrayContaining(['吉06', '吉0602', '吉24']));
});

test('a bulletin not issued by its day is late, told upwards, and stays late', () => {
  const { events, state } = tick(DRAFTED(), '2024-07-20 00:00');
  expect(told(events)).toEqual(['T-3', 'T-1', 'T', 'OVERDUE', 'deadline.escalated']);
  expect(state.deadlines[0]!.escalated!.to).toEqual([
    { court: '吉06', role: 'bureauDirector' },
    { court: '吉', role: 'bureauDirector' },
  ]);
  expect(factsOfBulletin(state)).toMatchObject({ status: 'DRAFTED', late: true });
  const late = taken(issue(state, '2024-07-22 09:00')).state;
  expect(factsOfBulletin(late)).toMatchObject({ status: 'ISSUED', late: true, issuedOn: '2024-07-22' });
  expect(late.deadlines[0]).toMatchObject({ status: 'LATE', lateWorkdays: 1 });
});

test('an issue that comes after midnight is late, however late the timer is', () => {
  expect(factsOfBulletin(taken(issue(DRAFTED(), '2024-07-20 00:00')).state).late).toBe(true);
});

test('a correction is the next version: it freezes anew, keeps the texts, tells what changed, and has no clock', () => {
  const { events, state } = taken(
    correct(ISSUED(), '2024-07-25 10:00', { figures: figures([collaboration('2024-05-20')]), nextSteps: '逐案跟进。' }),
  );
  expect(told(events)).toEqual(['bulletin.corrected']);
  expect(state.status).toBe('DRAFTED');
  expect(state.versions.map(({ version, issued }) => [version, issued?.on])).toEqual([
    [1, '2024-07-09'],
    [2, undefined],
  ]);
  expect(state.versions[1]).toMatchObject({ problems: '个别案件临近期限才审查。', nextSteps: '逐案跟进。' });
  expect(state.versions[1]!.correction!.changed).toContainEqual({ court: '吉0602', field: 'received', from: 0, to: 1 });
  expect(factsOfBulletin(state)).toMatchObject({ version: 2, status: 'DRAFTED', issuedOn: null, late: false });
  const { events: again, state: issued } = taken(issue(state, '2024-07-26 10:00'));
  expect(told(again)).toEqual(['bulletin.issued']);
  expect(factsOfBulletin(issued)).toMatchObject({ version: 2, status: 'ISSUED', issuedOn: '2024-07-26', late: false });
  expect(issued.deadlines[0]).toMatchObject({ status: 'MET', doneOn: '2024-07-09' });
});

test('what changed is told row by row, the total last, by value', () => {
  const changed = changedFigures(
    figures(),
    figures([collaboration('2024-05-20', { kind: 'refused', on: '2024-05-27' })]),
  );
  expect(changed.map(({ court, field }) => [court, field])).toEqual(
    ['吉0602', null].flatMap((court) => ['received', 'refused', 'origins', 'grounds'].map((field) => [court, field])),
  );
  expect(changedFigures(figures(), JSON.parse(JSON.stringify(figures())) as Bulletin)).toEqual([]);
  const [row, ...rows] = figures().rows;
  const without = { ...figures(), rows };
  expect(changedFigures(figures(), without)).toContainEqual({
    court: row!.court,
    field: 'received',
    from: 0,
    to: null,
  });
});

test('a calendar published after an issue that came early leaves it met', () => {
  const [first] = CONTEXT.calendar.filter(({ region, year }) => region === 'national' && year === 2024);
  const years = [{ ...first!, version: 9, off: [...first!.off, '2024-07-04'], notice: '测试通知' }];
  const revised = decideBulletinSystem(OPEN(), { type: 'calendar.revise', at: at('2024-07-02 09:00'), years });
  expect(taken(revised).state.deadlines[0]).toMatchObject({ due: '2024-07-22', revisions: [{ from: '2024-07-19' }] });
  const after = decideBulletinSystem(ISSUED(), { type: 'calendar.revise', at: at('2024-07-10 09:00'), years });
  expect(taken(after).state.deadlines[0]).toMatchObject({ status: 'MET', due: '2024-07-19' });
});

test('the events of a bulletin, one after the other, lead to its state, which is never over', () => {
  const steps = [
    taken(open()),
    taken(draft(OPEN(), '2024-07-08 09:00', { problems: '个别案件临近期限才审查。' })),
    taken(issue(DRAFTED(), '2024-07-09 10:00')),
    taken(correct(ISSUED(), '2024-07-10 10:00')),
  ];
  const events = steps.flatMap((step) => step.events);
  const folded = events.reduce<BulletinState | null>((state, event) => evolveBulletin(state, event), null);
  expect(folded).toEqual(CORRECTED());
  expect(folded!.seq).toBe(events.length);
  expect(BULLETIN.isOver(folded!)).toBe(false);
});

test('what a run carries on decides as the whole does', () => {
  const carried = carriedBulletin(CORRECTED());
  expect(carried.versions.map(({ version }) => version)).toEqual([2]);
  expect(codeOf(draft(carried, '2024-07-11 09:00'))).toBe('NOT_ALLOWED_IN_STATE');
  expect(taken(issue(carried, '2024-07-11 09:00')).events).toEqual(
    taken(issue(CORRECTED(), '2024-07-11 09:00')).events,
  );
});

/** Every number in a value, however deep. */
const numbersIn = (value: unknown): number[] => {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
};

test('each figure is in one column of the table', () => {
  let next = 1000;
  const count = () => (next += 1);
  const counts = <K extends string>(codes: readonly K[]) =>
    Object.fromEntries(codes.map((code) => [code, count()])) as Record<K, number>;
  const flow = ['pendingBefore', 'received', 'decided', 'refused', 'withdrawn', 'lapsed', 'concluded'] as const;
  const total: Figures = {
    ...counts([...flow, 'pendingAfter', 'recovered', 'mustCompleteOutstanding'] as const),
    onTime: { numerator: count(), denominator: count(), display: '50.0%' },
    overdue: [],
    reviewWorkdaysMedian: '9.5',
    origins: counts(codesIn(ORIGINS)),
    grounds: counts(GROUND_CODES),
    closed: counts(codesIn(CLOSE_OUTCOMES)),
    quota: counts(['number', 'decided', 'closed'] as const),
    scan: counts(['hits', ...codesIn(DISPOSITIONS), 'outstanding'] as const),
    leads: counts(['registered', 'referred', 'unfounded'] as const),
  };
  const cells = FIGURE_COLUMNS.map((each) => each.of(total));
  expect(cells.filter((cell) => typeof cell === 'number').sort()).toEqual(numbersIn(total).sort());
  expect(cells).toEqual(expect.arrayContaining(['50.0%', '9.5']));
  expect(new Set(FIGURE_COLUMNS.flatMap(({ title }) => title)).size).toBe(2 * FIGURE_COLUMNS.length);
});

test('its facts before a draft', () => {
  expect(factsOfBulletin(OPEN())).toEqual({
    ...{ court: '吉06', period: PERIOD, due: '2024-07-19', status: 'OPEN', late: false },
    ...{ version: 1, issuedOn: null, figures: null },
  });
});

test('a court has one file a half-year, and an id that subjects of events can bear', () => {
  expect(bulletinIdOf({ court: '吉06', period: PERIOD })).toBe('bulletin-jl06-2024-h1');
});

test('a half-year opens its bulletins when the next one begins', () => {
  expect([bulletinOpensAt('2024-H1'), bulletinOpensAt('2024-H2')].map((instant) => instant.slice(0, 19))).toEqual([
    '2024-07-01T00:00:00',
    '2025-01-01T00:00:00',
  ]);
});

describe('who needs a bulletin', () => {
  const over = (on: string): CountedCollaboration['end'] => ({ kind: 'withdrawn', on });

  test.each<[string, CountedCollaboration[], CourtCode[], CourtCode[]]>([
    ['nothing anywhere', [], [], []],
    ['received on the last day', [collaboration('2024-06-30')], [], ['吉', '吉06']],
    ['received later', [collaboration('2024-07-01')], [], []],
    ['never received', [collaboration(null)], [], []],
    ['ended before', [collaboration('2023-11-20', over('2023-12-31'))], [], []],
    ['still pending on the first day', [collaboration('2023-11-20', over('2024-01-01'))], [], ['吉', '吉06']],
    ["the High Court's own", [collaboration('2024-05-20', null, '吉')], [], ['吉']],
    ['a docket of a basic court', [], ['吉0204'], ['吉', '吉02']],
    ['a docket of an intermediate court', [], ['吉02'], ['吉', '吉02']],
    ["the High Court's own docket", [], ['吉'], ['吉']],
    ["a docket under a court's earlier code", [], ['吉0381'], ['吉', '吉01']],
  ])('%s', (_, collaborations, courts, expected) => {
    expect(needsBulletin(PERIOD, collaborations, courts)).toEqual(expected);
  });
});

test.each<[string, BulletinState, object[]]>([
  [
    'before a draft the assessor',
    OPEN(),
    [{ command: 'bulletin.draft', roles: ['assessor'], except: null, due: '2024-07-19', authority: 'HR-08' }],
  ],
  [
    'then a director, who is not the drafter',
    DRAFTED(),
    [{ command: 'bulletin.issue', roles: ['bureauDirector'], except: '吉06-assessor', due: '2024-07-19' }],
  ],
  ['nobody once it is issued', ISSUED(), []],
  [
    'with a correction the director again, without a clock',
    CORRECTED(),
    [{ command: 'bulletin.issue', except: '吉06-assessor', due: null, late: false }],
  ],
  [
    'what is late goes on waiting',
    tick(OPEN(), '2024-07-20 00:00').state,
    [{ command: 'bulletin.draft', due: '2024-07-19', late: true }],
  ],
])('a bulletin waits for: %s', (_, state, duties) => expect(dutiesOfBulletin(state)).toMatchObject(duties));

test('what a correction changed is told figure by figure, a list by its numbers', () => {
  const late = { due: '2024-06-03', inTime: false, workdays: null };
  const before = figures([collaboration('2024-05-20')]);
  const after = figures([{ ...collaboration('2024-05-20'), reviews: [late] }, collaboration('2024-05-21')]);
  const total = changedFigures(before, after).filter(({ court }) => court === null);
  expect(total.flatMap(changedLines).map(({ title, from, to }) => [title[0], from, to])).toEqual([
    ['收到', 1, 2],
    ['期末未结', 1, 2],
    ['应审结', 0, 1],
    ['按期率', '—', '0.0%'],
    ['逾期未审结的案件', '', '（2022）吉0602执733号'],
    ['来源：下级报请', 1, 2],
    ['情形3-4', 1, 2],
  ]);
});
