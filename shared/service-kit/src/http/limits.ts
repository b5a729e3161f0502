import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from '../problem';

/** What one account may ask of one process in a minute, in points; an ordinary request is one. */
export const ACCOUNT_POINTS = 6_000;
const WINDOW_S = 60;
/** From this many points on a request is costly. */
const COSTLY = 10;
/** Costly requests of one account under way at a time; the event loop belongs to everybody. */
const COSTLY_AT_ONCE = 4;

export interface AccountLimits {
  /**
   * Counts a request of this account against its minute.
   * @returns to be called when a costly request has been answered
   * @throws Problem TOO_MANY_REQUESTS with the seconds to wait
   */
  enter(account: string, cost: number): Promise<() => void>;
}

/**
 * Keeps one account from taking a whole process, whose one event loop belongs to everybody. So each process counts for
 * itself: of two an account may take twice as much, and neither is taken. A count shared through the database, written at
 * every request, would be a load of its own.
 * @param points for a minute; 0 for no limit
 */
export function createAccountLimits(points = ACCOUNT_POINTS): AccountLimits {
  const limiter = new RateLimiterMemory({ points, duration: WINDOW_S });
  const underWay = new Map<string, number>();

  const refused = (seconds: number) =>
    new Problem('TOO_MANY_REQUESTS', `您的请求过于频繁，请 ${seconds} 秒后再试。`, { retryAfter: seconds });

  return {
    async enter(account, cost) {
      if (points === 0) return () => undefined;
      try {
        await limiter.consume(account, cost);
      } catch (rejected) {
        if (!(rejected instanceof RateLimiterRes)) throw rejected;
        throw refused(Math.max(1, Math.ceil(rejected.msBeforeNext / 1_000)));
      }
      if (cost < COSTLY) return () => undefined;
      const others = underWay.get(account) ?? 0;
      if (others >= COSTLY_AT_ONCE) throw refused(1);
      underWay.set(account, others + 1);
      return () => {
        const left = (underWay.get(account) ?? 1) - 1;
        if (left > 0) underWay.set(account, left);
        else underWay.delete(account);
      };
    },
  };
}
