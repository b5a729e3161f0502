import { CLOCK_KINDS, CLOCK_RUNGS, codesIn } from '@xiezhi/rules';
import { z } from 'zod';

/** A rung that is missing in the record, or was. */
const missSchema = z
  .object({
    caseId: z.string(),
    kind: z.enum(codesIn(CLOCK_KINDS)).describe('SCAN：法院的定期扫描'),
    rung: z.enum(codesIn(CLOCK_RUNGS)).describe('HOUR：定期扫描的时刻'),
    dueAt: z.string().describe('应当记录的法院时刻'),
    court: z.string().describe('期限责任法院'),
    foundAt: z.string().describe('发现的法院时刻'),
    open: z.boolean().describe('现在是否仍然缺少'),
    end: z
      .enum(['WRITTEN', 'NOT_OWED', 'PASSED_OVER'])
      .nullable()
      .describe('WRITTEN：已补记；NOT_OWED：到期前已办理、变更或者取消；PASSED_OVER：此后的记录已越过，不会再有'),
    endedAt: z.string().nullable(),
    readable: z.boolean().describe('本人可否打开这一案件'),
  })
  .meta({ id: 'SilentMiss' });
export type SilentMiss = z.infer<typeof missSchema>;

const figure = z.number().nullable().describe('毫秒；没有可计算的为 null');

const figures = {
  from: z.string(),
  until: z.string().describe('不含'),
  rungs: z.number().describe('这一期间到期并已记录的期限节点'),
  unknown: z.number().describe('其中迟延不能计算的'),
  p50Ms: figure,
  p99Ms: figure,
  maxMs: figure,
  distribution: z
    .array(z.object({ upToMs: z.number().nullable(), count: z.number() }))
    .describe('不超过upToMs的（且超过前一级）；null：更迟'),
};

const watch = {
  graceMs: z.number().describe('缺少超过这一时间为静默漏发'),
  checkedAt: z.string().nullable().describe('最近一轮检查结束的时间（实际时间）'),
  watching: z.boolean().describe('最近五分钟内有没有完成过一轮检查'),
};

/** How late the rungs of a span were recorded, and which are missing. */
export const punctualitySchema = z.object({
  ...figures,
  silentMisses: z.array(missSchema).describe('现在缺少的，早的在前，最多500项；无权查看的案件不列'),
  silentMissCount: z.number().describe('现在缺少的项数，含不列的'),
  ...watch,
});
export type PunctualityView = z.infer<typeof punctualitySchema>;

export const silentMissesSchema = z.object({ items: z.array(missSchema), next: z.string().nullable() });
export type SilentMisses = z.infer<typeof silentMissesSchema>;

export const selfCheckSchema = z.object({ silentMissCount: z.number(), ...watch });
export type SelfCheck = z.infer<typeof selfCheckSchema>;
