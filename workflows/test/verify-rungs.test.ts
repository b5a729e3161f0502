import { entryOf } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';
import { calendarFor, DEFAULT_SETTINGS, RULE_SET, SCHEDULE, scheduleIdOf } from '@xiezhi/rules';
import { OfflineRungs } from '../src/verify-rungs';

const CASE_ID = scheduleIdOf('吉02');

/** A court's schedule of scans as it is exported, of a worker that was stopped from an instant on. */
function scheduleUntil(until: string): LedgerEntry[] {
  const actor = { court: '吉02', role: 'system' };
  const opened = SCHEDULE.open(
    { type: 'schedule.open', at: '2025-04-22T10:00:00+08:00', actor, with: { court: '吉02' } },
    { settings: DEFAULT_SETTINGS, calendar: calendarFor([], '2025-04-22') },
  );
  if ('refusal' in opened) throw new Error(opened.refusal.message);
  const ticked = SCHEDULE.decideSystem(opened.state, SCHEDULE.tick(until));
  if ('refusal' in ticked) throw new Error(ticked.refusal.message);
  return [...opened.events, ...ticked.events].map((event, index) => {
    const { at } = event;
    return { ...entryOf(CASE_ID, index + 1, event, RULE_SET), recordedAt: at, prevHash: '', hash: `${index}` };
  });
}

function missing(asOf: string) {
  const rungs = new OfflineRungs();
  rungs.take(CASE_ID, scheduleUntil('2025-05-07T00:00:00+08:00'));
  expect(rungs.unread).toEqual([]);
  return rungs.missing(asOf).map(({ kind, dueAt }) => [kind, dueAt]);
}

test('a scan by itself that is not on record two minutes after its hour is missing', () => {
  expect(missing('2025-06-03T08:02:01+08:00')).toEqual([['SCAN', '2025-06-03T08:00:00.000+08:00']]);
});

test('until then none is', () => {
  expect(missing('2025-06-03T08:01:59+08:00')).toEqual([]);
});
