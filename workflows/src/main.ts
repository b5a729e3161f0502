import { fileURLToPath } from 'node:url';
import { NativeConnection, Worker } from '@temporalio/worker';
import { CASE_TASK_QUEUE } from '@xiezhi/contracts';
import {
  auditRoutes,
  AuditTrail,
  connectDatabase,
  connectNats,
  connectTemporal,
  createAuthenticator,
  createCourtClock,
  createHttpClient,
  createHttpApp,
  createMetrics,
  createServiceTokens,
  databaseCheck,
  ensureStream,
  loadConfig,
  runService,
} from '@xiezhi/service-kit';
import { keepWorking } from '@xiezhi/service-kit/temporal-worker';
import { z } from 'zod';
import { ledgerActivities } from './activities';
import { DemoSeeding, watchSeeding } from './demo/seeding';
import { Ledger } from './ledger/ledger';
import { Relay } from './ledger/relay';
import { ledgerRoutes } from './ledger/routes';

/** How often a backlog is looked at while there is one; with none, nothing polls. */
const DRAIN_INTERVAL_MS = 500;

await runService({
  name: 'worker',
  config: () => loadConfig({ XIEZHI_DEMO_DATA: z.enum(['0', '1']).default('0') }),
  start: async ({ config, logger, onClose }) => {
    const metrics = createMetrics('worker');
    const connection = await connectDatabase(config, 'ledger', logger);
    onClose('database', () => connection.close());
    const nats = connectNats(config, logger);
    onClose('nats', () => nats.close());
    void nats
      .connection()
      .then(async (up) => ensureStream(await up.jetstreamManager()))
      .catch((err: unknown) => logger.warn({ err }, 'stream not ensured'));

    const ledger = new Ledger(connection);
    await ledger.prepare();
    const audit = new AuditTrail(connection);
    await audit.prepare();
    const relay = new Relay(connection, ledger, nats, logger);
    await relay.start();
    const drain = setInterval(() => relay.casesBehind > 0 && void relay.drain(), DRAIN_INTERVAL_MS);
    onClose('relay', () => clearInterval(drain));
    const behind = metrics.gauge('xiezhi_relay_cases_behind', 'Cases whose events wait for NATS');
    const watch = setInterval(() => behind.set(relay.casesBehind), 5_000);
    onClose('relay metrics', () => clearInterval(watch));

    const worker = keepWorking({
      logger,
      create: async () => {
        const engine = await NativeConnection.connect({ address: config.TEMPORAL_ADDRESS });
        const created = await Worker.create({
          connection: engine,
          namespace: config.TEMPORAL_NAMESPACE,
          taskQueue: CASE_TASK_QUEUE,
          workflowBundle: { codePath: fileURLToPath(new URL('./workflow-bundle.js', import.meta.url)) },
          activities: ledgerActivities(ledger, relay, audit),
          maxCachedWorkflows: 2_000,
          maxConcurrentActivityTaskExecutions: 200,
        });
        return { worker: created, engine };
      },
    });
    onClose('worker', () => worker.stop());

    if (config.XIEZHI_DEMO_DATA === '1') {
      const temporal = connectTemporal(config);
      onClose('engine', () => temporal.close());
      const http = createHttpClient({ tokens: createServiceTokens(config) });
      const seeding = new DemoSeeding({
        connection,
        ledger,
        relay,
        temporal,
        http,
        clock: createCourtClock(config, http),
        rehearsal: config.XIEZHI_REHEARSAL,
        urls: { commandCenter: config.COMMAND_CENTER_URL, decision: config.DECISION_URL },
        logger,
      });
      watchSeeding(seeding, metrics);
      onClose('demonstration data', () => seeding.close());
      seeding.start();
    }

    const { app } = createHttpApp({
      service: 'worker',
      title: '獬豸 案件记录',
      version: '0.1.0',
      routes: [...ledgerRoutes(ledger), ...auditRoutes(audit)],
      authenticator: createAuthenticator({ issuer: config.OIDC_ISSUER }),
      readiness: { database: databaseCheck(connection), engine: () => worker.check() },
      logger,
      metrics,
    });
    return app;
  },
});
