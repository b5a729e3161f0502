import { NativeConnection, Worker } from '@temporalio/worker';
import { DECISION_TASK_QUEUE } from '@xiezhi/contracts';
import { connectService } from '@xiezhi/case-kit';
import { createHttpApp, loadConfig, runService } from '@xiezhi/service-kit';
import { keepWorking } from '@xiezhi/service-kit/temporal-worker';
import { z } from 'zod';
import { SupervisionFiles } from './papers/files';
import { Papers } from './papers/module';
import { decisionRoutes } from './routes';
import { serialRoutes } from './serial-routes';
import { Serials } from './serials';
import { LedgerNumbers } from './serials-ledger';

await runService({
  name: 'decision',
  config: () =>
    loadConfig({
      PAPER_STORE: z.enum(['files', 'database']).optional(),
      PAPER_KEY: z.string().regex(/^[0-9a-f]{64}$/i),
    }),
  start: async (context) => {
    const { config, logger, onClose } = context;
    const service = await connectService('decision', context);
    const { cases, connection, metrics } = service;
    const papers = new Papers({ connection, config, kind: config.PAPER_STORE, key: config.PAPER_KEY, logger, onClose });
    const serials = new Serials({ connection, metrics, logger });
    await papers.prepare();
    await serials.prepare();
    const files = new SupervisionFiles(service);
    cases.follow({
      extraEffects: async (entry, effect) => {
        await Promise.all([papers.effect(entry, effect), serials.learn(entry, effect.document.state)]);
      },
    });
    files.follow(papers);
    const numbers = new LedgerNumbers({ serials, cases: cases.collection, ledger: service.ledger, logger });
    onClose('document numbers', () => numbers.close());
    const worker = keepWorking({
      logger,
      create: async () => {
        const engine = await NativeConnection.connect({ address: config.TEMPORAL_ADDRESS });
        const created = await Worker.create({
          connection: engine,
          namespace: config.TEMPORAL_NAMESPACE,
          taskQueue: DECISION_TASK_QUEUE,
          activities: { drawDocumentNumber: numbers.drawDocumentNumber },
        });
        return { worker: created, engine };
      },
    });
    onClose('worker', () => worker.stop());
    return createHttpApp({
      service: 'decision',
      title: '獬豸 审查与决定（第七至十条）',
      version: '0.1.0',
      routes: [
        ...decisionRoutes(service, papers.missing, config.COMMAND_CENTER_URL),
        ...serialRoutes(numbers),
        ...papers.routes(service, files),
      ],
      authenticator: service.authenticator,
      accountPoints: config.XIEZHI_RATE_LIMIT,
      readiness: { ...service.readiness, engine: () => worker.check(), numbers: () => numbers.check() },
      logger,
      metrics: service.metrics,
    }).app;
  },
});
