import { z } from 'zod';
import { personSchema } from './basics';

const itemFields = {
  guidance: z.string(),
  court: z.string(),
  title: z.string(),
  version: z.number().describe('最新一版'),
  at: z.string(),
  by: personSchema,
  received: z.number().describe('已签收的法院数'),
  sent: z.number().describe('发往的法院数'),
  own: z.boolean().nullable().describe('发往本院的：本院是否已签收；未发往本院的为 null'),
};
export const guidanceItemSchema = z.object(itemFields).meta({ id: 'GuidanceItem' });

export type GuidanceItem = z.infer<typeof guidanceItemSchema>;

export const guidanceListSchema = z.object({ items: z.array(guidanceItemSchema), next: z.string().nullable() });
export type GuidanceList = z.infer<typeof guidanceListSchema>;

const fileSchema = z.object({ file: z.string(), name: z.string() });
export type GuidanceFile = z.infer<typeof fileSchema>;

/** A file as it was taken, before it goes with any version. */
export const uploadedFileSchema = fileSchema.extend({ bytes: z.number() });
export type UploadedFile = z.infer<typeof uploadedFileSchema>;

const versionSchema = z.object({
  version: z.number(),
  text: z.string(),
  files: z.array(fileSchema),
  at: z.string(),
  by: personSchema,
  receipts: z
    .array(z.object({ court: z.string(), by: z.string().nullable(), at: z.string().nullable() }))
    .describe('发往的各法院；未签收的为 null。受文法院只列本院'),
});

export const guidanceSchema = z
  .object({ ...itemFields, versions: z.array(versionSchema).describe('新的在前') })
  .meta({ id: 'Guidance' });
export type GuidanceView = z.infer<typeof guidanceSchema>;
export type GuidanceVersion = z.infer<typeof versionSchema>;
