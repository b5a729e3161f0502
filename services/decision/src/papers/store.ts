import { collectionOf } from '@xiezhi/service-kit';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { mongo } from 'mongoose';
import type { Collection, Connection } from 'mongoose';

/**
 * Where the files of papers are kept. What is put under a key is always the same bytes, so putting twice is putting once;
 * a key is `<caseId>/<name>.<ext>`.
 */
export interface PaperStore {
  put(key: string, bytes: Buffer): Promise<void>;
  /** Null when there is no such file. */
  get(key: string): Promise<Buffer | null>;
}

/** Files in a folder of the installation's data. */
export class FileStore implements PaperStore {
  constructor(private readonly folder: string) {}

  async put(key: string, bytes: Buffer): Promise<void> {
    const path = join(this.folder, key);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const unfinished = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
    // Whole and on the disk before it has its name: a kill leaves no half of a paper.
    const file = await open(unfinished, 'w', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path).catch(async (error: unknown) => {
      await rm(unfinished, { force: true });
      throw error;
    });
  }

  async get(key: string): Promise<Buffer | null> {
    try {
      return await readFile(join(this.folder, key));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }
}

interface StoredFile {
  _id: string;
  bytes: mongo.Binary;
}

/**
 * Files in the database, for an installation of several machines without a common folder. A paper is some fifty
 * kilobytes, so it is one document, written as a whole; GridFS would spread it over two collections.
 */
export class DatabaseStore implements PaperStore {
  private readonly files: Collection<StoredFile>;

  constructor(connection: Connection) {
    this.files = collectionOf<StoredFile>(connection, 'paper_files');
  }

  async put(key: string, bytes: Buffer): Promise<void> {
    await this.files.replaceOne({ _id: key }, { bytes: new mongo.Binary(bytes) }, { upsert: true });
  }

  async get(key: string): Promise<Buffer | null> {
    const found = await this.files.findOne({ _id: key });
    return found ? Buffer.from(found.bytes.buffer) : null;
  }
}
