import { bulletinEventOf, hitEventOf, kindOf, RungFold } from '@xiezhi/contracts';
import {
  BULLETIN,
  bulletinFigures,
  courtsOn,
  DEFAULT_SETTINGS,
  dateOf,
  DISPOSITIONS,
  docketDifferences,
  docketKey,
  enforcementCaseKey,
  halfYearDays,
  halfYearOf,
  HIT,
  readDocketRow,
} from '@xiezhi/rules';
import type { BulletinState, DocketRow, FileState, HalfYear, HitState } from '@xiezhi/rules';
import { KnownHistories } from '../src/demo/bulletins';
import type { MadeFile } from '../src/demo/file-story';
import type { History } from '../src/demo/history';
import { worldOf } from '../src/demo/supervision';
import type { Supervision } from '../src/demo/supervision';

jest.setTimeout(120_000);

const asOf = '2026-11-23T16:00:00+08:00';
const options = { asOf, settings: DEFAULT_SETTINGS, calendar: [] };
const of = <S extends FileState>(files: readonly MadeFile[], kind: string) =>
  files.filter(({ caseId }) => kindOf(caseId) === kind).map(({ state }) => state as unknown as S);

let histories: History[];
let made: Supervision;
let hits: HitState[];
let bulletins: BulletinState[];
let rows: DocketRow[];

beforeAll(async () => {
  ({ histories, supervision: made } = await worldOf(options));
  hits = of<HitState>(made.files, 'hit');
  bulletins = of<BulletinState>(made.files, 'bulletin');
  rows = made.imports.flatMap((each) => each.rows);
});

test('the docket has some thousands of rows of every court, each of which an import takes', () => {
  expect(rows.length).toBeGreaterThan(3_000);
  expect(new Set(rows.map(({ court_code }) => court_code)).size).toBeGreaterThan(90);
  for (const { court, at, rows: sent } of made.imports)
    for (const row of sent) expect(readDocketRow(row, { court, now: at })).toEqual(row);
  const snapshots = rows.map((row) => `${docketKey(row)} ${row.snapshot_at}`);
  expect(new Set(snapshots).size).toBe(snapshots.length);
});

test('the docket has every collaboration’s case, and says of it what the collaboration says', () => {
  const newest = new Map(rows.map((row) => [docketKey(row), row]));
  for (const { state } of histories) {
    const row = newest.get(enforcementCaseKey(state.caseFields, state.executingCourt));
    expect(row && docketDifferences(row, state.caseFields)).toEqual([]);
  }
});

test('its scans have cases in every list, stale ones among the hits, and ran by themselves and by hand', () => {
  const found = made.scans.flatMap(({ findings }) => findings);
  expect(new Set(found.map(({ list }) => list))).toEqual(
    new Set(['hits', 'watch', 'covered', 'exempt', 'pendingBelow']),
  );
  expect(found.some(({ list, stale }) => list === 'hits' && stale)).toBe(true);
  expect(new Set(made.scans.map(({ person }) => person === null))).toEqual(new Set([true, false]));
  expect(made.scans.flatMap(({ opened }) => opened).sort()).toEqual(
    made.files
      .map(({ caseId }) => caseId)
      .filter((id) => kindOf(id) === 'hit')
      .sort(),
  );
});

test('its hits are open and late, and ended in every way', () => {
  const stand = hits.map(({ disposed, deadlines }) => disposed?.as ?? deadlines[0]?.status);
  expect(new Set(stand)).toEqual(new Set(['OPEN', 'LATE', ...Object.keys(DISPOSITIONS)]));
});

test('what a hit has opened is a collaboration that comes of it, decided at once or designated', () => {
  const opened = hits.flatMap(({ disposed }) =>
    disposed && (disposed.as === 'DECIDE' || disposed.as === 'DESIGNATE') ? [disposed] : [],
  );
  const cases = histories.filter(({ state }) => state.origin === 'SCAN');
  expect(cases.map(({ caseId }) => caseId).sort()).toEqual(opened.map(({ collaboration }) => collaboration).sort());
  for (const { caseId, state } of cases) {
    const { as } = opened.find(({ collaboration }) => collaboration === caseId)!;
    if (as === 'DECIDE') expect(state.decision).toMatchObject({ outcome: 'APPROVE', decidedOn: state.receivedOn });
    else expect(state.deadlines[0]).toMatchObject({ kind: 'REVIEW', startedOn: state.receivedOn });
  }
});

test('no enforcement case is collaborated in twice, and document numbers have no gaps', () => {
  expect(new Set(histories.map(({ state }) => state.caseFields.caseNumber)).size).toBe(histories.length);
  const books = new Map<string, number[]>();
  for (const { state } of histories) {
    if (!state.documentSerial) continue;
    const book = `${state.decidingCourt} ${state.documentSerial.year}`;
    books.set(book, [...(books.get(book) ?? []), state.documentSerial.serial]);
  }
  for (const serials of books.values())
    expect(serials.sort((a, b) => a - b)).toEqual(serials.map((_, index) => index + 1));
});

test('of two past half-years bulletins were issued, one was corrected, one only drafted, one forgotten', () => {
  const stand = bulletins.map(({ status, versions, subject }) => `${subject.period} ${status} ${versions.length}`);
  expect(new Set(stand)).toEqual(
    new Set(['2025-H2 ISSUED 2', '2025-H2 ISSUED 1', '2026-H1 ISSUED 1', '2026-H1 DRAFTED 1', '2026-H1 OPEN 0']),
  );
});

test('every file is what its entries say, marked, in order, and up to the present at the latest', () => {
  for (const { caseId, entries, state } of made.files) {
    const replayed =
      kindOf(caseId) === 'hit'
        ? entries.reduce<HitState | null>((before, entry) => HIT.evolve(before, hitEventOf(entry)), null)
        : entries.reduce<BulletinState | null>(
            (before, entry) => BULLETIN.evolve(before, bulletinEventOf(entry)),
            null,
          );
    expect(replayed).toEqual(state);
    expect(replayed?.demo?.entries).toBe(entries.length);
    expect(entries.every(({ at }) => Date.parse(at) <= Date.parse(asOf))).toBe(true);
  }
});

test('of how punctual a made history was nothing is said', () => {
  const written = made.files.flatMap(({ caseId, entries }) => {
    const fold = new RungFold(caseId);
    return entries.flatMap((entry) => {
      const { written: rung } = fold.take({ ...entry, recordedAt: asOf, prevHash: '', hash: '' });
      return rung ? [rung] : [];
    });
  });
  expect(written).toEqual([]);
});

test('it is the same to the last byte each time', async () => {
  expect(JSON.stringify(await worldOf(options))).toBe(JSON.stringify({ histories, supervision: made }));
});

test('for every court and half-year what was pending and came in is what is pending and went out', () => {
  const collaborations = new KnownHistories(histories).at(asOf);
  const periods = new Set<HalfYear>(
    collaborations.flatMap(({ receivedOn }) => (receivedOn ? [halfYearOf(receivedOn)] : [])),
  );
  expect(periods.size).toBeGreaterThan(1);
  let counted = 0;
  for (const period of periods) {
    for (const { code: court } of courtsOn(halfYearDays(period).last).filter(({ tier }) => tier !== 'BASIC')) {
      const { rows: each, total } = bulletinFigures({
        court,
        period,
        collaborations,
        hits: [],
        quotas: [],
        previous: null,
      });
      for (const row of [...each, total]) {
        const { decided, refused, withdrawn, lapsed, concluded } = row;
        const gone = decided + refused + withdrawn + lapsed + concluded;
        expect(row.pendingBefore + row.received).toBe(row.pendingAfter + gone);
        counted += gone;
      }
    }
  }
  expect(counted).toBeGreaterThan(100);
});

// The turn of the year, and beyond the calendar.
test.each(['2026-01-01T00:00:30+08:00', '2027-06-15T15:00:00+08:00'])('the Rule takes it also as of %s', async (at) => {
  const then = { ...options, asOf: at };
  const { files, imports } = (await worldOf(then)).supervision;
  expect(of(files, 'hit').length).toBeGreaterThan(50);
  expect(of(files, 'bulletin').length).toBeGreaterThan(3);
  expect(imports.every((each) => Date.parse(each.at) <= Date.parse(at))).toBe(true);
  expect(dateOf(at)).toBe(at.slice(0, 10));
});
