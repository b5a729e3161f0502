import { ledgerEntrySchema, type LedgerEntry } from '@xiezhi/contracts';
import { z } from 'zod';
import { casePositions, createHttpApp, createLogger, defineRoute, listen, type Listening } from '../../src';

export function entryOf(caseId: string, seq: number): LedgerEntry {
  return {
    caseId,
    seq,
    type: `step.${seq}`,
    at: '2018-09-20T15:20:00+08:00',
    recordedAt: '2018-09-20T15:20:01+08:00',
    actor: { court: '吉0104', role: 'handler' },
    ruleSet: 'test',
    payload: { n: seq * 10 },
    prevHash: seq === 1 ? '' : `h${seq - 1}`,
    hash: `h${seq}`,
  };
}

/** The ledger's three questions over HTTP, answered from memory. */
export interface TestLedger {
  url: string;
  entries: Map<string, LedgerEntry[]>;
  /** Appends entries to a case until it has `count`. */
  extend(caseId: string, count: number): LedgerEntry[];
  close(): Promise<void>;
}

export async function startTestLedger(): Promise<TestLedger> {
  const entries = new Map<string, LedgerEntry[]>();
  const pageSize = 2;
  const { app } = createHttpApp({
    service: 'ledger',
    title: '台账',
    version: '1',
    logger: createLogger('ledger', 'silent'),
    routes: [
      defineRoute({
        method: 'get',
        path: '/ledger/ahead',
        operationId: 'ahead',
        summary: '有新记录的案件',
        security: 'public',
        query: z.object({ of: casePositions }),
        responses: { 200: z.object({ caseIds: z.array(z.string()) }) },
        handler: ({ query }) => {
          const ahead = query.of.filter(({ caseId, seq }) => (entries.get(caseId)?.length ?? 0) > seq);
          return { status: 200, body: { caseIds: ahead.map(({ caseId }) => caseId) } };
        },
      }),
      defineRoute({
        method: 'get',
        path: '/ledger/:caseId',
        operationId: 'entries',
        summary: '台账',
        security: 'public',
        params: z.object({ caseId: z.string() }),
        query: z.object({ from: z.coerce.number(), limit: z.coerce.number() }),
        responses: { 200: z.object({ entries: z.array(ledgerEntrySchema) }) },
        handler: ({ params, query }) => {
          const all = entries.get(params.caseId) ?? [];
          return { status: 200, body: { entries: all.slice(query.from - 1, query.from - 1 + query.limit) } };
        },
      }),
      defineRoute({
        method: 'get',
        path: '/ledger',
        operationId: 'cases',
        summary: '案件',
        security: 'public',
        query: z.object({ after: z.string().optional() }),
        responses: { 200: z.object({ caseIds: z.array(z.string()), next: z.string().optional() }) },
        handler: ({ query }) => {
          const rest = [...entries.keys()].sort().filter((id) => query.after === undefined || id > query.after);
          const caseIds = rest.slice(0, pageSize);
          const last = caseIds.at(-1);
          return { status: 200, body: { caseIds, ...(rest.length > pageSize && last ? { next: last } : {}) } };
        },
      }),
    ],
  });
  const server: Listening = await listen(app, { host: '127.0.0.1', port: 0 });
  return {
    url: server.url,
    entries,
    extend(caseId, count) {
      const all = entries.get(caseId) ?? [];
      while (all.length < count) all.push(entryOf(caseId, all.length + 1));
      entries.set(caseId, all);
      return all;
    },
    close: () => server.close(),
  };
}
