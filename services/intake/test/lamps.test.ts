import { addDays, lampOf, LAMP_WORDS, SHIPPED_CALENDAR, startOfDay, toInstant, withCalendarYear } from '@xiezhi/rules';
import type { CalendarBook, Lamp } from '@xiezhi/rules';
import { lampFilter } from '../src/list/lamps';
import { numbers } from './rows';

const LAMPS = Object.keys(LAMP_WORDS) as Lamp[];

/** A make-up Saturday and a closed week that only this installation has. */
const PUBLISHED: CalendarBook = [
  { region: 'national', year: 2031, off: ['2031-10-01', '2031-10-02', '2031-10-03'], makeup: ['2031-09-27'] },
  { region: 'yanbian', year: 2031, off: ['2031-09-03'], makeup: [] },
].reduce((book, year) => withCalendarYear(book, { ...year, version: 1, notice: '试' }), SHIPPED_CALENDAR);

test.each([
  ['shipped', SHIPPED_CALENDAR, '2018-09-01'],
  ['published by the installation', PUBLISHED, '2031-08-25'],
  ['not published yet', SHIPPED_CALENDAR, '2040-04-20'],
])('ranges of due days are the lamps that lampOf reads, by a calendar that is %s', (_, book, from) => {
  const pick = numbers(2018);
  for (let round = 0; round < 600; round += 1) {
    const now = startOfDay(addDays(from, pick(45))) + pick(86_400_000);
    const due = addDays(from, pick(60) - 5);
    const inMinutes = pick(10) === 0;
    const expires = inMinutes ? startOfDay(due) + pick(86_400_000) : startOfDay(addDays(due, 1));
    const countedBy = ['吉', '吉01', '吉24', '吉2401'][pick(4)]!;
    const provisional = pick(4) === 0;
    const { lamp } = lampOf({ provisional, due, expiresAt: toInstant(expires), countedBy }, book, toInstant(now));
    const chosen = LAMPS.filter((one) =>
      lampFilter(new Set([one]), book, now)({ provisional, due, expires, countedBy }),
    );
    expect([due, countedBy, toInstant(now), chosen]).toEqual([due, countedBy, toInstant(now), [lamp]]);
  }
});
