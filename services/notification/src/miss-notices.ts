import type { Config, HttpClient, Logger } from '@xiezhi/service-kit';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Inbox } from './inbox';

const answerSchema = z.object({
  items: z.array(
    z.object({ id: z.string(), caseId: z.string(), at: z.string(), courts: z.array(z.string()), text: z.string() }),
  ),
});

/** Who is told that the clock of a file has missed something, at each of the courts it is told at. */
const ADDRESSEES = ['systemAdmin', 'inspector'] as const;
const EVERY_MS = 5_000;
/** A notice may be put down a little after the instant it bears; after a kill of its process, much later. */
const RECENT_MS = 60 * 60_000;
const LOOK_BACK_MS = 3 * 24 * 60 * 60_000;

interface MissNoticesOptions {
  inbox: Inbox;
  http: HttpClient;
  config: Pick<Config, 'COMMAND_CENTER_URL'>;
  logger: Logger;
  everyMs?: number;
}

/**
 * Tells administrators and inspectors of silent misses: that one was found, and that it is gone. The notices are kept where
 * they are made and their messages bear their names, so that none is lost or told twice while either side is away.
 */
export function startMissNotices({ inbox, http, config, logger, everyMs = EVERY_MS }: MissNoticesOptions) {
  const ending = new AbortController();
  let lookedBackAt = -Infinity;

  async function tell(): Promise<void> {
    const now = Date.now();
    const lookBack = now - lookedBackAt >= RECENT_MS;
    let after = new Date(now - (lookBack ? LOOK_BACK_MS : RECENT_MS)).toISOString();
    for (;;) {
      const url = `${config.COMMAND_CENTER_URL}/punctuality/notices?after=${encodeURIComponent(after)}`;
      const { items } = await http.getJson(url, answerSchema);
      const messages = items.flatMap(({ id, caseId, at, courts, text }) =>
        courts.flatMap((court) =>
          ADDRESSEES.map((role) => ({
            _id: `silent-miss:${id}:${court}:${role}`,
            ...{ caseId, seq: 0, at, readBy: [], court, role, level: 'URGENT' as const, text },
          })),
        ),
      );
      await inbox.add(messages);
      const last = items.at(-1);
      if (!last) break;
      after = last.id;
    }
    if (lookBack) lookedBackAt = now;
  }

  void (async () => {
    while (!ending.signal.aborted) {
      await tell().catch((err: unknown) => logger.warn({ err }, 'silent misses not told yet'));
      await delay(everyMs, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  })();
  return { close: () => ending.abort() };
}
