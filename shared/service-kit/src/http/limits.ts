import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { isIPv6 } from 'node:net';
import { Problem } from '../problem';

/** What one account may ask of one process in a minute, in points; an ordinary request is one. */
export const ACCOUNT_POINTS = 6_000;
const WINDOW_S = 60;
/** From this many points on a request is costly. */
const COSTLY = 10;
/** Costly requests of one account under way at a time; the event loop belongs to everybody. */
const COSTLY_AT_ONCE = 4;

export interface Tries {
  /** Counts a try, whether it is free or not. @returns the whole seconds to wait, or 0 when it is free */
  take(who: string, points?: number): Promise<number>;
  /** Takes back a try that turned out well. */
  giveBack(who: string): Promise<void>;
}

/**
 * So many tries for each within a window that begins with the first of them. Each process counts for itself.
 * @param window.seconds how long a window lasts
 */
export function createTries({ most, seconds }: { most: number; seconds: number }): Tries {
  const limiter = new RateLimiterMemory({ points: most, duration: seconds });
  return {
    async take(who, points) {
      try {
        await limiter.consume(who, points);
        return 0;
      } catch (rejected) {
        if (!(rejected instanceof RateLimiterRes)) throw rejected;
        return Math.max(1, Math.ceil(rejected.msBeforeNext / 1_000));
      }
    },
    async giveBack(who) {
      // After its window a try weighs nothing, and what weighs nothing is not taken from the next.
      if (await limiter.get(who)) await limiter.reward(who);
    },
  };
}

/** Whom an address stands for: of IPv6 the network of 56 bits, in which one subscriber has every address. */
export function networkOf(address: string): string {
  const embedded = /^::(?:ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (embedded !== undefined || !isIPv6(address)) return embedded ?? address;
  const [before = [], after = []] = address.split('::').map((part) => part.split(':').filter(Boolean));
  const groups = [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
  const bits = groups.slice(0, 4).map((group) => group.padStart(4, '0').toLowerCase());
  return `${bits.join('').slice(0, 14)}/56`;
}

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
  const minute = createTries({ most: points, seconds: WINDOW_S });
  const underWay = new Map<string, number>();

  const refused = (seconds: number) =>
    new Problem('TOO_MANY_REQUESTS', `您的请求过于频繁，请 ${seconds} 秒后再试。`, { retryAfter: seconds });

  return {
    async enter(account, cost) {
      if (points === 0) return () => undefined;
      const wait = await minute.take(account, cost);
      if (wait > 0) throw refused(wait);
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
