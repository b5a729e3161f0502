import { commandAnswerSchema, commandSchemas, receiptSchema } from '@xiezhi/contracts';
import { COMMAND_TITLES } from '@xiezhi/rules';
import type { CaseOpening, OpeningCommandType } from '@xiezhi/rules';
import {
  actingRoleHeaders,
  actorFor,
  audited,
  caseViewRoute,
  commandIdOf,
  commandRoutes,
  identified,
  ownedCommands,
  readModelRoutes,
  caseIdOf,
} from '@xiezhi/case-kit';
import type { CaseService } from '@xiezhi/case-kit';
import { defineRoute, auditRoutes } from '@xiezhi/service-kit';
import type { CourtClock, Route } from '@xiezhi/service-kit';
import type { z } from 'zod';
import { actionsRoute } from './actions';
import { activeRoute } from './active-route';
import type { Applications } from './applications';
import { scanOpeningRoute } from './from-hit-route';
import { demonstrationRoute } from './demonstration';
import { exportRoute } from './export';
import { revealRoute } from './reveal';
import { visibleRoute } from './visible';

const PATHS: Readonly<Record<OpeningCommandType, string>> = {
  'application.submit': '/collaborations',
  'order.register': '/orders',
};

interface Opening {
  applications: Applications;
  /** By which a receipt is dated. */
  receipts: CourtClock;
}

function openingRoute(type: OpeningCommandType, service: CaseService, { applications, receipts }: Opening): Route {
  return defineRoute({
    method: 'post',
    path: PATHS[type],
    operationId: type,
    summary: COMMAND_TITLES[type],
    tags: ['commands'],
    security: 'user',
    idempotency: 'required',
    headers: actingRoleHeaders,
    body: commandSchemas[type] as z.ZodType<Record<string, unknown>>,
    responses: { 201: commandAnswerSchema, 202: receiptSchema },
    handler: async ({ headers, body, user, idempotencyKey }) => {
      // Read first: this is the instant of receipt.
      const now = await receipts.now();
      const role = headers['x-acting-role'];
      const about = { user, role, command: type, at: new Date().toISOString() };
      return audited(service.audit, about, async () => {
        const actor = actorFor(user, type, role);
        const executingCourt = type === 'order.register' ? String(body['executingCourt']) : user.court;
        const caseId = caseIdOf(executingCourt, commandIdOf(actor.sub, idempotencyKey));
        const { id, digest, command } = identified(actor, type, body, now, idempotencyKey, caseId);
        const receipt = await applications.receive(caseId, { id, digest, command: command as CaseOpening });
        if (receipt.started) return { status: 201, body: receipt.answer };
        const { receivedAt } = receipt;
        return { status: 202, body: { caseId, receivedAt, status: 'RECEIVED' as const } };
      });
    },
  });
}

export function intakeRoutes(service: CaseService, opening: Opening): Route[] {
  return [
    openingRoute('application.submit', service, opening),
    openingRoute('order.register', service, opening),
    scanOpeningRoute(opening.applications),
    ...commandRoutes(ownedCommands('intake'), service, {
      'application.amend': (command, caseId) => opening.applications.amending(caseId, command),
      'application.reinstate': async (command, caseId) => {
        await opening.applications.reclaim(caseId, command);
        return command;
      },
    }),
    visibleRoute(service),
    activeRoute(service, opening.applications),
    actionsRoute(service),
    revealRoute(service),
    exportRoute(service),
    demonstrationRoute(service),
    caseViewRoute(service),
    ...readModelRoutes(service.cases),
    ...auditRoutes(service.audit),
  ];
}
