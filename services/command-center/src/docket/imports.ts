import type { SentRow } from '@xiezhi/docket';
import type { KeptFields, CourtCode, Instant } from '@xiezhi/rules';
import { sm3 } from '@xiezhi/chain';
import type { CaseService } from '@xiezhi/case-kit';
import { isConnectionError, Problem } from '@xiezhi/service-kit';
import type { Logger } from '@xiezhi/service-kit';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Person } from '../changes/types';
import { pauseAfter } from '../changes/telling';
import type { Leases } from '../leases';
import type { Batches } from './batches';
import type { DocketFiles } from './files';
import type { DocketRows } from './rows';
import { runningCollaborations } from './running';
import { Taking } from './taking';
import type { Batch } from './types';

/** How often it is looked for an import that nobody carries on. */
const LOOK_MS = 2_000;
/** What arrived just now is being taken by whoever received it. */
const LEFT_MS = 10_000;
/** A file that is nowhere: it came to a host that is gone, or before a backup was put back. */
const LOST_MS = 10 * 60_000;

interface ImportDeps {
  rows: DocketRows;
  batches: Batches;
  files: DocketFiles;
  leases: Leases;
  cases: Pick<CaseService['cases'], 'collection' | 'catchUp'>;
  /** Rows of these courts have been taken. */
  onRows(courts: readonly CourtCode[], at: Instant): Promise<void>;
  logger: Logger;
}

async function* sentRows(cases: readonly unknown[]): AsyncGenerator<SentRow> {
  for (const [index, values] of cases.entries()) yield { row: index + 1, values };
}

/** @throws Problem VALIDATION for what is nested deeper than anything can be written */
function asText(cases: readonly unknown[]): string {
  try {
    return JSON.stringify(cases);
  } catch (error) {
    if (error instanceof RangeError) throw new Problem('VALIDATION', '数据的层级过深。');
    throw error;
  }
}

export interface Importer {
  by: Person;
  at: Instant;
}

/** Imports dockets: what a command brings is taken at once, a file in the background, one after another. */
export class DocketImports {
  private readonly ending = new AbortController();
  private woken = new AbortController();

  constructor(private readonly deps: ImportDeps) {}

  close(): void {
    this.ending.abort();
  }

  /** Takes a command's rows. The same request again is the same batch and has the same answer. */
  async command(id: string, cases: readonly unknown[], { by, at }: Importer): Promise<Batch> {
    const text = asText(cases);
    const batch = await this.deps.batches.open({
      _id: id,
      court: by.court,
      by,
      at,
      kind: 'command',
      digest: sm3(text),
      cases: text,
    });
    if (batch.status === 'TAKING') {
      await this.take(batch);
      await this.follow().catch((err: unknown) => this.deps.logger.warn({ err }, 'hits not looked at, again later'));
    }
    return (await this.deps.batches.find(id))!;
  }

  /** Receives a file; its rows are taken when its turn comes. The same request again is the same batch. */
  async file(
    id: string,
    sent: Readable,
    { name, expected, by, at }: Importer & { name: string; expected: number | undefined },
  ): Promise<Batch> {
    const { batches, files } = this.deps;
    const stored = await files.receive(sent, expected);
    try {
      if (!(await batches.find(id))) await files.check(stored);
      const { bytes, digest } = stored;
      const batch = await batches.open({ _id: id, court: by.court, by, at, kind: 'file', digest, name, bytes });
      if (batch.status === 'TAKING' && !(await files.has(id))) await files.keep(stored, id);
      this.woken.abort();
      return batch;
    } finally {
      await files.discard(stored);
    }
  }

  /** For as long as this process lives: takes files that wait, and goes on with what another process has left. */
  async takeUp(): Promise<void> {
    for (let failures = 0; ;) {
      try {
        const unfinished = await this.deps.batches.unfinished();
        await this.deps.files.tidy(new Set(unfinished.map(({ _id }) => _id)));
        const broken = await this.goOnWith(unfinished);
        await this.follow();
        if (broken) throw broken.error;
        failures = 0;
      } catch (err) {
        if (this.ending.signal.aborted) return;
        failures += 1;
        this.deps.logger.warn({ err }, 'docket imports not taken up, again later');
      }
      this.woken = new AbortController();
      const signal = AbortSignal.any([this.ending.signal, this.woken.signal]);
      await delay(failures === 0 ? LOOK_MS : pauseAfter(failures), undefined, { signal }).catch(() => undefined);
      if (this.ending.signal.aborted) return;
    }
  }

  /** What follows from rows that were taken; it waits for the engine where that is away, and is the same done twice. */
  private async follow(): Promise<void> {
    const { batches, onRows } = this.deps;
    for (const { _id, at, totals } of await batches.unfollowed()) {
      await onRows(Object.keys(totals.byCourt), at);
      await batches.followed(_id);
    }
  }

  /** One that breaks off keeps no other one waiting. @returns what the first of those broke off with */
  private async goOnWith(unfinished: readonly Batch[]): Promise<{ error: unknown } | undefined> {
    let broken: { error: unknown } | undefined;
    for (const batch of unfinished) {
      await this.goOn(batch).catch((error: unknown) => {
        this.ending.signal.throwIfAborted();
        this.deps.logger.warn({ err: error, batch: batch._id }, 'docket import broken off, again later');
        broken ??= { error };
      });
    }
    return broken;
  }

  private async goOn(batch: Batch): Promise<void> {
    const { leases, batches, files } = this.deps;
    const quiet = Date.now() - batch.movedAt;
    if (batch.kind === 'command' && quiet < LEFT_MS) return;
    if (batch.kind === 'file' && !(await files.has(batch._id))) {
      if (quiet < LOST_MS) return;
      const { rows, totals } = batch;
      return batches.end(batch._id, { rows, totals, fault: '文件已不在服务器上，请重新上传。' });
    }
    const release = await leases.take(`docket:${batch._id}`);
    if (!release) return;
    try {
      await this.take(batch);
    } finally {
      await release();
    }
  }

  private async take(batch: Batch): Promise<void> {
    const { rows, batches, files } = this.deps;
    const taking = new Taking(batch, { rows, batches, running: () => this.running(), signal: this.ending.signal });
    await taking.run(
      batch.kind === 'file' ? files.rows(batch._id) : sentRows(JSON.parse(batch.cases ?? '[]') as unknown[]),
    );
    await files.remove(batch._id);
  }

  /** What is recorded by now is known, unless the ledger does not answer: then what was known before. */
  private async running(): Promise<Map<string, KeptFields[]>> {
    const { cases, logger } = this.deps;
    await cases.catchUp().catch((err: unknown) => {
      if (!isConnectionError(err) && !(err instanceof Problem)) throw err;
      logger.warn({ err }, 'docket compared with collaborations that may be behind');
    });
    return runningCollaborations(cases);
  }
}
