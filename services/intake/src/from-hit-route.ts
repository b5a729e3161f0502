import { commandAnswerSchema, receiptSchema, scanOpeningRequestSchema } from '@xiezhi/contracts';
import { PROGRAMS } from '@xiezhi/contracts/installation';
import { defineRoute, Problem } from '@xiezhi/service-kit';
import type { Route } from '@xiezhi/service-kit';
import type { Applications } from './applications';

/** Who has the hits, and has looked whether the person may dispose of this one. */
const ASKED_BY = PROGRAMS['command-center'].client;

/** `POST /scan-openings`: a collaboration from a hit of a scan that is being disposed of (Art. 14). */
export function scanOpeningRoute(applications: Applications): Route {
  return defineRoute({
    method: 'post',
    path: '/scan-openings',
    operationId: 'openFromScan',
    summary: '由扫描结果立协同执行案件（仅限指挥中心服务）',
    tags: ['commands'],
    security: 'service',
    body: scanOpeningRequestSchema,
    responses: { 201: commandAnswerSchema, 202: receiptSchema },
    handler: async ({ body: { caseId, hit, disposition, opening }, user }) => {
      if (user.clientId !== ASKED_BY) throw new Problem('FORBIDDEN', '只有指挥中心服务可以由扫描结果立案。');
      if (disposition.command.with.opens !== caseId) throw new Problem('VALIDATION', '处置所立的不是这件案件。');
      const { id, digest } = disposition;
      const receipt = await applications.receive(caseId, { id, digest, command: opening }, { hit, disposition });
      if (receipt.started) return { status: 201 as const, body: receipt.answer };
      const { receivedAt } = receipt;
      return { status: 202 as const, body: { caseId, receivedAt, status: 'RECEIVED' as const } };
    },
  });
}
