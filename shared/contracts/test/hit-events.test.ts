import { calendarFor, decideHit, decideHitSystem, DEFAULT_SETTINGS, openHit } from '@xiezhi/rules';
import type { HitEvent, HitOutcome, HitState } from '@xiezhi/rules';
import { entryOf, hitEventOf } from '../src/index';

const CALENDAR = calendarFor([], '2025-04-22');
const YEAR = CALENDAR.find(({ region, year }) => region === 'national' && year === 2025)!;

function taken(outcome: HitOutcome): { events: HitEvent[]; state: HitState } {
  if ('refusal' in outcome) throw new Error(outcome.refusal.message);
  return outcome;
}

const at = (text: string) => `${text}:00+08:00`;

const opened = taken(
  openHit(
    {
      type: 'hit.open',
      at: at('2025-04-22T10:00'),
      actor: { court: '吉02', role: 'clock' },
      with: {
        ...{ court: '吉02', executingCourt: '吉0204', key: 'key', caseNumber: '（2022）吉0204执880号' },
        ...{ rawDate: '2024-09-01', excludedDays: 170, netDate: '2025-02-18', stale: true },
        ...{ asOf: '2025-04-22', scan: 'scan-1', row: 'row-1' },
      },
    },
    { settings: DEFAULT_SETTINGS, calendar: CALENDAR },
  ),
);
const late = taken(decideHitSystem(opened.state, { type: 'clock.tick', at: at('2025-05-09T10:00') }));
const closed = { ...YEAR, version: 9, off: [...YEAR.off, '2025-05-06'], notice: '测试通知' };
const revised = taken(
  decideHitSystem(late.state, { type: 'calendar.revise', at: at('2025-05-09T11:00'), years: [closed] }),
);
const person = { court: '吉02', role: 'commandDirector', name: '史某', sub: 's' } as const;
const decided = taken(
  decideHit(revised.state, {
    type: 'scan.dispose',
    at: at('2025-05-09T12:00'),
    actor: person,
    with: { disposition: 'DECIDE', reason: '应当协同', participants: ['吉0202'] },
  }),
);
const exempted = taken(
  decideHit(revised.state, {
    type: 'scan.dispose',
    at: at('2025-05-09T12:00'),
    actor: person,
    with: { disposition: 'EXEMPT_WITH_REASON', reason: '已和解' },
  }),
);
const ended = taken(
  decideHitSystem(revised.state, {
    type: 'hit.end',
    at: at('2025-05-09T12:00'),
    as: 'ALREADY_COLLABORATING',
    collaboration: 'jl0204-1',
  }),
);

const EVENTS = [opened, late, revised, decided, exempted, ended].flatMap(({ events }) => events);

test.each(EVENTS.map((event): [string, HitEvent] => [event.type, event]))(
  '%s comes back from its entry',
  (_, event) => {
    const entry = entryOf('hit-jl02-1', 1, event, 'rules');
    expect(hitEventOf(JSON.parse(JSON.stringify(entry)) as typeof entry)).toEqual(event);
  },
);

test('what no hit has is no event of one, nor is what lacks something', () => {
  const [{ at: instant, actor }] = EVENTS as [HitEvent];
  expect(() => hitEventOf({ type: 'plan.submitted', at: instant, actor, payload: {} })).toThrow('plan.submitted');
  expect(() => hitEventOf({ type: 'hit.disposed', at: instant, actor, payload: { as: 'DECIDE' } })).toThrow();
  expect(() => hitEventOf({ type: 'toString', at: instant, actor, payload: {} })).toThrow();
});
