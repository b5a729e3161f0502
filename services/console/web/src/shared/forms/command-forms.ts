import type { CommandType } from '@xiezhi/rules';
import type { Phrase } from '../language';
import type { CommandForm, Field } from './fields';

export const OUTCOME = [
  ['APPROVE', '协同执行'],
  ['REFUSE', '不予协同执行'],
] as const;
const PASS = [
  ['PASS', '通过'],
  ['REJECT', '不通过'],
] as const;
const SENSITIVITY = [
  ['ORDINARY', '一般'],
  ['MAJOR', '重大'],
] as const;
const urgent: Field = {
  name: 'urgent',
  label: '紧急',
  kind: 'yes',
  help: '紧急指令须在30分钟内签收（设置，不是法律规定）。',
};
const refused = { field: 'outcome', is: 'REFUSE' } as const;
const text = (name: string, label: Phrase, required = true): Field => ({ name, label, kind: 'text', required });
const paper = (name: string, label: Phrase): Field => ({ ...text(name, label), paper: true });

/** The forms of the commands on an open case. A command that is not here is asked for by its schema alone. */
export const COMMAND_FORMS: Partial<Record<CommandType, CommandForm>> = {
  'application.register': { fields: [], confirm: '确认材料齐全，登记并进入审查？' },
  'application.accept': { fields: [], confirm: '确认受理？审查期限自今日起算。' },
  'application.forward': {
    fields: [
      {
        name: 'opinion',
        label: '意见',
        kind: 'choice',
        required: true,
        choices: [
          ['AGREE', '同意'],
          ['DISAGREE', '不同意'],
        ],
      },
      text('reasons', '理由'),
    ],
    confirm: '层报后不能收回，确认层报？',
  },
  'order.conclude': {
    fields: [
      {
        name: 'ground',
        label: '终结事由',
        kind: 'choice',
        required: true,
        choices: [
          ['ALREADY_CLOSED', '案件已经执结'],
          ['ALREADY_COLLABORATING', '已在另案协同执行'],
        ],
      },
      text('reasons', '理由'),
    ],
    confirm: '终结后不再作出决定；由上级法院交办的，须经上级法院确认。确认终结？',
  },
  'order.confirmConclusion': { fields: [], confirm: '确认后本案不能再办理。确认终结？' },
  'ground.override': {
    fields: [
      { name: 'ground', label: '认定的情形', kind: 'choice', required: true, from: 'grounds' },
      text('reason', '认定理由'),
    ],
    confirm: '认定理由和姓名记入案卷，不能更改。确认认定？',
  },
  'ground.secondRead': {
    fields: [text('opinion', '复核意见')],
    confirm: '复核意见和姓名记入案卷，不能更改。确认？',
  },
  'application.withdraw': {
    fields: [text('reason', '撤回理由')],
    confirm: '撤回后报请终止，并起算自行执行工作方案的期限。确认撤回？',
  },
  'correction.request': {
    fields: [
      {
        name: 'missing',
        label: '缺少的材料',
        kind: 'lines',
        required: true,
        help: '每行一项。补正通知只能发一次。',
        paper: true,
      },
    ],
    confirm: '补正通知只能发一次，确认发出？',
  },
  'application.supplement': {
    fields: [
      { name: 'materials', label: '补充的材料', kind: 'materials' },
      { name: 'complete', label: '材料已经补齐', kind: 'yes' },
    ],
  },
  'review.propose': {
    fields: [
      { name: 'outcome', label: '结论', kind: 'choice', required: true, choices: OUTCOME },
      paper('reasons', '理由'),
    ],
  },
  'review.decide': {
    fields: [
      { name: 'outcome', label: '结论', kind: 'choice', required: true, choices: OUTCOME },
      paper('reasons', '理由'),
      { name: 'participants', label: '参与协同的法院', kind: 'courts', among: 'jurisdiction', unless: refused },
      {
        name: 'sensitivity',
        label: '案件性质',
        kind: 'choice',
        choices: SENSITIVITY,
        unless: refused,
        whenOrdinary: true,
        help: '不选为一般。重大方案须经局务会，会议要求的再报院长。',
      },
      {
        name: 'overdueReason',
        label: '逾期理由',
        kind: 'text',
        required: true,
        help: '审查已超过期限的，必须说明。',
        whenLate: 'REVIEW',
      },
    ],
    confirm: '决定作出即发出文书，不能撤销。确认？',
  },
  'decision.acknowledge': { fields: [], confirm: '确认签收决定书？签收日期为今日。' },
  'refusal.relay': { fields: [], confirm: '确认已收到并转告执行法院？' },
  'refusal.acknowledge': { fields: [], confirm: '签收后起算自行执行工作方案的期限。确认签收？' },
  'selfExecution.submitPlan': { fields: [text('text', '自行执行工作方案')] },
  'selfExecution.finish': { fields: [text('text', '办理结果')], confirm: '办结后本案不能再办理。确认办结？' },
  'plan.submit': {
    fields: [
      text('tasks', '任务分工'),
      text('responsibilities', '各方职责'),
      text('command', '组织指挥'),
      text('coordination', '协调联络'),
      text('support', '保障措施'),
      text('risks', '风险评估与预案', false),
      { name: 'officers', label: '执行人员', kind: 'officers' },
      {
        name: 'sensitivity',
        label: '案件性质',
        kind: 'choice',
        choices: SENSITIVITY,
        whenOrdinary: true,
        help: '不选为一般。重大方案须经局务会，会议要求的再报院长。',
      },
    ],
  },
  'plan.approve': { fields: [], confirm: '确认批准工作方案？' },
  'plan.recordMeeting': {
    fields: [
      {
        name: 'attendees',
        label: '参会人员',
        kind: 'lines',
        required: true,
        help: '每行一人，不少于三人（设置，不是法律规定）。',
      },
      text('minutes', '会议记录'),
      { name: 'outcome', label: '结论', kind: 'choice', required: true, choices: PASS },
      { name: 'presidentReview', label: '报请院长审核', kind: 'yes' },
    ],
    confirm: '会议结论登记后不能更改。确认？',
  },
  'plan.presidentReview': {
    fields: [{ name: 'outcome', label: '结论', kind: 'choice', required: true, choices: PASS }],
    confirm: '审核结论不能更改。确认？',
  },
  'execution.report': { fields: [text('text', '报告内容'), { name: 'urgent', label: '紧急', kind: 'yes' }] },
  'execution.instruct': {
    fields: [
      { name: 'to', label: '接收法院', kind: 'court', required: true, among: 'acting' },
      paper('text', '指令内容'),
      urgent,
    ],
  },
  'execution.correct': {
    fields: [
      { name: 'to', label: '接收法院', kind: 'court', required: true, among: 'acting' },
      paper('text', '纠正内容'),
      urgent,
    ],
    confirm: '纠正指令发出后，接收法院可在五日内申请复议，复议期间不停止执行。确认发出？',
  },
  'execution.acknowledge': { fields: [], confirm: '确认签收？' },
  'execution.object': { fields: [text('reason', '复议理由')] },
  'execution.resolveObjection': {
    fields: [
      {
        name: 'outcome',
        label: '结论',
        kind: 'choice',
        required: true,
        choices: [
          ['UPHELD', '复议成立'],
          ['DISMISSED', '驳回复议'],
        ],
      },
      text('reasons', '理由'),
    ],
    confirm: '处理结论不能更改。确认？',
  },
  'lead.register': {
    fields: [
      {
        name: 'category',
        label: '类别',
        kind: 'choice',
        required: true,
        choices: (['消极执行', '乱执行', '方案不周密', '指挥失误', '配合不力'] as const).map(
          (name) => [name, name] as const,
        ),
      },
      { name: 'court', label: '所涉法院', kind: 'court', required: true, among: 'involved' },
      text('facts', '事实'),
      { name: 'evidence', label: '引用的案件记录', kind: 'entries' },
    ],
  },
  'settings.adopt': {
    fields: [{ name: 'version', label: '版本', kind: 'number', required: true }, text('reason', '理由')],
    confirm: '本案此后新起算的期限按所选版本的设置计算。确认？',
  },
  'closeout.request': {
    fields: [
      {
        name: 'outcome',
        label: '办结方式',
        kind: 'choice',
        required: true,
        choices: [
          ['ACTUALLY_CLOSED', '实际执结'],
          ['ZHONGBEN', '终结本次执行程序'],
          ['MATTER_ACHIEVED', '协同事项完成'],
          ['REVOKED', '撤销协同'],
        ],
      },
      { name: 'recoveredAmount', label: '执行到位金额', kind: 'amount', required: true },
      text('summary', '办结情况'),
    ],
    confirm: '确认报请办结？',
  },
  'sensitivity.raise': { fields: [text('reason', '理由')] },
  'sensitivity.lower': { fields: [text('reason', '理由')] },
  'participants.change': {
    fields: [
      { name: 'add', label: '增加的法院', kind: 'courts', among: 'jurisdiction' },
      { name: 'remove', label: '减少的法院', kind: 'courts', among: 'participating' },
      text('reasons', '理由'),
    ],
    confirm: '变更后工作方案须重新制定并批准。确认？',
  },
  'selfExecution.report': { fields: [text('text', '进展情况')] },
  'lead.verify': {
    fields: [
      { name: 'lead', label: '问责线索', kind: 'choice', required: true, from: 'leadsToVerify' },
      text('note', '核查情况'),
    ],
  },
  'lead.conclude': {
    fields: [
      { name: 'lead', label: '问责线索', kind: 'choice', required: true, from: 'leadsToConclude' },
      {
        name: 'outcome',
        label: '结论',
        kind: 'choice',
        required: true,
        choices: [
          ['TRANSFERRED', '移送'],
          ['UNFOUNDED', '不成立'],
        ],
      },
      text('note', '处理情况'),
    ],
    confirm: '处理结论不能更改。确认？',
  },
  'closeout.return': { fields: [text('reasons', '理由')] },
  'collaboration.revoke': { fields: [text('reasons', '理由')], confirm: '撤销后本案不能再办理。确认撤销协同？' },
  'duty.urge': {
    fields: [
      { name: 'kind', label: '催办事项', kind: 'choice', required: true, from: 'duties' },
      {
        name: 'record',
        label: '记录编号',
        kind: 'choice',
        from: 'dutyRecords',
        help: '签收或者复议事项有几项的，指明是哪一项记录。',
      },
      text('text', '催办内容', false),
    ],
  },
  'closeout.confirm': { fields: [], confirm: '确认办结？办结后本案不能再办理。' },
};
