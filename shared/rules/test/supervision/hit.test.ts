import {
  calendarFor,
  decideHit,
  decideHitSystem,
  DEFAULT_SETTINGS,
  evolveHit,
  factsOfHit,
  HIT,
  nextRung,
  openHit,
} from '../../src';
import type {
  CalendarYear,
  CourtCode,
  HitCommand,
  HitEvent,
  HitOutcome,
  HitState,
  HitSystemCommand,
  Instant,
  Role,
  ScannedCase,
} from '../../src';

const at = (text: string): Instant => `${text.replace(' ', 'T')}:00+08:00`;
const RUN = at('2025-04-22 10:00');

const found = (court: CourtCode, executingCourt: CourtCode): ScannedCase => ({
  court,
  key: `${executingCourt}-880`,
  caseNumber: `（2022）${executingCourt}执880号`,
  executingCourt,
  rawDate: '2024-09-01',
  excludedDays: 170,
  netDate: '2025-02-18',
  stale: false,
  asOf: '2025-04-22',
  scan: 'scan-1',
  row: 'row-1',
});

const CONTEXT = { settings: DEFAULT_SETTINGS, calendar: calendarFor([], '2025-04-22') };

const clock = (court: CourtCode) => ({ court, role: 'clock' });

function taken(outcome: HitOutcome): { events: HitEvent[]; state: HitState } {
  if ('refusal' in outcome) throw new Error(`${outcome.refusal.code}: ${outcome.refusal.message}`);
  return outcome;
}

const opened = (court: CourtCode = '吉02', executingCourt: CourtCode = '吉0204', context = CONTEXT) =>
  taken(openHit({ type: 'hit.open', at: RUN, actor: clock(court), with: found(court, executingCourt) }, context));

const ask = (
  state: HitState,
  on: string,
  given: HitCommand['with'],
  { court = state.found.court, role = 'commandDirector' as Role } = {},
) =>
  decideHit(state, {
    type: 'scan.dispose',
    at: at(on),
    actor: { court, role, name: '史某', sub: `${court}-${role}` },
    with: given,
  });

const codeOf = (outcome: HitOutcome) => ('refusal' in outcome ? outcome.refusal.code : 'accepted');

const system = (state: HitState, command: HitSystemCommand) => taken(decideHitSystem(state, command));

/** The clock alone, for as long as it has something to do. */
function idle(state: HitState, until: string): { events: HitEvent[]; state: HitState } {
  return system(state, { type: 'clock.tick', at: at(until) });
}

const told = (events: readonly HitEvent[]) =>
  events.map(({ type, payload }) => ('rung' in payload ? payload.rung : type));

test('a hit opens its clock: ten working days from the day of the scan, by the calendar of the court that scans', () => {
  const { events, state } = opened();
  expect(events.map(({ type }) => type)).toEqual(['hit.opened', 'deadline.opened']);
  expect(state.deadlines).toMatchObject([
    {
      kind: 'SCAN_DISPOSITION',
      authority: 'HR-07',
      court: '吉02',
      startedOn: '2025-04-22',
      due: '2025-05-08',
      workdays: 10,
    },
  ]);
});

test('left alone it is reminded of, then overdue and told to its own bureau and the one above', () => {
  const { events, state } = idle(opened().state, '2025-06-01 00:00');
  expect(told(events)).toEqual(['T-3', 'T-1', 'T', 'OVERDUE', 'deadline.escalated']);
  expect(events.map(({ at: instant }) => instant.slice(0, 16))).toEqual([
    '2025-04-30T00:00',
    '2025-05-07T00:00',
    '2025-05-08T00:00',
    '2025-05-09T00:00',
    '2025-05-09T00:00',
  ]);
  expect(events.every(({ actor }) => actor.role === 'clock' && actor.court === '吉02')).toBe(true);
  expect(state.deadlines[0]!.escalated).toEqual({
    on: '2025-05-09',
    to: [
      { court: '吉02', role: 'bureauDirector' },
      { court: '吉', role: 'bureauDirector' },
    ],
  });
  expect(nextRung(state)).toBeUndefined();
});

test('the High Court has none above that would be told', () => {
  const { state } = idle(opened('吉', '吉0204').state, '2025-06-01 00:00');
  expect(state.deadlines[0]!.escalated?.to).toEqual([{ court: '吉', role: 'bureauDirector' }]);
});

test('its length is the setting of the day it is opened; rungs dated up to that day do not exist', () => {
  const command = { type: 'hit.open' as const, at: RUN, actor: clock('吉02'), with: found('吉02', '吉0204') };
  const short = {
    ...CONTEXT,
    settings: { ...DEFAULT_SETTINGS, workdays: { ...DEFAULT_SETTINGS.workdays, 'HR-07': 1 } },
  };
  const { state } = taken(openHit(command, short));
  expect(state.deadlines).toMatchObject([{ due: '2025-04-23', workdays: 1 }]);
  expect(nextRung(state)).toMatchObject({ rung: 'T', on: '2025-04-23' });
});

const HIGH_OWN = () => opened('吉', '吉02').state;
const HIGH_BASIC = () => opened('吉', '吉0204').state;
const MIDDLE = () => opened().state;

const accepted: [string, () => HitState, HitCommand['with'], object][] = [
  ['an intermediate court decides', MIDDLE, { disposition: 'DECIDE', reason: '应当协同' }, { participants: [] }],
  [
    'with participants of its area',
    MIDDLE,
    { disposition: 'DECIDE', reason: '应当协同', participants: ['吉0202'] },
    { participants: ['吉0202'], reason: '应当协同' },
  ],
  ['the High Court decides an intermediate court’s own', HIGH_OWN, { disposition: 'DECIDE', reason: '应当协同' }, {}],
  [
    'the High Court designates the intermediate court',
    HIGH_BASIC,
    { disposition: 'DESIGNATE', to: '吉02', reason: '指定协同' },
    { to: '吉02', reason: '指定协同' },
  ],
  [
    'what it opens',
    MIDDLE,
    { disposition: 'DECIDE', reason: '应当协同', opens: 'jl0204-1' },
    { collaboration: 'jl0204-1' },
  ],
  ['an exemption', MIDDLE, { disposition: 'EXEMPT_WITH_REASON', reason: '已和解' }, { reason: '已和解', row: 'row-1' }],
  [
    'an exemption by the row that is held then',
    MIDDLE,
    { disposition: 'EXEMPT_WITH_REASON', reason: '已和解', row: 'row-2' },
    { row: 'row-2' },
  ],
  [
    'an exemption beside a collaboration',
    MIDDLE,
    { disposition: 'EXEMPT_WITH_REASON', reason: '已和解', collaboration: 'jl0204-1' },
    { reason: '已和解' },
  ],
  [
    'a collaboration that there is',
    MIDDLE,
    { disposition: 'ALREADY_COLLABORATING', collaboration: 'jl0204-1' },
    { collaboration: 'jl0204-1' },
  ],
];

test.each(accepted)('%s', (_, make, given, disposed) => {
  const { state, events } = taken(ask(make(), '2025-04-25 10:00', given));
  expect(events.map(({ type }) => type)).toEqual(['hit.disposed', 'deadline.met']);
  expect(state.disposed).toMatchObject({ as: given.disposition, on: '2025-04-25', ...disposed });
  expect(state.deadlines).toMatchObject([{ status: 'MET', doneOn: '2025-04-25', lateWorkdays: 0, ordinal: 3 }]);
  expect(HIT.isOver(state)).toBe(true);
});

const EXEMPT = { disposition: 'EXEMPT_WITH_REASON', reason: '已和解' } as const;
const DESIGNATE = { disposition: 'DESIGNATE', to: '吉02', reason: '指定' } as const;
const DECIDE = { disposition: 'DECIDE', reason: '应当协同' } as const;

const refused: [string, () => HitState, HitCommand['with'], { court?: CourtCode; role?: Role }, string][] = [
  ['another role', MIDDLE, EXEMPT, { role: 'commandOfficer' }, 'FORBIDDEN'],
  ['another court', MIDDLE, EXEMPT, { court: '吉03' }, 'FORBIDDEN'],
  ['the court above', MIDDLE, EXEMPT, { court: '吉' }, 'FORBIDDEN'],
  ['the executing court', MIDDLE, EXEMPT, { court: '吉0204' }, 'FORBIDDEN'],
  ['an intermediate court that designates', MIDDLE, DESIGNATE, {}, 'FORBIDDEN'],
  ['the High Court that decides a basic court’s case', HIGH_BASIC, DECIDE, {}, 'FORBIDDEN'],
  ['who may not is told so before what is missing', HIGH_BASIC, { disposition: 'DECIDE' }, {}, 'FORBIDDEN'],
  ['a court that is not the intermediate one', HIGH_BASIC, { ...DESIGNATE, to: '吉03' }, {}, 'ROUTE_NOT_AVAILABLE'],
  ['the executing court itself', HIGH_BASIC, { ...DESIGNATE, to: '吉0204' }, {}, 'ROUTE_NOT_AVAILABLE'],
  ['an intermediate court for its own case', HIGH_OWN, DESIGNATE, {}, 'ROUTE_NOT_AVAILABLE'],
  ['nobody designated', HIGH_BASIC, { disposition: 'DESIGNATE', reason: '指定' }, {}, 'VALIDATION'],
  ['an exemption without a reason', MIDDLE, { disposition: 'EXEMPT_WITH_REASON' }, {}, 'VALIDATION'],
  ['an exemption for a blank reason', MIDDLE, { ...EXEMPT, reason: ' \u3000' }, {}, 'VALIDATION'],
  ['a decision without a reason', MIDDLE, { disposition: 'DECIDE' }, {}, 'VALIDATION'],
  ['a designation without a reason', HIGH_BASIC, { disposition: 'DESIGNATE', to: '吉02' }, {}, 'VALIDATION'],
  ['participants of an exemption', MIDDLE, { ...EXEMPT, participants: ['吉0202'] }, {}, 'VALIDATION'],
  ['an addressee of a decision', MIDDLE, { ...DECIDE, to: '吉02' }, {}, 'VALIDATION'],
  ['the same participant twice', MIDDLE, { ...DECIDE, participants: ['吉0202', '吉0202'] }, {}, 'VALIDATION'],
  ['the executing court as participant', MIDDLE, { ...DECIDE, participants: ['吉0204'] }, {}, 'VALIDATION'],
  ['an unknown participant', MIDDLE, { ...DECIDE, participants: ['吉0299'] }, {}, 'COURT_UNKNOWN'],
  [
    'a participant of another area',
    MIDDLE,
    { ...DECIDE, participants: ['吉0302'] },
    {},
    'PARTICIPANT_OUTSIDE_JURISDICTION',
  ],
  ['a collaboration that there is not', MIDDLE, { disposition: 'ALREADY_COLLABORATING' }, {}, 'NOT_ALLOWED_IN_STATE'],
  ['a second collaboration', MIDDLE, { ...DECIDE, collaboration: 'jl0204-1' }, {}, 'ACTIVE_COLLABORATION_EXISTS'],
  ['one designated', HIGH_BASIC, { ...DESIGNATE, collaboration: 'jl0204-1' }, {}, 'ACTIVE_COLLABORATION_EXISTS'],
];

test.each(refused)('refused: %s', (_, make, given, actor, code) => {
  expect(codeOf(ask(make(), '2025-04-25 10:00', given, actor))).toBe(code);
});

test('what is disposed of stays so, for people and for the system', () => {
  const { state } = taken(ask(MIDDLE(), '2025-04-25 10:00', EXEMPT));
  expect(codeOf(ask(state, '2025-04-26 10:00', DECIDE))).toBe('NOT_ALLOWED_IN_STATE');
  expect(codeOf(ask(state, '2025-04-26 10:00', DECIDE, { role: 'president' }))).toBe('FORBIDDEN');
  const later = at('2025-04-26 10:00');
  expect(system(state, { type: 'hit.end', at: later, as: 'NO_LONGER_DUE', row: 'row-2' }).events).toEqual([]);
});

test.each([
  [{ as: 'ALREADY_COLLABORATING', collaboration: 'jl0204-1' }],
  [{ as: 'NO_LONGER_DUE', row: 'row-2' }],
] as const)('by itself it ends: %j', (end) => {
  const { state, events } = system(MIDDLE(), { type: 'hit.end', at: at('2025-04-28 09:00'), ...end });
  expect(state.disposed).toEqual({ ...end, on: '2025-04-28' });
  expect(events.map(({ actor }) => actor)).toEqual(Array(2).fill({ court: '吉02', role: 'system' }));
  expect(state.deadlines[0]).toMatchObject({ status: 'MET', doneOn: '2025-04-28' });
});

test('a disposition after the due day comes late, however late the timer is', () => {
  const { state, events } = taken(ask(MIDDLE(), '2025-05-12 09:00', EXEMPT));
  expect(told(events)).toEqual(['T-3', 'T-1', 'T', 'OVERDUE', 'deadline.escalated', 'hit.disposed', 'deadline.met']);
  expect(state.deadlines[0]).toMatchObject({ status: 'LATE', doneOn: '2025-05-12', lateWorkdays: 2 });
});

test('the time of a hit never runs backwards', () => {
  const { state } = idle(MIDDLE(), '2025-05-07 00:00');
  const disposed = taken(ask(state, '2025-04-25 10:00', EXEMPT));
  expect(disposed.events[0]!.at).toBe(state.lastAt);
});

const closure = (version: number): CalendarYear => ({
  region: 'national',
  year: 2025,
  version,
  off: [
    '2025-05-06',
    '2025-05-07',
    ...CONTEXT.calendar.find(({ region, year }) => region === 'national' && year === 2025)!.off,
  ],
  makeup: CONTEXT.calendar.find(({ region, year }) => region === 'national' && year === 2025)!.makeup,
  notice: '测试通知',
});

test('a published calendar recounts a hit that runs, and its rungs follow the new day', () => {
  const revise = { type: 'calendar.revise', at: at('2025-04-24 09:00'), years: [closure(9)] } as const;
  const { state } = system(MIDDLE(), { ...revise, years: [...revise.years] });
  expect(state.deadlines[0]).toMatchObject({
    due: '2025-05-12',
    revisions: [{ from: '2025-05-08', to: '2025-05-12', reason: '测试通知' }],
  });
  expect(nextRung(state)).toMatchObject({ rung: 'T-3', on: '2025-04-30' });
});

test('what is late no longer by a later calendar waits again, and keeps what was sent', () => {
  const late = idle(MIDDLE(), '2025-05-09 10:00').state;
  expect(late.deadlines[0]!.status).toBe('LATE');
  const { state } = system(late, { type: 'calendar.revise', at: at('2025-05-09 11:00'), years: [closure(9)] });
  expect(state.deadlines[0]).toMatchObject({ status: 'OPEN', due: '2025-05-12' });
  expect(state.deadlines[0]!.escalated).toBeDefined();
});

test('a hit that is disposed of takes a calendar and leaves its clock alone', () => {
  const { state } = taken(ask(MIDDLE(), '2025-04-25 10:00', EXEMPT));
  const after = system(state, { type: 'calendar.revise', at: at('2025-04-26 09:00'), years: [closure(9)] });
  expect(after.events.map(({ type }) => type)).toEqual(['calendar.revised']);
  expect(after.state.deadlines).toEqual(state.deadlines);
});

test('the events of a hit, one after the other, lead to its state', () => {
  const first = opened();
  const second = idle(first.state, '2025-05-09 10:00');
  const third = taken(ask(second.state, '2025-05-12 09:00', EXEMPT));
  const events = [...first.events, ...second.events, ...third.events];
  const folded = events.reduce<HitState | null>((state, event) => evolveHit(state, event), null);
  expect(folded).toEqual(third.state);
  expect(folded!.seq).toBe(events.length);
});

test('its facts are those of the contract', () => {
  const { state } = idle(MIDDLE(), '2025-05-07 09:00');
  expect(factsOfHit(state)).toEqual({
    caseNumber: '（2022）吉0204执880号',
    executingCourt: '吉0204',
    rawDate: '2024-09-01',
    excludedDays: 170,
    netDate: '2025-02-18',
    stale: false,
    dispositionDue: '2025-05-08',
    disposition: null,
    doneOn: null,
    status: 'OPEN',
    lateWorkdays: null,
    reminders: [
      { rung: 'T-3', on: '2025-04-30' },
      { rung: 'T-1', on: '2025-05-07' },
    ],
  });
});
