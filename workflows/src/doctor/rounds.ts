import type { Logger, Metrics } from '@xiezhi/service-kit';
import { setTimeout as delay } from 'node:timers/promises';
import { FAULTS } from './diagnosis';
import type { FaultKind } from './diagnosis';
import type { Doctor } from './doctor';
import type { Findings } from './findings';

const KINDS = Object.keys(FAULTS) as FaultKind[];

/** The doctor's rounds for as long as the process lives: every so often, and whatever one of them fails with. */
export function startRounds(
  { doctor, findings, metrics, logger }: { doctor: Doctor; findings: Findings; metrics: Metrics; logger: Logger },
  everyMs: number,
): { close(): void } {
  const ending = new AbortController();
  // Asked when somebody asks: an examination that a person wanted has changed it since the last round.
  metrics.gauge('xiezhi_doctor_cases', 'Open cases whose workflow is not in order', ['kind'], async (wrong) => {
    const unresolved = await findings.unresolved().catch(() => undefined);
    if (!unresolved) return;
    for (const kind of KINDS) wrong.set({ kind }, unresolved.filter((finding) => finding.kind === kind).length);
  });
  const restarted = metrics.counter('xiezhi_doctor_restarts_total', 'Cases started again from the ledger');
  const took = metrics.gauge('xiezhi_doctor_round_seconds', 'How long the last round took');

  async function round(): Promise<void> {
    const done = await doctor.examine({ thorough: false });
    restarted.inc(done.restarted);
    took.set(done.ms / 1_000);
  }

  void (async () => {
    while (!ending.signal.aborted) {
      await round().catch((err: unknown) => logger.warn({ err }, 'round of the doctor failed'));
      await delay(everyMs, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  })();
  return { close: () => ending.abort() };
}
