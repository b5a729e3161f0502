import { readDocketFile, UnreadableDocket, type SentRow } from '@xiezhi/docket';
import { RuleError } from '@xiezhi/rules';
import { NO_SPACE, Problem } from '@xiezhi/service-kit';
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A million rows have some seven hundred megabytes. */
export const MOST_BYTES = 2 * 1024 ** 3;
/** An upload that has not moved for so long has no sender any more. */
const LEFT_MS = 24 * 3_600_000;
const PART = '.part';

export interface StoredFile {
  path: string;
  bytes: number;
  /** SM3 of its bytes. */
  digest: string;
}

const tooLarge = () => new Problem('VALIDATION', `文件过大，不得超过 ${MOST_BYTES / 1024 ** 3} GB。`, { status: 413 });
const full = () =>
  new Problem('STORAGE_FULL', '系统的磁盘空间不足，文件没有保存；请联系管理员清理后再试。', { retryAfter: 60 });

/** Docket files between their arrival and the last of their rows, in a folder that all processes of a host see. */
export class DocketFiles {
  constructor(private readonly folder: string) {}

  private path(batch: string): string {
    return join(this.folder, batch);
  }

  /**
   * Writes a file as it arrives; it has no batch yet. The caller hands it over or throws it away.
   * @param expected its length, where the sender said so
   * @throws Problem VALIDATION beyond the limit, STORAGE_FULL without the space for it
   */
  async receive(sent: Readable, expected: number | undefined): Promise<StoredFile> {
    await mkdir(this.folder, { recursive: true });
    if (expected !== undefined && expected > MOST_BYTES) throw tooLarge();
    const { bavail, bsize } = await statfs(this.folder);
    if (bavail * bsize - (expected ?? 0) < NO_SPACE) throw full();
    const path = this.path(`${randomUUID()}${PART}`);
    const hash = createHash('sm3');
    let bytes = 0;
    const measure = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        bytes += chunk.length;
        hash.update(chunk);
        if (bytes > MOST_BYTES) done(tooLarge());
        else done(null, chunk);
      },
    });
    try {
      await pipeline(sent, measure, createWriteStream(path));
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    return { path, bytes, digest: hash.digest('hex') };
  }

  /**
   * Whether a file can be read at all: its kind, its encoding, its head.
   * @throws Problem VALIDATION saying what is wrong
   */
  async check({ path }: StoredFile): Promise<void> {
    try {
      for await (const _ of readDocketFile(path)) return;
    } catch (error) {
      if (!(error instanceof UnreadableDocket || error instanceof RuleError)) throw error;
      throw new Problem('VALIDATION', error.message);
    }
    throw new Problem('VALIDATION', '文件只有表头，没有数据。');
  }

  /** Gives a received file to its batch. */
  async keep({ path }: StoredFile, batch: string): Promise<void> {
    await rename(path, this.path(batch));
  }

  async discard({ path }: StoredFile): Promise<void> {
    await rm(path, { force: true });
  }

  async has(batch: string): Promise<boolean> {
    return stat(this.path(batch)).then(
      () => true,
      () => false,
    );
  }

  rows(batch: string): AsyncIterable<SentRow> {
    return readDocketFile(this.path(batch));
  }

  async remove(batch: string): Promise<void> {
    await rm(this.path(batch), { force: true });
  }

  /** Throws away what is nobody's: broken uploads, and files whose batch has ended. @param wanted ids of batches */
  async tidy(wanted: ReadonlySet<string>): Promise<void> {
    const names = await readdir(this.folder).catch(() => []);
    for (const name of names) {
      if (wanted.has(name)) continue;
      const found = await stat(this.path(name)).catch(() => undefined);
      if (found && Date.now() - found.mtimeMs > LEFT_MS) await rm(this.path(name), { force: true });
    }
  }
}
