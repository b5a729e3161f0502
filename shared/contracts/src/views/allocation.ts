import { z } from 'zod';
import { advisedCourt } from '../allocation';

const figures = {
  court: z.string(),
  km: z.number().describe('与执行法院的距离，整公里'),
  pending: z.number().describe('底册中当日未结的案件'),
  lent30: z.number().describe('近三十日（含当日）作出的、调用该院的决定'),
  warnings: advisedCourt.shape.warnings,
  reasons: z.tuple([z.string(), z.string()]).describe('中文、英文'),
};
const rankedSchema = z.object({
  ...figures,
  officers: z.number(),
  load: z.number().describe('未结案件 ÷ 执行人员'),
  score: z.number().describe('低者优先'),
});

/** Whom to draft for a case, by the figures of a day. */
export const allocationAdviceSchema = z
  .object({
    executing: z.string(),
    deciding: z.string(),
    on: z.string(),
    ranking: z.array(rankedSchema).describe('优先的在前；由人决定'),
    unranked: z.array(z.string()).describe('没有人员数据，不排序'),
    others: z.array(z.object(figures)).describe('没有人员数据的法院的其他情况，次序同 unranked'),
    settings: z.object({
      note: z.string(),
      farKm: z.number(),
      weights: z.object({ km: z.number(), load: z.number(), lent: z.number() }),
    }),
  })
  .meta({ id: 'AllocationAdvice' });
export type AllocationAdvice = z.infer<typeof allocationAdviceSchema>;
