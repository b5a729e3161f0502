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
    proposedBy: personSchema,
    proposedAt: z.string(),
    approvedBy: personSchema.nullable(),
    approvedAt: z.string().nullable(),
    ended: z.object({ by: personSchema, at: z.string(), reason: z.string() }).nullable().describe('否决或者撤回'),
    version: z.number().nullable(),
    progress: z
      .object({ done: z.number(), total: z.number() })
      .nullable()
      .describe('重新计算期限的进度：已完成件数、总件数'),
  })
  .meta({ id: 'Proposal' });

const named = ({ name, court }: Person) => ({ name, court });

/** A proposal as everyone signed in may see it: names and courts, no accounts. */
export function proposalView(proposal: Proposal): z.infer<typeof proposalSchema> {
  const { _id, change, status, remarks = [], proposedBy, proposedAt, approvedBy, approvedAt, ended } = proposal;
  return {
    proposal: _id,
    kind: change.kind,
    status,
    statusTitle: PROPOSAL_TITLES[status],
    change: { ...change },
    remarks,
    proposedBy: named(proposedBy),
    proposedAt,
    approvedBy: approvedBy ? named(approvedBy) : null,
    approvedAt: approvedAt ?? null,
    ended: ended ? { ...ended, by: named(ended.by) } : null,
    version: proposal.version ?? null,
    progress: proposal.progress ?? null,
  };
}
