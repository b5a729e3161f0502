import { calendarFor, DEFAULT_SETTINGS, openHit, toInstant } from '@xiezhi/rules';
import type { CaseState, HitState, Instant, Refusal } from '@xiezhi/rules';
import type { FileSnapshot } from '@xiezhi/contracts';
import { provinceOf } from '../src/demo/province';
import { diagnoseSnapshot, diagnoseStanding } from '../src/doctor/diagnosis';
import type { Standing } from '../src/doctor/engine';
import type { FoldedFile } from '../src/doctor/fold';

const REFUSED: Refusal = { code: 'VALIDATION', message: '系统无法处理这一事项，请联系系统管理员。' };

type FoldedCase = FoldedFile & { state: CaseState };

let folded: FoldedCase;
let closed: FoldedFile;
let hit: FoldedFile & { state: HitState };

beforeAll(async () => {
  const asOf = toInstant(Date.parse('2026-03-02T09:00:00+08:00'));
  const province = await provinceOf({ asOf, settings: DEFAULT_SETTINGS, calendar: [] });
  const first = (status: CaseState['status']): FoldedCase => {
    const { caseId, state } = province.find((each) => each.state.status === status)!;
    return { caseId, state, lastHash: '', answered: {} };
  };
  folded = first('IN_EXECUTION');
  closed = first('CLOSED');
  hit = { caseId: 'hit-jl02-0123456789abcdef', state: openedHit(asOf), lastHash: '', answered: {} };
});

function openedHit(at: Instant): HitState {
  const found = {
    ...{ court: '吉02', executingCourt: '吉0204', key: '吉0204-1', caseNumber: '（2022）吉0204执1号' },
    ...{ rawDate: '2024-09-01', excludedDays: 0, netDate: '2024-09-01', stale: false },
    ...{ asOf: at.slice(0, 10), scan: 'scan-1', row: 'row-1' },
  };
  const command = { type: 'hit.open' as const, at, actor: { court: '吉02', role: 'clock' }, with: found };
  const outcome = openHit(command, { settings: DEFAULT_SETTINGS, calendar: calendarFor([], at.slice(0, 10)) });
  if ('refusal' in outcome) throw new Error(outcome.refusal.message);
  return outcome.state;
}

const kindOf = (snapshot: Partial<FileSnapshot>, of: FoldedFile = folded) => {
  const { state } = of;
  const whole = { state, recordedSeq: state.seq, caseTime: state.lastAt, ...snapshot };
  return diagnoseSnapshot(whole, 'run', of);
};

test('a workflow that is where its ledger is has nothing wrong', () => {
  expect(kindOf({})).toBeUndefined();
});

test.each<[string, () => Partial<FileSnapshot>]>([
  ['CLOCK_REFUSED', () => ({ clockRefused: REFUSED })],
  ['NUMBER_REFUSED', () => ({ numberRefused: REFUSED })],
])('%s is told with its reason; starting the case again would not mend it', (kind, snapshot) => {
  expect(kindOf(snapshot())).toEqual({ kind, detail: REFUSED.message, runId: 'run', passing: true, mends: false });
});

test.each<[string, () => Partial<FileSnapshot>]>([
  ['AHEAD', () => ({ recordedSeq: folded.state.seq + 1 })],
  ['BEHIND', () => ({ recordedSeq: folded.state.seq - 1 })],
  ['DIFFERENT', () => ({ state: { ...folded.state, participants: [] } })],
])('%s comes before what is refused: it can be mended', (kind, snapshot) => {
  expect(kindOf({ ...snapshot(), clockRefused: REFUSED, numberRefused: REFUSED })).toMatchObject({ kind, mends: true });
});

test('LEFT_OVER: a workflow that runs on after its case has ended', () => {
  expect(kindOf({}, closed)).toMatchObject({ kind: 'LEFT_OVER', mends: true });
});

test.each<[string | undefined, () => Partial<FileSnapshot>]>([
  [undefined, () => ({})],
  ['AHEAD', () => ({ recordedSeq: hit.state.seq + 1 })],
  ['DIFFERENT', () => ({ state: { ...hit.state, found: { ...hit.state.found, stale: true } } as HitState })],
  ['DIFFERENT', () => ({ state: { ...hit.state, deadlines: [] } })],
])('a hit of a scan is compared by what it is: %s', (kind, snapshot) => {
  expect(kindOf(snapshot(), hit)?.kind).toBe(kind);
});

test('a hit that is disposed of, and only such a one, is over', () => {
  const disposed = {
    ...hit.state,
    status: 'DISPOSED',
    disposed: { as: 'NO_LONGER_DUE', on: '2026-03-02' },
  } as HitState;
  expect(diagnoseStanding({ is: 'MISSING' }, hit)).toMatchObject({ kind: 'MISSING', mends: true });
  expect(diagnoseStanding({ is: 'MISSING' }, { ...hit, state: disposed })).toBeUndefined();
});

const running = (taskAttempt: number, attempt = 1, failure?: string): Standing => ({
  is: 'RUNNING',
  runId: 'run',
  taskAttempt,
  pending: [{ type: 'recordEntries', attempt, ...(failure === undefined ? {} : { failure }) }],
});

test.each<[string | undefined, Standing]>([
  [undefined, running(4)],
  ['STUCK', running(5)],
  [undefined, running(1, 2, 'LedgerGap')],
  ['AHEAD', running(1, 3, 'LedgerGap')],
  ['BEHIND', running(1, 3, 'LedgerConflict')],
  [undefined, running(1, 30, 'an outage')],
  ['MISSING', { is: 'MISSING' }],
  ['FAILED', { is: 'CLOSED', how: 'FAILED', runId: 'run' }],
  ['TERMINATED', { is: 'CLOSED', how: 'TERMINATED', runId: 'run' }],
  ['CANCELLED', { is: 'CLOSED', how: 'CANCELLED', runId: 'run' }],
  ['TIMED_OUT', { is: 'CLOSED', how: 'TIMED_OUT', runId: 'run' }],
  ['ENDED', { is: 'CLOSED', how: 'COMPLETED', runId: 'run' }],
])('%s: what the engine alone tells of an open case', (kind, standing) => {
  expect(diagnoseStanding(standing, folded)?.kind).toBe(kind);
  if (standing.is !== 'RUNNING') expect(diagnoseStanding(standing, closed)).toBeUndefined();
});
