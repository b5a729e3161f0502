import type { CommandFields, CommandType, DeadlineKind } from '@xiezhi/rules';
import {
  DEADLINE_TITLES,
  fromAsciiCourt,
  isLocalDate,
  LONGEST_TEXT,
  parseInstant,
  whyUnprintable,
} from '@xiezhi/rules';
import { z } from 'zod';

const TEXT_LIMIT = LONGEST_TEXT;
const LINE_LIMIT = 500;

/** What is missing is asked for; what is there in another form is told its form. */
const wanted = (label: string, otherwise: string) => ({
  error: ({ input }: { input?: unknown }) => (input === undefined || input === null ? `请填写${label}` : otherwise),
});

/** Refuses here, with the field's name, what no paper could show; a paper is made only when its act is done. */
const printable =
  (label: string, lines: boolean) =>
  ({ value, issues }: z.core.ParsePayload<string>): void => {
    const why = whyUnprintable(value, lines);
    if (why !== null) issues.push({ code: 'custom', message: `${label}${why}`, input: value });
  };

/** One line a person types: trimmed, not empty, printable. */
const line = (label: string) =>
  z
    .string(wanted(label, `${label}应为文字`))
    .trim()
    .min(1, `请填写${label}`)
    .max(LINE_LIMIT, `${label}不超过${LINE_LIMIT}字`)
    .check(printable(label, false));

/** Several lines a person types: trimmed, not empty, printable. */
const text = (label: string) =>
  z
    .string(wanted(label, `${label}应为文字`))
    .trim()
    .min(1, `请填写${label}`)
    .max(TEXT_LIMIT, `${label}不超过${TEXT_LIMIT}字`)
    .check(printable(label, true));

/** The same, where an empty one is the Rule's to refuse, with a code of its own. */
const optionalText = (label: string) =>
  z
    .string(wanted(label, `${label}应为文字`))
    .max(TEXT_LIMIT, `${label}不超过${TEXT_LIMIT}字`)
    .check(printable(label, true))
    .optional();

const date = (label: string) =>
  z.string(wanted(label, `${label}应为日期`)).refine(isLocalDate, `${label}应为有效日期，格式为YYYY-MM-DD`);

/** A court by its code; the ASCII form is accepted and becomes the written one. */
export const courtCodeSchema = z
  .string(wanted('法院代字', '法院代字应为文字'))
  .trim()
  .min(1, '请填写法院代字')
  .max(10, '法院代字过长')
  .transform((code) => (/^jl\d*$/i.test(code) ? fromAsciiCourt(code.toLowerCase()) : code));

const amount = (label: string) =>
  z
    .number(wanted(label, `${label}应为数字（元）`))
    .min(0, `${label}不能为负数`)
    .max(1e15, `${label}过大`);

const partySchema = z.strictObject({
  side: z.enum(['applicant', 'respondent'], wanted('当事人地位', '当事人地位应为 applicant 或 respondent')),
  name: line('当事人姓名或名称'),
  kind: z.enum(['person', 'organization'], wanted('当事人类型', '当事人类型应为 person 或 organization')),
});

const groundCode = z.enum(
  ['3-1', '3-2', '3-3', '3-4', '3-5', '3-6', '3-7', '3-8'],
  wanted('情形', '情形应为 3-1 至 3-8'),
);

const groundSchema = z.strictObject({
  code: groundCode,
  facts: text('事实').optional(),
  relatedCases: z.array(line('关联案号')).max(500).optional(),
  propertyCourt: courtCodeSchema.optional(),
  propertyPlace: line('财产所在地').optional(),
  respondentKind: line('特殊主体类型').optional(),
});

const materialSchema = z.strictObject({ kind: line('材料种类'), title: line('材料名称') });

const exclusionSchema = z.strictObject({
  type: line('扣除事由'),
  start: date('扣除期间起日'),
  end: date('扣除期间止日'),
  document: line('依据文书').optional(),
});

const caseFields = {
  caseNumber: line('案号'),
  filingDate: date('立案日期'),
  cause: line('案由'),
  parties: z
    .array(partySchema)
    .min(1, '请填写当事人')
    .max(500, '当事人不超过500名')
    .refine((parties) => parties.some((party) => party.side === 'applicant'), '请填写申请执行人')
    .refine((parties) => parties.some((party) => party.side === 'respondent'), '请填写被执行人'),
  claimAmount: amount('执行标的'),
  hasProperty: z.boolean(wanted('是否有财产可供执行', '是否有财产可供执行应为 true 或 false')),
  grounds: z
    .array(groundSchema)
    .max(8, '情形不超过八项')
    .refine((list) => new Set(list.map((ground) => ground.code)).size === list.length, '同一情形不能重复填写'),
  matters: text('协同具体事项'),
  exclusions: z.array(exclusionSchema).max(200).optional(),
  proposal: text('建议意见').optional(),
  suggestedParticipants: z.array(courtCodeSchema).max(93).optional(),
  materials: z.array(materialSchema).max(500).optional(),
  channel: z.enum(['ELECTRONIC', 'PAPER'], wanted('报送方式', '报送方式应为 ELECTRONIC 或 PAPER')).optional(),
  receivedOn: date('收件日期').optional(),
};

const previous = z
  .string({ error: '请填写前案的案件编号' })
  .regex(/^[a-z0-9-]{3,80}$/, '前案的案件编号格式不正确')
  .optional();

const none = z.strictObject({});
const outcome = z.enum(['APPROVE', 'REFUSE'], wanted('结论', '结论应为 APPROVE 或 REFUSE'));
const sensitivity = z.enum(['ORDINARY', 'MAJOR'], wanted('敏感等级', '敏感等级应为 ORDINARY 或 MAJOR'));
const passOrReject = z.enum(['PASS', 'REJECT'], wanted('结论', '结论应为 PASS 或 REJECT'));
const record = z.number(wanted('记录编号', '记录编号应为数字')).int('记录编号应为整数').positive('记录编号应为正数');
const lead = z.number(wanted('线索编号', '线索编号应为数字')).int('线索编号应为整数').positive('线索编号应为正数');
const instant = z.string(wanted('时间', '时间应为文字')).refine((value) => {
  try {
    return Number.isFinite(parseInstant(value));
  } catch {
    return false;
  }
}, '时间格式应为YYYY-MM-DDTHH:mm:ss+08:00');
/** What a device without a connection knows of a record it sends later. */
const captured = {
  clientId: z.uuid(wanted('记录标识', '记录标识应为 UUID')).toLowerCase().optional(),
  capturedAt: instant.optional(),
  clientSeq: z
    .number(wanted('设备序号', '设备序号应为数字'))
    .int('设备序号应为整数')
    .min(0, '设备序号不能为负数')
    .optional(),
};
const urgent = z.boolean(wanted('是否紧急', '是否紧急应为 true 或 false')).optional();
// Absent or empty sections are the Rule's to refuse (PLAN_SECTION_MISSING), so the shape lets them through.
const section = optionalText('方案内容');

/** The shape of every command's `with`. What the Rule thinks of it is decided in the case's workflow. */
export const commandSchemas = {
  'application.submit': z.strictObject({ to: courtCodeSchema, previous, ...caseFields }),
  'application.register': none,
  'application.accept': none,
  'order.register': z.strictObject({
    origin: z.enum(['SUPERIOR_FINDING', 'SUPERIOR_ORDER', 'EX_OFFICIO'], wanted('来源', '来源不正确')),
    executingCourt: courtCodeSchema,
    previous,
    letter: z
      .strictObject({
        number: line('交办函文号'),
        issuedBy: line('交办机关'),
        channel: z.enum(['督办', '信访', '巡查', '要求'], wanted('来源渠道', '来源渠道应为督办、信访、巡查或要求')),
      })
      .optional(),
    ...caseFields,
  }),
  'order.conclude': z.strictObject({
    ground: z.enum(
      ['ALREADY_CLOSED', 'ALREADY_COLLABORATING'],
      wanted('终结事由', '终结事由应为 ALREADY_CLOSED 或 ALREADY_COLLABORATING'),
    ),
    reasons: text('理由'),
  }),
  'order.confirmConclusion': none,
  'application.forward': z.strictObject({
    opinion: z.enum(['AGREE', 'DISAGREE'], wanted('意见', '意见应为 AGREE 或 DISAGREE')),
    reasons: text('理由'),
  }),
  'application.withdraw': z.strictObject({ reason: text('撤回理由') }),
  'correction.request': z.strictObject({ missing: z.array(line('缺少的材料')).min(1, '请列明缺少的材料').max(100) }),
  'application.supplement': z.strictObject({
    materials: z.array(materialSchema).max(500),
    complete: z.boolean(wanted('是否齐全', '是否齐全应为 true 或 false')),
  }),
  'ground.override': z.strictObject({ ground: groundCode, reason: text('认定理由') }),
  'ground.secondRead': z.strictObject({
    ground: z.literal('3-8', { error: '只有情形 3-8 须复核' }),
    opinion: text('复核意见'),
  }),
  'review.propose': z.strictObject({ outcome, reasons: text('理由') }),
  'review.decide': z.strictObject({
    outcome,
    reasons: text('理由'),
    participants: z.array(courtCodeSchema).max(93).optional(),
    sensitivity: sensitivity.optional(),
    overdueReason: optionalText('逾期理由'),
  }),
  'decision.acknowledge': none,
  'refusal.relay': none,
  'refusal.acknowledge': none,
  'selfExecution.submitPlan': z.strictObject({ text: text('方案') }),
  'selfExecution.report': z.strictObject({ text: text('进展情况') }),
  'selfExecution.finish': z.strictObject({ text: text('办理结果') }),
  'plan.submit': z.strictObject({
    tasks: section,
    responsibilities: section,
    command: section,
    coordination: section,
    support: section,
    risks: section,
    officers: z
      .array(z.strictObject({ name: line('姓名'), court: courtCodeSchema, credential: line('证件类型/号') }))
      .max(500)
      .optional(),
    sensitivity: sensitivity.optional(),
  }),
  'plan.approve': none,
  'plan.recordMeeting': z.strictObject({
    attendees: z
      .array(z.string().max(LINE_LIMIT).check(printable('参会人员', false)))
      .max(200)
      .optional(),
    minutes: optionalText('会议纪要'),
    outcome: passOrReject,
    presidentReview: z.boolean(wanted('是否报请院长审核', '是否报请院长审核应为 true 或 false')),
  }),
  'plan.presidentReview': z.strictObject({ outcome: passOrReject }),
  'sensitivity.raise': z.strictObject({ reason: text('理由') }),
  'sensitivity.lower': z.strictObject({ reason: text('理由') }),
  'participants.change': z.strictObject({
    add: z.array(courtCodeSchema).max(93).optional(),
    remove: z.array(courtCodeSchema).max(93).optional(),
    reasons: text('理由'),
  }),
  'execution.report': z.strictObject({ text: text('报告内容'), urgent, ...captured }),
  'execution.instruct': z.strictObject({ to: courtCodeSchema, text: text('指令内容'), urgent }),
  'execution.correct': z.strictObject({ to: courtCodeSchema, text: text('纠正内容'), urgent }),
  'execution.acknowledge': z.strictObject({ record, ...captured }),
  'execution.object': z.strictObject({ record, reason: text('复议理由'), ...captured }),
  'execution.resolveObjection': z.strictObject({
    record,
    outcome: z.enum(['UPHELD', 'DISMISSED'], wanted('结论', '结论应为 UPHELD 或 DISMISSED')),
    reasons: text('理由'),
  }),
  'lead.register': z.strictObject({
    category: z.enum(
      ['消极执行', '乱执行', '方案不周密', '指挥失误', '配合不力'],
      wanted('线索类别', '线索类别不正确'),
    ),
    court: courtCodeSchema,
    facts: text('事实'),
    evidence: z.array(record).max(1000).optional(),
  }),
  'closeout.request': z.strictObject({
    outcome: z.enum(
      ['ACTUALLY_CLOSED', 'ZHONGBEN', 'MATTER_ACHIEVED', 'REVOKED'],
      wanted('办结方式', '办结方式不正确'),
    ),
    recoveredAmount: amount('到位金额'),
    summary: text('办结情况'),
  }),
  'lead.verify': z.strictObject({ lead, note: text('核查情况') }),
  'lead.conclude': z.strictObject({
    lead,
    outcome: z.enum(['TRANSFERRED', 'UNFOUNDED'], wanted('处理结果', '处理结果应为 TRANSFERRED 或 UNFOUNDED')),
    note: text('处理情况'),
  }),
  'closeout.confirm': none,
  'closeout.return': z.strictObject({ reasons: text('理由') }),
  'collaboration.revoke': z.strictObject({ reasons: text('理由') }),
  'duty.urge': z.strictObject({
    kind: z.enum(
      Object.keys(DEADLINE_TITLES) as [DeadlineKind, ...DeadlineKind[]],
      wanted('期限事项', '期限事项不正确'),
    ),
    record: record.optional(),
    text: text('催办内容').optional(),
  }),
  'settings.adopt': z.strictObject({
    version: z.number(wanted('版本', '版本应为数字')).int('版本应为整数').min(1, '版本从1起'),
    reason: text('理由'),
  }),
} satisfies { [T in CommandType]: z.ZodType<CommandFields[T]> };

/** Which service answers for which command: each owns the stage of its articles (design section 2). */
export const COMMAND_OWNERS = {
  intake: [
    'application.submit',
    'application.register',
    'application.accept',
    'order.register',
    'order.conclude',
    'order.confirmConclusion',
    'application.forward',
    'application.withdraw',
    'correction.request',
    'application.supplement',
  ],
  decision: [
    'ground.override',
    'ground.secondRead',
    'review.propose',
    'review.decide',
    'decision.acknowledge',
    'refusal.relay',
    'refusal.acknowledge',
    'selfExecution.submitPlan',
    'selfExecution.report',
    'selfExecution.finish',
  ],
  'command-center': [
    'plan.submit',
    'plan.approve',
    'plan.recordMeeting',
    'plan.presidentReview',
    'sensitivity.raise',
    'sensitivity.lower',
    'participants.change',
    'execution.report',
    'execution.instruct',
    'execution.correct',
    'execution.acknowledge',
    'execution.object',
    'execution.resolveObjection',
    'lead.register',
    'closeout.request',
    'lead.verify',
    'lead.conclude',
    'closeout.confirm',
    'closeout.return',
    'collaboration.revoke',
    'duty.urge',
    'settings.adopt',
  ],
} as const satisfies Record<string, readonly CommandType[]>;

export type CommandOwner = keyof typeof COMMAND_OWNERS;

const OWNER_OF = new Map<CommandType, CommandOwner>(
  (Object.keys(COMMAND_OWNERS) as CommandOwner[]).flatMap((owner) =>
    COMMAND_OWNERS[owner].map((command): [CommandType, CommandOwner] => [command, owner]),
  ),
);

/** The service a command is sent to. */
export function ownerOf(command: CommandType): CommandOwner {
  const owner = OWNER_OF.get(command);
  if (!owner) throw new Error(`no service owns ${command}`);
  return owner;
}
