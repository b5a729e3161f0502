import { createHttpApp, loadConfig, runService, startCaseService } from '@xiezhi/service-kit';
import { Changes } from './changes/changes';
import { Reviser } from './changes/reviser';
import { Versions } from './changes/versions';
import { RehearsalClock } from './clock';
import { commandCenterRoutes } from './routes';

await runService({
  name: 'command-center',
  config: () => loadConfig(),
  start: async (context) => {
    const { config, logger } = context;
    const service = await startCaseService('command-center', context, ({ temporal, connection }) => {
      const reviser = new Reviser(temporal, new Versions(connection));
      return {
        extraEffects: (entry, context) => (context.rebuilding ? Promise.resolve() : reviser.onEntry(entry, context)),
      };
    });
    const clock = new RehearsalClock(service, config.TEMPORAL_NAMESPACE, config.XIEZHI_REHEARSAL, logger);
    await clock.start();
    const versions = new Versions(service.connection);
    const changes = new Changes(
      service.connection,
      versions,
      new Reviser(service.temporal, versions),
      service.cases,
      logger,
    );
    context.onClose('publications', () => changes.publications.close());
    void changes.publications.resume();
    // The clock's owner reads its own clock; everyone else asks it.
    const owned = { ...service, clock: { now: () => Promise.resolve(clock.now()) } };
    return createHttpApp({
      service: 'command-center',
      title: '獬豸 指挥中心（第五、十一至十六条）',
      version: '0.1.0',
      routes: commandCenterRoutes(owned, clock, changes),
      authenticator: service.authenticator,
      readiness: service.readiness,
      logger,
      metrics: service.metrics,
    }).app;
  },
});
