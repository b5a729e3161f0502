import { cloudEventSchema } from '@xiezhi/contracts';
import { readsBusinessData, seesLeads, type Role } from '@xiezhi/rules';
import type { Logger, NatsLink } from '@xiezhi/service-kit';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Session } from '../session/store';

/** Events that come close together are asked about and told together. */
const BATCH_MS = 250;
const MAX_BATCH = 100;
/** Keeps proxies from closing a quiet stream, and notices sessions that have ended. */
const BEAT_MS = 20_000;
const RECONNECT_MS = 1_000;

interface Happening {
  caseId: string;
  seq: number;
  type: string;
}

/** That something happened, without that it was about a lead: leads are for those who supervise (Art. 13). */
export function withoutLead({ caseId, seq, type }: Happening): Omit<Happening, 'type'> & { type?: string } {
  return type.startsWith('lead.') ? { caseId, seq } : { caseId, seq, type };
}

interface Listener {
  res: Response;
  /** The session as it is now, read without counting as a sign of life; undefined when it has ended. */
  session(): Promise<Session | undefined>;
  beat: NodeJS.Timeout;
}

const answerSchema = z.object({ items: z.array(z.string()) });

/**
 * Tells open pages that something happened, never what: `{caseId, seq, type}` of cases their reader may see, as the case
 * list of `intake` decides. An event missed while NATS is away is not made up for; pages load what they show by themselves.
 */
export class LiveEvents {
  private readonly listeners = new Set<Listener>();
  private readonly waiting = new Map<string, Happening>();
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    nats: NatsLink,
    private readonly intakeUrl: string,
    private readonly logger: Logger,
  ) {
    void this.follow(nats);
  }

  /** Keeps the answer open until the browser or the session goes. */
  listen(req: Request, res: Response, session: () => Promise<Session | undefined>): void {
    res.set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
    res.write(`retry: ${RECONNECT_MS}\nevent: ready\ndata: {}\n\n`);
    const beat = setInterval(() => void this.beat(listener), BEAT_MS);
    const listener: Listener = { res, session, beat };
    this.listeners.add(listener);
    req.once('close', () => this.leave(listener));
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    for (const listener of this.listeners) {
      this.leave(listener);
      listener.res.end();
    }
  }

  private leave(listener: Listener): void {
    clearInterval(listener.beat);
    this.listeners.delete(listener);
  }

  private async beat(listener: Listener): Promise<void> {
    const session = await listener.session().catch(() => undefined);
    if (session) return void listener.res.write(':\n\n');
    listener.res.write('event: ended\ndata: {}\n\n');
    this.leave(listener);
    listener.res.end();
  }

  private async follow(nats: NatsLink): Promise<void> {
    try {
      const connection = await nats.connection();
      // Without a durable consumer: what happened while nobody looked is in the pages when they are opened.
      for await (const message of connection.subscribe('collab.>')) {
        const event = cloudEventSchema.safeParse(message.json());
        if (event.success) this.note(event.data.data);
      }
    } catch (err) {
      if (!this.closed) this.logger.warn({ err }, 'live events ended');
    }
  }

  private note({ caseId, seq, type }: Happening): void {
    if (this.listeners.size === 0) return;
    this.waiting.set(caseId, { caseId, seq, type });
    if (this.waiting.size >= MAX_BATCH) void this.tell();
    else this.timer ??= setTimeout(() => void this.tell(), BATCH_MS);
  }

  private async tell(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const happenings = [...this.waiting.values()];
    this.waiting.clear();
    const readers = new Map<string, Promise<ReadonlySet<string>>>();
    const told = [...this.listeners].map(async (listener) => {
      const session = await listener.session();
      if (!session) return;
      const reader = { court: session.person.court, roles: session.person.roles as Role[] };
      if (!readsBusinessData(reader)) return;
      // People of one court in the same roles see the same cases.
      const key = `${session.person.court} ${[...session.person.roles].sort().join()}`;
      const visible = readers.get(key) ?? this.visible(session, happenings);
      readers.set(key, visible);
      const seen = await visible;
      for (const happening of happenings) {
        const told = seesLeads(reader) ? happening : withoutLead(happening);
        if (seen.has(happening.caseId)) listener.res.write(`event: case\ndata: ${JSON.stringify(told)}\n\n`);
      }
    });
    const failed = (await Promise.allSettled(told)).find((result) => result.status === 'rejected');
    if (failed) this.logger.warn({ err: failed.reason as unknown }, 'live events not told');
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
