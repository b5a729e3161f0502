import { collaborationInFullSchema } from '@xiezhi/contracts/views';
import { mayRevealParties } from '@xiezhi/rules';
import { caseIdParams, clearView, readCase, readerOf } from '@xiezhi/case-kit';
import type { CaseService } from '@xiezhi/case-kit';
import { defineRoute, Problem } from '@xiezhi/service-kit';
import type { Route } from '@xiezhi/service-kit';
import { z } from 'zod';

const body = z.strictObject({
  reason: z
    .string('请填写查看理由')
    .trim()
    .min(4, '查看理由不少于4个字')
    .max(200, '查看理由不超过200个字')
    .regex(/\p{L}\s*\p{L}/u, '查看理由应为文字'),
});

/**
 * `POST /collaborations/:caseId/parties/reveal`: the case with its parties in full, for those at work in it who say why.
 * Each answer is on the audit trail before it goes out; a trail that cannot be written to gives no answer.
 */
export function revealRoute(service: CaseService): Route {
  return defineRoute({
    method: 'post',
    path: '/collaborations/:caseId/parties/reveal',
    operationId: 'revealParties',
    summary: '查看未隐名的当事人信息（须说明理由，逐次记入审计；限案件的执行、决定、层报、参与法院办案人员）',
    tags: ['collaborations'],
    security: 'user',
    params: caseIdParams,
    body,
    responses: { 200: collaborationInFullSchema },
    handler: async ({ params: { caseId }, body: { reason }, user }) => {
      const document = await readCase(service, user, caseId, undefined);
      const reader = readerOf(user);
      const allowed = mayRevealParties(document.state, reader);
      await service.audit.append({
        kind: allowed ? 'PARTIES_REVEALED' : 'PARTIES_NOT_REVEALED',
        at: new Date().toISOString(),
        actor: { court: user.court, name: user.name, sub: user.sub },
        caseId,
        message: reason,
      });
      if (!allowed) {
        throw new Problem('FORBIDDEN', '只有本案执行、决定、层报、参与法院的办案人员可以查看未隐名的当事人信息。');
      }
      return { status: 200, body: clearView(document, reader) };
    },
  });
}
