import { codesIn, DEADLINE_KINDS, SETTINGS } from '@xiezhi/rules';
import type { SettingId, SettingRange } from '@xiezhi/rules';
import { z } from 'zod';
import { commandTypeSchema, day, moment, personSchema } from './basics';

const settingId = z.enum(SETTINGS.map(({ id }) => id) as [SettingId, ...SettingId[]]);
const settingValue = z.union([z.number(), z.string(), z.boolean()]);

const rangeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('integer'),
    min: z.number(),
    max: z.number(),
    unit: z.enum(['工作日', '自然日', '分钟', '公里', '人', '倍']),
  }),
  z.object({ kind: z.literal('choice'), options: z.record(z.string(), z.string()) }),
  z.object({ kind: z.literal('flag') }),
]) satisfies z.ZodType<SettingRange>;

const settingSchema = z.object({
  id: settingId,
  houseRule: z.string().nullable(),
  articles: z.array(z.string()),
  title: z.string(),
  value: settingValue,
  default: settingValue,
  words: z.string(),
  range: rangeSchema,
  note: z.string(),
  notYet: z.string().nullable(),
});

const readingSchema = z.object({
  id: z.string(),
  houseRule: z.string(),
  articles: z.array(z.string()),
  title: z.string(),
  reading: z.string(),
  note: z.string(),
});

/** Who made a version of the settings, and why. */
const authorshipSchema = z.object({
  version: z.number(),
  effectiveFrom: day,
  reason: z.string(),
  proposedBy: personSchema.nullable(),
  approvedBy: personSchema.nullable(),
  approvedAt: moment.nullable(),
});

/** The house rules of a day: what is set, by whom, and what will be. */
export const settingsViewSchema = z
  .object({
    version: z.number(),
    note: z.string(),
    settings: z.array(settingSchema.extend({ changed: authorshipSchema.nullable() })),
    readings: z.array(readingSchema),
    on: day,
    upcoming: z.array(authorshipSchema),
  })
  .meta({ id: 'HouseRules' });
export type SettingsView = z.infer<typeof settingsViewSchema>;

const settingsVersionSchema = authorshipSchema.extend({
  changes: z.array(z.object({ id: settingId, title: z.string(), words: z.string() })),
});
export type SettingsVersionView = z.infer<typeof settingsVersionSchema>;

export const settingsVersionsSchema = z.object({ note: z.string(), items: z.array(settingsVersionSchema) });
export type SettingsVersions = z.infer<typeof settingsVersionsSchema>;

/** An article of the Rule: its text, what the system does for it, and apart from that the settings that fill its silence. */
export const articleViewSchema = z
  .object({
    number: z.number(),
    name: z.string(),
    title: z.string(),
    text: z.string(),
    system: z.array(z.string()),
    notYet: z.array(z.string()),
    settings: z.array(settingSchema),
    readings: z.array(readingSchema),
    commands: z.array(z.object({ name: commandTypeSchema, by: z.array(z.string()) })),
    deadlines: z.array(
      z.object({
        kind: z.enum(codesIn(DEADLINE_KINDS)),
        title: z.string(),
        authority: z.string(),
        period: z.string(),
        law: z.boolean(),
        note: z.string().nullable(),
        notYet: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Article' });

export const ruleViewSchema = z
  .object({ ruleSet: z.string(), effectiveFrom: day, articles: z.array(articleViewSchema) })
  .meta({ id: 'Rule' });
export type RuleView = z.infer<typeof ruleViewSchema>;
