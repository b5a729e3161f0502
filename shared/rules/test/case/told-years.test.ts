import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  bookWith,
  calendarFor,
  calendarOf,
  courtRecords,
  FIRST_EDITION,
  SHIPPED_CALENDAR,
  untoldYears,
} from '../../src/index';
import type { CalendarYear } from '../../src/index';
import { contextWith, PureCase } from '../support/pure-case';
import * as scene from '../support/scenes';

const next: CalendarYear = {
  region: 'national',
  year: 2027,
  off: ['2027-01-01', '2027-01-04'],
  makeup: [],
  version: 1,
  notice: '2027年放假安排',
};
const shipped = SHIPPED_CALENDAR.years;
const asWas = [...shipped];

/** As if a later release shipped another year. */
function withRelease<T>(year: CalendarYear, then: () => T): T {
  shipped.push(year);
  try {
    return then();
  } finally {
    shipped.splice(asWas.length);
  }
}

const opened = (whole: boolean) =>
  PureCase.open(
    '2026-12-18 10:00',
    scene.people.applicant,
    'application.submit',
    scene.application({ filingDate: '2024-02-29' }),
    whole ? { ...contextWith(), calendar: calendarFor([], '2026-12-18'), wholeCalendar: true } : contextWith(),
  );

test('a case is told what ships from the year before its first day, and all that was published', () => {
  const closed = { ...shipped[0]!, version: 2, notice: '停止办公' };
  const told = calendarFor([closed], '2026-12-18').map(({ region, year, version }) => `${region}-${year}@${version}`);
  expect(told).toEqual(['national-2025@1', 'national-2026@1', 'yanbian-2025@1', 'national-2018@2']);
  expect(calendarFor([], '2019-01-02').some(({ names }) => names)).toBe(false);
  expect(JSON.stringify(calendarFor([], '2026-12-18')).length).toBeLessThan(3000);
});

test('by the years it was told a case counts as by the installation’s calendar', () => {
  const [told, overlay] = [opened(true), opened(false)];
  expect(told.facts.deadlines).toEqual(overlay.facts.deadlines);
  const later = (c: PureCase) => c.publish('2026-12-28 10:00', next).idleUntil('2027-02-01 09:00').facts.deadlines;
  expect(later(told)).toEqual(later(overlay));
});

test.each([true, false])('what a later release ships changes no running case by itself (told all: %p)', (whole) => {
  const { state } = opened(whole);
  const counted = withRelease(next, () => calendarOf({ ...state, calendar: [...state.calendar] }));
  expect(counted.years.some(({ year }) => year === 2027)).toBe(false);
});

test.each([true, false])('it is told like any published year, once (told all: %p)', (whole) => {
  const c = opened(whole);
  expect(untoldYears(c.state)).toEqual([]);
  const untold = withRelease(next, () => untoldYears(c.state));
  expect(untold).toEqual([next]);
  c.publish('2026-12-21 09:00', ...untold);
  expect(c.deadline('REVIEW')).toMatchObject({
    provisional: false,
    due: '2027-01-05',
    revisions: [{ from: '2027-01-04', to: '2027-01-05', reason: '2027年放假安排' }],
  });
  expect(withRelease(next, () => untoldYears(c.state))).toEqual([]);
});

test('a year of another region is told to nobody it does not concern, nor is one before the case', () => {
  const c = opened(true);
  const local = { ...next, region: 'yanbian', year: 2026, off: ['2026-09-03'] };
  const early = { ...next, year: 2017, off: ['2017-10-02'] };
  expect(withRelease(local, () => untoldYears(c.state))).toEqual([]);
  expect(withRelease(early, () => untoldYears(c.state))).toEqual([]);
});

test('the installation’s own book is what ships with what was published over it', () => {
  withRelease(next, () => expect(bookWith([]).years).toContain(next));
});

/** Day on which the court list was pinned: what had not ended then may end later. */
const PINNED_ON = '2026-11-28';

/**
 * Cases begun before they were told their calendar count by the first edition, and every replay reads the court list. Neither
 * may change under them: a shipped year or court that proves wrong is published, or appended with a day of its own.
 */
describe('what replays rest on stays as it was', () => {
  const pinned = (file: string) =>
    readFileSync(join(__dirname, '../pinned', file), 'utf8')
      .trim()
      .split('\n');

  test('the first edition of the calendar', () => {
    const lines = FIRST_EDITION.years.map(
      ({ region, year, off, makeup }) => `${region} ${year} off ${off.join()} makeup ${makeup.join() || '-'}`,
    );
    expect(lines).toEqual(pinned('calendar-1.txt'));
  });

  test('courts are only added, and a court’s code ends only in days to come', () => {
    const records = courtRecords().map(({ code, name, parent, validFrom, validTo }) => ({
      line: [code, name, parent ?? '-', validFrom ?? '-'].join(' '),
      validTo,
    }));
    for (const one of pinned('courts-1.txt')) {
      const [line, validTo] = one.split(' until ');
      const now = records.find((record) => record.line === line);
      expect([line, now?.line]).toEqual([line, line]);
      const stays = validTo === '-' ? now?.validTo === null || now!.validTo! > PINNED_ON : now?.validTo === validTo;
      expect([line, stays]).toEqual([line, true]);
    }
  });
});
