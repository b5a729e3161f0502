import type { mongo } from 'mongoose';
import { sm3 } from '@xiezhi/chain';
import { isDuplicateKey } from '../database';
import type { ProjectionDocument } from './types';

/** Texts of up to this length stay in their document: lines, names, numbers. */
const LONG = 600;
/** A document whose long texts together are no longer than this keeps them, which is nearly every one. */
const INLINE = 256 * 1024;
/** Texts of one call to the database. */
const BATCH = 100;
/** Keys remembered as stored, so that a large case's texts are not sent again with each of its entries. */
const REMEMBERED = 20_000;

interface Text {
  _id: string;
  caseId: string;
  text: string;
}

/** Stands in a stored document where the text stood. */
interface Reference {
  longText: string;
}

const isReference = (value: object): value is Reference =>
  typeof (value as Partial<Reference>).longText === 'string' && Object.keys(value).length === 1;

/**
 * Keeps the long texts of large documents beside them, each once under its digest: a database takes sixteen megabytes for a
 * document, and a case has as many texts as people write. Whoever asks for a document gets it whole; queries over the
 * collection see short fields only.
 */
export class Texts<D extends ProjectionDocument> {
  private readonly stored = new Set<string>();

  constructor(
    private readonly collection: mongo.Collection<Text>,
    private readonly fields: readonly (keyof D & string)[],
  ) {}

  /** For all texts of one case to be found together. */
  async prepare(): Promise<void> {
    await this.collection.createIndex({ caseId: 1 });
  }

  /** The document as it is to be stored; its texts are stored when this resolves. */
  async pack(document: D): Promise<D> {
    let size = 0;
    for (const field of this.fields) eachLong(document[field], ({ length }) => (size += length));
    if (size <= INLINE) return document;
    const { _id: caseId } = document;
    const texts = new Map<string, string>();
    const refer = (text: string): Reference => {
      const longText = `${caseId}:${sm3(text)}`;
      texts.set(longText, text);
      return { longText };
    };
    const packed = this.mapped(document, (value) => (isLong(value) ? refer(value) : undefined));
    await this.store(caseId, texts);
    return { ...packed, packed: true };
  }

  /**
   * The document as it was before `pack`.
   * @throws Error when a text is not there
   */
  async unpack(document: D): Promise<D> {
    if (document.packed !== true) return document;
    const keys = new Set<string>();
    this.mapped(document, (value) => {
      if (typeof value === 'object' && value !== null && isReference(value)) keys.add(value.longText);
      return undefined;
    });
    const texts = new Map<string, string>();
    for await (const { _id, text } of this.collection.find({ _id: { $in: [...keys] } })) texts.set(_id, text);
    const { packed: _, ...whole } = this.mapped(document, (value) => {
      if (typeof value !== 'object' || value === null || !isReference(value)) return undefined;
      const text = texts.get(value.longText);
      if (text === undefined) throw new Error(`a text of ${document._id} is lost: rebuild the read model`);
      return text;
    });
    return whole as D;
  }

  async remove(caseId: string): Promise<void> {
    this.stored.clear();
    await this.collection.deleteMany({ caseId });
  }

  private mapped(document: D, by: (value: unknown) => unknown): D {
    const fields = this.fields.flatMap((field) =>
      document[field] === undefined ? [] : [[field, mapped(document[field], by)] as const],
    );
    return { ...document, ...Object.fromEntries(fields) };
  }

  private async store(caseId: string, texts: ReadonlyMap<string, string>): Promise<void> {
    if (this.stored.size > REMEMBERED) this.stored.clear();
    const lacking = [...texts].filter(([key]) => !this.stored.has(key));
    for (let at = 0; at < lacking.length; at += BATCH) {
      const batch = lacking.slice(at, at + BATCH).map(([_id, text]) => ({ _id, caseId, text }));
      try {
        await this.collection.insertMany(batch, { ordered: false });
      } catch (error) {
        // Under its digest a text can only be the same one.
        if (!isDuplicateKey(error)) throw error;
      }
    }
    for (const [key] of lacking) this.stored.add(key);
  }
}

const isLong = (value: unknown): value is string => typeof value === 'string' && value.length > LONG;

function eachLong(value: unknown, take: (text: string) => void): void {
  if (isLong(value)) take(value);
  else if (typeof value === 'object' && value !== null)
    for (const member of Object.values(value)) eachLong(member, take);
}

/** A copy in which each value that `by` has another for is that one. */
function mapped(value: unknown, by: (value: unknown) => unknown): unknown {
  const other = by(value);
  if (other !== undefined) return other;
  if (Array.isArray(value)) return value.map((member) => mapped(member, by));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, mapped(member, by)]));
}
