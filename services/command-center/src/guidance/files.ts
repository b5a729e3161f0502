import { MOST_GUIDANCE_BYTES } from '@xiezhi/rules';
import { collectionOf, isDuplicateKey, Problem } from '@xiezhi/service-kit';
import { createHash } from 'node:crypto';
import { mongo } from 'mongoose';
import type { Collection, Connection } from 'mongoose';

/** A file of guidance, by what is in it: the same bytes are one file. */
interface FileDocument {
  /** SM3 of its bytes. */
  _id: string;
  bytes: mongo.Binary;
  /** Real time of the last upload, epoch ms. */
  at: number;
  /** A version has it; what no version came to have goes after a day. */
  kept?: true;
}

/** Uploaded and not published for so long: nobody will. */
const LEFT_MS = 24 * 3_600_000;

const KINDS = [
  { extension: 'pdf', media: 'application/pdf', head: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  {
    extension: 'docx',
    media: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    head: [0x50, 0x4b, 0x03, 0x04],
  },
  {
    extension: 'xlsx',
    media: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    head: [0x50, 0x4b, 0x03, 0x04],
  },
  { extension: 'ofd', media: 'application/ofd', head: [0x50, 0x4b, 0x03, 0x04] },
] as const;

const kindOf = (name: string) => KINDS.find(({ extension }) => name.toLowerCase().endsWith(`.${extension}`));

/** @param name as the file was called: its ending says its kind */
export const mediaOf = (name: string): string => kindOf(name)?.media ?? 'application/octet-stream';

/** @throws Problem VALIDATION for a file that is none of the kinds, or not what its name says */
export function checkFile(name: string, bytes: Buffer): void {
  const kind = kindOf(name);
  const kinds = KINDS.map(({ extension }) => extension.toUpperCase()).join('、');
  if (!kind) throw new Problem('VALIDATION', `附件应为${kinds}文件。`);
  const { head, extension } = kind;
  if (!bytes.subarray(0, head.length).equals(Buffer.from(head))) {
    throw new Problem('VALIDATION', `“${name}”的内容不是${extension.toUpperCase()}文件。`);
  }
}

export const FILE_BODY = {
  types: ['application/octet-stream', ...KINDS.map(({ media }) => media)],
  maxBytes: MOST_GUIDANCE_BYTES,
};

/** The files that were uploaded to go with guidance. */
export class GuidanceFiles {
  private readonly files: Collection<FileDocument>;

  constructor(connection: Connection) {
    this.files = collectionOf<FileDocument>(connection, 'guidance_files');
  }

  /** Keeps a file until it is published, and throws away what was left. */
  async add(bytes: Buffer): Promise<string> {
    const _id = createHash('sm3').update(bytes).digest('hex');
    await this.files.deleteMany({ kept: { $exists: false }, at: { $lt: Date.now() - LEFT_MS }, _id: { $ne: _id } });
    try {
      await this.files.insertOne({ _id, bytes: new mongo.Binary(bytes), at: Date.now() });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      await this.files.updateOne({ _id }, { $set: { at: Date.now() } });
    }
    return _id;
  }

  /** Keeps a file for good, under a name that tells what it is. @throws Problem NOT_FOUND, VALIDATION */
  async keep(_id: string, name: string): Promise<void> {
    const bytes = await this.read(_id);
    if (!bytes) throw new Problem('NOT_FOUND', `附件“${name}”没有上传，或者上传后没有发布已被清理，请重新上传。`);
    checkFile(name, bytes);
    await this.files.updateOne({ _id }, { $set: { kept: true } });
  }

  async read(_id: string): Promise<Buffer | null> {
    const found = await this.files.findOne({ _id });
    return found ? Buffer.from(found.bytes.buffer) : null;
  }
}
