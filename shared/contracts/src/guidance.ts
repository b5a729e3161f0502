import { MOST_GUIDANCE_FILES } from '@xiezhi/rules';
import type { GuidanceAct } from '@xiezhi/rules';
import { z } from 'zod';
import { line, text, wanted } from './fields';

/** What identifies guidance: its court and its title. */
const guidanceId = z.string().regex(/^[a-z]{2}\d{0,4}-[0-9a-f]{16}$/, '指导意见编号格式不正确');
const fileId = z.string().regex(/^[0-9a-f]{64}$/, '文件编号格式不正确');

/** The commands by which guidance goes to the courts below and is received there (Art. 18). */
export const guidanceSchemas = {
  'guidance.publish': z.strictObject({
    title: line('标题').describe('同一标题再次发布为下一版'),
    text: text('正文'),
    files: z
      .array(z.strictObject({ file: fileId, name: line('附件名称').max(200, '附件名称不超过200字') }))
      .max(MOST_GUIDANCE_FILES, `附件不超过${MOST_GUIDANCE_FILES}个`)
      .refine((files) => new Set(files.map(({ file }) => file)).size === files.length, '附件重复')
      .optional()
      .describe('先以 POST /guidance/files 上传'),
  }),
  'guidance.acknowledge': z.strictObject({
    guidance: guidanceId,
    version: z.int(wanted('版本', '版本应为整数')).min(1, '版本从1起').describe('所阅的版本'),
  }),
} as const satisfies Record<GuidanceAct, z.ZodType>;

/** What the service of messages is told, so that the courts below hear of it. */
export const guidanceSentSchema = z.object({
  sent: z.array(
    z.object({
      guidance: z.string(),
      version: z.number(),
      court: z.string(),
      title: z.string(),
      at: z.string(),
      to: z.array(z.string()),
    }),
  ),
});
