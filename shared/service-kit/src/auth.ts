import { createRemoteJWKSet, errors as jose, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { Problem } from './problem';

/** What services of this house expect in `aud`. */
export const API_AUDIENCE = 'urn:xiezhi:api';

/** A signed-in person, acting for one court with the roles held there. */
export interface PersonUser {
  kind: 'user';
  sub: string;
  name: string;
  /** Court code as written, `吉0104`. */
  court: string;
  roles: string[];
}

/** Another process of the installation, by its OAuth client. */
export interface ServiceUser {
  kind: 'service';
  clientId: string;
}

export type User = PersonUser | ServiceUser;

export interface Authenticator {
  /** OpenID Connect issuer whose tokens are accepted. */
  readonly issuer: string;
  /**
   * Verifies an `Authorization` header. Tokens in URLs are never looked at: they end in logs and histories.
   * @throws Problem UNAUTHENTICATED, or UNAVAILABLE when the issuer's keys cannot be had
   */
  authenticate(authorization: string | undefined): Promise<User>;
  /** @throws Problem like `authenticate`; takes the bare token */
  verify(token: string): Promise<User>;
  /** @throws Problem UNAVAILABLE while the issuer does not answer; for readiness */
  check(): Promise<void>;
}

export interface AuthenticatorOptions {
  issuer: string;
  /** By how many seconds the issuer's clock and ours may differ. */
  clockToleranceS: number;
  audience?: string;
  /** Time an answer of the issuer may take, in ms. */
  timeoutMs?: number;
  /** Age in ms after which the issuer's keys are fetched again. */
  keysMaxAgeMs?: number;
}

const personClaims = z.object({
  sub: z.string().min(1),
  name: z.string().min(1),
  court: z.string().regex(/^\p{Script=Han}(\d{2}){0,2}$/u),
  roles: z.array(z.string().min(1)),
});

const serviceClaims = z.object({
  client_id: z.string().min(1),
  sub: z.string().optional(),
  roles: z.undefined().optional(),
});

const INVALID_TOKEN = { 'WWW-Authenticate': 'Bearer realm="xiezhi", error="invalid_token"' };

const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** Verifies bearer JWTs (RS256, ES256) by the keys the issuer publishes. The issuer may be down when the process starts. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const issuer = options.issuer.replace(/\/+$/, '');
  const timeoutMs = options.timeoutMs ?? 3_000;
  let discovered: Promise<{ issuer: string; keys: JWTVerifyGetKey }> | undefined;

  async function discover() {
    const response = await fetch(`${issuer}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) throw new Error(`discovery answered ${response.status}`);
    const document = discoverySchema.parse(await response.json());
    if (document.issuer.replace(/\/+$/, '') !== issuer) throw new Error(`discovery names issuer ${document.issuer}`);
    const keys = createRemoteJWKSet(new URL(document.jwks_uri), {
      timeoutDuration: timeoutMs,
      cacheMaxAge: options.keysMaxAgeMs ?? 600_000,
    });
    return { issuer: document.issuer, keys };
  }

  async function provider() {
    const pending = (discovered ??= discover());
    try {
      return await pending;
    } catch (error) {
      // The next request asks again.
      if (discovered === pending) discovered = undefined;
      throw unavailable(error);
    }
  }

  async function verify(token: string): Promise<User> {
    const { issuer: expected, keys } = await provider();
    let payload: JWTPayload;
    try {
      ({ payload } = await jwtVerify(token, keys, {
        issuer: expected,
        audience: options.audience ?? API_AUDIENCE,
        algorithms: ['RS256', 'ES256'],
        requiredClaims: ['exp', 'sub'],
        clockTolerance: options.clockToleranceS,
      }));
    } catch (error) {
      if (isClockFault(error)) throw new TokenOutOfTime(error);
      throw isTokenFault(error) ? invalidToken(error) : unavailable(error);
    }
    return userOf(payload);
  }

  return {
    issuer,
    verify,
    async authenticate(authorization) {
      const match = /^Bearer +([\w.~+/-]+=*)$/i.exec(authorization ?? '');
      if (!match) {
        throw new Problem('UNAUTHENTICATED', '请先登录：请求没有携带访问令牌。', {
          headers: { 'WWW-Authenticate': 'Bearer realm="xiezhi"' },
        });
      }
      return verify(match[1]!);
    },
    async check() {
      await provider();
    },
  };
}

function userOf(payload: JWTPayload): User {
  const scopes = typeof payload['scope'] === 'string' ? payload['scope'].split(' ') : [];
  if (scopes.includes('service')) {
    const claims = serviceClaims.safeParse(payload);
    // A person's token that was granted the scope by mistake must not become a service.
    if (!claims.success || (claims.data.sub !== undefined && claims.data.sub !== claims.data.client_id)) {
      throw invalidToken(claims.error);
    }
    return { kind: 'service', clientId: claims.data.client_id };
  }
  const claims = personClaims.safeParse(payload);
  if (!claims.success) throw invalidToken(claims.error);
  return { kind: 'user', ...claims.data };
}

/** A genuine token whose time has passed or has not come: of one that was only just issued, that a clock is wrong. */
export class TokenOutOfTime extends Problem {
  constructor(cause: unknown) {
    super('UNAUTHENTICATED', '登录已到期，请重新登录；刚刚登录的，是登录服务或者本系统的时间不准。', {
      headers: INVALID_TOKEN,
      cause,
    });
  }
}

function isClockFault(error: unknown): boolean {
  return (
    error instanceof jose.JWTExpired ||
    (error instanceof jose.JWTClaimValidationFailed && error.claim === 'nbf' && error.reason === 'check_failed')
  );
}

function isTokenFault(error: unknown): boolean {
  return (
    error instanceof jose.JWTClaimValidationFailed ||
    error instanceof jose.JWTExpired ||
    error instanceof jose.JWTInvalid ||
    error instanceof jose.JWSInvalid ||
    error instanceof jose.JWSSignatureVerificationFailed ||
    error instanceof jose.JOSEAlgNotAllowed ||
    error instanceof jose.JOSENotSupported ||
    error instanceof jose.JWKSNoMatchingKey ||
    error instanceof jose.JWKSMultipleMatchingKeys
  );
}

function invalidToken(cause: unknown): Problem {
  return new Problem('UNAUTHENTICATED', '登录已失效或访问令牌无效，请重新登录。', {
    headers: INVALID_TOKEN,
    cause,
  });
}

function unavailable(cause: unknown): Problem {
  return new Problem('UNAVAILABLE', '统一登录服务暂时没有应答，请稍后重试。', { retryAfter: 5, cause });
}
