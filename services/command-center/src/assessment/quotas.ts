import { quotaEventOf } from '@xiezhi/contracts';
import type { FileAnswer, LedgerEntry } from '@xiezhi/contracts';
import { assessmentRole, quotaIdOf } from '@xiezhi/rules';
import type { QuotaBook, QuotaCommand, QuotaState, QuotaSubject, QuotaVersion } from '@xiezhi/rules';
import { commandFile, keyOf, openQuotaFile, seqOfKey } from '@xiezhi/case-kit';
import type { CaseService, QuotaFile } from '@xiezhi/case-kit';
import { Problem } from '@xiezhi/service-kit';
import type { AuditTrail, Logger, Projection } from '@xiezhi/service-kit';
import type { Person } from '../changes/types';
import type { RehearsalClock } from '../clock';
import { Archive } from './archive';
import { digestOf, otherRequest, recordOf, Versioned } from './records';
import type { Request, VersionAct, Version } from './records';

/** What a court says of a year: how many cases it means to handle, and why so many (Art. 15 (1)). */
export interface Quota extends QuotaSubject {
  number: number;
  rationale: string;
}

export interface QuotasDeps {
  connection: CaseService['connection'];
  temporal: CaseService['temporal'];
  ledger: Pick<CaseService['ledger'], 'entries'>;
  audit: Pick<AuditTrail, 'append'>;
  clock: Pick<RehearsalClock, 'reading'>;
  files: Pick<Projection<QuotaFile>, 'collection' | 'get' | 'waitFor'>;
  logger: Logger;
}

/** What is asked of a year's file, without who asks and when. */
type QuotaAct = { [C in QuotaCommand as C['type']]: Pick<C, 'type' | 'with'> }[QuotaCommand['type']];

const seriesOf = ({ court, year }: QuotaSubject): string => `${court}:${year}`;

const setDigest = (quota: Quota): string => digestOf({ series: seriesOf(quota), content: quota });

/** How much was said of a year, and agreed to. */
const actsIn = ({ versions }: QuotaBook): number =>
  versions.length + versions.filter(({ approval }) => approval !== null).length;

/** The numbers courts set themselves: one person sets a number, another approves it, and every version stays. */
export class Quotas {
  private readonly past: Archive<Quota>;

  constructor(private readonly deps: QuotasDeps) {
    const { connection, audit, logger, files } = deps;
    const versions = new Versioned<Quota>(connection, 'quotas', audit);
    this.past = new Archive({
      all: async () => {
        await versions.prepare();
        return versions.all();
      },
      isLifted: async (before) => {
        const book = bookOf(before);
        const file = await files.get(quotaIdOf(book.subject));
        return file !== null && actsIn(file.state) >= actsIn(book);
      },
      lift: (before) => this.lift(before),
      logger,
    });
  }

  async prepare(): Promise<void> {
    await this.past.prepare();
    void this.past.liftAll();
  }

  close(): void {
    this.past.close();
  }

  /** Says the next number of a year. The same request again is the same version. */
  async set(quota: Quota, request: Request): Promise<{ version: number }> {
    const { number, rationale } = quota;
    await this.past.lift(seriesOf(quota));
    const asked: QuotaAct = { type: 'quota.set', with: { number, rationale } };
    return this.ask(quota, asked, request, setDigest(quota));
  }

  /**
   * Puts the newest version in force.
   * @param version the one that was read, where the approver says so: nobody approves what he has not read
   * @throws Problem NOT_FOUND, SAME_PERSON, NOT_ALLOWED_IN_STATE for one that is in force, VERSION_CONFLICT for a newer one
   */
  async approve(
    { court, year, version }: QuotaSubject & { version?: number | undefined },
    request: Request,
  ): Promise<{ version: number }> {
    const subject = { court, year };
    await this.past.lift(seriesOf(subject));
    const id = quotaIdOf(subject);
    if (!(await this.deps.files.get(id)) && (await this.deps.ledger.entries(id, 1)).length === 0) {
      throw new Problem('NOT_FOUND', `本院没有提出${year}年的协同执行案件数量。`);
    }
    const digest = digestOf({ ...subject, version: version ?? null });
    return this.ask(subject, { type: 'quota.approve', with: { version } }, request, digest);
  }

  /** By court and year, with all versions oldest first. */
  async all(): Promise<QuotaBook[]> {
    const books = new Map<string, QuotaBook>();
    for await (const { state } of this.deps.files.collection.find({})) books.set(seriesOf(state.subject), state);
    for (const before of this.past.rest) {
      const book = bookOf(before);
      const file = books.get(seriesOf(book.subject));
      if (!file || actsIn(file) < actsIn(book)) books.set(seriesOf(book.subject), book);
    }
    return [...books.values()].filter(({ versions }) => versions.length > 0).sort(byCourtAndYear);
  }

  private async lift(before: readonly Version<Quota>[]): Promise<void> {
    for (const { content, digest, approval, version, ...request } of before) {
      const { number, rationale } = content;
      await this.ask(content, { type: 'quota.set', with: { number, rationale } }, request, digest);
      if (approval) {
        await this.ask(content, { type: 'quota.approve', with: { version } }, approval, approval.digest);
      }
    }
  }

  /** @returns the version that was made, or agreed to, by the request */
  private async ask(subject: QuotaSubject, asked: QuotaAct, request: Request, digest: string) {
    const { temporal, files, clock } = this.deps;
    const { by, at, key } = request;
    const { court, year } = subject;
    const actor = { ...by, role: assessmentRole(asked.type) };
    const id = quotaIdOf(subject);
    const others = await files.collection.find({ keys: key }, { projection: { _id: 1 } }).toArray();
    if (others.some(({ _id }) => _id !== id)) throw otherRequest();
    if (!(await files.get(id))) {
      const { rehearsal, offsetMs: clockOffset } = await clock.reading();
      const opening = { type: 'quota.open', at, actor, with: { court, year } } as const;
      await openQuotaFile(temporal, opening, { rehearsal, clockOffset });
    }
    const command = { ...asked, at, actor } as QuotaCommand;
    const { seq } = await commandFile<FileAnswer, QuotaCommand>(temporal, id, { id: key, digest, command });
    await files.waitFor(id, seq);
    // What is answered to one of two requests at once is how the file stands after both.
    const file = (await files.get(id))!;
    const own = seqOfKey(file, key);
    return { version: file.state.versions.find((one) => one.seq === own || one.approval?.seq === own)!.version };
  }
}

/** The audit trail tells of what people said beside the ledger, as it did before there were files; once, however often it is done. */
export async function auditQuota(
  audit: Pick<AuditTrail, 'append'>,
  entry: LedgerEntry,
  { subject, versions }: QuotaState,
): Promise<void> {
  const event = quotaEventOf(entry);
  if (event.type !== 'quota.set' && event.type !== 'quota.approved') return;
  const { version, number, rationale } = versions.find((one) => one.version === event.payload.version)!;
  const { court, year } = subject;
  const act: VersionAct =
    event.type === 'quota.set'
      ? { kind: 'QUOTA_SET', command: 'quota.set', message: `${year}年 ${number}件` }
      : { kind: 'QUOTA_APPROVED', command: 'quota.approve', message: `${year}年 第${version}版 ${number}件` };
  const [key = entry.hash] = keyOf(entry);
  const digest = setDigest({ court, year, number, rationale });
  const by = personIn(entry, court);
  await audit.append(recordOf(`${seriesOf(subject)}:${version}`, digest, { by, at: entry.at, key }, act));
}

/** Who did what an entry says, as the audit trail names people. */
export const personIn = ({ actor }: Pick<LedgerEntry, 'actor'>, court: string): Person => ({
  court: actor.court ?? court,
  name: actor.name ?? '',
  sub: actor.sub ?? '',
});

/** What an earlier release kept of a year, as its file has it. */
function bookOf(before: readonly Version<Quota>[]): QuotaBook {
  const { court, year } = before[0]!.content;
  const versions = before.map(({ version, content, by, at, approval }): QuotaVersion => {
    const { number, rationale } = content;
    const role = assessmentRole('quota.set');
    const agreed = approval && {
      by: { ...approval.by, role: assessmentRole('quota.approve') },
      at: approval.at,
      seq: 0,
    };
    return { version, number, rationale, by: { ...by, role }, at, seq: 0, approval: agreed ?? null };
  });
  return { subject: { court, year }, versions };
}

/** 吉06 before 吉0602, whatever the year. */
function byCourtAndYear({ subject: a }: QuotaBook, { subject: b }: QuotaBook): number {
  return a.court === b.court ? a.year - b.year : a.court < b.court ? -1 : 1;
}
