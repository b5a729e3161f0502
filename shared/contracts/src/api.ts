import type { CaseCommand, CommandType } from '@xiezhi/rules';
import { z } from 'zod';

/** Answer to an accepted command. */
export const commandAnswerSchema = z
  .object({
    caseId: z.string(),
    seq: z.number().int().describe('案件记录的最新序号；读取时用 ?after=seq 等待'),
    state: z.string(),
    documentNumber: z.string().nullable(),
  })
  .meta({ id: 'CommandAnswer' });

/** Answer to an application received while the engine is down: the receipt stands, its case starts later. */
export const receiptSchema = z
  .object({ caseId: z.string(), receivedAt: z.string(), status: z.literal('RECEIVED') })
  .meta({ id: 'Receipt' });

export interface CommandRequest<T extends CommandType = CommandType> {
  type: T;
  with: CaseCommand<T>['with'];
}
