import type { FileKindName, LedgerEntry } from '@xiezhi/contracts';
import type { Connection, mongo } from 'mongoose';
import type { EventFeed } from '../event-feed';
import type { LedgerClient } from '../ledger-client';
import type { Logger } from '../logger';
import type { Metrics } from '../metrics';
import type { CaseBehind } from './behind';
import type { Reach } from './reach';

/** What every document of a read model has; `_id` is the case id, `seq` the number of the last entry it contains. */
export interface ProjectionDocument {
  _id: string;
  seq: number;
  /** Hash of that entry; absent in documents made before it was kept. */
  hash?: string;
  /** Its long texts are stored beside it; never in a document that is handed out. */
  packed?: true;
}

export interface ProjectionOptions<D extends ProjectionDocument> {
  /** Name of the collection. */
  name: string;
  /** Of which kind of file it is; entries of every other kind are none of its business. */
  of: FileKindName;
  service: string;
  connection: Connection;
  /** Events of every file, one feed for all read models of a process. */
  feed: Pick<EventFeed, 'follow'>;
  ledger: LedgerClient;
  logger: Logger;
  metrics?: Metrics;
  /**
   * Pure: the fields that this entry changes. `undefined` leaves a field as it is, `null` empties it. `previous` is
   * null exactly for entry 1.
   */
  apply(entry: LedgerEntry, previous: D | null): { set: Partial<Omit<D, '_id' | 'seq'>> };
  /** Fields in which people's texts are, without bound on their number: of a large document they are stored beside it. */
  bulky?: readonly (keyof D & string)[];
  /** Pause between two comparisons with the ledger, in ms; three minutes by default. */
  compareEveryMs?: number;
}

/** What a service does at an entry beside keeping the document. */
export interface ProjectionEffects<D extends ProjectionDocument> {
  /** Pure: fields of this service's own in the document after an entry; `undefined` and `null` as above. */
  ownFields?(entry: LedgerEntry, document: D, previous: D | null): object;
  /**
   * Anything else to be done for an entry, before the document is written: it happens at least once and perhaps again
   * (after a kill, by another process, in a rebuild), so it must be idempotent by (caseId, seq). The entry is tried
   * again when this throws. `previous` is the document before the entry.
   */
  extraEffects?(entry: LedgerEntry, context: { document: D; previous: D | null; rebuilding: boolean }): Promise<void>;
  /**
   * What is kept beside a document and told by it alone: once before each write, however many entries it takes at once. What
   * `extraEffects` says of repetition and failure holds here too. `previous` is what was stored.
   */
  beforeStored?(document: D, previous: D | null): Promise<void>;
  /** All entries of a case have been through `extraEffects` in a rebuild; before the document is replaced. */
  afterRebuild?(document: D): Promise<void>;
  /** A document as it is stored now, told after each write of this process: for what is kept in memory beside it. */
  onStored?(document: D): void;
  /**
   * What was made of a case's entries after entry `beyond` is no longer true, because the ledger, restored from an earlier
   * copy, does not have them: all of it when `beyond` is 0. The document is made anew or taken away afterwards.
   */
  onRemoved?(caseId: string, beyond: number): Promise<void> | void;
}

export interface Rebuilt {
  /** How many cases the ledger has. */
  cases: number;
  /** Those that could not be made anew: their documents are as they were. */
  failures: { caseId: string; error: string }[];
}

export interface Lag {
  /** Cases known to have more in the ledger than in the read model, those that cannot be taken further included. */
  behind: number;
  poison: CaseBehind[];
  /** Real time of the last whole comparison with the ledger, ISO 8601; null before the first. */
  comparedAt: string | null;
}

export interface Projection<D extends ProjectionDocument> {
  /**
   * Begins to take entries, once all parts are there that an entry may bring work to. Until then documents can be read, and
   * whatever would write one fails.
   */
  follow(effects?: ProjectionEffects<D>): void;
  /** For queries and indexes; only the projection writes. */
  collection: mongo.Collection<D>;
  get(caseId: string): Promise<D | null>;
  /**
   * Resolves when the document contains entry `seq` (for `?after=seq`). Without news it looks into the ledger itself,
   * so it also works while NATS is away.
   * @throws Problem UNAVAILABLE after `timeoutMs` (default 5000)
   */
  waitFor(caseId: string, seq: number, timeoutMs?: number): Promise<void>;
  /**
   * Brings documents up to these entries as far as the ledger has them, whoever may see them; what does not exist is not
   * waited for. Afterwards the documents tell how far they are.
   * @param reader whose waits are counted
   * @throws Problem TOO_MANY_REQUESTS when too many wait already
   */
  reach: Reach;
  /**
   * Resolves when the documents contain whatever was in the ledger at the time of the call, delivered or not: an event
   * that a killed process had in hand comes again only half a minute later. It asks for every case, and goes past those
   * that cannot be taken further.
   */
  catchUp(): Promise<void>;
  /** Takes what the ledger has of these cases, a few at a time; goes past those that cannot be taken further. */
  take(caseIds: readonly string[]): Promise<void>;
  /** Makes every document anew from entry 1 of its case, beside running service, and goes past what it cannot apply. */
  rebuild(): Promise<Rebuilt>;
  lag(): Lag;
  close(): Promise<void>;
}
