import { addDays, dateOf, startOfDay } from '@xiezhi/rules';
import type { CaseService } from '@xiezhi/case-kit';
import type { Logger } from '@xiezhi/service-kit';
import { setTimeout as delay } from 'node:timers/promises';
import type { ItemClaims } from './claims';
import type { OverdueRepetition } from './repetition';
import type { WorkFiles } from './files';
import { ITEMS_VERSION } from './store';
import type { WorkItemStore } from './store';

const REAL_MS = 60_000;
/** A rehearsal's clock moves at any moment, and nobody tells. */
const REHEARSAL_MS = 1_000;
const AGAIN_MS = 1_000;

interface UpkeepOptions {
  store: WorkItemStore;
  files: Pick<WorkFiles, 'all'>;
  claims: ItemClaims;
  repetition: OverdueRepetition;
  service: Pick<CaseService, 'cases' | 'clock'>;
  rehearsal: boolean;
  logger: Logger;
}

/**
 * What the service does by itself: once, the items of cases that are older than work items or than what is kept of them; then, at every midnight of the
 * courts, the overdue repetitions. It looks once a minute, so that what could not be done at midnight is done soon after, and
 * so is what another process did not come to write into the audit trail.
 */
export function startUpkeep(options: UpkeepOptions): { close(): Promise<void> } {
  const { store, files, claims, repetition, service, rehearsal, logger } = options;
  const ending = new AbortController();
  let prepared = false;
  let failures = 0;

  async function prepare(): Promise<true> {
    if (prepared) return true;
    const built = await store.builtAs();
    // What it goes past is tried again by the read model itself.
    if (built === null) await service.cases.rebuild();
    else if (built !== ITEMS_VERSION) for await (const file of files.all()) await store.renew(file);
    if (built !== ITEMS_VERSION) await store.markBuilt();
    return (prepared = true);
  }

  async function pause(current: boolean): Promise<number> {
    if (!current) return AGAIN_MS;
    if (rehearsal) return REHEARSAL_MS;
    const now = await service.clock.now();
    return Math.min(REAL_MS, startOfDay(addDays(dateOf(now), 1)) - now);
  }

  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      await delay(await once(), undefined, { signal: ending.signal }).catch(() => undefined);
    }
  }

  /** Ms until it is to be looked again. */
  async function once(): Promise<number> {
    const [isPrepared, isCurrent, isRecorded] = await Promise.all([attempt(prepare), attempt(repeat), attempt(record)]);
    if (isPrepared === undefined || isCurrent === undefined || isRecorded === undefined) {
      failures += 1;
      return Math.min(AGAIN_MS * 2 ** Math.min(failures - 1, 10), REAL_MS);
    }
    failures = 0;
    return attempt(() => pause(isCurrent)).then((ms) => ms ?? AGAIN_MS);
  }

  const repeat = () => repetition.run();
  const record = () => claims.resume().then(() => true);

  /** No part of the upkeep waits for another; undefined when it failed. */
  async function attempt<T>(part: () => Promise<T>): Promise<T | undefined> {
    try {
      return await part();
    } catch (err) {
      logger.warn({ err }, 'work items not looked after, again later');
      return undefined;
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
