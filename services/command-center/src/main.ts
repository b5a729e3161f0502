import { hostname } from 'node:os';
import { z } from 'zod';
import { MISSED_AFTER_MS, toInstant } from '@xiezhi/rules';
import {
  connectService,
  followCases,
  startBulletinProjection,
  startGuidanceProjection,
  startHitProjection,
  startQuotaProjection,
  startScheduleProjection,
} from '@xiezhi/case-kit';
import type { BulletinFile, HitFile, ScheduleFile } from '@xiezhi/case-kit';
import { createHttpApp, loadConfig, runService } from '@xiezhi/service-kit';
import type { ProjectionOptions } from '@xiezhi/service-kit';
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
import { CaseRows } from './case-rows';
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
    const base = await connectService('command-center', context);
    const versions = new Versions(base.connection);
    const reviser = new Reviser(base.temporal, versions);
    const leases = new Leases(base.connection, `${hostname()}:${config.PORT}`, logger);
    const clock = new RehearsalClock(
      base,
      () => open.ids(),
      leases,
      config.TEMPORAL_NAMESPACE,
      config.XIEZHI_REHEARSAL,
      logger,
    );
    context.onClose('clock', () => clock.close());
    const punctuality = new Punctuality({ ...base, clock, logger, graceMs: config.SILENT_MISS_SECONDS * 1_000 });
    await punctuality.prepare();
    const kept = punctuality.effects();
    const caseRows = new CaseRows(base.connection, logger);
    const rowEffects = caseRows.effects();
    const drafts = new Drafts(base.connection, logger);
    await drafts.prepare();
    const draftEffects = drafts.effects();
    // What ends hits reads the cases, and a new case may end one.
    let known!: (dispositions: Dispositions) => void;
    const dispositions = new Promise<Dispositions>((resolve) => (known = resolve));
    let scheduled!: (byItself: ScansByItself) => void;
    const scansByItself = new Promise<ScansByItself>((resolve) => (scheduled = resolve));
    let advising!: (allocation: Allocation) => void;
    const allocations = new Promise<Allocation>((resolve) => (advising = resolve));
    const service = await followCases(base, {
      ...rowEffects,
      ownFields: kept.ownFields,
      extraEffects: async (entry, effect) => {
        await Promise.all([kept, draftEffects].map((beside) => beside.extraEffects(entry, effect)));
        if (effect.rebuilding) return;
        await reviser.onEntry(entry, effect);
        if (entry.seq === 1) await (await dispositions).onOpened(effect.document, entry.at);
      },
      afterRebuild: async (document) => {
        await Promise.all([kept, rowEffects, draftEffects].map((beside) => beside.afterRebuild(document)));
      },
      onRemoved: async (...removed) => {
        await Promise.all([kept, rowEffects, draftEffects].map(async (beside) => beside.onRemoved(...removed)));
      },
    });
    caseRows.start(service.cases);
    context.onClose('rows of cases', () => caseRows.close());
    drafts.start(service.cases);
    context.onClose('drafted courts', () => drafts.close());
    const ofOneCourt: Pick<
      ProjectionOptions<HitFile | BulletinFile | ScheduleFile>,
      'ownFields' | 'extraEffects' | 'afterRebuild' | 'onRemoved'
    > = {
      ...kept,
      extraEffects: async (entry, effect) => {
        await kept.extraEffects(entry, effect);
        if (effect.rebuilding) return;
        await reviser.onOpened(entry, effect.document.court, effect.document.state);
      },
    };
    const hitFiles = await startHitProjection({
      ...service,
      service: 'command-center',
      logger,
      ...ofOneCourt,
    });
    context.onClose('read model of hits', () => hitFiles.close());
    const bulletinFiles = await startBulletinProjection({
      ...service,
      service: 'command-center',
      logger,
      ...ofOneCourt,
    });
    context.onClose('read model of bulletins', () => bulletinFiles.close());
    const schedules = startScheduleProjection({
      ...service,
      service: 'command-center',
      logger,
      ...ofOneCourt,
      onStored: () => void scansByItself.then((byItself) => byItself.wake()),
    });
    context.onClose('read model of schedules', () => schedules.close());
    const quotaFiles = await startQuotaProjection({
      ...service,
      service: 'command-center',
      logger,
      ...kept,
      extraEffects: async (entry, effect) => {
        await kept.extraEffects(entry, effect);
        await auditQuota(service.audit, entry, effect.document.state);
      },
    });
    context.onClose('read model of numbers', () => quotaFiles.close());
    const guidanceFiles = await startGuidanceProjection({
      ...service,
      service: 'command-center',
      logger,
      ...kept,
      extraEffects: async (entry, effect) => {
        await kept.extraEffects(entry, effect);
        await auditGuidance(service.audit, entry, effect.document.state);
      },
    });
    context.onClose('read model of guidance', () => guidanceFiles.close());
    const open = new OpenFiles(service.cases, hitFiles, bulletinFiles, schedules);
    await clock.start();
    const models = {
      ...{ collaboration: service.cases, hit: hitFiles, bulletin: bulletinFiles, schedule: schedules },
      ...{ quota: quotaFiles, guidance: guidanceFiles },
    };
    const watchdog = await punctuality.watch(models, new ReadModels(models, service.ledger));
    context.onClose('watchdog', () => watchdog.close());
    void watchdog.run();
    const changes = new Changes(service, open, versions, reviser, leases, logger);
    context.onClose('publications', () => changes.publications.close());
    changes.resume();
    const shipped = new ShippedYears(open, reviser, async () => toInstant(await clock.now()), service.metrics, logger);
    context.onClose('shipped years', () => shipped.close());
    void shipped.tell();
    const docket = new Docket(
      service,
      leases,
      config,
      async (courts, at) => {
        await (await scansByItself).onRows(courts, at);
        await (await dispositions).onRows(courts, at);
        void allocations.then((allocation) => allocation.readAhead(courts));
      },
      logger,
    );
    context.onClose('docket', () => docket.close());
    await docket.start();
    const hits = new Hits({ ...service, files: hitFiles, versions, clock });
    const disposing = new Dispositions({
      ...service,
      docket,
      hits,
      intakeUrl: config.INTAKE_URL,
      advice: (asked) => allocation.kept(asked),
    });
    known(disposing);
    const scans = new Scans({ ...service, docket, hits, leases, dispositions: disposing, logger });
    context.onClose('scans', () => scans.close());
    await scans.start();
    const byItself = new ScansByItself({ ...service, clock, versions, schedules, docket, scans, logger });
    scheduled(byItself);
    context.onClose('scans by itself', () => byItself.close());
    clock.onArrival((files) => byItself.arrived(files));
    void byItself.run();
    const assessment = new Assessment({ ...service, clock, files: quotaFiles, logger }, docket);
    context.onClose('numbers from before', () => assessment.close());
    await assessment.start();
    const allocation = new Allocation({ ...service, drafts, docket, assessment, versions });
    advising(allocation);
    void allocation.readAhead();
    const guidance = new Guidances({ ...service, clock, files: guidanceFiles, logger });
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
    const openings = new Openings({ ...service, clock, versions, known: counted, bulletinFiles, logger });
    context.onClose('bulletins', () => openings.close());
    clock.onArrival((files) => openings.arrived(files));
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
        ...scanRoutes({ ...owned, scans, hits, dispositions: disposing }),
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
