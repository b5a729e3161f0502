import { array, assert, constantFrom, integer, option, property, tuple } from 'fast-check';
import {
  addDays,
  adviseCourts,
  asKept,
  asksForAdvice,
  checkAdviceAsked,
  courtsToAdvise,
  DEFAULT_SETTINGS,
  isAdvice,
  PendingDays,
  weightsOf,
} from '../src';
import type { AdvisedCourt, CourtLoad } from '../src';
import * as scene from './support/scenes';

const farKm = DEFAULT_SETTINGS.farParticipantKm;

describe('the courts that may be drafted', () => {
  test.each([
    ['吉2401', '吉24', '2025-05-06', ['吉2402', '吉2403', '吉2404', '吉2405', '吉2406', '吉2424', '吉2426']],
    ['吉0303', '吉03', '2020-08-03', ['吉0302', '吉0322', '吉0323', '吉0381', '吉0382']],
  ])('of %s under %s on %s', (executing, deciding, on, expected) => {
    expect(courtsToAdvise({ executing, deciding, on })).toEqual(expected);
  });

  test('are every court but the deciding and the executing one, a court of two codes once, under the later', () => {
    const codes = courtsToAdvise({ executing: '吉0104', deciding: '吉', on: '2020-08-03' });
    expect(codes).toContain('吉0184');
    for (const code of ['吉', '吉0104', '吉0381']) expect(codes).not.toContain(code);
  });

  test.each([
    [{ executing: '吉0104', deciding: '吉0105', on: '2025-05-06' }, 'VALIDATION'],
    [{ executing: '吉0199', deciding: '吉01', on: '2025-05-06' }, 'COURT_UNKNOWN'],
    [{ executing: '吉0104', deciding: '京01', on: '2025-05-06' }, 'COURT_UNKNOWN'],
    [{ executing: '吉0104', deciding: '吉01', on: '2025-05-08' }, 'VALIDATION'],
    [{ executing: '吉0104', deciding: '吉01', on: '2018-05-13' }, 'VALIDATION'],
  ])('%j is refused with %s', (asked, code) => {
    expect(() => checkAdviceAsked(asked, '2025-05-07')).toThrow(expect.objectContaining({ code }));
  });

  test.each([
    ['吉01', 'bureauDirector', true],
    ['吉', 'commandOfficer', true],
    ['吉01', 'assessor', false],
    ['吉02', 'handler', false],
    ['吉0104', 'handler', false],
  ] as const)('%s asks as %s for those of 吉01: %p', (court, role, may) => {
    expect(asksForAdvice({ court, roles: [role] }, '吉01', '2025-05-06')).toBe(may);
  });
});

describe('an advice', () => {
  const load = (code: string, pending: number, officers: number | null, lent30: number): CourtLoad => ({
    code,
    pending,
    officers,
    lent30,
  });
  const courts = [load('吉2402', 40, null, 4), load('吉2403', 300, 20, 0), load('吉2404', 100, 10, 1)];
  const asked = { executing: '吉2401', deciding: '吉24', on: '2025-05-06', courts, farKm };

  test('has those of unknown load at the end, warned of like the others', () => {
    const advised = adviseCourts(asked);
    expect(advised.map(({ score }) => score === null)).toEqual([false, false, true]);
    expect(advised.at(-1)).toMatchObject({ court: '吉2402', load: null, lent30: 4, warnings: ['OFTEN_DRAFTED'] });
  });

  test('says why, in both languages', () => {
    const [known] = adviseCourts({ ...asked, courts: [load('吉2404', 101, 10, 1)] });
    const [zh, en] = known!.reasons;
    expect(zh).toBe(`距执行法院约${known!.km}公里；未结案件101件、执行人员10人，人均10.1件；近三十日被抽调1次。`);
    expect(en).toContain('101 open cases for 10 officers, 10.1 each; drafted 1 time in the last 30 days');
    const [unknown] = adviseCourts({ ...asked, courts: [load('吉2404', 3, 0, 0)] });
    expect(unknown!.reasons[0]).toContain('未结案件3件，无人员数据；近三十日没有被抽调');
  });

  test('keeps what is needed beside a decision, in a form that is known again', () => {
    const kept = adviseCourts(asked).map(asKept);
    expect(isAdvice(JSON.parse(JSON.stringify(kept)))).toBe(true);
  });

  test.each([
    [{}],
    [[{ court: '吉2402' }]],
    [[{ court: '吉2402', km: -1, load: 1, score: 1, lent30: 0, warnings: [] }]],
    [[{ court: '吉2402', km: 1, load: '1', score: 1, lent30: 0, warnings: [] }]],
    [[{ court: '吉2402', km: 1, load: 1, score: 1, lent30: 0, warnings: ['GROUND_NOT_MET'] }]],
    [[{ court: '吉2402', km: 1, load: 1, score: 1, lent30: 0, warnings: [], more: 1 }]],
    [[{ court: '长'.repeat(21), km: 1, load: 1, score: 1, lent30: 0, warnings: [] }]],
  ])('%j is none', (value) => {
    expect(isAdvice(value)).toBe(false);
  });

  test('weighs by the settings, those that came before there were any by what ships', () => {
    const { allocationKmWeight: _, ...before } = DEFAULT_SETTINGS;
    expect(weightsOf({ ...before, allocationLentWeight: 3 })).toEqual({ km: 1, load: 1, lent: 3 });
  });
});

describe('what was advised stands in the decision', () => {
  const advised: AdvisedCourt[] = [
    { court: '吉0106', km: 5, load: 9, score: 0.5, lent30: 0, warnings: [] },
    { court: scene.PARTICIPATING, km: 6, load: 9, score: 2.1, lent30: 3, warnings: ['OFTEN_DRAFTED'] },
  ];
  const decide = (participants: string[], more: object) =>
    scene.proposed().does('2019-03-12 09:00', scene.people.director, 'review.decide', {
      outcome: 'APPROVE',
      reasons: '同意',
      participants,
      ...more,
    });

  test('beside what was chosen, and a court drafted often warns', () => {
    const c = decide([scene.PARTICIPATING], { advised });
    expect(c.of('decision.approved')[0]?.payload).toMatchObject({ advised, warnings: ['OFTEN_DRAFTED'] });
    expect(c.state.decision).toMatchObject({ drafted: [scene.PARTICIPATING], advised });
    expect(c.facts.warnings).toEqual(['OFTEN_DRAFTED']);
  });

  test.each<[string, string[], object]>([
    ['another court was drafted', ['吉0106'], { advised }],
    ['there was no advice', [scene.PARTICIPATING], {}],
  ])('without a warning where %s', (_, participants, more) => {
    expect(decide(participants, more).facts.warnings).toEqual([]);
  });

  test('not where nobody was drafted, and no field where there was no advice', () => {
    expect(decide([], { advised }).of('decision.approved')[0]?.payload).not.toHaveProperty('advised');
    expect(decide(['吉0106'], {}).of('decision.approved')[0]?.payload).not.toHaveProperty('advised');
  });

  test('and in a later change of the participants', () => {
    const change = { add: ['吉0106'], reasons: '力量不足', advised };
    const c = scene.inExecution().does('2019-03-21 09:00', scene.people.director, 'participants.change', change);
    expect(c.of('participants.changed')[0]?.payload).toMatchObject({ added: ['吉0106'], advised });
    expect(c.state.decision?.drafted).toEqual([scene.PARTICIPATING]);
  });
});

describe('the cases a court has open, by its docket', () => {
  const FIRST = '2025-01-01';
  const day = integer({ min: 0, max: 40 }).map((days) => addDays(FIRST, days));
  const snapshot = tuple(day, constantFrom('08:00:00', '20:00:00'), option(day)).map(([taken, hour, close_date]) => ({
    snapshot_at: `${taken}T${hour}+08:00`,
    close_date,
  }));
  const snapshots = array(snapshot, { minLength: 1, maxLength: 4 }).map((some) => {
    const once = new Map(some.map((one) => [one.snapshot_at, one]));
    return [...once.values()].sort((a, b) => (a.snapshot_at < b.snapshot_at ? -1 : 1));
  });

  test('are on any day as many as a look at every case finds', () => {
    assert(
      property(array(snapshots, { maxLength: 8 }), (cases) => {
        const read = new PendingDays();
        cases.forEach((one) => read.add(one));
        const pending = new PendingDays(read.all());
        for (let days = -1; days <= 42; days += 1) {
          const on = addDays(FIRST, days);
          const open = cases.filter((one) => {
            const newest = one.findLast(({ snapshot_at }) => snapshot_at.slice(0, 10) <= on);
            return newest && (newest.close_date === null || newest.close_date > on);
          });
          expect([on, pending.on(on)]).toEqual([on, open.length]);
        }
      }),
    );
  });
});
