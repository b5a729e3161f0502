import { carriedQuota, QUOTA, quotaIdOf, quotaInForce } from '../../src';
import type { QuotaCommand, QuotaEvent, QuotaState, Refusal, Role } from '../../src';

type Outcome = ReturnType<typeof QUOTA.decide>;

function taken(outcome: Outcome): { events: QuotaEvent[]; state: QuotaState } {
  if ('refusal' in outcome) throw new Error(outcome.refusal.message);
  return outcome;
}

const refusalOf = (outcome: Outcome): Refusal['code'] | undefined =>
  'refusal' in outcome ? outcome.refusal.code : undefined;

const person = (role: Role, sub = `${role}-1`, court = '吉06') => ({ court, role, name: sub, sub });
const director = person('commandDirector');
const president = person('president');

const opening = (court: string, year: number, at = '2024-01-12T10:00:00+08:00') =>
  QUOTA.open({ type: 'quota.open', at, actor: director, with: { court, year } }, undefined);
const OPENED = taken(opening('吉06', 2024)).state;

const set = (number: number, actor = director, at = '2024-01-12T10:00:00+08:00'): QuotaCommand => ({
  ...{ type: 'quota.set', at, actor },
  with: { number, rationale: '按上年办理能力确定。' },
});
const approve = (version?: number, actor = president, at = '2024-01-19T10:00:00+08:00'): QuotaCommand => ({
  ...{ type: 'quota.approve', at, actor },
  with: { version },
});

const after = (...commands: QuotaCommand[]): QuotaState =>
  commands.reduce((state, command) => taken(QUOTA.decide(state, command)).state, OPENED);

test('a court has one file for a year, with small letters only in its id', () => {
  expect(quotaIdOf({ court: '吉06', year: 2024 })).toBe('quota-jl06-2024');
});

test('a number is set by one person, put in force by another, and stays in its versions', () => {
  const state = after(set(20), approve(), set(25));
  expect(state).toMatchObject({
    status: 'PROPOSED',
    versions: [
      { version: 1, number: 20, approval: { by: president } },
      { version: 2, number: 25, approval: null },
    ],
  });
  expect(quotaInForce(state)?.number).toBe(20);
  expect(quotaInForce(after(set(20), approve(), set(25), approve(2)))?.number).toBe(25);
});

test.each<[string, QuotaState, QuotaCommand, Refusal['code']]>([
  ['a president sets none', OPENED, set(1, president), 'FORBIDDEN'],
  ['a command director approves none', after(set(1)), approve(1, person('commandDirector', 'other')), 'FORBIDDEN'],
  ['a neighbour sets none', OPENED, set(1, person('commandDirector', 'x', '吉01')), 'FORBIDDEN'],
  ['there is nothing to approve', OPENED, approve(), 'NOT_FOUND'],
  [
    'who has set it does not approve it',
    after(set(1, person('commandDirector', 'both'))),
    approve(1, person('president', 'both')),
    'SAME_PERSON',
  ],
  ['a version that is not the newest is not approved', after(set(1), set(2)), approve(1), 'VERSION_CONFLICT'],
  ['what is in force is not approved again', after(set(1), approve()), approve(), 'NOT_ALLOWED_IN_STATE'],
])('%s', (_, state, command, code) => {
  expect(refusalOf(QUOTA.decide(state, command))).toBe(code);
});

test.each<[string, string, number, string | undefined, Refusal['code']]>([
  ['a basic court has none', '吉0602', 2024, undefined, 'FORBIDDEN'],
  ['nor has the High Court', '吉', 2024, undefined, 'FORBIDDEN'],
  ['a court that is none has none', '吉99', 2024, undefined, 'COURT_UNKNOWN'],
  ['there is none before the Rule', '吉06', 2017, undefined, 'VALIDATION'],
  ['nor for the year after the next', '吉06', 2026, '2024-12-31T23:59:59+08:00', 'VALIDATION'],
])('%s', (_, court, year, at, code) => {
  expect(refusalOf(opening(court, year, at))).toBe(code);
});

test('time never runs back: an act dated before the last one takes effect with it', () => {
  const state = after(set(20, director, '2024-01-12T10:00:00+08:00'));
  expect(taken(QUOTA.decide(state, approve(1, president, '2024-01-11T10:00:00+08:00'))).events[0]?.at).toBe(
    state.lastAt,
  );
});

test('a run that goes on with what is carried decides the same', () => {
  const state = after(set(20), approve(), set(25));
  for (const command of [set(30), approve(2), approve(1), approve()]) {
    const [full, carried] = [QUOTA.decide(state, command), QUOTA.decide(carriedQuota(state), command)];
    expect('events' in carried ? carried.events : carried).toEqual('events' in full ? full.events : full);
  }
});

test('its entries alone give its state', () => {
  const opened = taken(opening('吉06', 2024));
  const one = taken(QUOTA.decide(opened.state, set(20)));
  const two = taken(QUOTA.decide(one.state, approve()));
  const events = [...opened.events, ...one.events, ...two.events];
  expect(events.reduce<QuotaState | null>((state, event) => QUOTA.evolve(state, event), null)).toEqual(two.state);
});

test('time passes and nothing comes of it', () => {
  expect(QUOTA.nextRung(OPENED)).toBeUndefined();
  expect(QUOTA.decideSystem(OPENED, QUOTA.tick('2030-01-01T00:00:00+08:00'))).toEqual({ events: [], state: OPENED });
});
