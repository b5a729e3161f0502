import { createHash } from 'node:crypto';
import type { LedgerEntry } from '@xiezhi/contracts';
import { eventOf } from '@xiezhi/contracts';
import { ISSUING_EVENTS, papersOf, RuleError } from '@xiezhi/rules';
import type { CaseState, Paper } from '@xiezhi/rules';
import { collectionOf, isDuplicateKey } from '@xiezhi/service-kit';
import type { Logger } from '@xiezhi/service-kit';
import type { RenderedPaper } from '@xiezhi/papers';
import type { Collection, Connection } from 'mongoose';
import { verificationCode } from './code';
import type { PaperStore } from './store';

/** SM3 of the files' bytes, hex. */
export interface PaperHashes {
  pdf: string;
  docx: string;
}

/** One paper of a case or another file, for ever; `_id` is `<caseId>:<seq>:<index>`, so that an entry issues each of its papers once. */
export interface PaperRecord {
  _id: string;
  caseId: string;
  seq: number;
  index: number;
  /** DUE until its files are stored; UNPRINTABLE when the text was refused, with the reason. */
  status: 'DUE' | 'ISSUED' | 'UNPRINTABLE';
  paper: Paper | null;
  code: string | null;
  sm3: PaperHashes | null;
  warnings: string[];
  reason?: string;
}

export const FORMATS = ['pdf', 'docx'] as const;
export type Format = (typeof FORMATS)[number];

export const sm3Of = (bytes: Buffer): string => createHash('sm3').update(bytes).digest('hex');

export const paperIdOf = ({ seq, index }: Pick<PaperRecord, 'seq' | 'index'>): string => `${seq}-${index}`;

const keyOf = ({ caseId, seq, index }: PaperRecord, format: Format): string => `${caseId}/${seq}-${index}.${format}`;

export interface RegisterOptions {
  connection: Connection;
  store: PaperStore;
  render: (paper: Paper) => Promise<RenderedPaper>;
  /** Of the verification codes. */
  key: Buffer;
  rehearsal: boolean;
  logger: Logger;
}

/**
 * Issues the papers of cases. What a paper says is written down when its entry reaches the read model (`register`), under
 * a key of the entry's own; its files are made afterwards from that record alone (`issue`), and may be made again at any
 * time with the same bytes. A kill between any two steps leaves a paper that is due, and the next sweep issues it.
 */
export class PaperRegister {
  private readonly papers: Collection<PaperRecord>;
  private readonly issuing = new Map<string, Promise<PaperRecord>>();

  constructor(private readonly options: RegisterOptions) {
    this.papers = collectionOf<PaperRecord>(options.connection, 'papers');
  }

  async prepare(): Promise<void> {
    await this.papers.createIndex({ caseId: 1, seq: 1, index: 1 });
    await this.papers.createIndex({ status: 1 });
    await this.papers.createIndex({ code: 1 });
  }

  /** The effect of one entry of a collaboration: its papers are on record, once. False: it has none. */
  async register(entry: LedgerEntry, state: CaseState): Promise<boolean> {
    const event = eventOf(entry);
    if (!ISSUING_EVENTS.has(event.type)) return false;
    return this.record(entry, () => papersOf(event, state), state.demo !== undefined);
  }

  /** The papers that an entry issues are on record, once; repeating it changes nothing. False: it has none. */
  async record(entry: LedgerEntry, papers: () => Paper[], demo: boolean): Promise<boolean> {
    const records = this.recordsOf(entry, papers, demo);
    for (const record of records) {
      try {
        await this.papers.insertOne(record);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    }
    return records.length > 0;
  }

  private recordsOf({ caseId, seq }: LedgerEntry, papers: () => Paper[], demo: boolean): PaperRecord[] {
    const common = { caseId, seq, sm3: null, warnings: [] as string[] };
    try {
      return papers().map((made, index) => {
        const paper: Paper = { ...made, watermark: this.markOf(demo) ?? made.watermark };
        const _id = `${caseId}:${seq}:${index}`;
        const code = verificationCode(this.options.key, _id, paper);
        return { _id, ...common, index, status: 'DUE', paper, code };
      });
    } catch (error) {
      // A text nobody can print must not hold up the case: its place in the file says why there is no paper.
      if (!(error instanceof RuleError)) throw error;
      const refused = { status: 'UNPRINTABLE', paper: null, code: null, reason: error.message } as const;
      return [{ _id: `${caseId}:${seq}:0`, ...common, index: 0, ...refused }];
    }
  }

  private markOf(demo: boolean): Paper['watermark'] {
    if (this.options.rehearsal) return 'REHEARSAL';
    return demo ? 'DEMO' : null;
  }

  ofCase(caseId: string): Promise<PaperRecord[]> {
    return this.papers.find({ caseId }).sort({ caseId: 1, seq: 1, index: 1 }).toArray();
  }

  async find(caseId: string, paperId: string): Promise<PaperRecord | null> {
    const [seq, index] = paperId.split('-').map(Number);
    return this.papers.findOne({ _id: `${caseId}:${seq}:${index}` });
  }

  /** @param code in the printed spelling */
  byCode(code: string): Promise<PaperRecord | null> {
    return this.papers.findOne({ code });
  }

  /** Makes and stores the files of a paper that is due; one that is issued stays as it is. */
  issue(record: PaperRecord): Promise<PaperRecord> {
    if (record.status !== 'DUE') return Promise.resolve(record);
    let issuing = this.issuing.get(record._id);
    if (!issuing) {
      issuing = this.make(record).finally(() => this.issuing.delete(record._id));
      this.issuing.set(record._id, issuing);
    }
    return issuing;
  }

  /**
   * The bytes of an issued paper. Files that were lost are made again, and given out only if they are what was issued.
   * @throws Error when neither the store nor the record gives the issued bytes
   */
  async file(record: PaperRecord, format: Format): Promise<Buffer> {
    const issued = await this.issue(record);
    const hash = issued.sm3?.[format];
    const stored = await this.options.store.get(keyOf(issued, format));
    if (stored && sm3Of(stored) === hash) return stored;
    const again = (await this.rendered(issued))[format];
    if (sm3Of(again) !== hash) throw new Error(`paper ${issued._id} (${format}) is not what was issued`);
    this.options.logger.warn({ paper: issued._id, format, lost: stored === null }, 'paper file restored');
    await this.options.store.put(keyOf(issued, format), again);
    return again;
  }

  /** Issues what is due, a few at a time. Returns how many it issued. */
  async sweep(limit = 20): Promise<number> {
    const due = await this.papers.find({ status: 'DUE' }).limit(limit).toArray();
    const results = await Promise.allSettled(due.map((record) => this.issue(record)));
    for (const [at, result] of results.entries()) {
      if (result.status === 'rejected') {
        this.options.logger.error({ err: result.reason as unknown, paper: due[at]?._id }, 'paper not issued');
      }
    }
    return results.filter(({ status }) => status === 'fulfilled').length;
  }

  private rendered({ paper, code, _id }: PaperRecord): Promise<RenderedPaper> {
    if (!paper) return Promise.reject(new Error(`paper ${_id} has no text`));
    return this.options.render({ ...paper, ...(code ? { verificationCode: code } : {}) });
  }

  private async make(record: PaperRecord): Promise<PaperRecord> {
    const { pdf, docx, warnings } = await this.rendered(record);
    const { store } = this.options;
    await Promise.all([store.put(keyOf(record, 'pdf'), pdf), store.put(keyOf(record, 'docx'), docx)]);
    const sm3 = { pdf: sm3Of(pdf), docx: sm3Of(docx) };
    await this.papers.updateOne({ _id: record._id, status: 'DUE' }, { $set: { status: 'ISSUED', sm3, warnings } });
    // Another process may have been first; what it wrote down is what was issued.
    return (await this.papers.findOne({ _id: record._id })) ?? { ...record, status: 'ISSUED', sm3, warnings };
  }
}
