import {
  BULLETIN_COMMANDS,
  bulletinOpensAt,
  codeOn,
  codesOf,
  courtByCode,
  halfYearDays,
  newestVersion,
  parseInstant,
  toInstant,
} from '@xiezhi/rules';
import type {
  Actor,
  BulletinAsked,
  BulletinCommand,
  BulletinCommandType,
  HalfYear,
  LocalDate,
  Role,
} from '@xiezhi/rules';
import { commandBulletin, identifiedForBulletin } from '@xiezhi/case-kit';
import type { BulletinFile, CaseService } from '@xiezhi/case-kit';
import { Problem } from '@xiezhi/service-kit';
import type { PersonUser, Projection } from '@xiezhi/service-kit';
import { ruled } from '../routes/access';
import type { Hits } from '../scans/hits';
import type { Known } from './known';
import type { Openings } from './openings';

interface BulletinDeps {
  temporal: CaseService['temporal'];
  clock: { now(): Promise<number> };
  files: Projection<BulletinFile>;
  known: Known;
  openings: Pick<Openings, 'upToNow'>;
  hits: Pick<Hits, 'waitingUpTo'>;
}

export interface Sent {
  type: BulletinCommandType;
  asked: BulletinAsked;
  user: PersonUser;
  actingRole: string | undefined;
  key: string;
}

/** The bulletins of all courts: what people do with their own court's. */
export class Bulletins {
  constructor(private readonly deps: BulletinDeps) {}

  get files(): Projection<BulletinFile> {
    return this.deps.files;
  }

  /**
   * Drafts, issues or corrects the own court's bulletin of a half-year.
   * @returns the bulletin as it is afterwards
   * @throws Problem the Rule's refusals; UNAVAILABLE while it is not known how every case and every hit stands
   */
  async give({ type, asked, user, actingRole, key }: Sent): Promise<BulletinFile> {
    const { clock, known, temporal, files } = this.deps;
    const at = toInstant(await clock.now());
    const actor = actorOf(type, user, actingRole, at.slice(0, 10));
    const { _id: id, court, state } = await this.fileOf(user, asked.period, at);
    if (type !== 'bulletin.issue') await this.waitForHits(asked.period);
    await known.catchUp();
    const newest = newestVersion(state);
    const frozen =
      type === 'bulletin.issue'
        ? { restricted: newest ? await known.restrictedIn(newest.figures) : [] }
        : await known.figures({ court, period: asked.period });
    const command = { type, at, actor, with: { ...asked, ...frozen } } as unknown as BulletinCommand;
    const { seq } = await commandBulletin(temporal, id, identifiedForBulletin(id, command, asked, key));
    await files.waitFor(id, seq);
    return (await files.get(id))!;
  }

  /** A scan of many hits is done before they have their files, and figures count files. @throws Problem UNAVAILABLE */
  private async waitForHits(period: HalfYear): Promise<void> {
    const waiting = await this.deps.hits.waitingUpTo(halfYearDays(period).last);
    if (waiting === 0) return;
    const message = `尚有${waiting}件扫描结果正在立卷，数字不完整，请稍后重试。`;
    throw new Problem('UNAVAILABLE', message, { retryAfter: 10 });
  }

  /** @throws Problem VALIDATION for no half-year, NOT_ALLOWED_IN_STATE before its end, NOT_FOUND where the court had nothing in it */
  private async fileOf(user: PersonUser, period: HalfYear, at: string): Promise<BulletinFile> {
    const opensAt = ruled(() => bulletinOpensAt(period));
    if (parseInstant(opensAt) > parseInstant(at)) throw new Problem('NOT_ALLOWED_IN_STATE', `${period}尚未结束。`);
    const found = await this.find(user, period);
    if (found) return found;
    await this.deps.openings.upToNow();
    const opened = await this.find(user, period);
    if (!opened) throw new Problem('NOT_FOUND', `本院没有${period}的通报。`);
    return opened;
  }

  private find(user: PersonUser, period: HalfYear): Promise<BulletinFile | null> {
    return this.deps.files.collection.findOne({ court: { $in: [...codesOf(user.court)] }, period });
  }
}

/** @throws Problem FORBIDDEN for another role, for a basic court, and for who was left under a court's earlier code */
function actorOf(type: BulletinCommandType, user: PersonUser, actingRole: string | undefined, today: LocalDate): Actor {
  const { role, title } = BULLETIN_COMMANDS[type];
  const { court, name, sub } = user;
  const tier = courtByCode(court, today)?.tier;
  const held = user.roles.includes(role) && (actingRole === undefined || actingRole === role);
  if (!held || codeOn(court, today) !== court || tier === undefined || tier === 'BASIC') {
    throw new Problem('FORBIDDEN', `当前账号无权办理：${title[0]}。`);
  }
  return { court, role: role satisfies Role, name, sub };
}
