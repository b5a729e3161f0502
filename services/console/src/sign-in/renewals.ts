import { Problem } from '@xiezhi/service-kit';
import type { Logger } from '@xiezhi/service-kit';
import { setTimeout as delay } from 'node:timers/promises';
import { RENEWAL_MS, type Session, type SessionStore } from '../session/store';
import { WrongClock, type SignInClient } from './oidc';

/** A token that is about to expire is renewed now, so that it does not expire on its way. */
const RENEW_BEFORE_MS = 30_000;
const LOOK_AGAIN_MS = 50;
/** Long enough for a renewal that died with its process and for the one that follows it. */
const PATIENCE_MS = RENEWAL_MS * 2;

export interface RenewalDeps {
  client: Pick<SignInClient, 'refresh'>;
  sessions: SessionStore;
  logger: Logger;
  onEnd(sessionId: string): void;
}

export const isFresh = ({ tokens }: Session): boolean => tokens.accessExpiresAt - RENEW_BEFORE_MS > Date.now();

/**
 * Keeps sessions in valid tokens. A refresh token is good for one use, and used twice it ends everything that was signed
 * in with it: of all requests, in all processes, that find a session's token run out one renews, and the others get what
 * it got. Whoever has the right to renew reads the session again first, because it may have been renewed since it was read.
 */
export class Renewals {
  private readonly running = new Map<string, Promise<Session | undefined>>();

  constructor(private readonly deps: RenewalDeps) {}

  /**
   * The session with a token that is still valid for a while; undefined when it has ended.
   * @throws Problem UNAVAILABLE while the provider, or the process that renews, does not answer
   */
  fresh(session: Session): Promise<Session | undefined> {
    if (isFresh(session)) return Promise.resolve(session);
    const known = this.running.get(session.id);
    if (known) return known;
    const renewal = this.renewed(session.id).finally(() => this.running.delete(session.id));
    this.running.set(session.id, renewal);
    return renewal;
  }

  private async renewed(id: string): Promise<Session | undefined> {
    const { sessions } = this.deps;
    const until = Date.now() + PATIENCE_MS;
    while (Date.now() < until) {
      const mine = await sessions.claimRenewal(id);
      const session = await sessions.read(id, false);
      if (!session || isFresh(session)) {
        if (mine) await sessions.releaseRenewal(id);
        return session;
      }
      if (mine) return this.renew(session);
      await delay(LOOK_AGAIN_MS);
    }
    throw new Problem('UNAVAILABLE', '登录正在续期，请稍后重试。', { retryAfter: 5 });
  }

  private async renew(session: Session): Promise<Session | undefined> {
    const { client, sessions, logger, onEnd } = this.deps;
    const { sub, court } = session.person;
    try {
      const { person, tokens } = await client.refresh(session.tokens);
      return await sessions.renew(session, person, tokens);
    } catch (error) {
      if (error instanceof WrongClock && error.refreshToken !== undefined) {
        // The token that was used is no longer good: without the new one the next try would end the session.
        await sessions.renew(session, session.person, { ...session.tokens, refreshToken: error.refreshToken });
        throw error;
      }
      if (!(error instanceof Problem) || error.code === 'UNAVAILABLE') {
        await sessions.releaseRenewal(session.id);
        throw error;
      }
      // A process that took longer than its right lasted was overtaken, and refused for that alone.
      const now = await sessions.read(session.id, false);
      if (now && now.tokens.accessToken !== session.tokens.accessToken) return now;
      logger.info({ sub, court }, 'not renewed');
      await sessions.end(session.id);
      onEnd(session.id);
      return undefined;
    }
  }
}
