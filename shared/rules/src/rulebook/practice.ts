import type { CommandType } from '../case/commands';
import type { DeadlineKind } from '../case/vocabulary';
import type { SettingId } from '../settings';

/** The articles each command carries out; the first is the one it is named after. */
export const COMMAND_ARTICLES: Readonly<Record<CommandType, readonly number[]>> = {
  'application.submit': [6, 8, 9],
  'application.register': [7],
  'application.accept': [8, 9],
  'application.forward': [8],
  'application.withdraw': [6, 10],
  'order.register': [4],
  'order.conclude': [4],
  'order.confirmConclusion': [4],
  'correction.request': [7],
  'application.supplement': [7],
  'ground.override': [3],
  'ground.secondRead': [3],
  'review.propose': [7, 8, 9, 4],
  'review.decide': [7, 8, 9, 4],
  'decision.acknowledge': [7, 8],
  'refusal.relay': [8],
  'refusal.acknowledge': [7, 8, 10],
  'selfExecution.submitPlan': [10],
  'selfExecution.report': [10],
  'selfExecution.finish': [10],
  'plan.submit': [11],
  'plan.approve': [11],
  'plan.recordMeeting': [11],
  'plan.presidentReview': [11],
  'sensitivity.raise': [11],
  'sensitivity.lower': [11],
  'participants.change': [5, 11],
  'execution.report': [12],
  'execution.instruct': [12],
  'execution.correct': [12],
  'execution.acknowledge': [12],
  'execution.object': [12],
  'execution.resolveObjection': [12],
  'lead.register': [13],
  'closeout.request': [5, 15],
  'lead.verify': [13],
  'lead.conclude': [13],
  'closeout.confirm': [5, 15],
  'closeout.return': [15],
  'collaboration.revoke': [5, 15],
  'duty.urge': [14, 16],
  'settings.adopt': [19],
};

/** A period that runs under an article: by law, with its words, or by the setting that fills the Rule's silence. */
export interface PeriodRule {
  article: number;
  kind: DeadlineKind;
  authority: string;
  period: { law: string } | { setting: SettingId };
}

const TEN = { law: '10个工作日' };
const by = (setting: SettingId) => ({ setting });

export const PERIOD_RULES: readonly PeriodRule[] = [
  { article: 4, kind: 'REVIEW', authority: 'HR-01', period: by('HR-01') },
  { article: 7, kind: 'REVIEW', authority: 'Art. 7', period: TEN },
  { article: 7, kind: 'CORRECTION_NOTICE', authority: 'HR-02', period: by('correctionNoticeWorkdays') },
  { article: 7, kind: 'SUPPLEMENT', authority: 'HR-02', period: by('HR-02') },
  { article: 7, kind: 'SERVICE', authority: 'HR-03', period: by('HR-03') },
  { article: 8, kind: 'FORWARD', authority: 'HR-05', period: by('HR-05') },
  { article: 8, kind: 'ACCEPTANCE', authority: 'HR-09', period: by('HR-09') },
  { article: 8, kind: 'REVIEW', authority: 'Art. 8', period: TEN },
  { article: 8, kind: 'SERVICE', authority: 'HR-03', period: by('HR-03') },
  { article: 8, kind: 'RELAY_NOTICE', authority: 'HR-03', period: by('HR-03') },
  { article: 9, kind: 'REVIEW', authority: 'HR-12', period: by('HR-12') },
  { article: 10, kind: 'SELF_EXECUTION_PLAN', authority: 'HR-04', period: by('HR-04') },
  { article: 11, kind: 'PLAN', authority: 'HR-06', period: by('HR-06') },
  { article: 12, kind: 'ACKNOWLEDGEMENT', authority: 'HR-10', period: by('HR-10') },
  { article: 12, kind: 'ACKNOWLEDGEMENT', authority: 'HR-10', period: by('urgentAcknowledgementMinutes') },
  { article: 12, kind: 'OBJECTION', authority: '执行规定第72条', period: { law: '5日（自然日）' } },
  { article: 14, kind: 'SCAN_DISPOSITION', authority: 'HR-07', period: by('HR-07') },
  { article: 16, kind: 'BULLETIN', authority: 'HR-08', period: by('HR-08') },
];
