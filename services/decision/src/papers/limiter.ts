/** So many tries per person in a minute: enough for a stack of papers, too few to guess a code. */
const TRIES = 30;
const WINDOW_MS = 60_000;

export class Limiter {
  private readonly tries = new Map<string, { since: number; count: number }>();

  /** Seconds to wait, or 0 when this try is free. @param now milliseconds of any clock that does not run backwards */
  take(who: string, now: number): number {
    if (this.tries.size > 10_000) this.forget(now);
    const known = this.tries.get(who);
    if (!known || now - known.since >= WINDOW_MS) {
      this.tries.set(who, { since: now, count: 1 });
      return 0;
    }
    known.count += 1;
    return known.count <= TRIES ? 0 : Math.ceil((known.since + WINDOW_MS - now) / 1000);
  }

  private forget(now: number): void {
    for (const [who, { since }] of this.tries) if (now - since >= WINDOW_MS) this.tries.delete(who);
  }
}
