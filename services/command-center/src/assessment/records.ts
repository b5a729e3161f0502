import { canonicalJson, sm3 } from '@xiezhi/chain';
import type { Instant } from '@xiezhi/rules';
import { collectionOf, isDuplicateKey, Problem } from '@xiezhi/service-kit';
import type { AuditRecord, AuditTrail } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';
import type { Person } from '../changes/types';

/** Who asks, when, and by which request. */
export interface Request {
  by: Person;
  /** Court time. */
  at: Instant;
  /** Of the account and its `Idempotency-Key`. */
  key: string;
}

/** The second of two people agreed to it. */
export interface Approval extends Request {
  digest: string;
}

/** One version of what a court said, kept for ever. */
export interface Version<C> {
  /** `<series>:<version>`: two who say the next thing at once cannot both be the next. */
  _id: string;
  series: string;
  version: number;
  content: C;
  digest: string;
  by: Person;
  at: Instant;
  key: string;
  approval?: Approval;
  /** Records of what was done, until they stand in the audit trail. */
  outbox?: AuditRecord[];
}

/** An entry of the audit trail about an act on a version. */
export type VersionAct = Pick<AuditRecord, 'kind' | 'command' | 'message'>;

export const otherRequest = () => new Problem('VERSION_CONFLICT', '同一 Idempotency-Key 已用于另一项请求。');
export const digestOf = (content: object): string => sm3(canonicalJson(content));

/** The record of the audit trail of an act on a version. */
export function recordOf(id: string, digest: string, { by, key }: Request, act: VersionAct): AuditRecord {
  const { court, name, sub } = by;
  return {
    ...act,
    at: new Date().toISOString(),
    actor: { court, name, sub },
    proposal: id,
    digest,
    key: `${id}:${key}`,
  };
}

/** What courts say in versions, each of which is written once. An act and its audit record are one write. */
export class Versioned<C extends object> {
  private readonly versions: Collection<Version<C>>;

  constructor(
    connection: Connection,
    name: string,
    private readonly audit: Pick<AuditTrail, 'append'>,
  ) {
    this.versions = collectionOf<Version<C>>(connection, name);
  }

  async prepare(): Promise<void> {
    await this.versions.createIndex({ series: 1 });
    await this.versions.createIndex({ key: 1 }, { unique: true });
    for (const { _id } of await this.versions.find({ 'outbox.0': { $exists: true } }).toArray()) await this.move(_id);
  }

  /** All of a series, oldest first. */
  async of(series: string): Promise<Version<C>[]> {
    return inOrder(await this.versions.find({ series }).toArray());
  }

  /** Every series with its versions, oldest first; by court, then by what follows in their names. */
  async all(): Promise<Version<C>[][]> {
    const found = new Map<string, Version<C>[]>();
    for (const version of inOrder(await this.versions.find({}).toArray())) {
      const series = found.get(version.series);
      if (series) series.push(version);
      else found.set(version.series, [version]);
    }
    const named = [...found].map(([series, versions]) => ({ parts: series.split(':'), versions }));
    return named.sort((a, b) => inOrderOfParts(a.parts, b.parts)).map(({ versions }) => versions);
  }

  /**
   * Says the next thing of a series. The same request again is the same version.
   * @throws Problem VERSION_CONFLICT for another request under the same key
   */
  async add(series: string, content: C, request: Request, act: VersionAct): Promise<Version<C>> {
    const digest = digestOf({ series, content });
    for (;;) {
      const earlier = await this.versions.findOne({ key: request.key });
      if (earlier) {
        if (earlier.digest !== digest) throw otherRequest();
        await this.move(earlier._id);
        return earlier;
      }
      const version = ((await this.of(series)).at(-1)?.version ?? 0) + 1;
      const _id = `${series}:${version}`;
      const added: Version<C> = { _id, series, version, content, digest, ...request };
      try {
        await this.versions.insertOne({ ...added, outbox: [recordOf(_id, digest, request, act)] });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        continue;
      }
      await this.move(_id);
      return added;
    }
  }

  /** The version that this request has approved. */
  approvedBy(key: string): Promise<Version<C> | null> {
    return this.versions.findOne({ 'approval.key': key });
  }

  /** Compare and set: whether it was this request that approved it. */
  async approve({ _id, digest }: Version<C>, approval: Approval, act: VersionAct): Promise<boolean> {
    const { modifiedCount } = await this.versions.updateOne({ _id, approval: { $exists: false } }, {
      $set: { approval },
      $push: { outbox: recordOf(_id, digest, approval, act) },
    } as object);
    await this.move(_id);
    return modifiedCount === 1;
  }

  private async move(id: string): Promise<void> {
    const { outbox = [] } = (await this.versions.findOne({ _id: id })) ?? {};
    for (const record of outbox) {
      await this.audit.append(record);
      await this.versions.updateOne({ _id: id }, { $pull: { outbox: { key: record.key } } } as object);
    }
  }
}

function inOrder<C>(versions: Version<C>[]): Version<C>[] {
  return versions.sort((a, b) => a.version - b.version);
}

/** 吉06 before 吉0602, whatever stands behind the code. */
function inOrderOfParts(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((part, index) => part !== b[index]);
  return differs < 0 ? 0 : a[differs]! < (b[differs] ?? '') ? -1 : 1;
}
