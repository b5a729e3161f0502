import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { NativeConnection, Worker } from '@temporalio/worker';
import { CASE_TASK_QUEUE, FILE_WORKER } from '@xiezhi/contracts';
import type { LedgerActivities, TurnActivities } from '@xiezhi/contracts';
import { Ledger, ledgerActivities, ledgerRoutes, startPublishing } from '@xiezhi/ledger';
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
  diskCheck,
  loadConfig,
  runService,
} from '@xiezhi/service-kit';
import { keepWorking } from '@xiezhi/service-kit/temporal-worker';
import { z } from 'zod';
import type * as Demonstration from './demo/seeding';
import { Doctor } from './doctor/doctor';
import { Engine } from './doctor/engine';
import { Findings } from './doctor/findings';
import { answerIn } from './doctor/fold';
import { startRounds } from './doctor/rounds';
import { doctorRoutes } from './doctor/routes';

/** A program of its own, which an image for production does not hold. */
async function demonstration(): Promise<typeof Demonstration | undefined> {
  const program = fileURLToPath(new URL('./demonstration.js', import.meta.url));
  if (!existsSync(program)) return undefined;
  return (await import(pathToFileURL(program).href)) as typeof Demonstration;
}

await runService({
  name: 'worker',
  config: () =>
    loadConfig({
      XIEZHI_DEMO_DATA: z.enum(['0', '1']).default('0'),
      DOCTOR_SECONDS: z.coerce.number().int().min(1).max(86_400).default(60),
      ENGINE_METRICS_ADDRESS: z.string().optional(),
    }),
  start: async ({ config, logger, onClose }) => {
    const metrics = createMetrics('worker');
    const connection = await connectDatabase(config, 'ledger', logger);
    onClose('database', () => connection.close());
    const nats = connectNats(config, logger);
    onClose('nats', () => nats.close());
    const ledger = new Ledger(connection);
    await ledger.prepare();
    const audit = new AuditTrail(connection);
    await audit.prepare();
    const { relay, held, outlet } = startPublishing({ connection, ledger, nats, metrics, logger });
    onClose('relay', () => outlet.close());

    const temporal = connectTemporal(config);
    onClose('engine', () => temporal.close());
    const http = createHttpClient({ tokens: createServiceTokens(config) });
    const clock = createCourtClock(config, http);
    const rehearsal = config.XIEZHI_REHEARSAL;
    const findings = new Findings(connection);
    const doctor = new Doctor({
      ledger,
      engine: new Engine(temporal),
      findings,
      start: { temporal, clock, rehearsal },
      logger,
    });
    const rounds = startRounds({ doctor, findings, metrics, logger }, config.DOCTOR_SECONDS * 1_000);
    onClose('doctor', () => rounds.close());

    const activities: LedgerActivities & TurnActivities = {
      ...ledgerActivities(ledger, { relay, held }, audit, undefined, (caseId) => doctor.suspect(caseId)),
      findAnswer: ({ caseId, id }) => answerIn(ledger, caseId, id),
      takeTurn: () => Promise.resolve(),
    };
    const worker = keepWorking({
      logger,
      ...(config.ENGINE_METRICS_ADDRESS ? { metricsAddress: config.ENGINE_METRICS_ADDRESS } : {}),
      create: async () => {
        const engine = await NativeConnection.connect({ address: config.TEMPORAL_ADDRESS });
        const created = await Worker.create({
          connection: engine,
          namespace: config.TEMPORAL_NAMESPACE,
          taskQueue: CASE_TASK_QUEUE,
          workflowBundle: { codePath: fileURLToPath(new URL('./workflow-bundle.js', import.meta.url)) },
          activities,
          ...FILE_WORKER,
        });
        return { worker: created, engine };
      },
    });
    onClose('worker', () => worker.stop());

    const demo = config.XIEZHI_DEMO_DATA === '1' ? await demonstration() : undefined;
    if (config.XIEZHI_DEMO_DATA === '1' && !demo)
      logger.warn('no demonstration data: this installation has no generator');
    if (demo) {
      const seeding = new demo.DemoSeeding({
        connection,
        ledger,
        relay,
        temporal,
        http,
        clock,
        rehearsal,
        urls: { commandCenter: config.COMMAND_CENTER_URL, decision: config.DECISION_URL },
        logger,
      });
      demo.watchSeeding(seeding, metrics);
      onClose('demonstration data', () => seeding.close());
      seeding.start();
    }

    const { app } = createHttpApp({
      service: 'worker',
      title: '獬豸 案件记录',
      version: '0.1.0',
      routes: [...ledgerRoutes(ledger), ...doctorRoutes(doctor, findings), ...auditRoutes(audit)],
      authenticator: createAuthenticator({
        issuer: config.OIDC_ISSUER,
        clockToleranceS: config.OIDC_CLOCK_TOLERANCE_S,
      }),
      readiness: {
        database: databaseCheck(connection),
        engine: () => worker.check(),
        events: () => outlet.check(),
        disk: diskCheck(config.XIEZHI_DATA, metrics),
      },
      logger,
      metrics,
    });
    return app;
  },
});
