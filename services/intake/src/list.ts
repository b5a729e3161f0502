import { seesEverything, readsBusinessData, toInstant } from '@xiezhi/rules';
import { defineRoute, maskLine, Problem, readerOf } from '@xiezhi/service-kit';
import type { CaseDocument, CaseService, Route } from '@xiezhi/service-kit';
import { z } from 'zod';

const MAX_PAGE = 200;

const query = z.object({
  state: z.string().max(40).optional(),
  court: z.string().max(10).optional().describe('执行法院代字'),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(50),
  cursor: z.string().max(120).optional().describe('上一页返回的 next'),
});

const itemSchema = z
  .object({
    caseId: z.string(),
    seq: z.number(),
    state: z.string(),
    route: z.string(),
    executingCourt: z.string(),
    decidingCourt: z.string(),
    documentNumber: z.string().nullable(),
    caseNumber: z.string(),
    cause: z.string(),
    due: z.string().nullable(),
    updatedAt: z.string(),
    demo: z.boolean().optional().describe('演示数据'),
  })
  .meta({ id: 'CollaborationSummary' });

function summary({ _id, seq, state, updatedAt }: CaseDocument): z.infer<typeof itemSchema> {
  // What has passed undone is still owed; an objection is a right and not a duty.
  const owed = state.deadlines.filter(
    ({ status, doneOn, kind }) => doneOn === null && status !== 'CANCELLED' && kind !== 'OBJECTION',
  );
  return {
    caseId: _id,
    seq,
    state: state.status,
    route: state.route,
    executingCourt: state.executingCourt,
    decidingCourt: state.decidingCourt,
    documentNumber: state.documentNumber,
    caseNumber: state.caseFields.caseNumber,
    cause: maskLine(state, state.caseFields.cause),
    due: owed.map((deadline) => deadline.due).sort()[0] ?? null,
    updatedAt,
    ...(state.demo ? { demo: true } : {}),
  };
}

function afterCursor(cursor: string): object {
  const [updatedAt, caseId] = Buffer.from(cursor, 'base64url').toString('utf8').split('|');
  if (!updatedAt || !caseId) throw new Problem('VALIDATION', '分页标记无效。');
  return { $or: [{ updatedAt: { $lt: updatedAt } }, { updatedAt, _id: { $lt: caseId } }] };
}

/** `GET /collaborations`: the cases this person's court may see, latest change first. */
export function listRoute({ cases, clock }: CaseService): Route {
  return defineRoute({
    method: 'get',
    path: '/collaborations',
    operationId: 'listCollaborations',
    summary: '本院可见的协同执行案件（分页）',
    tags: ['collaborations'],
    security: 'user',
    query,
    responses: { 200: z.object({ items: z.array(itemSchema), next: z.string().nullable() }) },
    handler: async ({ query: { state, court, limit, cursor }, user }) => {
      const reader = readerOf(user);
      if (!readsBusinessData(reader)) throw new Problem('FORBIDDEN', '管理员账号不能查看案件。');
      const today = toInstant(await clock.now()).slice(0, 10);
      const found = await cases.collection
        .find({
          ...(seesEverything(reader, today) ? {} : { visibleTo: user.court }),
          ...(state === undefined ? {} : { status: state }),
          ...(court === undefined ? {} : { 'state.executingCourt': court }),
          ...(cursor === undefined ? {} : afterCursor(cursor)),
        })
        .sort({ updatedAt: -1, _id: -1 })
        .limit(limit + 1)
        .toArray();
      const page = found.slice(0, limit) as CaseDocument[];
      const last = page.at(-1);
      const next =
        found.length > limit && last ? Buffer.from(`${last.updatedAt}|${last._id}`).toString('base64url') : null;
      return { status: 200, body: { items: page.map(summary), next } };
    },
  });
}
