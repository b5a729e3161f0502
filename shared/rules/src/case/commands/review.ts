import type { AdvisedCourt } from '../../allocation/advised';
import { OWN_OUTCOMES, REVIEW_OUTCOMES, SENSITIVITIES } from '../../vocabulary';
import { overrideGround, secondRead } from '../stages/grounds';
import {
  acknowledgeDecision,
  acknowledgeRefusal,
  confirmSelfExecution,
  decideReview,
  finishSelfExecution,
  propose,
  relayRefusal,
  reportSelfExecution,
  returnSelfExecution,
  submitSelfExecutionPlan,
} from '../stages/review';
import { groundCode } from './application';
import { acting, command, deciding, executing, relay } from './define';
import { amount, code, court, internal, leftToTheRule, list, mayBeEmpty, oneOf, optional, text } from './field';

const outcome = code(['结论', 'Outcome'], REVIEW_OUTCOMES);
const reasons = text(['理由', 'Reasons']);
export const sensitivity = optional(code(['案件性质', 'Sensitivity'], SENSITIVITIES, { named: '敏感等级' }));

export const REVIEW_COMMANDS = [
  command('ground.override', {
    title: [
      '认定情形（第三条；核对不符合而认定的，说明理由）',
      'Find a ground met (Art. 3; with reasons where the check says otherwise)',
    ],
    articles: [3],
    owner: 'decision',
    by: [deciding('bureauDirector')],
    fields: {
      ground: { ...groundCode, label: ['认定的情形', 'Ground found met'] as const, named: '情形' },
      reason: text(['认定理由', 'Reason']),
    },
    decide: overrideGround,
  }),
  command('ground.secondRead', {
    title: [
      '复核其他重大、疑难、复杂情形（3-8）',
      'Second reading of other major, difficult or complex circumstances (3-8)',
    ],
    articles: [3],
    owner: 'decision',
    by: [deciding('handler')],
    fields: {
      ground: oneOf(['情形', 'Ground'], ['3-8'], { otherwise: '只有情形 3-8 须复核' }),
      opinion: text(['复核意见', 'Opinion of the second reader']),
    },
    decide: secondRead,
  }),
  command('review.propose', {
    title: ['提出审查意见', 'Propose the outcome of the review'],
    articles: [7, 8, 9, 4],
    owner: 'decision',
    by: [deciding('handler')],
    fields: { outcome, reasons },
    decide: propose,
  }),
  command('review.decide', {
    title: ['作出审查决定（第七条、第八条）', 'Decide on the application (Arts. 7, 8)'],
    articles: [7, 8, 9, 4],
    owner: 'decision',
    by: [deciding('bureauDirector')],
    fields: {
      outcome,
      reasons,
      participants: optional(
        list(['参与协同的法院', 'Participating courts'], court(['法院', 'Court']), { most: { is: 93 } }),
      ),
      sensitivity,
      overdueReason: leftToTheRule(mayBeEmpty(text(['逾期理由', 'Reason for lateness']))),
      /** Whom to draft (Art. 5), added by the service that takes the decision. */
      advised: internal<AdvisedCourt[]>(),
    },
    approval: true,
    decide: decideReview,
  }),
  command('decision.acknowledge', {
    title: ['签收协同执行决定书', 'Acknowledge the decision'],
    articles: [7, 8],
    owner: 'decision',
    by: [acting('handler')],
    fields: {},
    decide: acknowledgeDecision,
  }),
  command('refusal.relay', {
    title: ['转告不予协同（第八条）', 'Relay the refusal (Art. 8)'],
    articles: [8],
    owner: 'decision',
    by: [relay('handler')],
    fields: {},
    decide: relayRefusal,
  }),
  command('refusal.acknowledge', {
    title: ['签收不予协同通知', 'Acknowledge the refusal'],
    articles: [7, 8, 10],
    owner: 'decision',
    by: [executing('handler')],
    fields: {},
    decide: acknowledgeRefusal,
  }),
  command('selfExecution.submitPlan', {
    title: ['提交自行执行工作方案（第十条）', 'Submit the court’s own plan (Art. 10)'],
    articles: [10],
    owner: 'decision',
    by: [executing('handler')],
    fields: { text: text(['自行执行工作方案', 'Plan of own enforcement'], { named: '方案' }) },
    decide: submitSelfExecutionPlan,
  }),
  command('selfExecution.report', {
    title: ['报告自行执行进展（第十条）', 'Report on own enforcement (Art. 10)'],
    articles: [10],
    owner: 'decision',
    by: [executing('handler')],
    fields: { text: text(['进展情况', 'Progress']) },
    decide: reportSelfExecution,
  }),
  command('selfExecution.finish', {
    title: ['办结自行执行', 'Finish own enforcement'],
    articles: [10],
    owner: 'decision',
    by: [executing('handler')],
    fields: {
      text: text(['办理结果', 'Result']),
      outcome: optional(code(['结案方式', 'How the case ended'], OWN_OUTCOMES)),
      recoveredAmount: optional(amount(['执行到位金额', 'Amount recovered'], { named: '到位金额' })),
    },
    decide: finishSelfExecution,
  }),
  command('selfExecution.confirm', {
    title: ['确认自行执行办结', 'Confirm the end of own enforcement'],
    articles: [10],
    owner: 'decision',
    by: [executing('bureauDirector')],
    fields: {},
    approval: true,
    decide: confirmSelfExecution,
  }),
  command('selfExecution.return', {
    title: ['退回自行执行办结', 'Return the end of own enforcement'],
    articles: [10],
    owner: 'decision',
    by: [executing('bureauDirector')],
    fields: { reasons: text(['理由', 'Reasons']) },
    decide: returnSelfExecution,
  }),
] as const;
