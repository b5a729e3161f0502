import { createHttpApp, loadConfig, runService, startCaseService } from '@xiezhi/service-kit';
import { Applications } from './applications';
import { Claims } from './claims';
import { listEffects, listRoutes, RollKeeper } from './list';
import { intakeRoutes } from './routes';

/** How often applications that an outage left behind are looked for. */
const SWEEP_INTERVAL_MS = 3_000;

await runService({
  name: 'intake',
  config: () => loadConfig(),
  start: async (context) => {
    const { config, logger, onClose } = context;
    let claims!: Claims;
    const keeper = new RollKeeper();
    const service = await startCaseService('intake', context, ({ connection, ledger }) => {
      claims = new Claims(connection, ledger);
      return { ...listEffects(keeper), extraEffects: (entry, { document }) => claims.learn(entry, document.state) };
    });
    await service.cases.collection.createIndex({ 'state.demo.asOf': 1 });
    keeper.start(service, logger);
    onClose('case list', () => keeper.close());
    const applications = new Applications(
      service,
      claims,
      { commandCenterUrl: config.COMMAND_CENTER_URL, rehearsal: config.XIEZHI_REHEARSAL },
      logger,
    );
    await applications.prepare();
    const waiting = service.metrics.gauge('xiezhi_applications_waiting', 'Applications received and not yet started');
    let sweeping: Promise<void> | undefined;
    const sweep = setInterval(() => {
      sweeping ??= applications
        .sweep()
        .then((left) => waiting.set(left))
        .catch((err: unknown) => logger.warn({ err }, 'sweep failed'))
        .finally(() => {
          sweeping = undefined;
        });
    }, SWEEP_INTERVAL_MS);
    onClose('sweep', async () => {
      clearInterval(sweep);
      await sweeping;
    });
    return createHttpApp({
      service: 'intake',
      title: '獬豸 报请与受理（第四、六、八条）',
      version: '0.1.0',
      routes: [
        ...intakeRoutes(service, applications),
        ...listRoutes(service, { keeper, commandCenterUrl: config.COMMAND_CENTER_URL, logger }),
      ],
      authenticator: service.authenticator,
      readiness: service.readiness,
      logger,
      metrics: service.metrics,
    }).app;
  },
});
