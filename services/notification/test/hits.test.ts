import { entryOf } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';
import { calendarFor, decideHit, decideHitSystem, DEFAULT_SETTINGS, evolveHit, openHit, RULE_SET } from '@xiezhi/rules';
import type { HitEvent, HitOutcome, HitState } from '@xiezhi/rules';
import type { HitFile } from '@xiezhi/case-kit';
import { hitNoticesOf } from '../src/hit-messages';
import { fileFields, changeOf, ending } from '../src/work-items/item';

const ID = 'hit-jl02-0123456789abcdef';

function taken(outcome: HitOutcome): { events: HitEvent[]; state: HitState } {
  if ('refusal' in outcome) throw new Error(outcome.refusal.message);
  return outcome;
}

const opened = taken(
  openHit(
    {
      type: 'hit.open',
      at: '2025-04-22T10:00:00.000+08:00',
      actor: { court: '吉02', role: 'clock' },
      with: {
        ...{ court: '吉02', executingCourt: '吉0204', key: 'key', caseNumber: '（2022）吉0204执880号' },
        ...{ rawDate: '2024-09-01', excludedDays: 170, netDate: '2025-02-18', stale: false },
        ...{ asOf: '2025-04-22', scan: 'scan-1', row: 'row-1' },
      },
    },
    { settings: DEFAULT_SETTINGS, calendar: calendarFor([], '2025-04-22') },
  ),
);
const late = taken(decideHitSystem(opened.state, { type: 'clock.tick', at: '2025-05-10T00:00:00.000+08:00' }));
const disposed = taken(
  decideHit(late.state, {
    type: 'scan.dispose',
    at: '2025-05-12T09:00:00.000+08:00',
    actor: { court: '吉02', role: 'commandDirector', name: '史某', sub: 's' },
    with: { disposition: 'EXEMPT_WITH_REASON', reason: '已和解' },
  }),
);
const gone = taken(
  decideHitSystem(late.state, {
    type: 'hit.end',
    at: '2025-05-12T09:00:00.000+08:00',
    as: 'NO_LONGER_DUE',
    row: 'row-2',
  }),
);

const fileOf = (state: HitState): HitFile => ({
  ...{ _id: ID, seq: state.seq, state, status: state.status },
  ...{ court: '吉02', key: 'key', updatedAt: state.lastAt },
});

/** The last of the events as an entry, between the files before and after it. */
function steps(events: readonly HitEvent[]) {
  let state: HitState | null = null;
  return events.map((event, index) => {
    const previous: HitFile | null = state && fileOf(state);
    const next: HitState = (state = evolveHit(state, event));
    return { entry: entryOf(ID, index + 1, event, RULE_SET) as LedgerEntry, previous, file: fileOf(next) };
  });
}

test('of its clock the command director is told, and of lateness the bureaus as well, each once', () => {
  const told = steps([...opened.events, ...late.events, ...disposed.events]).flatMap(({ entry, file }) =>
    hitNoticesOf(entry, file.state).map(({ court, role, level }) => `${entry.type} ${court} ${role} ${level}`),
  );
  expect(told).toEqual([
    ...Array<string>(3).fill('deadline.reminded 吉02 commandDirector REMINDER'),
    'deadline.overdue 吉02 commandDirector OVERDUE',
    'deadline.escalated 吉02 bureauDirector OVERDUE',
    'deadline.escalated 吉 bureauDirector OVERDUE',
  ]);
});

test('what is told names the case and the day', () => {
  const reminded = steps([...opened.events, ...late.events]).find(({ entry }) => entry.type === 'deadline.reminded')!;
  const [{ text } = { text: '' }] = hitNoticesOf(reminded.entry, reminded.file.state);
  expect(text).toBe('（2022）吉0204执880号：“扫描结果处置”还有3个工作日到期，期限为2025-05-08。');
});

test('an open hit is a work item of the command director of the court that scans', () => {
  const whole = steps(opened.events).at(-1)!;
  expect([...changeOf(null, whole.file).appeared.values()]).toMatchObject([
    {
      ...{ form: 'DUTY', command: 'scan.dispose', title: '处置扫描结果（第十四条）', court: '吉02' },
      ...{ roles: ['commandDirector'], kind: 'SCAN_DISPOSITION', due: '2025-05-08', authority: 'HR-07' },
    },
  ]);
  expect(fileFields(whole.file)).toEqual({
    ...{ subject: '（2022）吉0204执880号', caseNumber: '（2022）吉0204执880号', restricted: false },
    ...{ visibleTo: ['吉', '吉02'], concerns: ['吉02'], executingCourt: '吉0204', text: '2022吉0204执880号' },
  });
});

test.each([
  ['a disposition', disposed, 'DONE'],
  ['what ends it by itself', gone, 'CANCELLED'],
])('%s ends the item', (_, { events }, status) => {
  const before = [...opened.events, ...late.events];
  const { entry, previous, file } = steps([...before, ...events]).find((step) => step.entry.type === 'hit.disposed')!;
  const [duty] = changeOf(previous, file).vanished.values();
  expect(ending(entry, duty!)).toMatchObject({ status });
});
