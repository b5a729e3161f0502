import fc from 'fast-check';
import { behindFigure, bulletinFigures, figureIn, OPENED_FIGURES } from '../../src';
import type { CountedCollaboration, CountedHit, CourtCode } from '../../src';
import { collaborations, hit } from './random-cases';

const QUOTAS = [
  { court: '吉06', year: 2024, number: 40 },
  { court: '吉01', year: 2023, number: 60 },
];
const PREVIOUS = { period: '2023-H1', frozenAt: '2023-05-02T09:00:00.000+08:00' };
const NOTHING: unknown[] = [null, 0, '0', '0.0'];

test.each(['吉06', '吉'])(
  'random bulletins of %s: a figure is made by those behind it and by nothing else',
  (court) => {
    const rows = fc.constantFrom<CourtCode | null>(null, '吉06', '吉01', '吉0602', '吉0605', '吉0104');
    const figures = fc.constantFrom(...OPENED_FIGURES);
    const periods = fc.constantFrom('2023-H2', '2024-H1');
    const hits = fc.array(hit, { maxLength: 15 });
    fc.assert(
      fc.property(collaborations, hits, periods, rows, figures, (all, allHits, period, row, figure) => {
        const question = { court, period, quotas: QUOTAS, previous: PREVIOUS, collaborations: all, hits: allHits };
        const counted = (some: CountedCollaboration[], someHits: CountedHit[]) =>
          figureIn(bulletinFigures({ ...question, collaborations: some, hits: someHits }), row, figure) ?? 0;
        const behind = behindFigure(question, row, figure);
        expect(counted(behind.collaborations, behind.hits)).toEqual(counted(all, allHits));
        const others = all.filter((one) => !behind.collaborations.includes(one));
        const otherHits = allHits.filter((one) => !behind.hits.includes(one));
        expect(NOTHING).toContain(counted(others, otherHits));
      }),
      { numRuns: 120 },
    );
  },
);

test('the collaborations of a year stand behind the number of the court that set one, and of no other', () => {
  const decided = (caseId: string, decidingCourt: string): CountedCollaboration => ({
    ...{ caseId, caseNumber: caseId, documentNumber: null, executingCourt: '吉0602', decidingCourt },
    ...{ origin: 'APPLICATION', grounds: ['3-1'], ordered: false, reviews: [], leads: [], closed: null },
    ...{ enteredAt: '2024-05-20T09:00:00.000+08:00', receivedOn: '2024-05-20' },
    end: { kind: 'decided', on: '2024-05-24' },
  });
  const all = [decided('a', '吉06'), decided('b', '吉01')];
  const question = { court: '吉', period: '2024-H1', collaborations: all, hits: [], quotas: QUOTAS, previous: null };
  const behind = (row: CourtCode | null) =>
    behindFigure(question, row, 'quota.decided').collaborations.map(({ caseId }) => caseId);
  expect([behind(null), behind('吉06'), behind('吉01')]).toEqual([['a'], ['a'], []]);
});
