import type { ScanOpening } from '@xiezhi/rules';
import { z } from 'zod';
import { caseIdSchema } from './fields';
import type { IdentifiedHitCommand } from './workflow';

const isOf = (type: string) => (value: unknown) =>
  typeof value === 'object' && value !== null && (value as { type?: unknown }).type === type;

/**
 * What command-center asks of intake: to open a collaboration from a hit of a scan. The hit is disposed of on the way, when
 * the enforcement case is claimed and before the collaboration begins.
 */
export const scanOpeningRequestSchema = z.strictObject({
  /** Of the collaboration; the hit's disposition names the same. */
  caseId: caseIdSchema('案件编号'),
  hit: z.string().min(1),
  disposition: z.custom<IdentifiedHitCommand>(
    (value) => isOf('scan.dispose')((value as { command?: unknown } | null)?.command),
    '不是扫描结果的处置',
  ),
  opening: z.custom<ScanOpening>(isOf('scan.open'), '不是由扫描结果立案'),
});
export type ScanOpeningRequest = z.infer<typeof scanOpeningRequestSchema>;
