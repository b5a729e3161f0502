import { assert, array, constantFrom, integer, option, property, record } from 'fast-check';
import { DEFAULT_SETTINGS, DEFAULT_WEIGHTS, distanceKm, rankCourts } from '../src';
import type { AllocationQuestion, CourtLoad } from '../src';

const ON = '2025-05-06';
const farKm = DEFAULT_SETTINGS.farParticipantKm;
const ask = (courts: CourtLoad[], more: Partial<AllocationQuestion> = {}) =>
  rankCourts({ executing: '吉2401', deciding: '吉24', on: ON, courts, farKm, ...more });
const court = (code: string, pending: number, officers: number | null, lent30 = 0): CourtLoad => ({
  code,
  pending,
  officers,
  lent30,
});

describe('advice whom to draft (Art. 5)', () => {
  test('the score is distance by 150 km, load by the median load, drafts by two', () => {
    const { ranking } = ask([court('吉2402', 300, 10, 1), court('吉2403', 100, 10), court('吉2404', 200, 10)]);
    for (const { court: code, km, load, score } of ranking) {
      const lent = code === '吉2402' ? 0.5 : 0;
      expect(km).toBe(Math.round(distanceKm('吉2401', code)));
      expect(score).toBeCloseTo(km / 150 + load / 20 + lent, 3);
    }
    expect(ranking.map(({ load }) => load).sort()).toEqual([10, 20, 30]);
  });

  test('an even number of loads has the mean of the middle two as its median', () => {
    const { ranking } = ask([court('吉2402', 100, 10), court('吉2403', 300, 10)]);
    const [near] = ranking.filter(({ court: code }) => code === '吉2402');
    expect(near?.score).toBeCloseTo(near!.km / 150 + 10 / 20, 3);
  });

  test('without any pending case there is no term of load', () => {
    const { ranking } = ask([court('吉2402', 0, 10), court('吉2403', 0, 3)]);
    for (const { km, score } of ranking) expect(score).toBeCloseTo(km / 150, 3);
  });

  test.each([null, 0])('a court whose officers are not known (%s) is told at the end, unranked', (officers) => {
    const { ranking, unranked } = ask([
      court('吉2404', 5, officers),
      court('吉2402', 5, 1),
      court('吉2403', 5, officers),
    ]);
    expect(ranking.map(({ court: code }) => code)).toEqual(['吉2402']);
    expect(unranked).toEqual(['吉2403', '吉2404']);
  });

  test('the executing court is not advised', () => {
    expect(ask([court('吉2401', 5, 5), court('吉2402', 5, 5)]).ranking.map(({ court: code }) => code)).toEqual([
      '吉2402',
    ]);
  });

  test('the executing court is not advised under its other code either', () => {
    const { ranking } = ask([court('吉0184', 5, 5), court('吉0102', 5, 5)], { executing: '吉0184', deciding: '吉01' });
    expect(ranking.map(({ court: code }) => code)).toEqual(['吉0102']);
  });

  test.each([
    [2, []],
    [3, ['OFTEN_DRAFTED']],
  ])('%i drafts within thirty days warn with %j', (lent30, warnings) => {
    expect(ask([court('吉2402', 5, 5, lent30)]).ranking[0]?.warnings).toEqual(warnings);
  });

  test('a far court warns, as a decision that drafts it does', () => {
    const [far] = ask([court('吉08', 5, 5)], { deciding: '吉' }).ranking;
    expect(far?.km).toBeGreaterThan(farKm);
    expect(far?.warnings).toEqual(['FAR_PARTICIPANT']);
  });

  test.each<[string, CourtLoad[], string]>([
    ['a court of another area', [court('吉0202', 1, 1)], 'PARTICIPANT_OUTSIDE_JURISDICTION'],
    ['a court that does not exist', [court('吉2499', 1, 1)], 'COURT_UNKNOWN'],
    ['a court named twice', [court('吉2402', 1, 1), court('吉2402', 2, 1)], 'VALIDATION'],
    ['fewer than no cases', [court('吉2402', -1, 1)], 'VALIDATION'],
    ['half an officer', [court('吉2402', 1, 0.5)], 'VALIDATION'],
  ])('%s is refused', (_, courts, code) => {
    expect(() => ask(courts)).toThrow(expect.objectContaining({ code }));
  });

  test('every court is ranked or told unranked, by score and then by code, whatever their order', () => {
    const some = record({
      code: constantFrom('吉2402', '吉2403', '吉2404', '吉2405', '吉2406', '吉2424', '吉2426'),
      pending: integer({ min: 0, max: 9_999 }),
      officers: option(integer({ min: 0, max: 60 })),
      lent30: integer({ min: 0, max: 9 }),
    });
    assert(
      property(array(some, { maxLength: 7 }), (given) => {
        const courts = [...new Map(given.map((one) => [one.code, one])).values()];
        const { ranking, unranked } = ask(courts);
        const codes = [...ranking.map(({ court: code }) => code), ...unranked];
        expect([...codes].sort()).toEqual(courts.map(({ code }) => code).sort());
        const scores = ranking.map(({ score }) => score);
        expect([...scores].sort((a, b) => a - b)).toEqual(scores);
        expect(ask([...courts].reverse())).toEqual({ ranking, unranked });
      }),
    );
  });

  test('weights are settings', () => {
    const courts = [court('吉2402', 10, 1, 9), court('吉2426', 10, 1)];
    const weights = { ...DEFAULT_WEIGHTS, lent: 0, load: 0 };
    expect(ask(courts, { weights }).ranking.map(({ km }) => km)).toEqual(
      ask(courts, { weights })
        .ranking.map(({ km }) => km)
        .sort((a, b) => a - b),
    );
  });
});
