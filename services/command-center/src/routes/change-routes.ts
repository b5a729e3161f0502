import { positionsSchema, proposalSchema, proposalsSchema } from '@xiezhi/contracts/views';
import { maySee, toInstant } from '@xiezhi/rules';
import { readerOf } from '@xiezhi/case-kit';
import type { CaseDocument, CaseService } from '@xiezhi/case-kit';
import { defineRoute } from '@xiezhi/service-kit';
import type { PersonUser, Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { Changes } from '../changes/changes';
import type { ChangeKind, Proposal } from '../changes/types';
import type { RehearsalClock } from '../clock';
import { HIGH_COURT, personOf, requireRole } from './access';
import { proposalView } from './proposal-view';

const approvalBody = z.strictObject({ proposal: z.string().max(64).optional() });
const endBody = z.strictObject({
  proposal: z.string().max(64),
  reason: z.string({ error: '请填写理由' }).trim().min(1, '请填写理由').max(2_000, '理由不超过2000字'),
});
export const proposalParams = z.object({ id: z.string().max(64) });

const TITLES: Readonly<Record<ChangeKind, { what: string; approve: string; folder: string }>> = {
  calendar: { what: '放假安排', approve: '批准并公布放假安排，重新计算在办案件的期限', folder: 'calendars' },
  settings: { what: '内部规则（非法定）', approve: '批准内部规则的变更，自施行日起的新案件适用', folder: 'settings' },
};

/** What follows a proposal, whatever it is about: approval, rejection, withdrawal, and looking at it. */
export function changeRoutes(
  kind: ChangeKind,
  changes: Changes,
  clock: RehearsalClock,
  { cases }: Pick<CaseService, 'cases'>,
): Route[] {
  const { what, approve, folder } = TITLES[kind];
  const at = async () => toInstant(await clock.now());
  /** Which of the cases that have not answered a publication the reader may see. */
  const visible = async (proposals: readonly Proposal[], user: PersonUser): Promise<Set<string>> => {
    const ids = proposals.flatMap(({ progress }) => progress?.unanswered ?? []).map(({ caseId }) => caseId);
    if (ids.length === 0) return new Set();
    const found = (await cases.collection.find({ _id: { $in: ids } }).toArray()) as CaseDocument[];
    const today = (await at()).slice(0, 10);
    return new Set(found.filter(({ state }) => maySee(state, readerOf(user), today)).map(({ _id }) => _id));
  };
  const views = async (proposals: Proposal[], user: PersonUser) => {
    const seen = await visible(proposals, user);
    return proposals.map((proposal) => proposalView(proposal, user.sub, seen));
  };
  const answer = async (id: string, user: PersonUser) => {
    const [view] = await views([await changes.proposal(kind, id)], user);
    return { status: 200 as const, body: view! };
  };
  return [
    defineRoute({
      method: 'post',
      path: `/commands/${kind}.approve`,
      operationId: `${kind}.approve`,
      summary: approve,
      tags: ['changes'],
      security: 'user',
      body: approvalBody,
      responses: {
        200: z.object({
          version: z.number(),
          effectiveFrom: z.string().optional(),
          cases: positionsSchema,
          ends: z.array(z.string()).optional().describe('所取消的临时停止办公'),
          waiting: z.number().optional().describe('尚未应答、继续通知的件数'),
        }),
      },
      handler: async ({ body: { proposal }, user }) => {
        requireRole(user, ['commandDirector'], '批准变更', HIGH_COURT);
        return { status: 200, body: await changes.approve(kind, proposal, personOf(user), await at()) };
      },
    }),
    defineRoute({
      method: 'post',
      path: `/commands/${kind}.reject`,
      operationId: `${kind}.reject`,
      summary: `否决${what}的变更`,
      tags: ['changes'],
      security: 'user',
      body: endBody,
      responses: { 200: proposalSchema },
      handler: async ({ body: { proposal, reason }, user }) => {
        requireRole(user, ['commandDirector'], '否决变更', HIGH_COURT);
        await changes.reject(kind, proposal, personOf(user), await at(), reason);
        return answer(proposal, user);
      },
    }),
    defineRoute({
      method: 'post',
      path: `/commands/${kind}.withdraw`,
      operationId: `${kind}.withdraw`,
      summary: `撤回自己提出的${what}变更`,
      tags: ['changes'],
      security: 'user',
      body: endBody,
      responses: { 200: proposalSchema },
      handler: async ({ body: { proposal, reason }, user }) => {
        requireRole(user, ['systemAdmin'], '撤回变更');
        await changes.withdraw(kind, proposal, personOf(user), await at(), reason);
        return answer(proposal, user);
      },
    }),
    defineRoute({
      method: 'get',
      path: `/${folder}/proposals`,
      operationId: `${kind}.proposals`,
      summary: `${what}的变更，新的在前`,
      tags: ['changes'],
      security: 'user',
      query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
      responses: { 200: proposalsSchema },
      handler: async ({ query: { limit }, user }) => ({
        status: 200,
        body: { items: await views(await changes.list(kind, limit), user) },
      }),
    }),
    defineRoute({
      method: 'get',
      path: `/${folder}/proposals/:id`,
      operationId: `${kind}.proposal`,
      summary: `一项${what}变更：内容、经手人、公布进度`,
      tags: ['changes'],
      security: 'user',
      params: proposalParams,
      responses: { 200: proposalSchema },
      handler: ({ params: { id }, user }) => answer(id, user),
    }),
  ];
}
