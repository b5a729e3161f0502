import { createHttpApp, loadConfig, runService, startCaseService } from '@xiezhi/service-kit';
import { Inbox } from './inbox';
import { notificationRoutes } from './routes';

await runService({
  name: 'notification',
  config: () => loadConfig(),
  start: async (context) => {
    let inbox: Inbox | undefined;
    const service = await startCaseService('notification', context, ({ connection }) => {
      const made = (inbox = new Inbox(connection));
      return (entry, { document }) => made.deliver(entry, document.state);
    });
    if (!inbox) throw new Error('the inbox is made with the read model');
    await inbox.prepare();
    return createHttpApp({
      service: 'notification',
      title: '獬豸 提醒与消息',
      version: '0.1.0',
      routes: notificationRoutes(inbox, service),
      authenticator: service.authenticator,
      readiness: service.readiness,
      logger: context.logger,
      metrics: service.metrics,
    }).app;
  },
});
