import { addDays, dateOf, regionName, startOfDay, toAsciiCourt, toInstant, weekday } from '@xiezhi/rules';
import type { LocalDate } from '@xiezhi/rules';
import type { CaseService } from '@xiezhi/case-kit';
import type { Logger } from '@xiezhi/service-kit';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Inbox, InboxMessage } from './inbox';

const REAL_MS = 60_000;
/** A rehearsal's clock moves at any moment, and nobody tells. */
const REHEARSAL_MS = 1_000;

export const missingSchema = z.object({
  missing: z.array(z.object({ region: z.string(), year: z.number(), since: z.string(), courts: z.array(z.string()) })),
});
type Missing = z.infer<typeof missingSchema>['missing'][number];

/**
 * What the system administrators are told of a calendar year that is not entered: once a week, from the day it is missed.
 * The message's id is made of year, week and court, so two processes that look at once tell it once.
 */
export function reminders({ region, year, since, courts }: Missing, today: LocalDate): InboxMessage[] {
  const monday = addDays(today, 1 - weekday(today));
  const day = monday < since ? since : monday;
  const text = `${regionName(region)}${year}年的放假安排尚未录入：涉及该年的期限均为暂定，请在“日历”中提出。`;
  return courts.map((court) => ({
    _id: `calendar:${region}:${year}:${monday}:${toAsciiCourt(court)}:systemAdmin`,
    caseId: '',
    seq: 0,
    at: toInstant(startOfDay(day)),
    readBy: [],
    court,
    role: 'systemAdmin',
    level: 'REMINDER',
    text,
  }));
}

interface Options {
  inbox: Pick<Inbox, 'add'>;
  service: Pick<CaseService, 'clock' | 'http'>;
  commandCenter: string;
  rehearsal: boolean;
  logger: Logger;
}

/** Looks once on each day of the courts, and again soon where it could not. */
export function remindOfMissingYears({ inbox, service, commandCenter, rehearsal, logger }: Options): {
  close(): Promise<void>;
} {
  const ending = new AbortController();
  let lookedOn = '';

  async function look(): Promise<void> {
    const today = dateOf(await service.clock.now());
    if (today === lookedOn) return;
    const { missing } = await service.http.getJson(`${commandCenter}/calendars/missing`, missingSchema);
    await inbox.add(missing.flatMap((each) => reminders(each, today)));
    lookedOn = today;
  }

  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      await look().catch((err: unknown) => logger.warn({ err }, 'missing calendar years not looked for, again later'));
      await delay(rehearsal ? REHEARSAL_MS : REAL_MS, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  }

  const running = run();
  return {
    async close() {
      ending.abort();
      await running;
    },
  };
}
