import type { LedgerEntry } from '@xiezhi/contracts';
import type { Connection, mongo } from 'mongoose';
import type { LedgerClient } from '../ledger-client';
import type { Logger } from '../logger';
import type { Metrics } from '../metrics';
import type { NatsLink } from '../nats';

/** What every document of a read model has; `_id` is the case id, `seq` the number of the last entry it contains. */
export interface ProjectionDocument {
  _id: string;
  seq: number;
}

export interface ProjectionOptions<D extends ProjectionDocument> {
  /** Name of the collection; the durable consumer is `<service>-<name>`. */
  name: string;
  service: string;
  connection: Connection;
  nats: NatsLink;
  ledger: LedgerClient;
  logger: Logger;
  metrics?: Metrics;
  /**
   * Pure: the fields that this entry changes. `undefined` leaves a field as it is, `null` empties it. `previous` is
   * null exactly for entry 1.
   */
  apply(entry: LedgerEntry, previous: D | null): { set: Partial<Omit<D, '_id' | 'seq'>> };
  /**
   * Anything else to be done for an entry, before the document is written: it happens at least once and perhaps again
   * (after a kill, by another process, in a rebuild), so it must be idempotent by (caseId, seq). The entry is tried
   * again when this throws. `previous` is the document before the entry.
   */
  extraEffects?(entry: LedgerEntry, context: { document: D; previous: D | null; rebuilding: boolean }): Promise<void>;
  /** All entries of a case have been through `extraEffects` in a rebuild; before the document is replaced. */
  afterRebuild?(document: D): Promise<void>;
  /** A document as it is stored now, told after each write of this process: for what is kept in memory beside it. */
  onStored?(document: D): void;
  /** A rebuild has taken away the document of a case that the ledger does not know. */
  onRemoved?(caseId: string): void;
}

export interface Projection<D extends ProjectionDocument> {
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
   * Resolves when the documents contain whatever was in the ledger at the time of the call, delivered or not: an event
   * that a killed process had in hand comes again only half a minute later. It asks for every case.
   */
  catchUp(): Promise<void>;
  /** Makes every document anew from entry 1 of its case, beside running service. Returns the number of cases. */
  rebuild(): Promise<number>;
  close(): Promise<void>;
}
