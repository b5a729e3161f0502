import { decideSystem, DEFAULT_SETTINGS } from '@xiezhi/rules';
import type { CalendarYear, CaseState, Opening } from '@xiezhi/rules';
import { sampleOpening } from '@xiezhi/rules/sample';
import { entryOf } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';
import type { CaseDocument } from '@xiezhi/case-kit';
import type { TemporalLink } from '@xiezhi/service-kit';
import { Reviser } from '../src/changes/reviser';
import type { Versions } from '../src/changes/versions';

const year = (region: string, version: number): CalendarYear => ({
  region,
  year: 2019,
  off: ['2019-03-08'],
  makeup: [],
  version,
  notice: '调整通知',
});

/** A case of 朝阳区法院 that began with these years, as its first entry tells it. */
function begunWith(calendar: CalendarYear[]): { entry: LedgerEntry; state: CaseState } {
  const { events, state } = sampleOpening({}, { settings: DEFAULT_SETTINGS, calendar });
  return { entry: entryOf('jl0104-1', 1, events[0]!, 'x') as LedgerEntry, state };
}

const document = (state: CaseState, seq: number) => ({ _id: 'jl0104-1', seq, state }) as CaseDocument;

/** What cases are told of, and the reviser that tells them, when `published` stands. */
function telling(published: CalendarYear[]) {
  const updates: { updateId: string; years: CalendarYear[] }[] = [];
  const handle = {
    executeUpdate: (_: string, { updateId, args }: { updateId: string; args: [{ years: CalendarYear[] }] }) => {
      updates.push({ updateId, years: args[0].years });
      return Promise.resolve({ seq: 5 });
    },
  };
  const temporal = {
    call: (work: (client: unknown) => unknown) => work({ workflow: { getHandle: () => handle } }),
  } as unknown as TemporalLink;
  const versions = { publishedYears: () => Promise.resolve(published) } as unknown as Versions;
  return { reviser: new Reviser(temporal, versions), told: () => updates.map(({ updateId }) => updateId) };
}

/** What the case is told when `published` stands by the time its opening is seen. */
async function told(began: CalendarYear[], published: CalendarYear[], times = 1): Promise<string[]> {
  const { reviser, told } = telling(published);
  const { entry, state } = begunWith(began);
  for (let time = 0; time < times; time += 1) {
    await reviser.onEntry(entry, { document: document(state, 1), previous: null });
  }
  return told();
}

test.each<[string, string, number, string[]]>([
  ['its opening', '吉02', 1, ['calendar-national-2019-2']],
  ['its opening, of a court of the region', '吉24', 1, ['calendar-national-2019-2-yanbian-2019-2']],
  ['a later entry', '吉02', 2, []],
])('a hit is told what it lacks at %s', async (_, court, seq, expected) => {
  const { reviser, told } = telling([year('national', 2), year('yanbian', 2)]);
  const entry = { caseId: 'hit-jl02-1', at: '2019-03-04T09:00:00.000+08:00', seq };
  await reviser.onOpened(entry, court, { calendar: [] });
  expect(told()).toEqual(expected);
});

test.each<[string, CalendarYear[], CalendarYear[], string[]]>([
  ['a year published while it began', [], [year('national', 2)], ['calendar-national-2019-2']],
  ['an older version of the year', [year('national', 2)], [year('national', 3)], ['calendar-national-2019-3']],
  ['the year itself', [year('national', 2)], [year('national', 2)], []],
  ['a later one already', [year('national', 3)], [year('national', 2)], []],
  ['a region that is none of its', [], [year('yanbian', 2)], []],
])('a case that begins with %s is told what it lacks', async (_, began, published, expected) => {
  expect(await told(began, published)).toEqual(expected);
});

test('an opening seen again asks for the same update, which the engine carries out once', async () => {
  expect(new Set(await told([], [year('national', 2)], 3)).size).toBe(1);
});

test('a case handed on to a higher court is told the years of the courts that one may draft', async () => {
  const { reviser, told } = telling([year('yanbian', 2)]);
  const { entry, state } = begunWith([]);
  const before = document(state, 1);
  await reviser.onEntry(entry, { document: document(state, 2), previous: before });
  expect(told()).toEqual([]);
  const forwarded = document({ ...state, decidingCourt: '吉', relayCourt: '吉01' }, 3);
  await reviser.onEntry(entry, { document: forwarded, previous: before });
  expect(told()).toEqual(['calendar-yanbian-2019-2']);
});

test('told so, the case recounts: the eighth of March is no working day any more', () => {
  const { entry, state } = begunWith([]);
  expect((entry.payload as unknown as Opening).calendar).toEqual([]);
  const review = ({ deadlines }: CaseState) => deadlines.find(({ kind }) => kind === 'REVIEW')?.due;
  const revised = decideSystem(state, { type: 'calendar.revise', at: entry.at, years: [year('national', 2)] });
  if ('refusal' in revised) throw new Error(revised.refusal.message);
  expect([review(state), review(revised.state)]).toEqual(['2019-03-18', '2019-03-19']);
});
