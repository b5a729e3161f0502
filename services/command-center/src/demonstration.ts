import { demoSupervisionSchema } from '@xiezhi/contracts';
import type { DemoSupervision } from '@xiezhi/contracts';
import { courtsOn, toInstant } from '@xiezhi/rules';
import { commandIdOf } from '@xiezhi/case-kit';
import { defineRoute } from '@xiezhi/service-kit';
import type { Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { Assessment } from './assessment/assessment';
import type { Docket } from './docket/docket';
import type { ScansByItself } from './scans/by-itself';
import type { Hits } from './scans/hits';
import type { Scans } from './scans/scans';

interface DemonstrationDeps {
  docket: Pick<Docket, 'imports'>;
  scans: Pick<Scans, 'record'>;
  byItself: Pick<ScansByItself, 'onRows'>;
  clock: { now(): Promise<number> };
  hits: Pick<Hits, 'record'>;
  assessment: Pick<Assessment, 'quotas' | 'reports'>;
}

type Report = DemoSupervision['reports'][number];

async function say({ quotas, reports }: DemonstrationDeps['assessment'], report: Report): Promise<void> {
  const { by, at } = report;
  const requestOf = (key: string) => ({ by, at, key: commandIdOf(by.sub, `demo-${key}`) });
  switch (report.what) {
    case 'indicator': {
      const { court, period, code } = report.report;
      await reports.indicator(report.report, requestOf(`${court}-${period}-${code}`));
      return;
    }
    case 'staff':
      await reports.staff(report.report, requestOf(`${report.report.court}-${report.report.validFrom}`));
      return;
    case 'quota': {
      const { court, year } = report.quota;
      const { version } = await quotas.set(report.quota, requestOf(`${court}-${year}-${at}`));
      const { approved } = report;
      if (!approved) return;
      const key = commandIdOf(approved.by.sub, `demo-${court}-${year}-${approved.at}`);
      await quotas.approve({ court, year, version }, { ...approved, key });
    }
  }
}

/**
 * `POST /demonstration`: for the worker, which has made what a demonstration's courts did in supervision before it began.
 * Rows, numbers and reports are taken as if they were sent then. Scans come before the rows, or they would be run for the days
 * that have passed, and hits after them, or each import would look at them; their files are in the ledger by then. By itself a
 * court scans from the present on: what is long past would be told late.
 */
export function demonstrationRoute({ docket, scans, byItself, clock, hits, assessment }: DemonstrationDeps): Route {
  return defineRoute({
    method: 'post',
    path: '/demonstration',
    operationId: 'takeDemonstration',
    summary: '放入演示用的底册、扫描和考核数据（仅限系统内部）',
    tags: ['docket'],
    security: 'service',
    // Each row is refused by itself, for its texts too.
    ownTexts: true,
    body: demoSupervisionSchema,
    responses: { 200: z.object({ taken: z.number() }) },
    handler: async ({ body }) => {
      await scans.record(body.scans);
      if (body.imports.length > 0) {
        const now = toInstant(await clock.now());
        const courts = courtsOn(now.slice(0, 10)).map(({ code }) => code);
        await byItself.onRows(courts, now);
      }
      for (const { id, by, at, cases } of body.imports) await docket.imports.command(id, cases, { by, at });
      await hits.record(body.hits.map((hit) => ({ ...hit, begun: true })));
      for (const report of body.reports) await say(assessment, report);
      return { status: 200, body: { taken: Object.values(body).flat().length } };
    },
  });
}
