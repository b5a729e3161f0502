import { entryOf } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';
import { calendarFor, DEFAULT_SETTINGS, QUOTA, quotaIdOf, RULE_SET, SCHEDULE, scheduleIdOf } from '@xiezhi/rules';
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

test('a file without a clock is read and owes nothing', () => {
  const subject = { court: '吉06', year: 2024 };
  const actor = { court: '吉06', role: 'commandDirector' };
  const opened = QUOTA.open({ type: 'quota.open', at: '2024-01-12T10:00:00+08:00', actor, with: subject }, undefined);
  if ('refusal' in opened) throw new Error(opened.refusal.message);
  const [event] = opened.events;
  const entry = { ...entryOf(quotaIdOf(subject), 1, event!, RULE_SET), recordedAt: event!.at, prevHash: '', hash: '1' };
  const rungs = new OfflineRungs();
  rungs.take(quotaIdOf(subject), [entry]);
  expect([rungs.unread, rungs.missing('2030-01-01T00:00:00+08:00')]).toEqual([[], []]);
});
