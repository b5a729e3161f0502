import { guidanceEventOf } from '@xiezhi/contracts';
import type { FileAnswer, LedgerEntry } from '@xiezhi/contracts';
import { addressedAs, dateOf, GUIDANCE, guidanceAddressees } from '@xiezhi/rules';
import type {
  CourtCode,
  GuidanceBook,
  GuidanceCommand,
  GuidanceContent,
  GuidanceReceipt,
  GuidanceState,
  GuidanceSubject,
  GuidanceVersion,
  Instant,
  Role,
} from '@xiezhi/rules';
import { commandFile, guidanceIdOf, keyOf, openGuidanceFile, seqOfKey } from '@xiezhi/case-kit';
import type { CaseService, GuidanceFile } from '@xiezhi/case-kit';
import { collectionOf, Problem } from '@xiezhi/service-kit';
import type { AuditTrail, Logger, Projection } from '@xiezhi/service-kit';
import { Archive } from '../assessment/archive';
import { personIn } from '../assessment/quotas';
import { digestOf, otherRequest, recordOf, Versioned } from '../assessment/records';
import type { Request, VersionAct, Version } from '../assessment/records';
import type { Person } from '../changes/types';
import type { RehearsalClock } from '../clock';
import { GuidanceFiles } from './files';

/** What a court tells those below it of how collaborations are to be done (Art. 18). */
export type Guidance = GuidanceSubject & GuidanceContent;

/** Who asks, in which of their roles, when, and by which request. */
export interface GuidanceRequest extends Request {
  role: Role;
}

/** A receipt of before there were files. In which role it was given was not kept, so it stays a record beside its version. */
interface EarlierReceipt {
  /** `<version>|<court>`: a court has it once, whoever says so. */
  _id: string;
  version: string;
  court: CourtCode;
  by: Person;
  /** Court time. */
  at: Instant;
}

interface GuidancesDeps {
  connection: CaseService['connection'];
  temporal: CaseService['temporal'];
  audit: Pick<AuditTrail, 'append'>;
  clock: Pick<RehearsalClock, 'reading'>;
  files: Pick<Projection<GuidanceFile>, 'collection' | 'get' | 'waitFor'>;
  ledger: Pick<CaseService['ledger'], 'entries'>;
  logger: Logger;
}

/** Versions under one title, as people name them. */
export interface Series extends GuidanceBook {
  series: string;
}

/** What was done to which version, and the courts that it was sent to. */
export interface Done {
  guidance: string;
  version: number;
  to: CourtCode[];
}

type GuidanceAct = { [C in GuidanceCommand as C['type']]: Pick<C, 'type' | 'with'> }[GuidanceCommand['type']];

/** What people call a file of guidance by: its id without what tells its kind. */
export const seriesOf = (subject: GuidanceSubject): string => guidanceIdOf(subject).slice(GUIDANCE.idPrefix.length);
const fileIdOf = (series: string): string => `${GUIDANCE.idPrefix}${series}`;

const versionId = (series: string, { version }: { version: number }): string => `${series}:${version}`;

const doneTo = (guidance: string, { version, to }: GuidanceVersion): Done => ({ guidance, version, to });

const nothing = () => new Problem('NOT_FOUND', '没有这份指导意见。');

const publishDigest = (guidance: Guidance): string => digestOf({ series: seriesOf(guidance), content: guidance });

/** Guidance in versions, with the receipts of the courts it went to. */
export class Guidances {
  readonly files: GuidanceFiles;
  private readonly past: Archive<Guidance>;
  /** Of before there were files, by version. */
  private readonly earlier = new Map<string, EarlierReceipt[]>();

  constructor(private readonly deps: GuidancesDeps) {
    const { connection, audit, files, logger } = deps;
    this.files = new GuidanceFiles(connection);
    const versions = new Versioned<Guidance>(connection, 'guidance', audit);
    this.past = new Archive({
      all: async () => {
        await versions.prepare();
        return versions.all();
      },
      isLifted: async (before) => {
        const file = await files.get(guidanceIdOf(before[0]!.content));
        return file !== null && file.state.versions.length >= before.length;
      },
      lift: (before) => this.lift(before),
      logger,
    });
  }

  async prepare(): Promise<void> {
    const receipts = collectionOf<EarlierReceipt>(this.deps.connection, 'guidance_receipts');
    for (const receipt of await receipts.find({}).toArray()) {
      this.earlier.set(receipt.version, [...(this.earlier.get(receipt.version) ?? []), receipt]);
    }
    await this.past.prepare();
    void this.past.liftAll();
  }

  close(): void {
    this.past.close();
  }

  /** Publishes the next version under its title. The same request again is the same version. */
  async publish(guidance: Guidance, request: GuidanceRequest): Promise<Done> {
    for (const { file, name } of guidance.files) await this.files.keep(file, name);
    const series = seriesOf(guidance);
    await this.past.lift(series);
    const id = fileIdOf(series);
    await this.requireOneThing(id, request);
    await this.open(guidance, request);
    return doneTo(series, await this.publishTo(id, guidance, request, publishDigest(guidance)));
  }

  /**
   * Says that a court has the newest version.
   * @throws Problem NOT_FOUND for one it was not sent, VERSION_CONFLICT for an older version
   */
  async acknowledge(
    { series, version, court }: { series: string; version: number; court: CourtCode },
    request: GuidanceRequest,
  ): Promise<Done> {
    await this.past.lift(series);
    const id = fileIdOf(series);
    const { files, ledger } = this.deps;
    if (!(await files.get(id)) && (await ledger.entries(id, 1)).length === 0) throw nothing();
    await this.requireOneThing(id, request);
    const newest = (await this.of(series))?.versions.at(-1);
    if (newest?.version === version && this.hadBefore(series, newest, court)) return doneTo(series, newest);
    const asked: GuidanceAct = { type: 'guidance.acknowledge', with: { version } };
    const { state } = await this.ask(id, asked, request, digestOf({ series, version, court }));
    return doneTo(
      series,
      state.versions.find((one) => one.version === version)!,
    );
  }

  /** With all versions oldest first, in no order. */
  async all(): Promise<Series[]> {
    const known = new Map<string, Series>();
    for await (const { _id, state } of this.deps.files.collection.find({})) known.set(_id, this.seriesIn(state));
    for (const before of this.past.rest) {
      const id = guidanceIdOf(before[0]!.content);
      if ((known.get(id)?.versions.length ?? 0) < before.length) known.set(id, this.seriesIn(bookOf(before)));
    }
    return [...known.values()].filter(({ versions }) => versions.length > 0);
  }

  /** Undefined for a series there is not. */
  async of(series: string): Promise<Series | undefined> {
    const file = await this.deps.files.get(fileIdOf(series));
    const before = [...this.past.rest].find(([first]) => first!.series === series) ?? [];
    if (before.length > (file?.state.versions.length ?? 0)) return this.seriesIn(bookOf(before));
    return file && file.state.versions.length > 0 ? this.seriesIn(file.state) : undefined;
  }

  /** With the receipts that were kept beside it. */
  private seriesIn({ subject, versions }: GuidanceBook): Series {
    const series = seriesOf(subject);
    const withEarlier = versions.map((one): GuidanceVersion => {
      const kept = this.earlier.get(versionId(series, one)) ?? [];
      const receipts = kept.map(({ court, by, at }) => ({ court, at, by: { ...by, role: '' } }));
      return { ...one, receipts: [...receipts, ...one.receipts].sort(byCourt) };
    });
    return { series, subject, versions: withEarlier };
  }

  private hadBefore(series: string, version: GuidanceVersion, court: CourtCode): boolean {
    const own = addressedAs(version.to, court);
    return (this.earlier.get(versionId(series, version)) ?? []).some((receipt) => receipt.court === own);
  }

  private async lift(before: readonly Version<Guidance>[]): Promise<void> {
    for (const { content, digest, ...request } of before) {
      const by: GuidanceRequest = { ...request, role: 'commandDirector' };
      await this.open(content, by);
      await this.publishTo(guidanceIdOf(content), content, by, digest);
    }
  }

  private async publishTo(id: string, { text, files }: Guidance, request: GuidanceRequest, digest: string) {
    const file = await this.ask(id, { type: 'guidance.publish', with: { text, files } }, request, digest);
    // What is answered to one of two requests at once is how the file stands after both.
    const own = seqOfKey(file, request.key);
    return file.state.versions.find(({ seq }) => seq === own)!;
  }

  /** Under one key a person asks one thing. @throws Problem VERSION_CONFLICT */
  private async requireOneThing(id: string, { key }: Request): Promise<void> {
    const others = await this.deps.files.collection.find({ keys: key }, { projection: { _id: 1 } }).toArray();
    if (others.some(({ _id }) => _id !== id)) throw otherRequest();
  }

  private async open({ court, title }: Guidance, { by, at, role }: GuidanceRequest): Promise<void> {
    const { temporal, files, clock } = this.deps;
    if (await files.get(guidanceIdOf({ court, title }))) return;
    const { rehearsal, offsetMs: clockOffset } = await clock.reading();
    const opening = { type: 'guidance.open', at, actor: { ...by, role }, with: { court, title } } as const;
    await openGuidanceFile(temporal, opening, { rehearsal, clockOffset });
  }

  private async ask(id: string, asked: GuidanceAct, { by, at, key, role }: GuidanceRequest, digest: string) {
    const { temporal, files } = this.deps;
    const command = { ...asked, at, actor: { ...by, role } } as GuidanceCommand;
    const { seq } = await commandFile<FileAnswer, GuidanceCommand>(temporal, id, { id: key, digest, command });
    await files.waitFor(id, seq);
    return (await files.get(id))!;
  }
}

/** The audit trail tells of what people said beside the ledger, as it did before there were files; once, however often it is done. */
export async function auditGuidance(
  audit: Pick<AuditTrail, 'append'>,
  entry: LedgerEntry,
  { subject, versions }: GuidanceState,
): Promise<void> {
  const event = guidanceEventOf(entry);
  if (event.type !== 'guidance.published' && event.type !== 'guidance.acknowledged') return;
  const { court, title } = subject;
  const id = versionId(seriesOf(subject), event.payload);
  const { text, files } = versions.find(({ version }) => version === event.payload.version)!;
  const published = event.type === 'guidance.published';
  const act: VersionAct = published
    ? { kind: 'GUIDANCE_PUBLISHED', command: 'guidance.publish', message: title }
    : { kind: 'GUIDANCE_ACKNOWLEDGED', command: 'guidance.acknowledge', message: title };
  const [key = entry.hash] = keyOf(entry);
  const record = recordOf(
    id,
    publishDigest({ court, title, text, files }),
    { by: personIn(entry, court), at: entry.at, key },
    act,
  );
  await audit.append(record);
}

const byCourt = (a: GuidanceReceipt, b: GuidanceReceipt): number => (a.court < b.court ? -1 : 1);

/** What an earlier release kept under a title, as its file has it. */
function bookOf(before: readonly Version<Guidance>[]): GuidanceBook {
  const { court, title } = before[0]!.content;
  const versions = before.map(({ version, content, by, at }): GuidanceVersion => {
    const { text, files } = content;
    const to = guidanceAddressees(court, dateOf(at));
    return { version, text, files, to, by: { ...by, role: 'commandDirector' }, at, seq: 0, receipts: [] };
  });
  return { subject: { court, title }, versions };
}
