import { NativeConnection, Worker } from '@temporalio/worker';
import { DECISION_TASK_QUEUE } from '@xiezhi/contracts';
import { createHttpApp, loadConfig, runService, startCaseService } from '@xiezhi/service-kit';
import { keepWorking } from '@xiezhi/service-kit/temporal-worker';
import { z } from 'zod';
import { Papers } from './papers/module';
import { decisionRoutes } from './routes';
import { serialRoutes } from './serial-routes';
import { Serials } from './serials';

await runService({
  name: 'decision',
  config: () => loadConfig({ PAPER_STORE: z.enum(['files', 'database']).optional() }),
  start: async (context) => {
    const { config, logger, onClose } = context;
    let papers!: Papers;
    let serials!: Serials;
    const service = await startCaseService('decision', context, ({ connection }) => {
      papers = new Papers({ connection, config, kind: config.PAPER_STORE, logger, onClose });
      serials = new Serials(connection);
      return {
        extraEffects: async (entry, effect) => {
          await Promise.all([papers.effect(entry, effect), serials.learn(entry, effect.document.state)]);
        },
      };
    });
    await papers.prepare();
    await serials.prepare();
    const worker = keepWorking({
      logger,
      create: async () => {
        const engine = await NativeConnection.connect({ address: config.TEMPORAL_ADDRESS });
        const created = await Worker.create({
          connection: engine,
          namespace: config.TEMPORAL_NAMESPACE,
          taskQueue: DECISION_TASK_QUEUE,
          activities: { drawDocumentNumber: serials.drawDocumentNumber },
        });
        return { worker: created, engine };
      },
    });
    onClose('worker', () => worker.stop());
    return createHttpApp({
      service: 'decision',
      title: '獬豸 审查与决定（第七至十条）',
      version: '0.1.0',
      routes: [...decisionRoutes(service), ...serialRoutes(serials), ...papers.routes(service)],
      authenticator: service.authenticator,
      readiness: { ...service.readiness, engine: () => worker.check() },
      logger,
      metrics: service.metrics,
    }).app;
  },
});
