import type { Connection } from 'mongoose';
import type { Logger } from '@xiezhi/service-kit';
import type { PaperStore } from '../../../src/papers/store';

type Document = Record<string, unknown> & { _id: string };

const matches = (filter: Record<string, unknown>) => (document: Document) =>
  Object.entries(filter).every(([key, value]) => document[key] === value);

/** As much of a database as the register uses: equality filters, unique `_id`. */
export function memoryConnection(): Connection {
  const collections = new Map<string, Map<string, Document>>();
  const collection = (name: string) => {
    const documents = collections.get(name) ?? new Map<string, Document>();
    collections.set(name, documents);
    const found = (filter: Record<string, unknown>) => [...documents.values()].filter(matches(filter));
    const cursor = (list: Document[]) => ({
      sort: () => cursor([...list].sort((a, b) => Number(a['seq']) - Number(b['seq']))),
      limit: (most: number) => cursor(list.slice(0, most)),
      toArray: () => Promise.resolve(structuredClone(list)),
    });
    return {
      createIndex: () => Promise.resolve(''),
      insertOne: (document: Document) => {
        if (documents.has(document._id)) return Promise.reject(Object.assign(new Error('E11000'), { code: 11000 }));
        documents.set(document._id, structuredClone(document));
        return Promise.resolve({});
      },
      findOne: (filter: Record<string, unknown>) => Promise.resolve(structuredClone(found(filter)[0] ?? null)),
      find: (filter: Record<string, unknown>) => cursor(found(filter)),
      updateOne: (filter: Record<string, unknown>, { $set }: { $set: object }) => {
        for (const document of found(filter).slice(0, 1)) Object.assign(document, structuredClone($set));
        return Promise.resolve({});
      },
    };
  };
  return { collection } as unknown as Connection;
}

export class MemoryStore implements PaperStore {
  readonly files = new Map<string, Buffer>();

  put(key: string, bytes: Buffer): Promise<void> {
    this.files.set(key, bytes);
    return Promise.resolve();
  }

  get(key: string): Promise<Buffer | null> {
    return Promise.resolve(this.files.get(key) ?? null);
  }
}

const nothing = () => undefined;
export const silent = { error: nothing, warn: nothing, info: nothing, debug: nothing } as unknown as Logger;
