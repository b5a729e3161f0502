import { guidanceSentSchema } from '@xiezhi/contracts';
import { courtEver, dateOf, GUIDANCE_ROLES, localCourtName, toAsciiCourt, toInstant } from '@xiezhi/rules';
import type { CourtClock, HttpClient, Logger } from '@xiezhi/service-kit';
import { setTimeout as delay } from 'node:timers/promises';
import type { z } from 'zod';
import type { Inbox, InboxMessage } from './inbox';

const EVERY_MS = 2_000;

type Sent = z.infer<typeof guidanceSentSchema>['sent'][number];

/** What the courts below are told of guidance. A message's id is made of version and addressee: told twice it is once. */
export function guidanceMessages({ guidance, version, court, title, at, to }: Sent): InboxMessage[] {
  const name = localCourtName(courtEver(court, dateOf(at))?.name ?? court);
  const which = version > 1 ? `（第${version}版）` : '';
  return to.flatMap((addressee) =>
    GUIDANCE_ROLES.map((role) => ({
      _id: `guidance-${guidance}:${version}:${toAsciiCourt(addressee)}:${role}`,
      caseId: `guidance-${guidance}`,
      seq: version,
      at,
      readBy: [],
      court: addressee,
      role,
      level: 'INFO' as const,
      text: `${name}发布指导意见《${title}》${which}，请阅读并签收。`,
    })),
  );
}

interface Options {
  inbox: Pick<Inbox, 'add'>;
  http: HttpClient;
  clock: CourtClock;
  commandCenter: string;
  logger: Logger;
}

/** Tells the courts below of guidance. It is kept where it was published, so nothing is lost while either side is away. */
export function tellOfGuidance({ inbox, http, clock, commandCenter, logger }: Options): { close(): Promise<void> } {
  const ending = new AbortController();
  let since = '';

  async function tell(): Promise<void> {
    // A rehearsal's clock may be set back before its first case.
    if (toInstant(await clock.now()) < since) since = '';
    const url = `${commandCenter}/guidance/sent?since=${encodeURIComponent(since)}`;
    const { sent } = await http.getJson(url, guidanceSentSchema);
    for (const each of sent) await inbox.add(guidanceMessages(each));
    since = sent.reduce((last, { at }) => (at > last ? at : last), since);
  }

  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      await tell().catch((err: unknown) => logger.warn({ err }, 'courts are not told of guidance yet'));
      await delay(EVERY_MS, undefined, { signal: ending.signal }).catch(() => undefined);
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
