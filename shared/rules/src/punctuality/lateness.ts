/** From a real instant on (epoch ms) the court clock was so far ahead of real time. */
export interface ClockStep {
  since: number;
  offsetMs: number;
}

/** The court clock of a real installation. */
export const REAL_TIME: readonly ClockStep[] = [{ since: -Infinity, offsetMs: 0 }];

/**
 * The first real instant (epoch ms) at which the court clock showed an instant, or will show it if nobody moves it again. An
 * instant that a move went past was shown when the move had arrived. Undefined for one from before the steps are known.
 * @param steps in order of time, at least one
 */
export function shownAt(steps: readonly ClockStep[], court: number): number | undefined {
  for (const [index, { since, offsetMs }] of steps.entries()) {
    const shown = Math.max(since, court - offsetMs);
    const until = steps[index + 1]?.since ?? Infinity;
    if (shown >= until) continue;
    return index === 0 && shown === since ? undefined : shown;
  }
  return undefined;
}

/**
 * How much later than it was due something was written, in ms of real time; 0 for what was there when the court clock came
 * to it. Null where it cannot be known, because it was written before the steps of the clock were kept.
 * @param from epoch ms of the court clock from which it had to be there
 * @param written epoch ms of real time
 */
export function latenessOf(steps: readonly ClockStep[], from: number, written: number): number | null {
  const [first] = steps;
  if (!first || written < first.since) return null;
  const shown = shownAt(steps, from);
  return shown === undefined ? null : Math.max(0, written - shown);
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Upper bounds of the classes of lateness that are counted, in ms; the last class has none. */
export const LATENESS_CLASSES = [100, SECOND, 10 * SECOND, MINUTE, 2 * MINUTE, HOUR, 24 * HOUR, null] as const;

export interface LatenessFigures {
  /** Rungs that were written. */
  rungs: number;
  /** Those of them whose lateness cannot be known; no figure counts them. */
  unknown: number;
  /** Half of them were no later than this. Null while there is none. */
  p50Ms: number | null;
  p99Ms: number | null;
  maxMs: number | null;
  /** How many were no later than `upToMs` and later than the class before; null: any later. */
  distribution: { upToMs: number | null; count: number }[];
}

/** @param lateness of each rung, in ms, in any order */
export function latenessFigures(lateness: readonly (number | null)[]): LatenessFigures {
  const known = Float64Array.from(lateness.filter((ms) => ms !== null)).sort();
  const counts = LATENESS_CLASSES.map(() => 0);
  for (const ms of known) counts[LATENESS_CLASSES.findIndex((upTo) => upTo === null || ms <= upTo)]! += 1;
  // Nearest rank: a figure is always one that was measured.
  const rank = (share: number) => known[Math.max(0, Math.ceil(share * known.length) - 1)] ?? null;
  return {
    rungs: lateness.length,
    unknown: lateness.length - known.length,
    p50Ms: rank(0.5),
    p99Ms: rank(0.99),
    maxMs: known.at(-1) ?? null,
    distribution: LATENESS_CLASSES.map((upToMs, index) => ({ upToMs, count: counts[index]! })),
  };
}

/** A rung missing for longer than this is a silent miss; real time. */
export const MISSED_AFTER_MS = 2 * MINUTE;
