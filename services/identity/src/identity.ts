import { AuditTrail, createAuthenticator, createHttpApp, databaseCheck, diskCheck } from '@xiezhi/service-kit';
import type { HttpApp, Logger } from '@xiezhi/service-kit';
import type { Connection } from 'mongoose';
import type { AuditRecord } from './accounts/audit';
import { makeFirstAccounts } from './accounts/first-start';
import { Lockout } from './accounts/lockout';
import { PRACTICE_COST } from './accounts/password';
import { PasswordCheck } from './accounts/password-check';
import { accountRoutes } from './accounts/routes';
import { AccountStore } from './accounts/store';
import type { IdentityConfig } from './config';
import { Layout } from './pages/layout';
import { loginRoutes } from './pages/login-routes';
import { RARE_FACE, rareFace } from './pages/rare-face';
import { endSignIns, prepareArtifacts } from './provider/adapter';
import { installationKeys } from './provider/keys';
import { createProvider, PROVIDER_PATHS } from './provider/provider';

/** The OpenID Connect provider of an installation that has no other, and the accounts behind it. */
export async function createIdentity(config: IdentityConfig, connection: Connection, logger: Logger): Promise<HttpApp> {
  const audit = new AuditTrail<AuditRecord>(connection);
  const accounts = new AccountStore(connection, audit);
  const lockout = new Lockout(connection);
  await audit.prepare({ keyed: true });
  await Promise.all([accounts.prepare(), lockout.prepare(), prepareArtifacts(connection)]);
  const generatedCost = config.XIEZHI_REHEARSAL ? PRACTICE_COST : undefined;
  const first = { dataFolder: config.XIEZHI_DATA, demo: config.XIEZHI_DEMO, generatedCost };
  await makeFirstAccounts(first, accounts, connection, logger);

  const passwords = new PasswordCheck(accounts, lockout, audit);
  const keys = await installationKeys(connection);
  const layout = new Layout(config);
  const provider = await createProvider({ config, connection, accounts, keys, layout, logger });
  const protocol = provider.callback();

  return createHttpApp({
    service: 'identity',
    title: '獬豸 统一登录与账号',
    version: '1',
    description: 'OpenID Connect 登录（/.well-known/openid-configuration）与账号管理。',
    logger,
    authenticator: createAuthenticator({
      issuer: config.OIDC_ISSUER,
      clockToleranceS: config.OIDC_CLOCK_TOLERANCE_S,
    }),
    readiness: { database: databaseCheck(connection), disk: diskCheck(config.XIEZHI_DATA) },
    routes: accountRoutes({
      accounts,
      lockout,
      passwords,
      audit,
      generatedCost,
      endSignIns: (username) => endSignIns(connection, username),
    }),
    extend(app) {
      if (config.OIDC_ISSUER.startsWith('https:')) app.set('trust proxy', 'loopback, linklocal, uniquelocal');
      app.use(RARE_FACE.path, rareFace());
      app.use('/interaction', (_req, res, next) => {
        res.set('Content-Security-Policy', layout.policy);
        next();
      });
      app.use('/interaction', loginRoutes({ config, layout, provider, accounts, passwords }));
      app.use((req, res, next) => {
        if (!PROVIDER_PATHS.some((prefix) => req.path.startsWith(prefix))) return next();
        res.locals['route'] = 'openid';
        res.set('Content-Security-Policy', layout.policy);
        return protocol(req, res);
      });
    },
  });
}
