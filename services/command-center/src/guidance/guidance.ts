import { sm3 } from '@xiezhi/chain';
import { addressedAs, dateOf, guidanceAddressees, toAsciiCourt } from '@xiezhi/rules';
import type { CourtCode, Instant } from '@xiezhi/rules';
import { collectionOf, isDuplicateKey, Problem } from '@xiezhi/service-kit';
import type { AuditTrail } from '@xiezhi/service-kit';
import type { Collection, Connection } from 'mongoose';
import { Versioned } from '../assessment/records';
import type { Request, Version } from '../assessment/records';
import type { Person } from '../changes/types';
import { GuidanceFiles } from './files';

/** What a court tells those below it of how collaborations are to be done (Art. 18). */
export interface Guidance {
  court: CourtCode;
  title: string;
  text: string;
  files: { file: string; name: string }[];
}

/** That a court has a version. */
export interface Receipt {
  /** `<version>|<court>`: a court has it once, whoever says so. */
  _id: string;
  version: string;
  /** Under the code by which it was sent it. */
  court: CourtCode;
  by: Person;
  /** Court time. */
  at: Instant;
}

/** Guidance of one court under one title is one series of versions. */
export const seriesOf = ({ court, title }: Pick<Guidance, 'court' | 'title'>): string =>
  `${toAsciiCourt(court)}-${sm3(title).slice(0, 16)}`;

/** The courts a version was sent to: those below its court on the day. */
export const sentTo = ({ content, at }: Version<Guidance>): CourtCode[] =>
  guidanceAddressees(content.court, dateOf(at));

const nothing = () => new Problem('NOT_FOUND', '没有这份指导意见。');

/** Guidance in versions, with the receipts of the courts it went to. */
export class Guidances {
  readonly files: GuidanceFiles;
  private readonly versions: Versioned<Guidance>;
  private readonly receipts: Collection<Receipt>;

  constructor(
    connection: Connection,
    private readonly audit: Pick<AuditTrail, 'append'>,
  ) {
    this.files = new GuidanceFiles(connection);
    this.versions = new Versioned(connection, 'guidance', audit);
    this.receipts = collectionOf<Receipt>(connection, 'guidance_receipts');
  }

  async prepare(): Promise<void> {
    await this.versions.prepare();
    await this.receipts.createIndex({ version: 1 });
  }

  /** Publishes the next version under its title. The same request again is the same version. */
  async publish(guidance: Guidance, request: Request): Promise<Version<Guidance>> {
    for (const { file, name } of guidance.files) await this.files.keep(file, name);
    return this.versions.add(seriesOf(guidance), guidance, request, {
      kind: 'GUIDANCE_PUBLISHED',
      command: 'guidance.publish',
      message: guidance.title,
    });
  }

  /**
   * Says that a court has the newest version.
   * @throws Problem NOT_FOUND for one it was not sent, VERSION_CONFLICT for an older version
   */
  async acknowledge(
    { series, version, court }: { series: string; version: number; court: CourtCode },
    { by, at, key }: Request,
  ): Promise<Version<Guidance>> {
    const newest = (await this.versions.of(series)).at(-1);
    const own = newest && addressedAs(sentTo(newest), court);
    if (!newest || own === undefined || version > newest.version) throw nothing();
    if (version < newest.version) {
      throw new Problem('VERSION_CONFLICT', `已有第${newest.version}版，请阅后签收该版。`);
    }
    const receipt: Receipt = { _id: `${newest._id}|${own}`, version: newest._id, court: own, by, at };
    if (await this.receipts.findOne({ _id: receipt._id })) return newest;
    // On the trail first: a kill in between leaves a receipt to be said again, and none that is on no trail.
    await this.audit.append({
      kind: 'GUIDANCE_ACKNOWLEDGED',
      at: new Date().toISOString(),
      actor: { court: by.court, name: by.name, sub: by.sub },
      command: 'guidance.acknowledge',
      proposal: newest._id,
      message: newest.content.title,
      key: `${receipt._id}:${key}`,
    });
    try {
      await this.receipts.insertOne(receipt);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    return newest;
  }

  /** By court and title, with all versions oldest first. */
  all(): Promise<Version<Guidance>[][]> {
    return this.versions.all();
  }

  /** Oldest first; none of a series there is not. */
  of(series: string): Promise<Version<Guidance>[]> {
    return this.versions.of(series);
  }

  /** Those of a version, in order of the courts. */
  async receiptsOf(version: string): Promise<Receipt[]> {
    const found = await this.receipts.find({ version }).toArray();
    return found.sort((a, b) => (a.court < b.court ? -1 : 1));
  }
}
