import { API_AUDIENCE, isOutage } from '@xiezhi/service-kit';
import type { Logger } from '@xiezhi/service-kit';
import type { Connection } from 'mongoose';
import type { EventEmitter } from 'node:events';
import type { Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { AccountStore } from '../accounts/store';
import type { IdentityConfig } from '../config';
import { errorPage } from '../pages/error-page';
import type { Layout } from '../pages/layout';
import { logoutPage, signedOutPage } from '../pages/logout-page';
import { MongoAdapter } from './adapter';
import { clientList, CONSOLE_CLIENT } from './clients';
import type { Keys } from './keys';

/** Seconds. */
const ACCESS_TOKEN_TTL = 60 * 60;
const WORKING_DAY = 12 * 60 * 60;

/** Where the provider's own endpoints live; everything else on this origin is ours. */
export const PROVIDER_PATHS = ['/.well-known/', '/oidc/'];

export interface ProviderOptions {
  config: IdentityConfig;
  connection: Connection;
  accounts: AccountStore;
  keys: Keys;
  layout: Layout;
  logger: Logger;
}

export async function createProvider({
  config,
  connection,
  accounts,
  keys,
  layout,
  logger,
}: ProviderOptions): Promise<Provider> {
  const { Provider, errors, interactionPolicy } = await loadLibrary(logger);

  // The installation's own clients need no consent: a person who may sign in may use them.
  const policy = interactionPolicy.base();
  policy.remove('consent');

  async function claimsOf(username: string) {
    const account = await accounts.find(username);
    if (!account || account.disabled) return undefined;
    return { name: account.name, court: account.court, roles: account.roles };
  }

  const configuration: Configuration = {
    adapter: (model) =>
      new MongoAdapter(connection, model, () => new errors.InvalidGrant('authorization code already consumed')),
    clients: clientList(config),
    jwks: { keys: [keys.signing] },
    cookies: {
      keys: keys.cookies,
      names: { session: 'xiezhi_session', interaction: 'xiezhi_sign_in', resume: 'xiezhi_resume' },
      long: { httpOnly: true, sameSite: 'lax', signed: true },
      short: { httpOnly: true, sameSite: 'lax', signed: true },
    },
    routes: {
      authorization: '/oidc/auth',
      token: '/oidc/token',
      jwks: '/oidc/jwks',
      end_session: '/oidc/logout',
    },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    pkce: { required: () => true },
    scopes: ['openid', 'profile', 'service'],
    claims: { openid: ['sub'], profile: ['name', 'court', 'roles'] },
    // Nobody needs a second question for what the ID token can say; the API's own answer is GET /me.
    conformIdTokenClaims: false,
    clientBasedCORS: () => false,
    interactions: { policy, url: (_ctx, interaction) => `${layout.basePath}/interaction/${interaction.uid}` },
    async findAccount(_ctx, sub) {
      const found = await claimsOf(sub);
      return found && { accountId: sub, claims: () => ({ sub, ...found }) };
    },
    async extraTokenClaims(_ctx, token) {
      const sub = 'accountId' in token ? token.accountId : undefined;
      return sub === undefined ? undefined : claimsOf(sub);
    },
    async loadExistingGrant(ctx) {
      const { session, client, provider } = ctx.oidc;
      const clientId = client!.clientId;
      const grantId = session!.grantIdFor(clientId);
      const existing = grantId ? await provider.Grant.find(grantId) : undefined;
      if (existing) return existing;
      const grant = new provider.Grant({ clientId, accountId: session!.accountId! });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
    // Only the console stays signed in beyond an access token's life, and only as long as the session lives.
    issueRefreshToken: (_ctx, client) => client.clientId === CONSOLE_CLIENT,
    rotateRefreshToken: true,
    ttl: {
      AccessToken: ACCESS_TOKEN_TTL,
      AuthorizationCode: 60,
      ClientCredentials: ACCESS_TOKEN_TTL,
      Grant: 2 * WORKING_DAY,
      IdToken: ACCESS_TOKEN_TTL,
      Interaction: 30 * 60,
      RefreshToken: WORKING_DAY,
      Session: WORKING_DAY,
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      clientCredentials: { enabled: true },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => API_AUDIENCE,
        useGrantedResource: () => true,
        getResourceServerInfo(_ctx, resource) {
          if (resource !== API_AUDIENCE) throw new errors.InvalidTarget();
          return {
            scope: 'service',
            audience: API_AUDIENCE,
            accessTokenTTL: ACCESS_TOKEN_TTL,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'ES256' } },
          };
        },
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => html(ctx, logoutPage(layout, form, config.XIEZHI_REHEARSAL)),
        postLogoutSuccessSource: (ctx) => html(ctx, signedOutPage(layout, config.XIEZHI_REHEARSAL)),
      },
    },
    renderError(ctx, out, error) {
      const outage = isOutage(error);
      if (outage) ctx.status = 503;
      html(
        ctx,
        errorPage(layout, outage ? 'UNAVAILABLE' : out.error === 'server_error' ? 'INTERNAL' : 'REQUEST', out.error),
      );
    },
  };

  const provider = new Provider(config.OIDC_ISSUER, configuration);
  // Only behind a TLS proxy is anyone believed about the original scheme and address.
  provider.proxy = config.OIDC_ISSUER.startsWith('https:');
  const events: EventEmitter = provider;
  events.on('server_error', (_ctx, err: Error) => {
    logger[isOutage(err) ? 'warn' : 'error']({ err }, 'sign-in protocol failed');
  });
  for (const event of ['authorization.error', 'grant.error', 'end_session.error'] as const) {
    // The description names the protocol's fault; codes and tokens are in neither.
    events.on(event, (_ctx: KoaContextWithOIDC, error: { error?: string; error_description?: string }) => {
      logger.info({ event, reason: error.error, description: error.error_description }, 'sign-in protocol refused');
    });
  }
  // Koa writes what no listener takes to standard error, stack and all.
  events.on('error', (err: Error) => logger.error({ err }, 'sign-in protocol failed'));
  return provider;
}

function html(ctx: KoaContextWithOIDC, page: string): void {
  ctx.type = 'html';
  ctx.body = page;
}

/** The library says on loading, past the log, that it would like a newer Node.js than the oldest one we support. */
async function loadLibrary(logger: Logger): Promise<typeof import('oidc-provider')> {
  const { warn } = console;
  console.warn = (message: unknown) => logger.debug({ library: 'oidc-provider' }, String(message));
  try {
    return await import('oidc-provider');
  } finally {
    console.warn = warn;
  }
}
