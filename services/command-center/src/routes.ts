import { fieldFileSchema } from '@xiezhi/contracts/views';
import { toInstant } from '@xiezhi/rules';
import type { CaseCommand } from '@xiezhi/rules';
import {
  advising,
  afterQuery,
  caseIdParams,
  caseViewRoute,
  commandRoutes,
  maskTexts,
  ownedCommands,
  readCase,
  readModelRoutes,
} from '@xiezhi/case-kit';
import type { CaseService, Complete } from '@xiezhi/case-kit';
import { defineRoute, Problem, auditRoutes } from '@xiezhi/service-kit';
import type { Route } from '@xiezhi/service-kit';
import type { Changes } from './changes/changes';
import type { RehearsalClock } from './clock';
import type { Allocation } from './allocation/allocation';
import { calendarRoutes } from './routes/calendar-routes';
import { changeRoutes } from './routes/change-routes';
import { clockRoutes } from './routes/clock-routes';
import type { PreviewCursor } from './routes/preview-cursor';
import { previewRoute } from './routes/preview-route';
import { settingsRoutes } from './routes/settings-routes';

/** `GET /field/:caseId`: plan, records and credentials, the command centre's part of a case. */
function fieldRoute(service: CaseService): Route {
  return defineRoute({
    method: 'get',
    path: '/field/:caseId',
    operationId: 'readField',
    summary: '工作方案、现场记录与执行人员证件',
    tags: ['field'],
    security: 'user',
    params: caseIdParams,
    query: afterQuery,
    responses: { 200: fieldFileSchema },
    handler: async ({ params, query, user }) => {
      const { state } = await readCase(service, user, params.caseId, query.after);
      const { plan, records, credentials } = state;
      return {
        status: 200,
        body: {
          caseId: params.caseId,
          plan: plan && maskTexts(state, { ...plan }),
          records: maskTexts(
            state,
            records.map((record) => ({ ...record })),
          ),
          credentials: maskTexts(
            state,
            credentials.map((credential) => ({ ...credential })),
          ),
        },
      };
    },
  });
}

/** A case adopts the version's content, which its workflow cannot look up, only if the version is in force. */
function adopting(changes: Changes): Complete {
  return async (command) => {
    const { at, with: given } = command as CaseCommand<'settings.adopt'>;
    const on = toInstant(Date.parse(at)).slice(0, 10);
    const settings = await changes.versions.settingsVersion(given.version, on);
    if (!settings) throw new Problem('NOT_FOUND', `没有第${given.version}版内部规则，或者尚未施行。`);
    return { ...command, with: { ...given, settings } } as CaseCommand;
  };
}

export function commandCenterRoutes(
  service: CaseService,
  clock: RehearsalClock,
  changes: Changes,
  previewCursor: PreviewCursor,
  allocation: Allocation,
): Route[] {
  return [
    ...commandRoutes(ownedCommands('command-center'), service, {
      'settings.adopt': adopting(changes),
      'participants.change': advising(service, (asked) => allocation.kept(asked)),
    }),
    ...clockRoutes(clock),
    ...changeRoutes('calendar', changes, clock, service),
    ...changeRoutes('settings', changes, clock, service),
    ...calendarRoutes(changes, clock),
    ...settingsRoutes(changes, clock),
    previewRoute(service, changes, previewCursor),
    fieldRoute(service),
    caseViewRoute(service),
    ...readModelRoutes(service.cases),
    ...auditRoutes(service.audit),
  ];
}
