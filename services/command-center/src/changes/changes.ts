import type { InstallationContext } from '@xiezhi/contracts';
import { closuresEnded } from '@xiezhi/rules';
import type { LocalDate, NoticeRemark } from '@xiezhi/rules';
import { canonicalJson, sm3 } from '@xiezhi/chain';
import { commandIdOf } from '@xiezhi/case-kit';
import type { CaseService } from '@xiezhi/case-kit';
import { collectionOf, isDuplicateKey, Problem } from '@xiezhi/service-kit';
import type { AuditRecord, Logger } from '@xiezhi/service-kit';
import { randomUUID } from 'node:crypto';
import type { Collection } from 'mongoose';
import { Publications } from './publications';
import type { Leases } from '../leases';
import type { OpenFiles } from '../open-files';
import type { Reviser } from './reviser';
import { ChangeTrail, recordOf } from './trail';
import type { Change, ChangeKind, Person, Proposal, Publication } from './types';
import type { Versions } from './versions';

const MAX_PAGE = 200;

/** Changes by two people: one proposes, another approves or rejects. Approval is one write; all else follows from it. */
export class Changes {
  private readonly proposals: Collection<Proposal>;
  readonly publications: Publications;
  private readonly trail: ChangeTrail;

  constructor(
    { connection, audit, metrics }: Pick<CaseService, 'connection' | 'audit' | 'metrics'>,
    open: OpenFiles,
    readonly versions: Versions,
    reviser: Reviser,
    leases: Leases,
    private readonly logger: Logger,
  ) {
    this.proposals = collectionOf<Proposal>(connection, 'proposals');
    this.publications = new Publications(this.proposals, { versions, reviser, leases, open, metrics, logger });
    this.trail = new ChangeTrail(this.proposals, audit);
  }

  /** Takes up what crashes leave, here and at other processes, for as long as this one lives: records of acts, and publications. */
  resume(): void {
    void this.publications.takeUpLeft(() => this.trail.resume());
  }

  /** The same request under the same key is the same proposal. @throws Problem VERSION_CONFLICT for another under it */
  async propose(
    change: Change,
    by: Person,
    at: string,
    { key, remarks = [], ends }: { key?: string | undefined; remarks?: NoticeRemark[]; ends?: LocalDate[] } = {},
  ): Promise<{ proposal: string; remarks: NoticeRemark[] }> {
    const digest = sm3(canonicalJson(change));
    const _id = key === undefined ? randomUUID() : commandIdOf(by.sub, key);
    try {
      await this.proposals.insertOne({
        _id,
        digest,
        change,
        remarks,
        ...(ends === undefined ? {} : { ends }),
        proposedBy: by,
        proposedAt: at,
        status: 'PROPOSED',
        outbox: [recordOf({ _id, change, digest }, 'propose', by)],
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const earlier = await this.proposals.findOne({ _id });
      if (earlier?.digest !== digest) {
        throw new Problem('VERSION_CONFLICT', '同一 Idempotency-Key 已用于另一项请求。');
      }
    }
    await this.trail.move(_id);
    return { proposal: _id, remarks };
  }

  /**
   * Approves the named proposal, or the only open one of its kind; answers when every open case has it.
   * @throws Problem VALIDATION when none is named and several are open: nobody approves what he has not read;
   * VERSION_CONFLICT when it would end a closure published since it was proposed
   */
  async approve(kind: ChangeKind, id: string | undefined, by: Person, at: string): Promise<Publication> {
    const proposal = await this.addressed(kind, id, by, '批准');
    if (proposal.status !== 'APPROVED' && proposal.status !== 'PUBLISHED') {
      await this.mustNotPrecede(proposal, at.slice(0, 10));
      const ends = await this.closuresToEnd(proposal);
      const approved = { status: 'APPROVED', approvedBy: by, approvedAt: at, ends } as const;
      const said = ends.length > 0 ? `取消临时停止办公：${ends.join('、')}` : undefined;
      await this.decide(proposal, approved, recordOf(proposal, 'approve', by, said), ['APPROVED', 'PUBLISHED']);
    }
    return this.publications.publish(proposal._id);
  }

  async reject(kind: ChangeKind, id: string, by: Person, at: string, reason: string): Promise<void> {
    const proposal = await this.addressed(kind, id, by, '否决');
    const record = recordOf(proposal, 'reject', by, reason);
    await this.decide(proposal, { status: 'REJECTED', ended: { by, at, reason } }, record, ['REJECTED']);
  }

  /** Takes one's own proposal back. */
  async withdraw(kind: ChangeKind, id: string, by: Person, at: string, reason: string): Promise<void> {
    const proposal = await this.proposal(kind, id);
    if (proposal.proposedBy.sub !== by.sub) throw new Problem('FORBIDDEN', '只有提出变更的人可以撤回。');
    const record = recordOf(proposal, 'withdraw', by, reason);
    await this.decide(proposal, { status: 'WITHDRAWN', ended: { by, at, reason } }, record, ['WITHDRAWN']);
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
    const found = id === undefined ? await this.onlyOpen(kind) : await this.proposals.findOne({ _id: id });
    if (found?.change.kind !== kind) throw new Problem('NOT_FOUND', '没有待批准的变更。');
    if (found.proposedBy.sub === by.sub) throw new Problem('SAME_PERSON', `提出变更的人不能自己${what}。`);
    return found;
  }

  private async onlyOpen(kind: ChangeKind): Promise<Proposal | undefined> {
    const [only, ...others] = await this.proposals.find({ 'change.kind': kind, status: 'PROPOSED' }).limit(2).toArray();
    if (others.length === 0) return only;
    throw new Problem('VALIDATION', '待批准的变更不止一项，请写明批准的是哪一项。', {
      errors: [{ path: 'body.proposal', message: '必填' }],
    });
  }

  /** Compare and set: of two people who decide at once one is heard, the other is told. A repeat is no conflict. */
  private async decide(
    { _id }: Proposal,
    change: Partial<Proposal>,
    record: AuditRecord,
    repeats: readonly Proposal['status'][],
  ): Promise<void> {
    const { modifiedCount } = await this.proposals.updateOne(
      { _id, status: 'PROPOSED' },
      { $set: change, $push: { outbox: record } },
    );
    if (modifiedCount === 1) return this.trail.move(_id);
    const { status } = (await this.proposals.findOne({ _id })) ?? {};
    if (status === undefined || repeats.includes(status)) return;
    throw new Problem('NOT_ALLOWED_IN_STATE', `该变更${PROPOSAL_TITLES[status]}，不能再办理。`);
  }

  /** The closures in force that a year's notice ends, if its proposer was told of each of them. */
  private async closuresToEnd({ change, ends: told = [] }: Proposal): Promise<LocalDate[]> {
    if (!('year' in change)) return [];
    const ends = closuresEnded(change.year, await this.versions.book());
    const untold = ends.filter((day) => !told.includes(day));
    if (untold.length === 0) return ends;
    throw new Problem(
      'VERSION_CONFLICT',
      `提出之后又公布了临时停止办公${untold.join('、')}，不在所提的放假日之内，批准即予取消。请另提变更，仍然有效的列为放假。`,
    );
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
