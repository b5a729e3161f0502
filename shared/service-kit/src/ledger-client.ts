import { ledgerEntrySchema, type LedgerEntry } from '@xiezhi/contracts';
import { z } from 'zod';
import { positionsText, type CasePosition } from './positions';
import type { Config } from './config';
import type { HttpClient } from './http-client';

/** Reads the ledger, whose owner is the worker's process. All methods throw Problem UNAVAILABLE when it is away. */
export interface LedgerClient {
  /** Entries of a case in order, from this number on (1, 2, 3 …); none when the case has no such entry yet. */
  entries(caseId: string, from: number, limit?: number): Promise<LedgerEntry[]>;
  /** Those of the cases whose ledger goes on after entry `seq`; two hundred at a time at most. */
  ahead(positions: readonly CasePosition[]): Promise<string[]>;
  /** Case ids in a stable order, by pages: pass `next` as `after` until it is absent. */
  cases(after?: string): Promise<CasePage>;
}

export interface CasePage {
  caseIds: string[];
  next?: string | undefined;
}

const entriesSchema = z.object({ entries: z.array(ledgerEntrySchema) });
const aheadSchema = z.object({ caseIds: z.array(z.string()) });
const pageSchema = z.object({ caseIds: z.array(z.string()), next: z.string().optional() });

export const LEDGER_PAGE = 200;

export function createLedgerClient(config: Pick<Config, 'LEDGER_URL'>, http: HttpClient): LedgerClient {
  return {
    async entries(caseId, from, limit = LEDGER_PAGE) {
      const url = `${config.LEDGER_URL}/ledger/${encodeURIComponent(caseId)}?from=${from}&limit=${limit}`;
      return (await http.getJson(url, entriesSchema)).entries;
    },
    async ahead(positions) {
      if (positions.length === 0) return [];
      const of = encodeURIComponent(positionsText(positions));
      return (await http.getJson(`${config.LEDGER_URL}/ledger/ahead?of=${of}`, aheadSchema)).caseIds;
    },
    async cases(after) {
      const query = after === undefined ? '' : `?after=${encodeURIComponent(after)}`;
      return http.getJson(`${config.LEDGER_URL}/ledger${query}`, pageSchema);
    },
  };
}
