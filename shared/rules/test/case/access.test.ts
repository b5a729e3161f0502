import {
  COMMAND_ACCESS,
  isRestricted,
  maySee,
  readsBusinessData,
  relationsOf,
  roleMayIssue,
  seesLeads,
  visibleToCourts,
} from '../../src/index';
import type { CommandType, CourtCode, Role } from '../../src/index';
import { person, PureCase } from '../support/pure-case';
import * as scene from '../support/scenes';

/** Contract section 2, the column "by (court: role)", copied by hand and not from the code. */
const CONTRACT = `
  application.submit         | executing                | handler
  application.register       | deciding                 | handler
  correction.request         | deciding                 | handler
  application.supplement     | executing                | handler
  application.reinstate      | deciding                 | handler
  application.withdraw       | executing                | handler
  application.forward        | relay                    | bureauDirector
  application.accept         | deciding                 | handler
  order.register             | deciding                 | handler
  review.propose             | deciding                 | handler
  review.decide              | deciding                 | bureauDirector
  decision.acknowledge       | executing, participating | handler
  refusal.relay              | relay                    | handler
  refusal.acknowledge        | executing                | handler
  selfExecution.submitPlan   | executing                | handler
  selfExecution.finish       | executing                | handler
  plan.submit                | deciding                 | commandOfficer
  plan.approve               | deciding                 | commandDirector
  plan.recordMeeting         | deciding                 | meetingSecretary
  plan.presidentReview       | deciding                 | president
  execution.report           | executing, participating | fieldOfficer
  execution.instruct         | deciding                 | commandOfficer
  execution.correct          | deciding                 | commandOfficer
  execution.acknowledge      | addressee                | fieldOfficer
  execution.object           | addressee                | fieldOfficer
  execution.resolveObjection | deciding                 | commandDirector
  lead.register              | deciding                 | inspector, commandOfficer
  closeout.request           | executing                | handler
  closeout.confirm           | deciding                 | commandDirector`;

/** Commands beside the contract's. */
const FURTHER = `
  application.amend          | executing                | handler
  plan.return                | deciding                 | commandDirector, meetingSecretary, president
  plan.agree                 | executing, participating | handler, bureauDirector
  settings.adopt             | deciding                 | bureauDirector
  sensitivity.raise          | executing, participating, deciding, relay | handler, bureauDirector, commandOfficer, commandDirector, fieldOfficer, meetingSecretary, president, assessor, inspector
  sensitivity.lower          | deciding                 | commandDirector, president
  participants.change        | deciding                 | bureauDirector
  order.conclude             | deciding                 | bureauDirector
  order.confirmConclusion    | superior                 | bureauDirector
  ground.override            | deciding                 | bureauDirector
  ground.secondRead          | deciding                 | handler
  selfExecution.report       | executing                | handler
  selfExecution.confirm      | executing                | bureauDirector
  selfExecution.return       | executing                | bureauDirector
  lead.verify                | deciding, superior       | inspector
  lead.conclude              | deciding, superior       | inspector
  closeout.return            | deciding                 | commandDirector
  collaboration.revoke       | deciding                 | commandDirector
  duty.urge                  | deciding, superior       | bureauDirector, commandDirector, commandOfficer`;

const list = (text = '') => text.split(',').map((word) => word.trim());
const grants = (CONTRACT + FURTHER)
  .trim()
  .split('\n')
  .map((line) => {
    const [command, relations, roles] = line.split('|').map((cell) => cell.trim());
    return { command: command as CommandType, relations: list(relations), roles: list(roles) as Role[] };
  });

const ROLES: readonly Role[] = [
  'handler',
  'bureauDirector',
  'commandOfficer',
  'commandDirector',
  'fieldOfficer',
  'meetingSecretary',
  'president',
  'assessor',
  'inspector',
  'systemAdmin',
  'securityAdmin',
  'auditAdmin',
];

/** An Art. 8 case in which every relation is another court: the correction (record 1) is addressed to 松原's court. */
const COURTS: Record<string, CourtCode> = {
  executing: '吉0104',
  deciding: '吉',
  relay: '吉01',
  participating: '吉0502',
  addressee: '吉0702',
  stranger: '吉0802',
  'superior of a participant': '吉07',
};

/** The addressee takes part like any other participant; the relay court is above the executing one, the High Court above all. */
const ALSO: Record<string, readonly string[]> = {
  addressee: ['participating'],
  deciding: ['superior'],
  relay: ['superior'],
  'superior of a participant': ['superior'],
};

function everyRelation(): PureCase {
  return scene
    .acceptedAndProposed()
    .does('2019-03-12 09:00', scene.highPeople.director, 'review.decide', {
      outcome: 'APPROVE',
      reasons: '应当协同',
      participants: ['吉0502', '吉0702'],
    })
    .does('2019-03-13 09:00', scene.people.applicant, 'decision.acknowledge')
    .does('2019-03-13 10:00', person('吉0502', 'handler'), 'decision.acknowledge')
    .does('2019-03-13 11:00', person('吉0702', 'handler'), 'decision.acknowledge')
    .does('2019-03-14 09:00', scene.highPeople.officer, 'plan.submit', scene.planFields)
    .does('2019-03-15 09:00', scene.highPeople.commandDirector, 'plan.approve')
    .does('2019-03-18 09:00', scene.highPeople.officer, 'execution.correct', { to: '吉0702', text: '纠正' });
}

const fields: Partial<Record<CommandType, object>> = {
  'participants.change': { add: ['吉0105'], reasons: '理由' },
  'application.submit': scene.application(),
  'order.register': scene.order(),
  'application.forward': { opinion: 'AGREE', reasons: '同意' },
  'application.amend': scene.caseFields(),
  'application.withdraw': { reason: '和解' },
  'correction.request': { missing: ['清单'] },
  'application.supplement': { materials: [], complete: true },
  'application.reinstate': { reason: '停止办公' },
  'review.propose': { outcome: 'APPROVE', reasons: '意见' },
  'order.conclude': { ground: 'ALREADY_CLOSED', reasons: '已经执结' },
  'ground.override': { ground: '3-1', reason: '确有必要' },
  'ground.secondRead': { ground: '3-8', opinion: '同意' },
  'review.decide': { outcome: 'APPROVE', reasons: '理由' },
  'selfExecution.submitPlan': { text: '方案' },
  'selfExecution.finish': { text: '办结' },
  'plan.submit': scene.planFields,
  'plan.recordMeeting': { attendees: ['甲', '乙', '丙'], minutes: '纪要', outcome: 'PASS', presidentReview: false },
  'plan.presidentReview': { outcome: 'PASS' },
  'plan.return': { opinion: '补充风险预案' },
  'execution.report': { text: '报告' },
  'execution.instruct': { to: '吉0502', text: '指令' },
  'execution.correct': { to: '吉0502', text: '纠正' },
  'execution.acknowledge': { record: 1 },
  'execution.object': { record: 1, reason: '异议' },
  'execution.resolveObjection': { record: 1, outcome: 'UPHELD', reasons: '理由' },
  'lead.register': { category: '配合不力', court: '吉0502', facts: '事实' },
  'closeout.request': scene.closeout,
  'lead.verify': { lead: 1, note: '核查' },
  'lead.conclude': { lead: 1, outcome: 'UNFOUNDED', note: '查否' },
  'duty.urge': { kind: 'REVIEW' },
};

describe('who may issue what', () => {
  const c = everyRelation();
  const opening: ReadonlySet<CommandType> = new Set(['application.submit', 'order.register']);

  test('the tables name every command there is', () => {
    expect(grants.map(({ command }) => command).sort()).toEqual(Object.keys(COMMAND_ACCESS).sort());
  });

  test.each(grants)('$command: $relations, $roles', ({ command, relations, roles }) => {
    const wrong: string[] = [];
    for (const [relation, court] of Object.entries(COURTS)) {
      for (const role of ROLES) {
        const standing = [relation, ...(ALSO[relation] ?? [])];
        const granted = roles.includes(role) && standing.some((one) => relations.includes(one));
        const attempt = c.refusal as (...args: unknown[]) => string | undefined;
        const code = attempt.call(c, '2019-03-18 10:00', person(court, role), command, fields[command] ?? {});
        // Who may see the case hears that it is not theirs to do, everybody else that there is no such case.
        const denied = maySee(c.state, { court, roles: [role] }, '2019-03-18') ? 'FORBIDDEN' : 'NOT_FOUND';
        const refused = denied === 'NOT_FOUND' ? code === denied : code === 'FORBIDDEN';
        if (refused === granted) wrong.push(`${relation} ${role}: ${code ?? 'accepted'}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test.each(grants)('$command, asked of the role alone', ({ command, roles }) => {
    const expected = ROLES.filter((role) => roles.includes(role));
    expect(ROLES.filter((role) => roleMayIssue(role, command))).toEqual(expected);
  });

  test.each(grants.filter(({ command }) => opening.has(command)))('$command opens for its role only', (grant) => {
    const { command, roles } = grant;
    const court = command === 'application.submit' ? '吉0104' : '吉01';
    const attempt = PureCase.refusal as (...args: unknown[]) => string | undefined;
    const open = ROLES.filter(
      (role) => attempt('2019-03-04 10:00', person(court, role), command, fields[command]) !== 'FORBIDDEN',
    );
    expect(open).toEqual(roles);
  });

  test('a court that reports its own case to the High Court is executing and nothing else', () => {
    expect(relationsOf(scene.ownCase().state, '吉01')).toEqual(['executing']);
    expect(relationsOf(scene.ownCase().state, '吉')).toEqual(['deciding']);
    expect(relationsOf(scene.referred().state, '吉01')).toEqual(['relay']);
  });
});

describe('who sees a case (domain 1.7)', () => {
  const on = '2019-03-20';
  const sees = (c: PureCase, court: CourtCode, ...roles: Role[]) => maySee(c.state, { court, roles }, on);
  const interference = () => scene.submitted({ grounds: [{ code: '3-2', facts: '受到干预' }] });

  test.each([
    ['an Art. 7 case and its participants', scene.approved(), ['吉', '吉01', '吉0104', '吉0105']],
    ['before the decision no participant', scene.proposed(), ['吉', '吉01', '吉0104']],
    ['an Art. 8 case', everyRelation(), ['吉', '吉01', '吉0104', '吉05', '吉0502', '吉07', '吉0702']],
    ['a case of interference', interference(), ['吉01', '吉0104']],
    ['a major case', scene.beforeMeeting(), ['吉01', '吉0104', '吉0105']],
  ])('%s', (_, c, courts) => {
    expect(visibleToCourts(c.state, on)).toEqual(courts);
  });

  test('3-2 and MAJOR are restricted, from the moment they are', () => {
    expect(isRestricted(interference().state)).toBe(true);
    expect(isRestricted(scene.planDraft().state)).toBe(false);
    const raised = scene.served().does('2019-03-14 09:00', scene.people.officer, 'plan.submit', {
      ...scene.planFields,
      sensitivity: 'MAJOR',
    });
    expect(isRestricted(raised.state)).toBe(true);
  });

  test('a restricted case is seen by the High Court’s inspectors and nobody else there', () => {
    expect(sees(interference(), '吉', 'handler', 'president')).toBe(false);
    expect(sees(interference(), '吉', 'inspector')).toBe(true);
    expect(sees(interference(), '吉02', 'inspector')).toBe(false);
    expect(sees(scene.approved(), '吉', 'handler')).toBe(true);
    expect(sees(scene.approved(), '吉02', 'handler')).toBe(false);
  });

  test.each(['systemAdmin', 'securityAdmin', 'auditAdmin'] as const)('%s holds no business data', (role) => {
    expect(sees(scene.approved(), '吉01', role)).toBe(false);
    expect(readsBusinessData({ court: '吉01', roles: [role] })).toBe(false);
    expect(readsBusinessData({ court: '吉01', roles: [role, 'handler'] })).toBe(true);
  });

  test('leads are for those who supervise (Art. 13)', () => {
    const seeing = ROLES.filter((role) => seesLeads({ court: '吉01', roles: [role] }));
    expect(seeing).toEqual(['commandDirector', 'president', 'inspector']);
  });
});
