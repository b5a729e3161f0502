import { activeCollaborationSchema } from '@xiezhi/contracts/views';
import { enforcementCaseKey, maySee, toInstant } from '@xiezhi/rules';
import { readerOf } from '@xiezhi/case-kit';
import type { CaseService } from '@xiezhi/case-kit';
import { defineRoute } from '@xiezhi/service-kit';
import type { Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { Applications } from './applications';

/**
 * `GET /collaborations/active?caseNumber=…`: the collaboration that is under way on an enforcement case, for whoever may
 * see it; of another's case as of none nothing is told.
 */
export function activeRoute({ cases, clock }: CaseService, applications: Applications): Route {
  return defineRoute({
    method: 'get',
    path: '/collaborations/active',
    operationId: 'activeCollaboration',
    summary: '一件执行案件正在进行的协同执行（本人可见的）',
    tags: ['collaborations'],
    security: 'user',
    query: z.object({
      caseNumber: z.string().trim().min(1).max(100),
      executing: z.string().max(10).optional().describe('执行法院的代字，默认为本院'),
      transferredFrom: z.string().max(10).optional().describe('移送法院的代字'),
    }),
    responses: { 200: activeCollaborationSchema },
    handler: async ({ query: { caseNumber, executing, transferredFrom }, user }) => {
      const claim = enforcementCaseKey({ caseNumber, transferredFrom }, executing ?? user.court);
      const caseId = await applications.active(claim);
      const document = caseId === null ? null : await cases.get(caseId);
      const today = toInstant(await clock.now()).slice(0, 10);
      if (!document || !maySee(document.state, readerOf(user), today)) return { status: 200, body: { active: null } };
      const { _id, status, state } = document;
      const subject = state.documentNumber ?? state.caseFields.caseNumber;
      return { status: 200, body: { active: { caseId: _id, subject, state: status } } };
    },
  });
}
