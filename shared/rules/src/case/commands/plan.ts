import type { AdvisedCourt } from '../../allocation/advised';
import { ADMIN_ROLES, codesIn, isIn, PLAN_SECTION_WORDS, PLAN_VERDICTS, ROLES } from '../../vocabulary';
import type { PlanSection } from '../../vocabulary';
import { changeParticipants } from '../stages/participants';
import { agreePlan, approvePlan, presidentReview, recordMeeting, returnPlan, submitPlan } from '../stages/plan';
import { lowerSensitivity, raiseSensitivity } from '../stages/sensitivity';
import { acting, command, deciding, grant } from './define';
import {
  code,
  court,
  flag,
  group,
  internal,
  leftToTheRule,
  line,
  list,
  mayBeEmpty,
  name,
  optional,
  text,
} from './field';
import { sensitivity } from './review';

// Absent or empty sections are the Rule's to refuse (PLAN_SECTION_MISSING), so the shape lets them through.
const section = (of: PlanSection) => mayBeEmpty(text(PLAN_SECTION_WORDS[of], { named: '方案内容' }));

const officers = list(
  ['执行人员', 'Officers'],
  group(['执行人员', 'Officer'], {
    name: name(['姓名', 'Name']),
    court: court(['法院', 'Court']),
    credential: line(['证件号', 'Credential'], { named: '证件类型/号' }),
  }),
  { most: { is: 500 } },
);

const attendees = list(['参会人员', 'Attendees'], mayBeEmpty(line(['参会人员', 'Attendee'])), { most: { is: 200 } });
const outcome = code(['结论', 'Outcome'], PLAN_VERDICTS);
const opinion = optional(text(['批示', 'Opinion']));
const reason = text(['理由', 'Reasons']);
const courts = list(['法院', 'Courts'], court(['法院', 'Court']), { most: { is: 93 } });
const BUSINESS_ROLES = codesIn(ROLES).filter((role) => !isIn(ADMIN_ROLES, role));

export const PLAN_COMMANDS = [
  command('plan.submit', {
    title: ['提交协同执行工作方案（第十一条）', 'Submit the plan (Art. 11)'],
    articles: [11],
    owner: 'command-center',
    by: [deciding('commandOfficer')],
    fields: {
      tasks: leftToTheRule(section('tasks')),
      responsibilities: leftToTheRule(section('responsibilities')),
      command: leftToTheRule(section('command')),
      coordination: leftToTheRule(section('coordination')),
      support: leftToTheRule(section('support')),
      risks: optional(section('risks')),
      officers: optional(officers),
      sensitivity,
    },
    decide: submitPlan,
  }),
  command('plan.agree', {
    title: ['商定工作方案（第十一条）', 'Agree to the plan (Art. 11)'],
    articles: [11],
    owner: 'command-center',
    by: [acting('handler', 'bureauDirector')],
    fields: { opinion: optional(text(['商定意见', 'Comment'])) },
    decide: agreePlan,
  }),
  command('plan.approve', {
    title: ['批准工作方案', 'Approve the plan'],
    articles: [11],
    owner: 'command-center',
    by: [deciding('commandDirector')],
    fields: { opinion },
    approval: true,
    decide: approvePlan,
  }),
  command('plan.return', {
    title: ['退回工作方案修改（第十一条）', 'Return the plan to be worked over (Art. 11)'],
    articles: [11],
    owner: 'command-center',
    by: [deciding('commandDirector', 'meetingSecretary', 'president')],
    fields: { opinion: text(['退回意见', 'What is to be changed']) },
    approval: true,
    decide: returnPlan,
  }),
  command('plan.recordMeeting', {
    title: ['登记局务会研究意见（第十一条）', 'Record the bureau meeting’s opinion (Art. 11)'],
    articles: [11],
    owner: 'command-center',
    by: [deciding('meetingSecretary')],
    fields: {
      attendees: leftToTheRule(attendees),
      minutes: leftToTheRule(mayBeEmpty(text(['会议记录', 'Minutes'], { named: '会议纪要' }))),
      outcome,
      presidentReview: flag(['报请院长审核', 'To be reviewed by the president'], { named: '是否报请院长审核' }),
    },
    approval: true,
    decide: recordMeeting,
  }),
  command('plan.presidentReview', {
    title: ['院长审核工作方案（第十一条）', 'President’s review of the plan (Art. 11)'],
    articles: [11],
    owner: 'command-center',
    by: [deciding('president')],
    fields: { outcome, opinion },
    approval: true,
    decide: presidentReview,
  }),
  command('sensitivity.raise', {
    title: ['列为影响重大、敏感复杂（第十一条）', 'Mark as major and sensitive (Art. 11)'],
    articles: [11],
    owner: 'command-center',
    by: [grant(['executing', 'participating', 'deciding', 'relay'], BUSINESS_ROLES)],
    fields: { reason },
    decide: raiseSensitivity,
  }),
  command('sensitivity.lower', {
    title: ['不再列为影响重大、敏感复杂（第十一条）', 'No longer major and sensitive (Art. 11)'],
    articles: [11],
    owner: 'command-center',
    by: [deciding('commandDirector', 'president')],
    fields: { reason },
    decide: lowerSensitivity,
  }),
  command('participants.change', {
    title: ['变更参与协同的法院（第五条）', 'Change the participating courts (Art. 5)'],
    articles: [5, 11],
    owner: 'command-center',
    by: [deciding('bureauDirector')],
    fields: {
      add: optional({ ...courts, label: ['增加的法院', 'Courts that join'] as const }),
      remove: optional({ ...courts, label: ['减少的法院', 'Courts that leave'] as const }),
      reasons: reason,
      /** Whom to draft (Art. 5), added by the service. */
      advised: internal<AdvisedCourt[]>(),
    },
    decide: changeParticipants,
  }),
] as const;
