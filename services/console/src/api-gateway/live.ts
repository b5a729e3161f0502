import { readsBusinessData, seesLeads, type Role } from '@xiezhi/rules';
import { Problem } from '@xiezhi/service-kit';
import type { Logger } from '@xiezhi/service-kit';
import type { Response } from 'express';
import { z } from 'zod';
import type { Session } from '../session/store';
import type { Happening } from './happenings';

/** Events that come close together are asked about and told together. */
const BATCH_MS = 250;
const MAX_BATCH = 100;
/** What nobody could be asked about waits so long, so often, and so much of it: pages can load by themselves as well. */
const AGAIN_MS = 1_000;
const MOST_TRIES = 5;
const MOST_WAITING = 2_000;
/** Keeps proxies from closing a quiet stream, and notices sessions that have ended. */
const BEAT_MS = 20_000;
const RECONNECT_MS = 1_000;
/** Tabs share one stream; a browser in which they cannot has six connections altogether. */
const STREAMS_OF_SESSION = 8;
const STREAMS = 4_000;
const RETRY_AFTER_S = 30;

/** That something happened, without that it was about a lead: leads are for those who supervise (Art. 13). */
export function withoutLead({ caseId, seq, type }: Happening): Omit<Happening, 'type'> & { type?: string } {
  return type.startsWith('lead.') ? { caseId, seq } : { caseId, seq, type };
}

/** The open streams of one session. */
interface Watch {
  streams: Set<Response>;
  /** The session as it was at the last beat: events are told by it, without a look into the database for each. */
  session: Session;
  /** Reads the session without counting as a sign of life; undefined when it has ended. */
  read(): Promise<Session | undefined>;
  beat: NodeJS.Timeout;
}

const answerSchema = z.object({ items: z.array(z.string()) });

export interface LiveLimits {
  ofSession: number;
  inAll: number;
}

/**
 * Tells open pages that something happened, never what: `{caseId, seq, type}` of cases their reader may see, as the case
 * list of `intake` decides. An event missed while NATS is away is not made up for; pages load what they show by themselves.
 */
export class LiveEvents {
  private readonly watches = new Map<string, Watch>();
  private readonly waiting = new Map<string, { happening: Happening; tries: number }>();
  private timer: NodeJS.Timeout | undefined;
  /** The last question was not answered. */
  private failing = false;

  constructor(
    private readonly intakeUrl: string,
    private readonly logger: Logger,
    private readonly limits: LiveLimits = { ofSession: STREAMS_OF_SESSION, inAll: STREAMS },
  ) {}

  /** How many streams are open. */
  get open(): number {
    return [...this.watches.values()].reduce((sum, { streams }) => sum + streams.size, 0);
  }

  /**
   * Keeps the answer open until the browser or the session goes.
   * @throws Problem TOO_MANY_REQUESTS for one stream too many of this session, UNAVAILABLE for one too many in all
   */
  listen(res: Response, session: Session, read: () => Promise<Session | undefined>): void {
    // Gone while the session was read: nothing would ever tell that it is.
    if (res.destroyed) return;
    const known = this.watches.get(session.id);
    if (known && known.streams.size >= this.limits.ofSession) {
      throw new Problem('TOO_MANY_REQUESTS', '打开的页面过多，请关闭不用的页面。', { retryAfter: RETRY_AFTER_S });
    }
    if (this.open >= this.limits.inAll) {
      throw new Problem('UNAVAILABLE', '在线人数已满，页面暂不自动更新，可以手动刷新。', { retryAfter: RETRY_AFTER_S });
    }
    const watch = known ?? this.watch(session, read);
    // No later session is older: its token lives longer.
    watch.session = session;
    watch.streams.add(res);
    res.once('close', () => this.leave(session.id, res));
    res.set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
    res.write(`retry: ${RECONNECT_MS}\nevent: ready\ndata: {}\n\n`);
  }

  /** Told at once to the pages of a session that was ended here; one ended by another console is noticed at the beat. */
  ended(sessionId: string): void {
    const watch = this.watches.get(sessionId);
    for (const res of watch?.streams ?? []) {
      res.end('event: ended\ndata: {}\n\n');
      this.leave(sessionId, res);
    }
  }

  close(): void {
    clearTimeout(this.timer);
    for (const [id, { streams }] of this.watches) {
      for (const res of streams) {
        res.end();
        this.leave(id, res);
      }
    }
  }

  /** Something happened; told with what else happens in the next moment. */
  note(happening: Happening): void {
    if (this.watches.size === 0) return;
    if (this.waiting.size < MOST_WAITING || this.waiting.has(happening.caseId)) {
      this.waiting.set(happening.caseId, { happening, tries: 0 });
    }
    if (this.waiting.size >= MAX_BATCH && !this.failing) void this.tell();
    else this.timer ??= setTimeout(() => void this.tell(), BATCH_MS);
  }

  private watch(session: Session, read: Watch['read']): Watch {
    const beat = setInterval(() => void this.beat(session.id), BEAT_MS);
    const watch = { streams: new Set<Response>(), session, read, beat };
    this.watches.set(session.id, watch);
    return watch;
  }

  private leave(id: string, res: Response): void {
    const watch = this.watches.get(id);
    watch?.streams.delete(res);
    if (!watch || watch.streams.size > 0) return;
    clearInterval(watch.beat);
    this.watches.delete(id);
  }

  private async beat(id: string): Promise<void> {
    const watch = this.watches.get(id);
    if (!watch) return;
    try {
      const session = await watch.read();
      if (!session) return this.ended(id);
      watch.session = session;
    } catch {
      // The database or the provider is away, which says nothing about the session.
    }
    for (const res of watch.streams) res.write('event: beat\ndata: {}\n\n');
  }

  private async tell(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const taken = [...this.waiting.values()].slice(0, MAX_BATCH);
    const happenings = taken.map(({ happening }) => happening);
    for (const { caseId } of happenings) this.waiting.delete(caseId);
    const readers = new Map<string, Promise<ReadonlySet<string>>>();
    const told = [...this.watches.values()].map(async ({ session, streams }) => {
      const reader = { court: session.person.court, roles: session.person.roles as Role[] };
      if (!readsBusinessData(reader)) return;
      // People of one court in the same roles see the same cases.
      const key = `${session.person.court} ${[...session.person.roles].sort().join()}`;
      const visible = readers.get(key) ?? this.visible(session, happenings);
      readers.set(key, visible);
      const seen = await visible;
      for (const happening of happenings) {
        if (!seen.has(happening.caseId)) continue;
        const words = JSON.stringify(seesLeads(reader) ? happening : withoutLead(happening));
        for (const res of streams) res.write(`event: case\ndata: ${words}\n\n`);
      }
    });
    const failed = (await Promise.allSettled(told)).find((result) => result.status === 'rejected');
    this.failing = failed !== undefined;
    if (failed) {
      this.logger.warn({ err: failed.reason as unknown }, 'live events not told, again later');
      // Whoever heard of them already hears the same once more. What has happened since then is newer.
      for (const { happening, tries } of taken) {
        if (tries < MOST_TRIES && !this.waiting.has(happening.caseId) && this.waiting.size < MOST_WAITING) {
          this.waiting.set(happening.caseId, { happening, tries: tries + 1 });
        }
      }
    }
    if (this.waiting.size > 0 && this.watches.size > 0) {
      this.timer ??= setTimeout(() => void this.tell(), failed ? AGAIN_MS : BATCH_MS);
    }
  }

  private async visible(session: Session, happenings: readonly Happening[]): Promise<ReadonlySet<string>> {
    const of = happenings.map(({ caseId, seq }) => `${caseId}:${seq}`).join();
    const answer = await fetch(`${this.intakeUrl}/collaborations/visible?of=${encodeURIComponent(of)}`, {
      headers: { authorization: `Bearer ${session.tokens.accessToken}`, accept: 'application/json' },
      signal: AbortSignal.timeout(10_000),
    });
    if (!answer.ok) throw new Error(`intake answered ${answer.status}`);
    return new Set(answerSchema.parse(await answer.json()).items);
  }
}
