import { addDays, explainDay, HIGH_COURT, SHIPPED_CALENDAR, startOfDay } from '@xiezhi/rules';
import type { LocalDate } from '@xiezhi/rules';
import type { Dice } from './dice';

const MINUTE = 60_000;
/** Offices are open from then on, in minutes after midnight, and acts fall within so many minutes. */
const OPENS = 8 * 60 + 40;
const OPEN_FOR = 7 * 60;

/** The working days before a day, the nearest first, by the calendar that ships. */
export class PastWorkdays {
  private readonly days: LocalDate[] = [];
  private next: LocalDate;

  constructor(today: LocalDate) {
    this.next = addDays(today, -1);
  }

  /** The day `count` working days ago; 1 is the last one before today. */
  ago(count: number): LocalDate {
    while (this.days.length < count) {
      if (explainDay(SHIPPED_CALENDAR, HIGH_COURT, this.next).provisionalWorkday) this.days.push(this.next);
      this.next = addDays(this.next, -1);
    }
    return this.days[count - 1] ?? this.next;
  }
}

/** Some instant within office hours. Epoch ms. */
export function inOfficeHours(day: LocalDate, dice: Dice): number {
  return startOfDay(day) + (OPENS + dice.below(OPEN_FOR)) * MINUTE + dice.below(MINUTE);
}

export const laterThatDay = (earlier: number, dice: Dice): number => earlier + dice.between(12, 25) * MINUTE;
