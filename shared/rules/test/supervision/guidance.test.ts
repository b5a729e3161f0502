import { addressedAs, carriedGuidance, GUIDANCE, guidanceRole } from '../../src';
import type { GuidanceCommand, GuidanceEvent, GuidanceState, Refusal, Role } from '../../src';

type Outcome = ReturnType<typeof GUIDANCE.decide>;

function taken(outcome: Outcome): { events: GuidanceEvent[]; state: GuidanceState } {
  if ('refusal' in outcome) throw new Error(outcome.refusal.message);
  return outcome;
}

const refusalOf = (outcome: Outcome): Refusal['code'] | undefined =>
  'refusal' in outcome ? outcome.refusal.code : undefined;

const AT = '2024-07-02T10:00:00+08:00';
const person = (role: Role, court = '吉06') => ({ court, role, name: '某', sub: `${role}@${court}` });
const director = person('commandDirector');
const receiver = person('handler', '吉0602');

const opening = (court: string) =>
  GUIDANCE.open({ type: 'guidance.open', at: AT, actor: director, with: { court, title: '意见' } }, undefined);
const OPENED = taken(opening('吉06')).state;

const publish = (text: string, actor = director): GuidanceCommand => ({
  ...{ type: 'guidance.publish', at: AT, actor },
  with: { text, files: [{ file: 'a'.repeat(64), name: '附表.pdf' }] },
});
const acknowledge = (version: number, actor = receiver): GuidanceCommand => ({
  ...{ type: 'guidance.acknowledge', at: AT, actor, with: { version } },
});

const after = (...commands: GuidanceCommand[]): GuidanceState =>
  commands.reduce((state, command) => taken(GUIDANCE.decide(state, command)).state, OPENED);

test('what is published goes to the courts below on the day', () => {
  expect(after(publish('一')).versions).toMatchObject([
    { version: 1, text: '一', to: ['吉0602', '吉0605', '吉0621', '吉0622', '吉0623', '吉0681'], receipts: [] },
  ]);
});

test('published again it is the next version, which no court has yet', () => {
  const state = after(publish('一'), acknowledge(1), publish('二'));
  expect(state.versions).toMatchObject([
    { version: 1, receipts: [{ court: '吉0602', by: receiver }] },
    { version: 2, receipts: [] },
  ]);
});

test('a court has a version once, whoever of it says so', () => {
  const outcome = taken(
    GUIDANCE.decide(after(publish('一'), acknowledge(1)), acknowledge(1, person('bureauDirector', '吉0602'))),
  );
  expect(outcome.events).toEqual([]);
});

test.each<[string, GuidanceState, GuidanceCommand, Refusal['code']]>([
  ['an officer publishes none', OPENED, publish('一', person('commandOfficer')), 'FORBIDDEN'],
  [
    'another court publishes no next version',
    after(publish('一')),
    publish('二', person('commandDirector', '吉01')),
    'FORBIDDEN',
  ],
  ['an inspector receives none', after(publish('一')), acknowledge(1, person('inspector', '吉0602')), 'FORBIDDEN'],
  [
    'a court it was not sent to does not have it',
    after(publish('一')),
    acknowledge(1, person('handler', '吉0104')),
    'NOT_FOUND',
  ],
  ['a version there is not is had by nobody', after(publish('一')), acknowledge(2), 'NOT_FOUND'],
  ['nor is one before anything was published', OPENED, acknowledge(1), 'NOT_FOUND'],
  [
    'an older version is not received any more',
    after(publish('一'), publish('二')),
    acknowledge(1),
    'VERSION_CONFLICT',
  ],
])('%s', (_, state, command, code) => {
  expect(refusalOf(GUIDANCE.decide(state, command))).toBe(code);
});

test.each<[string, string, Refusal['code']]>([
  ['a basic court', '吉0602', 'FORBIDDEN'],
  ['a court that is none', '吉99', 'COURT_UNKNOWN'],
])('%s has no guidance of its own', (_, court, code) => {
  expect(refusalOf(opening(court))).toBe(code);
});

test('a run that goes on with what is carried decides the same', () => {
  const state = after(publish('一'), publish('二'), acknowledge(2));
  for (const command of [publish('三'), acknowledge(1), acknowledge(2), acknowledge(2, person('handler', '吉0605'))]) {
    const [full, carried] = [GUIDANCE.decide(state, command), GUIDANCE.decide(carriedGuidance(state), command)];
    expect('events' in carried ? carried.events : carried).toEqual('events' in full ? full.events : full);
  }
});

test('its entries alone give its state', () => {
  const opened = taken(opening('吉06'));
  const one = taken(GUIDANCE.decide(opened.state, publish('一')));
  const two = taken(GUIDANCE.decide(one.state, acknowledge(1)));
  const events = [...opened.events, ...one.events, ...two.events];
  expect(events.reduce<GuidanceState | null>((state, event) => GUIDANCE.evolve(state, event), null)).toEqual(two.state);
});

test('who holds several roles does it in the one that may', () => {
  const roles: Role[] = ['inspector', 'commandOfficer', 'handler'];
  expect(guidanceRole('guidance.acknowledge', { court: '吉0602', roles }, '2024-07-02')).toBe('handler');
});

test('a court was sent it under whichever code it bears', () => {
  // 公主岭 was 四平's and is 长春's.
  expect(addressedAs(['吉0381'], '吉0184')).toBe('吉0381');
});
