import { z } from 'zod';
import type { HttpClient } from './http-client';

export interface CourtClockSettings {
  XIEZHI_REHEARSAL: boolean;
  COMMAND_CENTER_URL: string;
}

export interface CourtClock {
  /**
   * What time it is for the courts, in ms since 1970: real time, or in a rehearsal the time it has been moved to.
   * @throws Problem UNAVAILABLE in a rehearsal while the clock's owner does not answer
   */
  now(): Promise<number>;
}

const clockSchema = z.object({ offsetMs: z.number() });

/**
 * In a rehearsal every reading asks the clock's owner: an offset kept even for a second could date a receipt before
 * the move of the clock that it followed. A real installation never asks.
 */
export function createCourtClock(config: CourtClockSettings, http: HttpClient): CourtClock {
  if (!config.XIEZHI_REHEARSAL) return { now: () => Promise.resolve(Date.now()) };
  return {
    async now() {
      const { offsetMs } = await http.getJson(`${config.COMMAND_CENTER_URL}/clock`, clockSchema);
      return Date.now() + offsetMs;
    },
  };
}
