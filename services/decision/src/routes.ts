import { adviceSchema, approvalRequestSchema } from '@xiezhi/contracts';
import { decisionFileSchema } from '@xiezhi/contracts/views';
import {
  actingRoleHeaders,
  actorFor,
  advising,
  afterQuery,
  audited,
  caseIdParams,
  caseViewRoute,
  commandRoutes,
  identified,
  maskTexts,
  ownedCommands,
  readCase,
  readModelRoutes,
  signalApproval,
} from '@xiezhi/case-kit';
import type { AdviceQuestion, CaseService } from '@xiezhi/case-kit';
import { defineRoute, auditRoutes } from '@xiezhi/service-kit';
import type { Route } from '@xiezhi/service-kit';
import type { CaseCommand } from '@xiezhi/rules';
import { z } from 'zod';
import { requirePrintableCase } from './papers/printable-case';
import type { Missing } from './papers/printable-case';

/** `GET /decisions/:caseId`: the review's proposal, the decision, its documents and receipts. */
function decisionRoute(service: CaseService): Route {
  return defineRoute({
    method: 'get',
    path: '/decisions/:caseId',
    operationId: 'readDecision',
    summary: '审查意见、决定、文书与签收情况',
    tags: ['decisions'],
    security: 'user',
    params: caseIdParams,
    query: afterQuery,
    responses: { 200: decisionFileSchema },
    handler: async ({ params, query, user }) => {
      const { state } = await readCase(service, user, params.caseId, query.after);
      const { documentNumber, decision, notices, proposal } = state;
      return {
        status: 200,
        body: {
          caseId: params.caseId,
          documentNumber,
          proposal: proposal && maskTexts(state, { outcome: proposal.outcome, reasons: proposal.reasons }),
          decision: decision && maskTexts(state, { ...decision }),
          notices: notices.map((notice) => ({ ...notice })),
        },
      };
    },
  });
}

/** `POST /collaborations/:caseId/approvals`: an approval as a signal, for systems that do not wait for the answer. */
function approvalRoute(service: CaseService, signing: Signing): Route {
  return defineRoute({
    method: 'post',
    path: '/collaborations/:caseId/approvals',
    operationId: 'signalApproval',
    summary: '以信号方式提交审批（不等待结果，不能接受的记入审计）',
    tags: ['commands'],
    security: 'user',
    idempotency: 'required',
    params: caseIdParams,
    headers: actingRoleHeaders,
    body: approvalRequestSchema,
    responses: { 202: z.object({ caseId: z.string(), status: z.literal('SENT') }) },
    handler: async ({ params: { caseId }, headers, body, user, idempotencyKey }) => {
      const now = await service.clock.now();
      const role = headers['x-acting-role'];
      const about = { user, role, caseId, command: body.command, at: new Date().toISOString() };
      return audited(service.audit, about, async () => {
        const actor = actorFor(user, body.command, role);
        const request = identified(actor, body.command, body.with, now, idempotencyKey, caseId);
        const command = await signing(request.command, caseId);
        await signalApproval(service, caseId, { ...request, command });
        return { status: 202 as const, body: { caseId, status: 'SENT' as const } };
      });
    },
  });
}

type Signing = (command: CaseCommand, caseId: string) => Promise<CaseCommand>;

/** The advice that is kept with a decision, from the service that has dockets and staff. It is given this long. */
const ADVICE_TIMEOUT_MS = 2_000;

function adviceOf({ http }: CaseService, commandCenter: string) {
  return async (asked: AdviceQuestion) => {
    const query = new URLSearchParams({ ...asked }).toString();
    const url = `${commandCenter}/allocation/kept?${query}`;
    return (await http.getJson(url, adviceSchema, { timeoutMs: ADVICE_TIMEOUT_MS })).advised;
  };
}

/**
 * Before a decision is signed: what is issued with it must be printable, and whom the system advises to draft is put beside
 * whom it drafts. A case that is not there is refused further on.
 */
function signingWith(service: CaseService, missing: Missing, commandCenter: string): Signing {
  const advised = advising(service, adviceOf(service, commandCenter));
  return async (command, caseId) => {
    const document = command.type === 'review.decide' ? await service.cases.get(caseId) : null;
    if (document && document.state.decidingCourt === command.actor.court) {
      await requirePrintableCase(document.state, missing);
    }
    return advised(command, caseId);
  };
}

export function decisionRoutes(service: CaseService, missing: Missing, commandCenter: string): Route[] {
  const signing = signingWith(service, missing, commandCenter);
  return [
    ...commandRoutes(ownedCommands('decision'), service, { 'review.decide': signing }),
    approvalRoute(service, signing),
    decisionRoute(service),
    caseViewRoute(service),
    ...readModelRoutes(service.cases),
    ...auditRoutes(service.audit),
  ];
}
