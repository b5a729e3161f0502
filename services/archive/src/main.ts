import { createAuthenticator, createHttpApp, diskCheck, loadConfig, runService } from '@xiezhi/service-kit';

await runService({
  name: 'archive',
  config: () => loadConfig(),
  start: ({ config, logger }) => {
    const { OIDC_ISSUER: issuer, OIDC_CLOCK_TOLERANCE_S: clockToleranceS, XIEZHI_DATA: data } = config;
    const { app } = createHttpApp({
      service: 'archive',
      title: '獬豸 归档',
      version: '0.1.0',
      routes: [],
      authenticator: createAuthenticator({ issuer, clockToleranceS }),
      readiness: { disk: diskCheck(data) },
      logger,
    });
    return Promise.resolve(app);
  },
});
