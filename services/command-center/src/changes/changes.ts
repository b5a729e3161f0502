import type { InstallationContext } from '@xiezhi/contracts';
import type { LocalDate, NoticeRemark } from '@xiezhi/rules';
import { canonicalJson, commandIdOf, isDuplicateKey, Problem, sm3 } from '@xiezhi/service-kit';
import type { CaseDocument, Logger, Projection } from '@xiezhi/service-kit';
import { randomUUID } from 'node:crypto';
import type { Collection, Connection } from 'mongoose';
import { Publications } from './publications';
import type { Reviser } from './reviser';
import type { Change, ChangeKind, Person, Proposal, Publication } from './types';
import type { Versions } from './versions';

const MAX_PAGE = 200;

/** Changes by two people: one proposes, another approves or rejects. Approval is one write; all else follows from it. */
export class Changes {
  private readonly proposals: Collection<Proposal>;
  readonly publications: Publications;

  constructor(
    connection: Connection,
    readonly versions: Versions,
    reviser: Reviser,
    cases: Projection<CaseDocument>,
    logger: Logger,
  ) {
    this.proposals = connection.collection('proposals') as unknown as Collection<Proposal>;
    this.publications = new Publications(this.proposals, versions, reviser, cases, logger);
  }

  /** The same request under the same key is the same proposal. @throws Problem VERSION_CONFLICT for another under it */
  async propose(
    change: Change,
    by: Person,
    at: string,
    { key, remarks = [] }: { key?: string | undefined; remarks?: NoticeRemark[] } = {},
  ): Promise<{ proposal: string; remarks: NoticeRemark[] }> {
    const digest = sm3(canonicalJson(change));
    const _id = key === undefined ? randomUUID() : commandIdOf(by.sub, key);
    try {
      await this.proposals.insertOne({
        _id,
        digest,
        change,
        remarks,
        proposedBy: by,
        proposedAt: at,
        status: 'PROPOSED',
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const earlier = await this.proposals.findOne({ _id });
      if (earlier?.digest !== digest) {
        throw new Problem('VERSION_CONFLICT', '同一 Idempotency-Key 已用于另一项请求。');
      }
    }
    return { proposal: _id, remarks };
  }

  /** Approves the named proposal, or the latest open one of its kind; answers when every open case has it. */
  async approve(kind: ChangeKind, id: string | undefined, by: Person, at: string): Promise<Publication> {
    const proposal = await this.addressed(kind, id, by, '批准');
    if (proposal.status !== 'APPROVED' && proposal.status !== 'PUBLISHED') {
      await this.mustNotPrecede(proposal, at.slice(0, 10));
      await this.decide(proposal._id, { status: 'APPROVED', approvedBy: by, approvedAt: at }, [
        'APPROVED',
        'PUBLISHED',
      ]);
    }
    return this.publications.publish(proposal._id);
  }

  async reject(kind: ChangeKind, id: string, by: Person, at: string, reason: string): Promise<void> {
    const { _id } = await this.addressed(kind, id, by, '否决');
    await this.decide(_id, { status: 'REJECTED', ended: { by, at, reason } }, ['REJECTED']);
  }

  /** Takes one's own proposal back. */
  async withdraw(kind: ChangeKind, id: string, by: Person, at: string, reason: string): Promise<void> {
    const proposal = await this.proposal(kind, id);
    if (proposal.proposedBy.sub !== by.sub) throw new Problem('FORBIDDEN', '只有提出变更的人可以撤回。');
    await this.decide(id, { status: 'WITHDRAWN', ended: { by, at, reason } }, ['WITHDRAWN']);
  }

  /** @throws Problem NOT_FOUND */
  async proposal(kind: ChangeKind, id: string): Promise<Proposal> {
    const found = await this.proposals.findOne({ _id: id });
    if (found?.change.kind !== kind) throw new Problem('NOT_FOUND', '没有这项变更。');
    return found;
  }

  /** Newest first. */
  async list(kind: ChangeKind, limit = MAX_PAGE): Promise<Proposal[]> {
    return this.proposals.find({ 'change.kind': kind }).sort({ proposedAt: -1, _id: -1 }).limit(limit).toArray();
  }

  async proposalsById(ids: readonly string[]): Promise<Map<string, Proposal>> {
    const found = await this.proposals.find({ _id: { $in: [...ids] } }).toArray();
    return new Map(found.map((proposal) => [proposal._id, proposal]));
  }

  /** What a case opened on that day is given. */
  async context(on: LocalDate): Promise<InstallationContext> {
    return { settings: await this.versions.settingsOn(on), calendar: await this.versions.publishedYears() };
  }

  private async addressed(kind: ChangeKind, id: string | undefined, by: Person, what: string): Promise<Proposal> {
    const [latest] = id === undefined ? await this.latest(kind) : [await this.proposals.findOne({ _id: id })];
    if (latest?.change.kind !== kind) throw new Problem('NOT_FOUND', '没有待批准的变更。');
    if (latest.proposedBy.sub === by.sub) throw new Problem('SAME_PERSON', `提出变更的人不能自己${what}。`);
    return latest;
  }

  private latest(kind: ChangeKind): Promise<Proposal[]> {
    return this.proposals.find({ 'change.kind': kind, status: 'PROPOSED' }).sort({ proposedAt: -1 }).limit(1).toArray();
  }

  /** Compare and set: of two people who decide at once one is heard, the other is told. A repeat is no conflict. */
  private async decide(id: string, change: Partial<Proposal>, repeats: readonly Proposal['status'][]): Promise<void> {
    const { modifiedCount } = await this.proposals.updateOne({ _id: id, status: 'PROPOSED' }, { $set: change });
    if (modifiedCount === 1) return;
    const { status } = (await this.proposals.findOne({ _id: id })) ?? {};
    if (status === undefined || repeats.includes(status)) return;
    throw new Problem('NOT_ALLOWED_IN_STATE', `该变更${PROPOSAL_TITLES[status]}，不能再办理。`);
  }

  private async mustNotPrecede({ change }: Proposal, today: LocalDate): Promise<void> {
    if (change.kind !== 'settings') return;
    const last = (await this.versions.settingsVersions()).at(-1);
    const from = change.effectiveFrom ?? today;
    if (!last || last.effectiveFrom <= from) return;
    throw new Problem(
      'VERSION_CONFLICT',
      `第${last._id}版自${last.effectiveFrom}起施行，新的版本不能更早施行，请另提变更。`,
    );
  }
}

export const PROPOSAL_TITLES: Readonly<Record<Proposal['status'], string>> = {
  PROPOSED: '待批准',
  APPROVED: '已经批准，正在公布',
  PUBLISHED: '已经公布',
  REJECTED: '已被否决',
  WITHDRAWN: '已经撤回',
};
