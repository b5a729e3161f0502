import { exceedsClaim, PERIODS, type CommandFields, type CommandType } from '@xiezhi/rules';
import type { Phrase } from '../language';
import type { CommandForm, Doubt, Hint } from './fields';

/** What the console adds to the definition of a command: what is asked before it is sent, and hints for its fields. */
interface Layout<T extends CommandType> extends Pick<CommandForm, 'doubt' | 'from'> {
  /** Asked before sending what cannot be taken back. */
  confirm?: Phrase;
  /** Stands for `{}` in it. */
  confirmed?: number;
  hints?: { [F in keyof CommandFields[T]]?: Hint };
}

const paper: Hint = { paper: true };
const given: Hint = { given: true };
const urgent: Hint = {
  help: '紧急指令须在{}分钟内签收（设置，不是法律规定）。',
  setting: 'urgentAcknowledgementMinutes',
};
const unlessRefused: Hint = { unless: { field: 'outcome', is: 'REFUSE' } };
const sensitivity: Hint = { whenOrdinary: true, help: '不选为一般。重大方案须经局务会，会议要求的再报院长。' };
const order: NonNullable<Layout<'execution.instruct'>['hints']> = {
  to: { among: 'acting' },
  text: paper,
  urgent,
  about: given,
};

/** An urgent report is answered to whoever made it, and urgently. */
const answerTo: CommandForm['from'] = ({ records }, about) => {
  const report = records.find(({ number }) => number === about);
  return report ? { to: report.from, urgent: true } : null;
};

const beyondClaim: Doubt = ({ recoveredAmount }, view) =>
  typeof recoveredAmount === 'number' && exceedsClaim(view.case.claimAmount, recoveredAmount)
    ? '执行到位金额超过申请标的额，请核对。确无误的，继续。'
    : undefined;

/** A command that is not here is asked for by its definition alone. */
export const LAYOUTS: { [T in CommandType]?: Layout<T> } = {
  'application.register': { confirm: '确认材料齐全，登记并进入审查？' },
  'application.accept': { confirm: '确认受理？审查期限自今日起算。' },
  'application.forward': { confirm: '层报后不能收回，确认层报？' },
  'application.withdraw': { confirm: '撤回后报请终止，并起算自行执行工作方案的期限。确认撤回？' },
  'order.conclude': { confirm: '终结后不再作出决定；由上级法院交办的，须经上级法院确认。确认终结？' },
  'order.confirmConclusion': { confirm: '确认后本案不能再办理。确认终结？' },
  'correction.request': {
    hints: { missing: { help: '每行一项。补正通知只能发一次。', paper: true } },
    confirm: '补正通知只能发一次，确认发出？',
  },
  'application.supplement': { hints: { materials: { kind: 'materials', required: false } } },
  'application.reinstate': {
    confirm: '报请恢复为待补正，执行法院的自行执行工作方案期限取消。确认？',
  },
  'ground.override': {
    hints: { ground: { from: 'grounds' } },
    confirm: '认定理由和姓名记入案卷，不能更改。确认认定？',
  },
  'ground.secondRead': { hints: { ground: given }, confirm: '复核意见和姓名记入案卷，不能更改。确认？' },
  'review.propose': { hints: { reasons: paper } },
  'review.decide': {
    hints: {
      reasons: paper,
      participants: { among: 'jurisdiction', ...unlessRefused },
      sensitivity: { ...sensitivity, ...unlessRefused },
      overdueReason: { help: '审查已超过期限的，必须说明。', whenLate: 'REVIEW' },
    },
    confirm: '决定作出即发出文书，不能撤销。确认？',
  },
  'decision.acknowledge': { confirm: '确认签收决定书？签收日期为今日。' },
  'refusal.relay': { confirm: '确认已收到并转告执行法院？' },
  'refusal.acknowledge': { confirm: '签收后起算自行执行工作方案的期限。确认签收？' },
  'selfExecution.finish': {
    hints: { outcome: { required: true }, recoveredAmount: { required: true } },
    from: ({ selfExecution: { returned } }) => returned,
    doubt: beyondClaim,
    confirm: '办理结果报本院执行局负责人确认后，本案不能再办理。确认报送？',
  },
  'selfExecution.confirm': { confirm: '确认办结？办结后本案不能再办理。' },
  'plan.submit': { hints: { officers: { kind: 'officers' }, sensitivity } },
  'plan.agree': { confirm: '本版方案批准后写明由本院共同商定。确认商定？' },
  'plan.approve': { confirm: '确认批准工作方案？' },
  'plan.return': { confirm: '退回后由指挥中心专人修改，另行提交一版。确认退回？' },
  'plan.recordMeeting': {
    hints: {
      attendees: { help: '每行一人，不少于{}人（设置，不是法律规定）。', setting: 'meetingAttendees' },
    },
    confirm: '会议结论登记后不能更改。确认？',
  },
  'plan.presidentReview': { confirm: '审核结论不能更改。确认？' },
  'participants.change': {
    hints: { add: { among: 'jurisdiction' }, remove: { among: 'participating' } },
    confirm: '变更后工作方案须重新制定并批准。确认？',
  },
  'execution.instruct': { hints: order, from: answerTo },
  'execution.correct': {
    hints: order,
    confirm: '纠正指令发出后，接收法院可在{}日内申请复议，复议期间不停止执行。确认发出？',
    confirmed: PERIODS.objection.length.amount,
  },
  'execution.acknowledge': { hints: { record: given }, confirm: '确认签收？' },
  'execution.object': { hints: { record: given } },
  'execution.resolveObjection': { hints: { record: given }, confirm: '处理结论不能更改。确认？' },
  'lead.register': { hints: { court: { among: 'involved' }, evidence: { kind: 'entries' } } },
  'lead.verify': { hints: { lead: { kind: 'choice', from: 'leadsToVerify' } } },
  'lead.conclude': {
    hints: { lead: { kind: 'choice', from: 'leadsToConclude' } },
    confirm: '处理结论不能更改。确认？',
  },
  'closeout.request': {
    from: ({ returnedCloseRequest: returned }) => returned,
    doubt: beyondClaim,
    confirm: '确认报请办结？',
  },
  'closeout.confirm': { confirm: '确认办结？办结后本案不能再办理。' },
  'collaboration.revoke': { confirm: '撤销后本案不能再办理。确认撤销协同？' },
  'duty.urge': {
    hints: {
      kind: { from: 'duties' },
      record: {
        kind: 'choice',
        from: 'dutyRecords',
        help: '签收或者复议事项有几项的，指明是哪一项记录。',
      },
    },
  },
  'settings.adopt': { confirm: '本案此后新起算的期限按所选版本的设置计算。确认？' },
};
