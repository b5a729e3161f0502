import { z } from 'zod';
import { PROPOSAL_TITLES } from '../changes/changes';
import type { Person, Proposal } from '../changes/types';

export const remarksSchema = z
  .array(z.object({ place: z.string(), message: z.string() }))
  .describe('请核对之处，不影响提出');

export const proposedSchema = z.object({ proposal: z.string(), remarks: remarksSchema }).meta({ id: 'Proposed' });

const personSchema = z.object({ name: z.string(), court: z.string() });

export const proposalSchema = z
  .object({
    proposal: z.string(),
    kind: z.string(),
    status: z.string(),
    statusTitle: z.string(),
    change: z.looseObject({ kind: z.string() }),
    remarks: remarksSchema,
    ends: z.array(z.string()).describe('所取消的临时停止办公：批准前为提出时所列'),
    own: z.boolean().describe('是否由您的账号提出'),
    proposedBy: personSchema,
    proposedAt: z.string(),
    approvedBy: personSchema.nullable(),
    approvedAt: z.string().nullable(),
    ended: z.object({ by: personSchema, at: z.string(), reason: z.string() }).nullable().describe('否决或者撤回'),
    version: z.number().nullable(),
    progress: z
      .object({
        done: z.number(),
        total: z.number(),
        waiting: z.number().describe('尚未应答、继续通知的件数'),
        unanswered: z
          .array(z.object({ caseId: z.string(), attempts: z.number(), message: z.string() }))
          .describe('其中您可以查看的案件'),
      })
      .nullable()
      .describe('重新计算期限的进度：已完成件数、总件数'),
  })
  .meta({ id: 'Proposal' });

const named = ({ name, court }: Person) => ({ name, court });

/**
 * A proposal as everyone signed in may see it: names and courts, no accounts.
 * @param reader the account that reads: two people may have one name
 * @param visible which of the cases that have not answered the reader may see
 */
export function proposalView(
  proposal: Proposal,
  reader: string,
  visible: ReadonlySet<string>,
): z.infer<typeof proposalSchema> {
  const { progress } = proposal;
  const {
    _id,
    change,
    status,
    remarks = [],
    ends = [],
    proposedBy,
    proposedAt,
    approvedBy,
    approvedAt,
    ended,
  } = proposal;
  return {
    proposal: _id,
    kind: change.kind,
    status,
    statusTitle: PROPOSAL_TITLES[status],
    change: { ...change },
    remarks,
    ends,
    own: proposedBy.sub === reader,
    proposedBy: named(proposedBy),
    proposedAt,
    approvedBy: approvedBy ? named(approvedBy) : null,
    approvedAt: approvedAt ?? null,
    ended: ended ? { ...ended, by: named(ended.by) } : null,
    version: proposal.version ?? null,
    progress: progress
      ? {
          done: progress.done,
          total: progress.total,
          waiting: progress.waiting ?? 0,
          unanswered: (progress.unanswered ?? []).filter(({ caseId }) => visible.has(caseId)),
        }
      : null,
  };
}
