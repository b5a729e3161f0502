import { connectService, createBulletinModel, createHitModel } from '@xiezhi/case-kit';
import { createHttpApp, loadConfig, runService } from '@xiezhi/service-kit';
import type { LedgerEntry } from '@xiezhi/contracts';
import { boundTo } from './bound';
import { bulletinNoticesOf } from './bulletin-messages';
import { startDoctorNotices } from './doctor-notices';
import { tellOfGuidance } from './guidance-notices';
import { startMissNotices } from './miss-notices';
import { hitNoticesOf } from './hit-messages';
import { Inbox, isStale } from './inbox';
import { noticesOf } from './messages';
import type { RoleMessage } from './messages';
import { remindOfMissingYears } from './missing-years';
import { notificationRoutes } from './routes';
import { changeOf, WorkFiles, workItems, WorkItemStore } from './work-items';
import type { WorkFile } from './work-items';

await runService({
  name: 'notification',
  config: () => loadConfig(),
  start: async (context) => {
    const { config, logger, onClose } = context;
    const service = await connectService('notification', context);
    const hits = await createHitModel(service);
    const bulletins = await createBulletinModel(service);
    const inbox = new Inbox(service.connection);
    const store = new WorkItemStore(service.connection, service.ledger);
    await Promise.all([inbox.prepare(), store.prepare()]);
    /** What an entry tells people and what it makes of their work. */
    const followed = async (
      entry: LedgerEntry,
      effect: { document: WorkFile; previous: WorkFile | null; rebuilding: boolean },
      notices: readonly RoleMessage[],
    ): Promise<void> => {
      const change = changeOf(effect.previous, effect.document);
      await Promise.all([
        inbox.deliver(entry, boundTo(notices, change)),
        inbox.settle(entry, change.vanished.keys()),
        store.apply(entry, { ...effect, change }),
      ]);
    };
    service.cases.follow({
      extraEffects: async (entry, effect) => {
        const { state } = effect.document;
        const notices = isStale(entry.at, state.demo?.asOf) ? [] : noticesOf(entry, state);
        await followed(entry, effect, notices);
      },
      afterRebuild: (document) => store.afterRebuild(document),
      onRemoved: async (caseId, beyond) => {
        await Promise.all([inbox.forget(caseId, beyond), store.forget(caseId, beyond)]);
      },
    });
    hits.follow({
      extraEffects: async (entry, effect) => {
        const { state } = effect.document;
        const notices = isStale(entry.at, state.demo?.asOf) ? [] : hitNoticesOf(entry, state);
        await followed(entry, effect, notices);
      },
      afterRebuild: (document) => store.afterRebuild(document),
      onRemoved: async (hitId, beyond) => {
        await Promise.all([inbox.forget(hitId, beyond), store.forget(hitId, beyond)]);
      },
    });
    bulletins.follow({
      extraEffects: async (entry, effect) => {
        const { state } = effect.document;
        const told = !isStale(entry.at, state.demo?.asOf);
        const notices = told ? bulletinNoticesOf(entry, state, effect.previous?.state ?? null) : [];
        await followed(entry, effect, notices);
      },
      afterRebuild: (document) => store.afterRebuild(document),
      onRemoved: async (id, beyond) => {
        await Promise.all([inbox.forget(id, beyond), store.forget(id, beyond)]);
      },
    });
    const work = workItems(service, {
      store,
      files: new WorkFiles(service.cases, hits, bulletins),
      inbox,
      issuer: config.OIDC_ISSUER,
      rehearsal: config.XIEZHI_REHEARSAL,
      logger,
    });
    const upkeep = work.start();
    onClose('upkeep', () => upkeep.close());
    const doctor = startDoctorNotices({ inbox, http: service.http, config, logger });
    onClose('doctor', () => doctor.close());
    const missed = startMissNotices({ inbox, http: service.http, config, logger });
    onClose('silent misses', () => missed.close());
    const calendars = remindOfMissingYears({
      inbox,
      service,
      commandCenter: config.COMMAND_CENTER_URL,
      rehearsal: config.XIEZHI_REHEARSAL,
      logger,
    });
    onClose('calendar reminders', () => calendars.close());
    const guidance = tellOfGuidance({
      ...service,
      inbox,
      commandCenter: config.COMMAND_CENTER_URL,
      logger,
    });
    onClose('notices of guidance', () => guidance.close());
    return createHttpApp({
      service: 'notification',
      title: '獬豸 待办、提醒与消息',
      version: '0.1.0',
      routes: [...notificationRoutes(inbox, service), ...work.routes],
      authenticator: service.authenticator,
      accountPoints: config.XIEZHI_RATE_LIMIT,
      readiness: service.readiness,
      logger,
      metrics: service.metrics,
    }).app;
  },
});
