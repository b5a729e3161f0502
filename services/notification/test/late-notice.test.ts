import { entryOf } from '@xiezhi/contracts';
import type { LedgerEntry } from '@xiezhi/contracts';
import { decideSystem, evolve, RULE_SET, SHIPPED_CALENDAR } from '@xiezhi/rules';
import type { CalendarYear, CaseEvent, CaseState } from '@xiezhi/rules';
import { accepted, sampleOpening } from '@xiezhi/rules/sample';
import { noticesOf } from '../src/messages';

/** Whom each of these events is told to, `court role level text`. */
function told(events: readonly CaseEvent[], about: (event: CaseEvent) => boolean): string[] {
  let state: CaseState | null = null;
  return events.flatMap((event, index) => {
    const next: CaseState = (state = evolve(state, event));
    const entry = entryOf('jl0104-1', index + 1, event, RULE_SET) as LedgerEntry;
    const notices = about(event) ? noticesOf(entry, next) : [];
    return notices.map(({ court, role, level, text }) => `${court} ${role} ${level} ${text}`);
  });
}

const national = (year: number) =>
  SHIPPED_CALENDAR.years.find((entry) => entry.region === 'national' && entry.year === year)!;

test('lateness that a later closure takes back is told to whoever was told of it, with the reason', () => {
  const { events, state } = sampleOpening();
  const late = accepted(decideSystem(state, { type: 'clock.tick', at: '2019-03-19T09:00:00+08:00' }));
  const days = ['2019-03-18', '2019-03-19'];
  const closed: CalendarYear = { ...national(2019), off: [...national(2019).off, ...days], version: 2, notice: '暴雪' };
  const at = '2019-03-19T10:00:00+08:00';
  const back = accepted(decideSystem(late.state, { type: 'calendar.revise', at, years: [closed] }));
  const review = (event: CaseEvent) => event.type === 'deadline.reassessed' && event.payload.kind === 'REVIEW';
  const lines = told([...events, ...late.events, ...back.events], review);
  expect(lines.map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
    '吉01 handler INFO',
    '吉01 bureauDirector INFO',
    '吉 bureauDirector INFO',
  ]);
  expect(lines[0]).toContain('“审查决定”不再认定为逾期，原因：暴雪');
});

test('a provisional day that passes is told to its court, and to the administrators without a word of the case', () => {
  const { state } = sampleOpening();
  const early: CalendarYear = { ...national(2019), off: [], version: 2, notice: '试' };
  const unpublished = { ...state, wholeCalendar: true as const, calendar: [] };
  const at = '2019-03-05T09:00:00+08:00';
  const years = [{ ...early, year: 2018 }];
  const recounted = accepted(decideSystem(unpublished, { type: 'calendar.revise', at, years }));
  const passed = accepted(decideSystem(recounted.state, { type: 'clock.tick', at: '2019-04-01T00:00:00+08:00' }));
  const rung = passed.events.find(
    (event) => event.type === 'deadline.reminded' && event.payload.rung === 'PROVISIONAL',
  )!;
  const entry = entryOf('jl0104-1', state.seq + 1, rung, RULE_SET) as LedgerEntry;
  const notices = noticesOf(entry, passed.state);
  expect(notices.map(({ court, role, level }) => `${court} ${role} ${level}`)).toEqual([
    '吉01 handler REMINDER',
    '吉01 systemAdmin REMINDER',
    '吉 systemAdmin REMINDER',
  ]);
  expect(notices[0]?.text).toContain('放假安排尚未公布');
  expect(notices[1]?.text).not.toContain(state.caseFields.caseNumber);
});
