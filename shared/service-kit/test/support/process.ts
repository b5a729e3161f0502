import { loadConfig, createHttpApp, defineRoute, runService, type DispensableSetting } from '../../src';
import { z } from 'zod';

/** A service as small as it can be, run as a process of its own by the tests. */
const without: DispensableSetting[] = [
  ...(['MONGODB_URI', 'NATS_URL', 'TEMPORAL_ADDRESS', 'OIDC_ISSUER', 'INTAKE_URL', 'DECISION_URL'] as const),
  ...(['COMMAND_CENTER_URL', 'NOTIFICATION_URL', 'LEDGER_URL', 'CONSOLE_URL'] as const),
  ...(['SERVICE_CLIENT_ID', 'SERVICE_CLIENT_SECRET'] as const),
];

await runService({
  name: 'sample',
  config: () => loadConfig({ BEHAVIOUR: z.string().default('serve') }, { without }),
  async start({ config, logger, onClose }) {
    onClose('first', () => logger.info('closed first'));
    onClose('second', async () => {
      logger.info('closed second');
      if (config.BEHAVIOUR === 'hang') await new Promise(() => undefined);
      if (config.BEHAVIOUR === 'bad-close') throw new Error('cannot close');
    });
    if (config.BEHAVIOUR === 'fail') throw new Error('cannot start');
    if (config.BEHAVIOUR === 'wait') {
      logger.info('waiting');
      await new Promise(() => setInterval(() => undefined, 1_000));
    }
    const { app } = createHttpApp({
      service: 'sample',
      title: '样例',
      version: '1',
      logger,
      routes: [
        defineRoute({
          method: 'get',
          path: '/slow',
          operationId: 'slow',
          summary: '慢',
          security: 'public',
          responses: { 200: z.object({ done: z.boolean() }) },
          handler: async () => {
            logger.info('slow entered');
            await new Promise((resolve) => setTimeout(resolve, 700));
            return { status: 200, body: { done: true } };
          },
        }),
        defineRoute({
          method: 'post',
          path: '/reject',
          operationId: 'reject',
          summary: '无人处理的失败',
          security: 'public',
          responses: { 204: { description: '已安排' } },
          handler: () => {
            setImmediate(() => void Promise.reject(new Error('nobody waits for this')));
            return { status: 204 };
          },
        }),
      ],
    });
    return app;
  },
});
