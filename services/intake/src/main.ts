import { connectService } from '@xiezhi/case-kit';
import { createHttpApp, loadConfig, runService } from '@xiezhi/service-kit';
import { Applications } from './applications';
import { ActiveClaims } from './claims';
import { listEffects, listField, listRoutes, RollKeeper } from './list';
import { createReceiptClock } from './receipt-clock';
import { intakeRoutes } from './routes';

/** How often applications that an outage left behind are looked for. */
const SWEEP_INTERVAL_MS = 3_000;

await runService({
  name: 'intake',
  config: () => loadConfig(),
  start: async (context) => {
    const { config, logger, onClose } = context;
    const service = await connectService('intake', context, listField);
    const claims = new ActiveClaims(service.connection, service.ledger);
    await claims.prepare();
    const keeper = new RollKeeper();
    await service.cases.collection.createIndex({ 'state.demo.asOf': 1 });
    onClose('case list', () => keeper.close());
    const installation = { commandCenterUrl: config.COMMAND_CENTER_URL, rehearsal: config.XIEZHI_REHEARSAL };
    const applications = new Applications(service, claims, installation, logger);
    const receipts = createReceiptClock(service, installation, logger);
    await applications.prepare();
    service.cases.follow({
      ...listEffects(keeper),
      extraEffects: (entry, { document }) => claims.learn(entry, document.state),
    });
    keeper.start(service, logger);
    const { metrics } = service;
    const waiting = metrics.gauge('xiezhi_applications_waiting', 'Applications received whose case has not begun');
    const failing = metrics.gauge(
      'xiezhi_applications_failing',
      'Of these, those that failed otherwise than by an outage',
    );
    let sweeping: Promise<void> | undefined;
    const sweep = setInterval(() => {
      sweeping ??= applications
        .sweep()
        .then((left) => {
          waiting.set(left.waiting);
          failing.set(left.failing);
        })
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
        ...intakeRoutes(service, { applications, receipts }),
        ...listRoutes(service, { keeper, commandCenterUrl: config.COMMAND_CENTER_URL, logger }),
      ],
      authenticator: service.authenticator,
      accountPoints: config.XIEZHI_RATE_LIMIT,
      readiness: service.readiness,
      logger,
      metrics: service.metrics,
    }).app;
  },
});
