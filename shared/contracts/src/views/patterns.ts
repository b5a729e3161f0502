import { codesIn, PATTERN_DIMENSIONS, PATTERN_OUTCOMES } from '@xiezhi/rules';
import type { PatternDimension } from '@xiezhi/rules';
import { z } from 'zod';

const DIMENSIONS = Object.keys(PATTERN_DIMENSIONS) as [PatternDimension, ...PatternDimension[]];

const figures = {
  count: z.number(),
  daysToDecision: z.string().nullable().describe('收到至决定的日数，中位数'),
  daysToClose: z.string().nullable().describe('决定至办结的日数，中位数'),
  recovered: z.number().describe('执行到位金额，元'),
};
/** A cross table of two dimensions (Art. 18). */
export const patternTableSchema = z
  .object({
    by: z.tuple([z.enum(DIMENSIONS), z.enum(DIMENSIONS)]),
    total: z.object(figures).describe('全部案件，每件一次'),
    rows: z.array(z.object({ value: z.string(), ...figures })),
    columns: z.array(z.object({ value: z.string(), ...figures })),
    cells: z.array(z.object({ row: z.string(), column: z.string(), ...figures })).describe('只列有案件的'),
  })
  .meta({ id: 'PatternTable' });

/** The cases of one cell. */
export const patternCasesSchema = z
  .object({
    items: z.array(
      z.object({
        caseId: z.string(),
        number: z.string().describe('文号，没有的为案号'),
        caseNumber: z.string(),
        executingCourt: z.string(),
        decidingCourt: z.string(),
        receivedOn: z.string(),
        outcome: z.enum(codesIn(PATTERN_OUTCOMES)),
      }),
    ),
    total: z.number().describe('该格全部案件'),
    hidden: z.number().describe('其中无权查看、不列的'),
    next: z.string().nullable(),
  })
  .meta({ id: 'PatternCases' });
export type PatternCases = z.infer<typeof patternCasesSchema>;
export type PatternCaseItem = PatternCases['items'][number];
