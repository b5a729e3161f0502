import type { ItemAct } from '@xiezhi/contracts/views';
import { dateOf, mayDo, mayUrge, roleMayIssue, toInstant } from '@xiezhi/rules';
import type { LocalDate } from '@xiezhi/rules';
import { canonicalJson, sm3 } from '@xiezhi/chain';
import { commandIdOf, readerOf } from '@xiezhi/case-kit';
import { Problem } from '@xiezhi/service-kit';
import type { AuditRecord, AuditTrail, CourtClock, PersonUser } from '@xiezhi/service-kit';
import type { mongo } from 'mongoose';
import type { Absences } from './away';
import type { Claim, WorkItem } from './item';
import type { Colleague, People } from './people';

/** How many answered requests an item remembers. */
const REMEMBERED = 20;

/** Roles that say whose an item of their court is. */
const DIRECTORS = ['bureauDirector', 'commandDirector'];

interface ClaimRequest {
  user: PersonUser;
  id: string;
  /** The request's `Idempotency-Key`. */
  key: string;
}

interface Outcome {
  claim: Claim | null;
  /** For the audit trail, when one person decides about another's work. */
  note?: string;
}

/**
 * Who has taken which work item. Each change is one compare-and-set on the item's document: of two at once one wins, and
 * the other is told who has it. A claim says who sees to it; what the Rule allows to whom stays as it is.
 */
export class ItemClaims {
  constructor(
    private readonly items: mongo.Collection<WorkItem>,
    private readonly people: People,
    private readonly absences: Absences,
    private readonly audit: AuditTrail,
    private readonly clock: CourtClock,
  ) {}

  /**
   * Writes what a crash, here or at another process, left between a change and its audit record. The trail takes each
   * record once, so whoever is just writing it is not in the way.
   */
  async resume(): Promise<void> {
    const left = await this.items.find({ 'outbox.key': { $gt: '' } }).toArray();
    for (const item of left) await this.moveToAudit(item);
  }

  /** @throws Problem VERSION_CONFLICT when another person has it, SAME_PERSON for whoever must not do it */
  claim(asked: ClaimRequest): Promise<WorkItem> {
    const { user } = asked;
    return this.change(asked, { claim: true }, async (item, now) => {
      if (heldBy(item, user.sub)) return { claim: item.claim };
      if (item.claim) throw heldAlready(item.claim);
      requireFit(item, user);
      return { claim: await this.forHolder(item, user, now, { via: 'CLAIM' }) };
    });
  }

  release(asked: ClaimRequest): Promise<WorkItem> {
    const { user } = asked;
    return this.change(asked, { release: true }, (item) => {
      const { claim } = item;
      const own = heldBy(item, user.sub);
      if (claim && !own && !directs(user)) throw heldAlready(claim);
      return Promise.resolve({ claim: null, ...(claim && !own ? { note: `取消${claim.name}的认领` } : {}) });
    });
  }

  /** A director of the court gives the item to one of its people, whoever had it. */
  assign(asked: ClaimRequest, sub: string): Promise<WorkItem> {
    const { user } = asked;
    return this.change(asked, { assign: sub }, async (item, now) => {
      if (!directs(user)) throw new Problem('FORBIDDEN', '只有执行局负责人或者指挥中心负责人可以指派。');
      const person = await this.fitting(item, sub);
      const claim = await this.forHolder(item, person, now, { via: 'ASSIGN', by: user });
      return { claim, note: `指派给${described(claim)}` };
    });
  }

  /** The holder gives the item on to a colleague who could have claimed it. */
  delegate(asked: ClaimRequest, sub: string, reason: string): Promise<WorkItem> {
    const { user } = asked;
    return this.change(asked, { delegate: sub, reason }, async (item, now) => {
      const { claim: held } = item;
      if (!held) throw new Problem('NOT_ALLOWED_IN_STATE', '该事项尚未认领，不能委托。');
      if (held.sub !== user.sub) throw heldAlready(held);
      if (sub === user.sub) throw new Problem('SAME_PERSON', '不能委托本人。');
      const { name } = await this.fitting(item, sub);
      const claim: Claim = {
        ...{ sub, name, via: 'DELEGATE', since: toInstant(now), reason },
        by: { sub: user.sub, name: user.name },
        for: held.for ?? { sub: user.sub, name: user.name },
      };
      return { claim, note: `委托给${name}代办：${reason}` };
    });
  }

  private async change(
    { user, id, key }: ClaimRequest,
    request: object,
    decide: (item: WorkItem, now: number) => Promise<Outcome>,
  ): Promise<WorkItem> {
    const now = await this.clock.now();
    const digest = sm3(canonicalJson(request));
    const answer = { key: commandIdOf(user.sub, key), digest };
    for (;;) {
      const item = await this.own(user, id);
      const before = item.answered.find((known) => known.key === answer.key);
      if (before && before.digest !== digest) {
        throw new Problem('VERSION_CONFLICT', '同一 Idempotency-Key 已用于另一项请求。');
      }
      if (before) return item;
      if (item.status !== 'OPEN') throw new Problem('NOT_ALLOWED_IN_STATE', '该事项已经办结。');
      if (item.form === 'WATCH') throw new Problem('NOT_ALLOWED_IN_STATE', '此项只供跟踪期限，不能认领。');
      const { claim, note } = await decide(item, now);
      const record = note === undefined ? [] : [auditRecord(item, user, note)];
      const written = await this.items.findOneAndUpdate(
        { _id: id, version: item.version, status: 'OPEN' },
        {
          $set: { claim, version: item.version + 1 },
          $push: { answered: { $each: [answer], $slice: -REMEMBERED }, outbox: { $each: record } },
        },
        { returnDocument: 'after' },
      );
      if (!written) continue;
      if (record.length > 0) await this.moveToAudit(written);
      return written;
    }
  }

  /** @throws Problem NOT_FOUND also for an item of another court or role: that it exists is not theirs to know */
  private async own(user: PersonUser, id: string): Promise<WorkItem> {
    const { court, roles } = readerOf(user);
    const seen = directs(user) ? {} : { roles: { $in: [...roles] } };
    const item = await this.items.findOne({ _id: id, court, ...seen });
    if (!item) throw new Problem('NOT_FOUND', '没有这个待办事项，或者不属于您的岗位。');
    return item;
  }

  private async fitting(item: WorkItem, sub: string): Promise<Colleague> {
    const person = await this.people.one(item.court, sub);
    requireFit(item, person);
    return person;
  }

  private async forHolder(
    item: WorkItem,
    { sub, name }: { sub: string; name: string },
    now: number,
    { via, by }: { via: Claim['via']; by?: PersonUser },
  ): Promise<Claim> {
    const given = { via, since: toInstant(now), by: by ? { sub: by.sub, name: by.name } : null, reason: null };
    const fits = (colleague: Colleague) => fault(item, colleague) === undefined;
    const substitute = await this.absences.substitute({ sub, court: item.court }, dateOf(now), fits);
    if (!substitute) return { sub, name, ...given, for: null };
    return { sub: substitute.sub, name: substitute.name, ...given, for: { sub, name } };
  }

  private async moveToAudit({ _id, outbox }: WorkItem): Promise<void> {
    for (const record of outbox) {
      await this.audit.append(record);
      await this.items.updateOne({ _id }, { $pull: { outbox: { key: record.key } } } as mongo.UpdateFilter<WorkItem>);
    }
  }
}

const heldBy = ({ claim }: WorkItem, sub: string) => claim?.sub === sub || claim?.for?.sub === sub;

/** What this person can do with an item; the same questions as a claim is asked, and none about what is in a form. */
export function actsOn(item: WorkItem, user: PersonUser, today: LocalDate): ItemAct[] {
  if (item.status !== 'OPEN') return [];
  const acts: ItemAct[] = [];
  const own = readerOf(user).court === item.court;
  const awaited = item.form !== 'WATCH';
  const fits = own && awaited && mayDo(item, user);
  if (fits) acts.push('DO');
  if (fits && !item.claim) acts.push('CLAIM');
  if (own && awaited && item.claim && (heldBy(item, user.sub) || directs(user))) acts.push('RELEASE');
  if (own && awaited && item.claim?.sub === user.sub) acts.push('DELEGATE');
  if (own && awaited && directs(user)) acts.push('ASSIGN');
  if (mayUrgeItem(item, user, today)) acts.push('URGE');
  return acts;
}

/** Which deadline is meant is said by its kind, so one that is nobody's lateness or not running is left to the case's page. */
function mayUrgeItem(item: WorkItem, user: PersonUser, today: LocalDate): boolean {
  const { court, roles } = readerOf(user);
  const { countedBy, decidingCourt, expiresAt, form } = item;
  if (form === 'RIGHT' || expiresAt === null || countedBy === null || decidingCourt === undefined) return false;
  return (
    roles.some((role) => roleMayIssue(role, 'duty.urge')) && mayUrge(court, { court: countedBy, decidingCourt }, today)
  );
}

const directs = ({ roles }: PersonUser) => roles.some((role) => DIRECTORS.includes(role));

function fault(item: WorkItem, person: { sub: string; roles: readonly string[]; name: string }): Problem | undefined {
  if (mayDo(item, person)) return undefined;
  if (item.except === person.sub) {
    return new Problem('SAME_PERSON', `${person.name}提出了审查意见，不能自己审批。`);
  }
  return new Problem('FORBIDDEN', `${person.name}没有办理此事项的岗位。`);
}

function requireFit(item: WorkItem, person: { sub: string; roles: readonly string[]; name: string }): void {
  const found = fault(item, person);
  if (found) throw found;
}

function heldAlready({ name, sub, since }: Claim): Problem {
  return new Problem('VERSION_CONFLICT', `该事项已由${name}认领。`, { extra: { holder: { sub, name, since } } });
}

const described = (claim: Claim) => (claim.for ? `${claim.for.name}（外出，由${claim.name}代办）` : claim.name);

function auditRecord(item: WorkItem, { court, name, sub }: PersonUser, message: string): AuditRecord {
  return {
    kind: 'WORK_ITEM_ASSIGNED',
    at: toInstant(Date.now()),
    actor: { court, name, sub },
    caseId: item.caseId,
    ...(item.command ? { command: item.command } : {}),
    message,
    key: `${item._id}:${item.version + 1}`,
  };
}
