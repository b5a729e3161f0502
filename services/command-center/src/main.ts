import { hostname } from 'node:os';
import { z } from 'zod';
import { MISSED_AFTER_MS, toInstant } from '@xiezhi/rules';
import {
  connectService,
  createBulletinModel,
  createGuidanceModel,
  createHitModel,
  createQuotaModel,
  createScheduleModel,
} from '@xiezhi/case-kit';
import type { BulletinFile, HitFile, ScheduleFile } from '@xiezhi/case-kit';
import { createHttpApp, loadConfig, runService } from '@xiezhi/service-kit';
import type { ProjectionEffects } from '@xiezhi/service-kit';
import { Allocation } from './allocation/allocation';
import { Drafts } from './allocation/drafts';
import { allocationRoutes } from './allocation/routes';
import { Assessment } from './assessment/assessment';
import { auditQuota } from './assessment/quotas';
import { assessmentRoutes } from './assessment/routes';
import { CasesBehind } from './bulletins/behind';
import { Bulletins } from './bulletins/bulletins';
import { Known } from './bulletins/known';
import { Openings } from './bulletins/openings';
import { bulletinRoutes } from './bulletins/routes';
import { CaseRows, rowField } from './case-rows';
import { Changes } from './changes/changes';
import { Reviser } from './changes/reviser';
import { ShippedYears } from './changes/shipped';
import { Versions } from './changes/versions';
import { RehearsalClock } from './clock';
import { demonstrationRoute } from './demonstration';
import { Docket } from './docket/docket';
import { docketRoutes } from './docket/routes';
import { auditGuidance, Guidances } from './guidance/guidance';
import { guidanceRoutes } from './guidance/routes';
import { Leases } from './leases';
import { OpenFiles } from './open-files';
import { patternRoutes } from './patterns/routes';
import { commandCenterRoutes } from './routes';
import { PreviewCursor } from './routes/preview-cursor';
import { Punctuality } from './punctuality/punctuality';
import { ReadModels } from './punctuality/read-models';
import { punctualityRoutes } from './punctuality/routes';
import { Dispositions } from './scans/dispositions';
import { Hits } from './scans/hits';
import { scanRoutes } from './scans/routes';
import { ScansByItself } from './scans/by-itself';
import { Scans } from './scans/scans';
import { supervisionOverviewRoute } from './supervision-overview';

const MISSED_AFTER_S = MISSED_AFTER_MS / 1_000;

await runService({
  name: 'command-center',
  config: () => loadConfig({ SILENT_MISS_SECONDS: z.coerce.number().int().min(1).max(3_600).default(MISSED_AFTER_S) }),
  start: async (context) => {
    const { config, logger } = context;
    const service = await connectService('command-center', context, rowField);
    const { cases, connection, metrics } = service;
    const hitFiles = await createHitModel(service);
    const bulletinFiles = await createBulletinModel(service);
    const schedules = await createScheduleModel(service);
    const quotaFiles = await createQuotaModel(service);
    const guidanceFiles = await createGuidanceModel(service);
    const models = {
      ...{ collaboration: cases, hit: hitFiles, bulletin: bulletinFiles, schedule: schedules },
      ...{ quota: quotaFiles, guidance: guidanceFiles },
    };
    const open = new OpenFiles(cases, hitFiles, bulletinFiles, schedules);
    const leases = new Leases(connection, `${hostname()}:${config.PORT}`, logger);
    const clock = new RehearsalClock(
      service,
      () => open.ids(),
      leases,
      config.TEMPORAL_NAMESPACE,
      config.XIEZHI_REHEARSAL,
      logger,
    );
    context.onClose('clock', () => clock.close());
    const versions = new Versions(connection);
    const reviser = new Reviser(service.temporal, versions);
    const changes = new Changes(service, open, versions, reviser, leases, logger);
    context.onClose('publications', () => changes.publications.close());
    const shipped = new ShippedYears(open, reviser, async () => toInstant(await clock.now()), metrics, logger);
    context.onClose('shipped years', () => shipped.close());
    const punctuality = new Punctuality({ ...service, clock, graceMs: config.SILENT_MISS_SECONDS * 1_000 });
    await punctuality.prepare();
    const caseRows = new CaseRows(connection, logger);
    context.onClose('rows of cases', () => caseRows.close());
    const drafts = new Drafts(connection, logger);
    await drafts.prepare();
    context.onClose('drafted courts', () => drafts.close());
    const docket = new Docket(service, leases, config, logger);
    context.onClose('docket', () => docket.close());
    const assessment = new Assessment({ ...service, clock, files: quotaFiles }, docket);
    context.onClose('numbers from before', () => assessment.close());
    const allocation = new Allocation({ ...service, drafts, docket, assessment, versions });
    const hits = new Hits({ ...service, files: hitFiles, versions, clock });
    const dispositions = new Dispositions({
      ...service,
      docket,
      hits,
      intakeUrl: config.INTAKE_URL,
      advice: (asked) => allocation.kept(asked),
    });
    const scans = new Scans({ ...service, docket, hits, leases, dispositions });
    context.onClose('scans', () => scans.close());
    const byItself = new ScansByItself({ ...service, clock, versions, schedules, docket, scans });
    context.onClose('scans by itself', () => byItself.close());
    const guidance = new Guidances({ ...service, clock, files: guidanceFiles });
    context.onClose('guidance from before', () => guidance.close());
    await guidance.prepare();
    const counted = new Known({
      ...service,
      rows: caseRows,
      hitFiles,
      bulletinFiles,
      quotaFiles,
      quotas: assessment.quotas,
      docket,
    });
    const openings = new Openings({ ...service, clock, versions, known: counted, bulletinFiles });
    context.onClose('bulletins', () => openings.close());

    const kept = punctuality.effects();
    const [rowEffects, draftEffects] = [caseRows.effects(), drafts.effects()];
    const besideCases = [kept, rowEffects, draftEffects];
    cases.follow({
      ownFields: kept.ownFields,
      beforeStored: rowEffects.beforeStored,
      extraEffects: async (entry, effect) => {
        await Promise.all([kept, draftEffects].map((beside) => beside.extraEffects(entry, effect)));
        if (effect.rebuilding) return;
        await reviser.onEntry(entry, effect);
        if (entry.seq === 1) await dispositions.onOpened(effect.document, entry.at);
      },
      afterRebuild: async (document) => {
        await Promise.all(besideCases.map((beside) => beside.afterRebuild(document)));
      },
      onRemoved: async (...removed) => {
        await Promise.all(besideCases.map(async (beside) => beside.onRemoved(...removed)));
      },
    });
    const ofOneCourt: ProjectionEffects<HitFile | BulletinFile | ScheduleFile> = {
      ...kept,
      extraEffects: async (entry, effect) => {
        await kept.extraEffects(entry, effect);
        if (effect.rebuilding) return;
        await reviser.onOpened(entry, effect.document.court, effect.document.state);
      },
    };
    hitFiles.follow(ofOneCourt);
    bulletinFiles.follow(ofOneCourt);
    schedules.follow({ ...ofOneCourt, onStored: () => byItself.wake() });
    quotaFiles.follow({
      ...kept,
      extraEffects: async (entry, effect) => {
        await kept.extraEffects(entry, effect);
        await auditQuota(service.audit, entry, effect.document.state);
      },
    });
    guidanceFiles.follow({
      ...kept,
      extraEffects: async (entry, effect) => {
        await kept.extraEffects(entry, effect);
        await auditGuidance(service.audit, entry, effect.document.state);
      },
    });

    caseRows.start(cases);
    drafts.start(cases);
    const watchdog = await punctuality.watch(models, new ReadModels(models, service.ledger));
    context.onClose('watchdog', () => watchdog.close());
    docket.onRows((courts, at) => byItself.onRows(courts, at));
    docket.onRows((courts, at) => dispositions.onRows(courts, at));
    docket.onRows((courts) => {
      void allocation.readAhead(courts);
      return Promise.resolve();
    });
    clock.onArrival((files) => byItself.arrived(files));
    clock.onArrival((files) => openings.arrived(files));
    await clock.start();
    changes.resume();
    await docket.start();
    await scans.start();
    await assessment.start();
    void watchdog.run();
    void shipped.tell();
    void byItself.run();
    void allocation.readAhead();
    void openings.run();
    // The clock's owner reads its own clock; everyone else asks it.
    const owned = { ...service, clock: { now: () => clock.now() } };
    const bulletins = new Bulletins({ ...owned, files: bulletinFiles, known: counted, openings, hits });
    return createHttpApp({
      service: 'command-center',
      title: '獬豸 指挥中心（第五、十一至十六、十八条）',
      version: '0.1.0',
      routes: [
        ...commandCenterRoutes(owned, clock, changes, new PreviewCursor(config.SERVICE_CLIENT_SECRET), allocation),
        ...docketRoutes({ ...owned, docket }),
        ...scanRoutes({ ...owned, scans, hits, dispositions }),
        ...assessmentRoutes({ ...owned, assessment }),
        ...allocationRoutes({ ...owned, allocation }),
        ...patternRoutes({ ...owned, rows: caseRows }),
        ...guidanceRoutes({ ...owned, guidance }),
        ...bulletinRoutes({ ...owned, rows: caseRows, bulletins, behind: new CasesBehind(counted, caseRows) }),
        ...punctualityRoutes({ ...owned, punctuality }),
        supervisionOverviewRoute({ ...owned, hits, bulletinFiles, quotas: assessment.quotas }),
        demonstrationRoute({ ...owned, docket, scans, byItself, hits, assessment }),
      ],
      authenticator: service.authenticator,
      accountPoints: config.XIEZHI_RATE_LIMIT,
      readiness: service.readiness,
      logger,
      metrics: service.metrics,
    }).app;
  },
});
