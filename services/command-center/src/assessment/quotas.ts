import type { CourtCode } from '@xiezhi/rules';
import { Problem } from '@xiezhi/service-kit';
import type { AuditTrail } from '@xiezhi/service-kit';
import type { Connection } from 'mongoose';
import { digestOf, otherRequest, Versioned } from './records';
import type { Request, Version } from './records';

/** How many cases a court means to handle in a year, and why so many (Art. 15 (1)). */
export interface Quota {
  court: CourtCode;
  year: number;
  number: number;
  rationale: string;
}

const seriesOf = ({ court, year }: Pick<Quota, 'court' | 'year'>): string => `${court}:${year}`;

/** The numbers courts set themselves: one person sets a number, another approves it, and every version stays. */
export class Quotas {
  private readonly versions: Versioned<Quota>;

  constructor(connection: Connection, audit: Pick<AuditTrail, 'append'>) {
    this.versions = new Versioned(connection, 'quotas', audit);
  }

  prepare(): Promise<void> {
    return this.versions.prepare();
  }

  set(quota: Quota, request: Request): Promise<Version<Quota>> {
    const message = `${quota.year}年 ${quota.number}件`;
    return this.versions.add(seriesOf(quota), quota, request, { kind: 'QUOTA_SET', command: 'quota.set', message });
  }

  /**
   * Puts the newest version in force.
   * @param version the one that was read, where the approver says so: nobody approves what he has not read
   * @throws Problem NOT_FOUND, SAME_PERSON, NOT_ALLOWED_IN_STATE for one that is in force, VERSION_CONFLICT for a newer one
   */
  async approve(
    { court, year, version }: Pick<Quota, 'court' | 'year'> & { version?: number | undefined },
    request: Request,
  ): Promise<Version<Quota>> {
    const digest = digestOf({ court, year, version: version ?? null });
    const repeated = await this.versions.approvedBy(request.key);
    if (repeated) {
      if (repeated.approval?.digest !== digest) throw otherRequest();
      return repeated;
    }
    const newest = (await this.versions.of(seriesOf({ court, year }))).at(-1);
    if (!newest) throw new Problem('NOT_FOUND', `本院没有提出${year}年的协同执行案件数量。`);
    if (version !== undefined && version !== newest.version) {
      throw new Problem('VERSION_CONFLICT', `最新的是第${newest.version}版，请核对后再批准。`);
    }
    if (newest.by.sub === request.by.sub) throw new Problem('SAME_PERSON', '确定数量的人不能自己批准。');
    const approval = { ...request, digest };
    const message = `${year}年 第${newest.version}版 ${newest.content.number}件`;
    const told = { kind: 'QUOTA_APPROVED', command: 'quota.approve', message } as const;
    if (newest.approval || !(await this.versions.approve(newest, approval, told))) {
      // Of two requests under one key the other may just have done it.
      const mine = await this.versions.approvedBy(request.key);
      if (mine) return mine;
      throw new Problem('NOT_ALLOWED_IN_STATE', `${year}年的第${newest.version}版已经批准。`);
    }
    return { ...newest, approval };
  }

  /** By court and year, with all versions oldest first. */
  all(): Promise<Version<Quota>[][]> {
    return this.versions.all();
  }
}
