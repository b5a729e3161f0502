import type { Actor, CommandType, RefusalCode } from '../../src/index';
import { person } from '../support/pure-case';
import type { PureCase } from '../support/pure-case';
import * as scene from '../support/scenes';

const { people } = scene;
const decision = { outcome: 'APPROVE', reasons: '应当协同' } as const;
const meeting = { attendees: ['甲', '乙', '丙'], minutes: '纪要', outcome: 'PASS', presidentReview: false } as const;

/** Which commands a case takes in which stage, written out by hand from the contract; all others are out of turn. */
const inTurn: [string, () => PureCase, CommandType[]][] = [
  [
    'SUBMITTED',
    scene.submitted,
    ['application.amend', 'application.register', 'correction.request', 'application.withdraw'],
  ],
  [
    'CORRECTION_REQUESTED',
    scene.correctionRequested,
    ['application.amend', 'application.supplement', 'application.withdraw'],
  ],
  ['UNDER_REVIEW', scene.underReview, ['review.propose', 'application.withdraw']],
  ['UNDER_REVIEW', scene.proposed, ['review.propose', 'review.decide', 'application.withdraw']],
  ['ORDERED', scene.ordered, ['review.propose']],
  ['APPROVED', scene.approved, ['decision.acknowledge', 'lead.register']],
  ['REFUSED', scene.refused, ['refusal.acknowledge']],
  ['WITHDRAWN', scene.withdrawn, ['selfExecution.submitPlan']],
  ['LAPSED', scene.lapsed, ['selfExecution.submitPlan']],
  ['SELF_EXECUTION', scene.selfExecution, ['selfExecution.submitPlan']],
  ['DECISION_SERVED', scene.served, ['plan.submit', 'lead.register']],
  ['PLAN_DRAFT', scene.planDraft, ['plan.agree', 'plan.submit', 'plan.approve', 'plan.return', 'lead.register']],
  ['PLAN_DRAFT', scene.beforeMeeting, ['plan.agree', 'plan.submit', 'plan.recordMeeting', 'lead.register']],
  [
    'PLAN_BUREAU_APPROVED',
    scene.bureauApproved,
    ['plan.agree', 'plan.submit', 'plan.presidentReview', 'lead.register'],
  ],
  [
    'PLAN_APPROVED',
    scene.planApproved,
    ['plan.submit', 'execution.report', 'execution.instruct', 'execution.correct', 'lead.register'],
  ],
  [
    'IN_EXECUTION',
    scene.inExecution,
    ['plan.submit', 'execution.report', 'execution.instruct', 'execution.correct', 'lead.register', 'closeout.request'],
  ],
  ['CLOSE_PENDING', scene.closePending, ['closeout.confirm', 'lead.register']],
  ['CLOSED', scene.closed, ['lead.register']],
];

const attempts: [CommandType, Actor, object][] = [
  ['application.register', people.reviewer, {}],
  ['application.accept', people.reviewer, {}],
  ['application.amend', people.applicant, scene.caseFields()],
  ['application.withdraw', people.applicant, { reason: '和解' }],
  ['correction.request', people.reviewer, { missing: ['清单'] }],
  ['application.supplement', people.applicant, { materials: [], complete: true }],
  ['review.propose', people.reviewer, { outcome: 'APPROVE', reasons: '意见' }],
  ['review.decide', people.director, { ...decision, overdueReason: '人手不足' }],
  ['decision.acknowledge', people.applicant, {}],
  ['refusal.acknowledge', people.applicant, {}],
  ['selfExecution.submitPlan', people.applicant, { text: '方案' }],
  ['selfExecution.finish', people.applicant, { text: '办结' }],
  ['selfExecution.confirm', person('吉0104', 'bureauDirector'), {}],
  ['selfExecution.return', person('吉0104', 'bureauDirector'), { reasons: '金额不实' }],
  ['plan.submit', people.officer, scene.planFields],
  ['plan.agree', people.applicant, {}],
  ['plan.return', people.commandDirector, { opinion: '补充风险预案' }],
  ['plan.approve', people.commandDirector, {}],
  ['plan.recordMeeting', people.secretary, meeting],
  ['plan.presidentReview', people.president, { outcome: 'PASS' }],
  ['execution.report', people.field, { text: '报告' }],
  ['execution.instruct', people.officer, { to: '吉0105', text: '指令' }],
  ['execution.correct', people.officer, { to: '吉0105', text: '纠正' }],
  ['execution.acknowledge', people.field, { record: 1 }],
  ['execution.object', people.field, { record: 1, reason: '异议' }],
  ['execution.resolveObjection', people.commandDirector, { record: 1, outcome: 'UPHELD', reasons: '理由' }],
  ['lead.register', people.inspector, { category: '配合不力', court: '吉0105', facts: '事实' }],
  ['closeout.request', people.applicant, scene.closeout],
  ['closeout.confirm', people.commandDirector, {}],
];

describe('commands out of turn', () => {
  test.each(inTurn)('%s', (status, given, taken) => {
    const c = given();
    expect(c.state.status).toBe(status);
    const now = c.state.lastAt.slice(0, 23).replace('T', ' ');
    const outcomes = attempts.map(([type, actor, fields]) => [
      type,
      (c.refusal as (...args: unknown[]) => RefusalCode | undefined).call(c, now, actor, type, fields),
    ]);
    const accepted = outcomes.filter(([, code]) => code === undefined).map(([type]) => type);
    expect(accepted.sort()).toEqual([...taken].sort());
    // No record but a report: what is addressed to nobody is NOT_FOUND, everything else is out of turn.
    const others = new Set(outcomes.map(([, code]) => code).filter((code) => code !== undefined));
    const allowed = ['NOT_ALLOWED_IN_STATE', 'NOT_FOUND', 'DECISION_NOT_SERVED'];
    expect([...others].filter((code) => !allowed.includes(code))).toEqual([]);
  });
});
