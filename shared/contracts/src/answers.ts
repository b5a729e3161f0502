import { APPROVALS } from '@xiezhi/rules';
import type { CaseCommand, CommandType, Settings } from '@xiezhi/rules';
import { z } from 'zod';
import { commandSchemas } from './commands';

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
export type Receipt = z.infer<typeof receiptSchema>;

export interface CommandRequest<T extends CommandType = CommandType> {
  type: T;
  with: CaseCommand<T>['with'];
}

export const calendarYearSchema = z.object({
  region: z.string(),
  year: z.number().int(),
  off: z.array(z.string()),
  makeup: z.array(z.string()),
  version: z.number().int().positive(),
  notice: z.string(),
  closed: z.array(z.string()).optional(),
  onlyClosures: z.boolean().optional(),
  names: z.record(z.string(), z.string()).optional(),
});

/** What a new case is given: the settings and the published calendar years of the day it begins. */
export const installationContextSchema = z.object({
  settings: z.custom<Settings>((value) => typeof value === 'object' && value !== null),
  calendar: z.array(calendarYearSchema),
});
export type InstallationContext = z.infer<typeof installationContextSchema>;

/** An approval sent as a signal: one of the commands by which someone superior says yes or no. */
const approvals = APPROVALS.map((command) =>
  z.strictObject({ command: z.literal(command), with: commandSchemas[command] as z.ZodObject }),
);
export const approvalRequestSchema = z.discriminatedUnion('command', [approvals[0]!, ...approvals.slice(1)]);
