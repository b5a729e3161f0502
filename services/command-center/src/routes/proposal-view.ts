import type { ProposalView } from '@xiezhi/contracts/views';
import { PROPOSAL_TITLES } from '../changes/changes';
import type { Person, Proposal } from '../changes/types';

const named = ({ name, court }: Person) => ({ name, court });

/**
 * A proposal as everyone signed in may see it: names and courts, no accounts.
 * @param reader the account that reads: two people may have one name
 * @param visible which of the cases that have not answered the reader may see
 */
export function proposalView(proposal: Proposal, reader: string, visible: ReadonlySet<string>): ProposalView {
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
    change:
      'closure' in change ? { ...change, closure: { ...change.closure, days: [...change.closure.days] } } : change,
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
