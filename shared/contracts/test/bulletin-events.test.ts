import {
  bulletinFigures,
  bulletinOpensAt,
  calendarFor,
  decideBulletin,
  decideBulletinSystem,
  DEFAULT_SETTINGS,
  openBulletin,
} from '@xiezhi/rules';
import type { BulletinEvent, BulletinOutcome, BulletinState } from '@xiezhi/rules';
import { bulletinEventOf, entryOf } from '../src/index';

function taken(outcome: BulletinOutcome): { events: BulletinEvent[]; state: BulletinState } {
  if ('refusal' in outcome) throw new Error(outcome.refusal.message);
  return outcome;
}

const PERIOD = '2024-H1';
const at = (text: string) => `${text}:00+08:00`;
const person = (role: 'assessor' | 'bureauDirector') => ({ court: '吉', role, name: '史某', sub: role });
const figures = (received: number) =>
  bulletinFigures({
    ...{ court: '吉', period: PERIOD, hits: [], previous: null, quotas: [{ court: '吉06', year: 2024, number: 2 }] },
    collaborations: Array.from({ length: received }, (_, index) => ({
      ...{ caseId: `jl0602-${index}`, caseNumber: `（2022）吉0602执${index}号`, documentNumber: null },
      ...{ executingCourt: '吉0602', decidingCourt: '吉06', origin: 'APPLICATION', grounds: ['3-4'], leads: [] },
      ...{ enteredAt: at('2024-05-20T09:30'), receivedOn: '2024-05-20', end: { kind: 'decided', on: '2024-06-20' } },
      ...{ reviews: [{ due: '2024-06-03', inTime: false, workdays: 22 }], closed: null, ordered: false },
    })),
  });

const opened = taken(
  openBulletin(
    {
      ...{ type: 'bulletin.open', at: bulletinOpensAt(PERIOD), actor: { court: '吉', role: 'clock' } },
      with: { court: '吉', period: PERIOD },
    },
    { settings: DEFAULT_SETTINGS, calendar: calendarFor([], '2024-07-01') },
  ),
);
const drafted = taken(
  decideBulletin(opened.state, {
    ...{ type: 'bulletin.draft', at: at('2024-07-08T09:00'), actor: person('assessor') },
    with: { period: PERIOD, problems: '临近期限才审查。', figures: figures(1), restricted: ['（2022）吉0602执0号'] },
  }),
);
const late = taken(decideBulletinSystem(drafted.state, { type: 'clock.tick', at: at('2024-07-20T00:00') }));
const issued = taken(
  decideBulletin(late.state, {
    ...{ type: 'bulletin.issue', at: at('2024-07-22T09:00'), actor: person('bureauDirector') },
    with: { period: PERIOD },
  }),
);
const corrected = taken(
  decideBulletin(issued.state, {
    ...{ type: 'bulletin.correct', at: at('2024-07-23T09:00'), actor: person('assessor') },
    with: { period: PERIOD, reason: '漏计', nextSteps: '逐案跟进。', figures: figures(2), restricted: [] },
  }),
);
const EVENTS = [opened, drafted, late, issued, corrected].flatMap(({ events }) => events);

test.each(EVENTS.map((event): [string, BulletinEvent] => [event.type, event]))(
  '%s comes back from its entry',
  (_, event) => {
    const entry = entryOf('bulletin-jl-2024-h1', 1, event, 'rules');
    expect(bulletinEventOf(JSON.parse(JSON.stringify(entry)) as typeof entry)).toEqual(event);
  },
);

test('what no bulletin has is no event of one, nor is what lacks something', () => {
  const [{ at: instant, actor }] = EVENTS as [BulletinEvent];
  expect(() => bulletinEventOf({ type: 'hit.disposed', at: instant, actor, payload: {} })).toThrow('hit.disposed');
  expect(() => bulletinEventOf({ type: 'bulletin.issued', at: instant, actor, payload: { version: 1 } })).toThrow();
});
