import { createAuthenticator, Problem, TokenOutOfTime } from '@xiezhi/service-kit';
import type { Authenticator, PersonUser } from '@xiezhi/service-kit';
import * as oidc from 'openid-client';
import type { ConsoleConfig } from '../config';
import type { Tokens } from '../session/store';

/** What must be remembered between sending a browser to the provider and its return. */
export interface PendingSignIn {
  state: string;
  nonce: string;
  verifier: string;
  returnTo: string;
}

export interface SignedIn {
  person: PersonUser;
  tokens: Tokens;
}

const TIMEOUT_S = 5;
const ANY_TIME_S = 10 * 365 * 24 * 60 * 60;

/** What the provider has just issued has already ended or has not begun: its clock or ours is wrong. */
export class WrongClock extends Problem {
  /** @param refreshToken in exchange for the one that was used, so that the session can be renewed once the clocks agree */
  constructor(
    cause: unknown,
    readonly refreshToken?: string,
  ) {
    super('UNAVAILABLE', '登录服务与本系统的时间不一致，暂时不能登录。请联系系统管理员校准两边的时间，然后重试。', {
      retryAfter: 30,
      cause,
    });
  }
}

/** The console as a client of the OpenID Connect provider: authorization code with PKCE. */
export class SignInClient {
  readonly authenticator: Authenticator;
  private discovered: Promise<oidc.Configuration> | undefined;

  constructor(private readonly config: ConsoleConfig) {
    this.authenticator = createAuthenticator({
      issuer: config.OIDC_ISSUER,
      clockToleranceS: config.OIDC_CLOCK_TOLERANCE_S,
    });
  }

  /** Where to send the browser, and what to remember until it comes back. @throws Problem UNAVAILABLE */
  async begin(returnTo: string, language: 'zh' | 'en'): Promise<{ url: URL; pending: PendingSignIn }> {
    const provider = await this.provider();
    await this.reachable();
    const pending = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
      returnTo,
    };
    const url = oidc.buildAuthorizationUrl(provider, {
      redirect_uri: this.redirectUri,
      scope: 'openid profile',
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
      ui_locales: language === 'en' ? 'en' : 'zh-CN',
    });
    return { url, pending };
  }

  /**
   * The person who came back. @param query of the callback, as it arrived
   * @throws Problem UNAUTHENTICATED when the provider or the check of its answer refuses, UNAVAILABLE, FORBIDDEN for an
   * account without name, court and roles, WrongClock
   */
  async finish(query: string, pending: PendingSignIn): Promise<SignedIn> {
    const provider = await this.provider();
    // Behind a proxy the request's own address is not the one the browser was sent to.
    const url = new URL(`${this.redirectUri}${query}`);
    const { state, nonce, verifier } = pending;
    return this.asking(async () => {
      const answer = await oidc.authorizationCodeGrant(provider, url, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      return this.signedIn(answer);
    });
  }

  /** @throws Problem UNAUTHENTICATED when the provider does not renew, UNAVAILABLE, WrongClock */
  async refresh(tokens: Tokens): Promise<SignedIn> {
    const { refreshToken } = tokens;
    if (!refreshToken) throw new Problem('UNAUTHENTICATED', '登录已到期，请重新登录。');
    const provider = await this.provider();
    // Refused for the time of an ID token that nobody reads here, the new refresh token would be lost with the answer.
    const patient = new oidc.Configuration(
      provider.serverMetadata(),
      this.config.CONSOLE_CLIENT_ID,
      { ...provider.clientMetadata(), [oidc.clockTolerance]: ANY_TIME_S },
      oidc.ClientSecretBasic(this.config.CONSOLE_CLIENT_SECRET),
    );
    if (this.config.OIDC_ISSUER.startsWith('http:')) oidc.allowInsecureRequests(patient);
    patient.timeout = TIMEOUT_S;
    return this.asking(async () => this.signedIn(await oidc.refreshTokenGrant(patient, refreshToken), tokens));
  }

  /**
   * The provider's own sign-out, or undefined where it has none or does not answer: the session here ends anyway. The ID
   * token is not sent along as a hint: it names the person, and addresses stay in histories and logs.
   */
  async endUrl(): Promise<URL | undefined> {
    const provider = await this.provider().catch(() => undefined);
    if (!provider?.serverMetadata().end_session_endpoint) return undefined;
    return oidc.buildEndSessionUrl(provider, {
      post_logout_redirect_uri: `${this.config.CONSOLE_URL}/`,
    });
  }

  private get redirectUri(): string {
    return `${this.config.CONSOLE_URL}/auth/callback`;
  }

  /** What was discovered once may be away now, and a browser sent to it would see an error that helps nobody. */
  private async reachable(): Promise<void> {
    const url = `${this.config.OIDC_ISSUER}/.well-known/openid-configuration`;
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_S * 1_000) });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`the issuer answered ${answer.status}`);
    } catch (cause) {
      throw unavailable(cause);
    }
  }

  private async provider(): Promise<oidc.Configuration> {
    const { OIDC_ISSUER, CONSOLE_CLIENT_ID, CONSOLE_CLIENT_SECRET } = this.config;
    const insecure = OIDC_ISSUER.startsWith('http:') ? [oidc.allowInsecureRequests] : [];
    const pending = (this.discovered ??= oidc.discovery(
      new URL(OIDC_ISSUER),
      CONSOLE_CLIENT_ID,
      { client_secret: CONSOLE_CLIENT_SECRET, [oidc.clockTolerance]: this.config.OIDC_CLOCK_TOLERANCE_S },
      oidc.ClientSecretBasic(CONSOLE_CLIENT_SECRET),
      { execute: insecure, timeout: TIMEOUT_S },
    ));
    try {
      return await pending;
    } catch (cause) {
      // The next request asks again.
      if (this.discovered === pending) this.discovered = undefined;
      throw unavailable(cause);
    }
  }

  private async signedIn(
    answer: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers,
    before?: Tokens,
  ): Promise<SignedIn> {
    const refreshToken = answer.refresh_token ?? before?.refreshToken;
    const user = await this.authenticator.verify(answer.access_token).catch((error: unknown) => {
      if (error instanceof TokenOutOfTime) throw new WrongClock(error, before && refreshToken);
      if (!(error instanceof Problem) || error.code !== 'UNAUTHENTICATED') throw error;
      throw new Problem('FORBIDDEN', '登录服务没有给出可用的姓名、法院和角色，请联系安全管理员。', { cause: error });
    });
    if (user.kind !== 'user') throw new Problem('FORBIDDEN', '只有人员账号可以使用工作台。');
    return {
      person: user,
      tokens: {
        accessToken: answer.access_token,
        accessExpiresAt: Date.now() + (answer.expiresIn() ?? 300) * 1_000,
        ...(refreshToken ? { refreshToken } : {}),
      },
    };
  }

  private async asking<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof Problem) throw error;
      if (error instanceof oidc.ClientError && error.code === OUT_OF_TIME) throw new WrongClock(error);
      if (refused(error)) throw new Problem('UNAUTHENTICATED', '登录没有完成，请重新登录。', { cause: error });
      throw unavailable(error);
    }
  }
}

const OUT_OF_TIME = 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED';

/** The provider said no, or its answer did not fit what was asked; everything else is an outage. */
function refused(error: unknown): boolean {
  if (error instanceof oidc.AuthorizationResponseError) {
    return !['server_error', 'temporarily_unavailable'].includes(error.error);
  }
  if (error instanceof oidc.ResponseBodyError) return error.status < 500;
  return (
    error instanceof oidc.ClientError &&
    ['OAUTH_INVALID_RESPONSE', 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'].includes(error.code ?? '')
  );
}

function unavailable(cause: unknown): Problem {
  return new Problem('UNAVAILABLE', '统一登录服务暂时没有应答，请稍后重试。', { retryAfter: 5, cause });
}
