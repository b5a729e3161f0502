import { SETTINGS } from '@xiezhi/rules';
import type { SettingId, SettingsChange } from '@xiezhi/rules';
import { z } from 'zod';
import { calendarYearSchema } from '../answers';
import { day, personSchema } from './basics';

const settingValue = z.union([z.number(), z.string(), z.boolean()]);
const settings = z.object(
  Object.fromEntries(SETTINGS.map(({ id }) => [id, settingValue.optional()])) as unknown as Record<
    SettingId,
    z.ZodOptional<typeof settingValue>
  >,
) satisfies z.ZodType<SettingsChange>;

/** What two people change together: a calendar year or a closure laid over one, or the settings of the house rules. */
const changeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('calendar'),
    year: calendarYearSchema.omit({ version: true }).exactOptional(),
    closure: z.object({ region: z.string(), days: z.array(day), reason: z.string() }).exactOptional(),
  }),
  z.object({ kind: z.literal('settings'), settings, reason: z.string(), effectiveFrom: day.optional() }),
]);

export const remarksSchema = z
  .array(z.object({ place: z.string(), message: z.string() }))
  .describe('请核对之处，不影响提出');

export const proposedSchema = z.object({ proposal: z.string(), remarks: remarksSchema }).meta({ id: 'Proposed' });

/** A proposal as everyone signed in may see it: names and courts, no accounts. */
export const proposalSchema = z
  .object({
    proposal: z.string(),
    kind: z.enum(['calendar', 'settings']),
    status: z.enum(['PROPOSED', 'APPROVED', 'PUBLISHED', 'REJECTED', 'WITHDRAWN']),
    statusTitle: z.string(),
    change: changeSchema,
    remarks: remarksSchema,
    ends: z.array(z.string()).describe('所取消的临时停止办公：批准前为提出时所列'),
    own: z.boolean().describe('是否由您的账号提出'),
    proposedBy: personSchema,
    proposedAt: z.string(),
    approvedBy: personSchema.nullable(),
    approvedAt: z.string().nullable(),
    ended: z.object({ by: personSchema, at: z.string(), reason: z.string() }).nullable().describe('否决或者撤回'),
    version: z.number().nullable(),
    progress: z
      .object({
        done: z.number(),
        total: z.number(),
        waiting: z.number().describe('尚未应答、继续通知的件数'),
        unanswered: z
          .array(z.object({ caseId: z.string(), attempts: z.number(), message: z.string() }))
          .describe('其中您可以查看的案件'),
      })
      .nullable()
      .describe('重新计算期限的进度：已完成件数、总件数'),
  })
  .meta({ id: 'Proposal' });
export type ProposalView = z.infer<typeof proposalSchema>;

type Kind = ProposalView['kind'];
/** Whoever asks for the proposals of one kind is told of no other. */
export type ProposalOf<K extends Kind> = ProposalView & { change: Extract<ProposalView['change'], { kind: K }> };

export const proposalsSchema = z.object({ items: z.array(proposalSchema) });
export type ProposalsOf<K extends Kind> = { items: ProposalOf<K>[] };
