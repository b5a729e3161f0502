import { BULLETIN_COMMANDS, codesIn, DEADLINE_KINDS, LAMP_WORDS, SCAN_DISPOSE } from '@xiezhi/rules';
import type { BulletinCommandType } from '@xiezhi/rules';
import { z } from 'zod';
import { commandTypeSchema, court, day, moment, roleSchema } from './basics';

const accountSchema = z.object({ sub: z.string(), name: z.string() });

/** What somebody has to do about a file, of whatever kind. */
const awaitedSchema = z.enum([
  ...commandTypeSchema.options,
  SCAN_DISPOSE.name,
  ...(Object.keys(BULLETIN_COMMANDS) as BulletinCommandType[]),
]);

/**
 * What one person can do with a work item: DO the act itself, if the case allows it; CLAIM it, RELEASE a claim, DELEGATE what
 * they hold; ASSIGN it to a colleague; URGE the court that owes it.
 */
export const itemActSchema = z.enum(['DO', 'CLAIM', 'RELEASE', 'DELEGATE', 'ASSIGN', 'URGE']);
export type ItemAct = z.infer<typeof itemActSchema>;

/** A duty that waits for somebody at a court, as one person may see it. */
export const workItemSchema = z
  .object({
    id: z.string(),
    version: z.number().int().describe('每次认领变动加一'),
    caseId: z.string(),
    subject: z.string().describe('文号；尚未编号的为案号'),
    caseNumber: z.string().describe('原执行案件案号；通报没有'),
    cause: z.string().nullable().describe('案由，隐去自然人姓名'),
    applicants: z.string().nullable().describe('申请执行人，自然人只显示姓氏'),
    respondents: z.string().nullable().describe('被执行人，自然人只显示姓氏'),
    executingCourt: court,
    executingCourtName: z.string(),
    title: z.string(),
    form: z.enum(['DUTY', 'RIGHT', 'WATCH']).describe('DUTY 应办；RIGHT 可办（权利）；WATCH 只跟踪期限'),
    command: awaitedSchema.nullable().describe('所待的命令'),
    kind: z.enum(codesIn(DEADLINE_KINDS)).nullable(),
    deadline: z.string().nullable().describe('期限在案件中的编号'),
    record: z.number().int().nullable().describe('所涉现场记录的编号'),
    court,
    courtName: z.string(),
    roles: z.array(roleSchema),
    roleTitles: z.array(z.string()),
    except: z.string().nullable().describe('虽有此岗位而不得办理的账号：提出审查意见的人不能自己审批'),
    acts: z.array(itemActSchema).describe('查询人能对此事项做什么'),
    since: moment,
    due: day.nullable(),
    expiresAt: moment.nullable().describe('逾期的第一时刻'),
    provisional: z.boolean(),
    authority: z.string().nullable(),
    law: z.boolean().nullable().describe('期限是否法定；false 为设置，不是法律规定'),
    lamp: z.enum(Object.keys(LAMP_WORDS) as [keyof typeof LAMP_WORDS]),
    word: z.string(),
    workdaysLeft: z.number().int().nullable().describe('距届满的工作日数；负数为已逾期的工作日数'),
    daysLate: z.number().int().nullable().describe('届满日之后的自然日数；未逾期为空'),
    status: z.enum(['OPEN', 'DONE', 'CANCELLED']),
    doneAt: moment.nullable(),
    doneBy: z.object({ court: court.nullable(), role: z.string(), name: z.string().nullable() }).nullable(),
    holder: accountSchema
      .extend({
        via: z.enum(['CLAIM', 'ASSIGN', 'DELEGATE']),
        since: moment,
        by: accountSchema.nullable(),
        for: accountSchema.nullable().describe('代办：替谁办理'),
        reason: z.string().nullable(),
      })
      .nullable()
      .describe('认领人。认领不改变谁有权办理：同岗位的人仍可办理'),
    mine: z.boolean().describe('是否由本人认领'),
  })
  .meta({ id: 'WorkItem' });
export type WorkItem = z.infer<typeof workItemSchema>;

export const workItemsSchema = z.object({ items: z.array(workItemSchema), next: z.string().nullable() });
export type WorkItems = z.infer<typeof workItemsSchema>;

/** During an absence what somebody is given is done by the delegate. */
export const absenceSchema = z.object({ from: day, to: day, delegate: accountSchema }).meta({ id: 'OutOfOffice' });
export type Absence = z.infer<typeof absenceSchema>;

export const ownAbsenceSchema = z.object({ outOfOffice: absenceSchema.nullable() });
export type OwnAbsence = z.infer<typeof ownAbsenceSchema>;

/** What kind of message it is. */
export const levelSchema = z.enum(['INFO', 'URGENT', 'REMINDER', 'OVERDUE']);

export const inboxMessageSchema = z
  .object({
    id: z.string(),
    caseId: z.string(),
    seq: z.number(),
    at: moment,
    court,
    role: roleSchema,
    level: levelSchema,
    text: z.string(),
    read: z.boolean(),
    settled: z.boolean().describe('所说的事项已经办结或者不再需要办理'),
  })
  .meta({ id: 'InboxMessage' });
export type InboxMessage = z.infer<typeof inboxMessageSchema>;

export const inboxSchema = z.object({ items: z.array(inboxMessageSchema), next: z.string().nullable() });
export type InboxPage = z.infer<typeof inboxSchema>;
