import { createHttpApp, loadConfig, runService, startCaseService } from '@xiezhi/service-kit';
import { Inbox } from './inbox';
import { notificationRoutes } from './routes';
import { workItems, WorkItemStore } from './work-items';

await runService({
  name: 'notification',
  config: () => loadConfig(),
  start: async (context) => {
    const { config, logger, onClose } = context;
    let made: { inbox: Inbox; store: WorkItemStore } | undefined;
    const service = await startCaseService('notification', context, ({ connection, ledger }) => {
      const { inbox, store } = (made = { inbox: new Inbox(connection), store: new WorkItemStore(connection, ledger) });
      return {
        extraEffects: async (entry, effect) => {
          await Promise.all([inbox.deliver(entry, effect.document.state), store.apply(entry, effect)]);
        },
        afterRebuild: (document) => store.afterRebuild(document),
      };
    });
    if (!made) throw new Error('inbox and work items are made with the read model');
    const { inbox, store } = made;
    await Promise.all([inbox.prepare(), store.prepare()]);
    const work = workItems(service, {
      store,
      inbox,
      issuer: config.OIDC_ISSUER,
      rehearsal: config.XIEZHI_REHEARSAL,
      logger,
    });
    const upkeep = work.start();
    onClose('upkeep', () => upkeep.close());
    return createHttpApp({
      service: 'notification',
      title: '獬豸 待办、提醒与消息',
      version: '0.1.0',
      routes: [...notificationRoutes(inbox, service), ...work.routes],
      authenticator: service.authenticator,
      readiness: service.readiness,
      logger,
      metrics: service.metrics,
    }).app;
  },
});
