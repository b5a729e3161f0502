import { z } from 'zod';
import { Problem } from './problem';

export interface ServiceTokens {
  /**
   * Access token of this service, fetched when needed and renewed a minute before it ends.
   * @throws Problem UNAVAILABLE when the issuer does not answer
   */
  token(): Promise<string>;
  /** Forgets the token held, after a neighbour has refused it (the issuer's keys or clients were changed). */
  renew(): void;
}

export interface ServiceTokenSettings {
  OIDC_ISSUER: string;
  SERVICE_CLIENT_ID: string;
  SERVICE_CLIENT_SECRET: string;
}

const RENEW_BEFORE_END_S = 60;
const TIMEOUT_MS = 3_000;

const discoverySchema = z.object({ token_endpoint: z.url() });
const answerSchema = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().default(300) });

/** OAuth client credentials (scope `service`) for calls from service to service. */
export function createServiceTokens(settings: ServiceTokenSettings): ServiceTokens {
  let endpoint: string | undefined;
  let held: { token: string; until: number } | undefined;
  let pending: Promise<string> | undefined;

  async function request(): Promise<string> {
    endpoint ??= discoverySchema.parse(
      await get(`${settings.OIDC_ISSUER}/.well-known/openid-configuration`),
    ).token_endpoint;
    // RFC 6749, 2.3.1: both parts are form-encoded before they are joined.
    const pair = [settings.SERVICE_CLIENT_ID, settings.SERVICE_CLIENT_SECRET].map(formEncode).join(':');
    const answer = answerSchema.parse(
      await get(endpoint, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'service', resource: 'urn:xiezhi:api' }),
      }),
    );
    const life = Math.max(answer.expires_in - RENEW_BEFORE_END_S, answer.expires_in / 2);
    held = { token: answer.access_token, until: Date.now() + life * 1000 };
    return answer.access_token;
  }

  return {
    async token() {
      if (held && Date.now() < held.until) return held.token;
      pending ??= request().finally(() => (pending = undefined));
      try {
        return await pending;
      } catch (error) {
        endpoint = undefined;
        throw new Problem('UNAVAILABLE', '统一登录服务暂时没有应答，请稍后重试。', { retryAfter: 5, cause: error });
      }
    },
    renew() {
      held = undefined;
    },
  };
}

async function get(url: string, init: RequestInit = {}): Promise<unknown> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`${new URL(url).pathname} answered ${response.status}`);
  return response.json();
}

function formEncode(text: string): string {
  return new URLSearchParams({ x: text }).toString().slice(2);
}
