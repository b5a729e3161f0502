import { defineRoute } from '@xiezhi/service-kit';
import type { Route } from '@xiezhi/service-kit';
import { z } from 'zod';
import type { LedgerNumbers } from './serials-ledger';

const MAX_NUMBERS = 1_000;

const numberSchema = z.strictObject({
  caseId: z.string(),
  court: z.string(),
  year: z.number().int(),
  serial: z.number().int().positive(),
});

/** `POST /document-numbers`: for the worker, which writes the histories of demonstration cases. */
export function serialRoutes(documents: Pick<LedgerNumbers, 'reserve'>): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/document-numbers',
      operationId: 'reserveDocumentNumbers',
      summary: '为演示案件预留文号（仅限系统内部）',
      tags: ['decisions'],
      security: 'service',
      body: z.strictObject({ numbers: z.array(numberSchema).max(MAX_NUMBERS) }),
      responses: { 200: z.object({ reserved: z.number() }) },
      handler: async ({ body }) => {
        await documents.reserve(body.numbers);
        return { status: 200, body: { reserved: body.numbers.length } };
      },
    }),
  ];
}
