import type { CommandFields, CourtCode, OpeningContext, Sensitivity } from '../../src/index';
import { contextWith, person, PureCase } from './pure-case';
import { caseFields } from './sample';

export { caseFields };

/**
 * One case at every stage, so that a test can start where its subject begins. 朝阳区法院 reports to 长春中院, 二道区法院
 * takes part; all of March 2019, whose working days are its Mondays to Fridays.
 */
export const EXECUTING = '吉0104';
export const DECIDING = '吉01';
export const PARTICIPATING = '吉0105';

export const people = {
  applicant: person(EXECUTING, 'handler'),
  reviewer: person(DECIDING, 'handler'),
  director: person(DECIDING, 'bureauDirector'),
  participant: person(PARTICIPATING, 'handler'),
  officer: person(DECIDING, 'commandOfficer'),
  commandDirector: person(DECIDING, 'commandDirector'),
  secretary: person(DECIDING, 'meetingSecretary'),
  president: person(DECIDING, 'president'),
  inspector: person(DECIDING, 'inspector'),
  field: person(EXECUTING, 'fieldOfficer'),
  participantField: person(PARTICIPATING, 'fieldOfficer'),
} as const;

type Application = CommandFields['application.submit'];
type Order = CommandFields['order.register'];

export function application(overrides: Partial<Application> = {}): Application {
  return { to: DECIDING, ...caseFields(), ...overrides };
}

export function order(overrides: Partial<Order> = {}): Order {
  return {
    origin: 'SUPERIOR_ORDER',
    executingCourt: EXECUTING,
    letter: { number: '吉高法执〔2019〕7号', issuedBy: '吉林省高级人民法院', channel: '要求' },
    ...caseFields(),
    ...overrides,
  };
}

export const planFields = {
  tasks: '腾退',
  responsibilities: '各院分工',
  command: '中院统一指挥',
  coordination: '联系街道',
  support: '警车两辆',
} as const;

export const officers = [{ name: '袁某', court: PARTICIPATING, credential: '公务证031号' }];

export const closeout = { outcome: 'ACTUALLY_CLOSED', recoveredAmount: 500_000, summary: '已到位' } as const;

/** Monday 2019-03-04, 10:00: the notice is due on 03-06, the review on 03-18. */
export const submitted = (overrides: Partial<Application> = {}, context: OpeningContext = contextWith()): PureCase =>
  PureCase.open('2019-03-04 10:00', people.applicant, 'application.submit', application(overrides), context);

export const ordered = (overrides: Partial<Order> = {}, context: OpeningContext = contextWith()): PureCase =>
  PureCase.open('2019-03-04 10:00', people.reviewer, 'order.register', order(overrides), context);

export const underReview = (overrides: Partial<Application> = {}, context?: OpeningContext): PureCase =>
  submitted(overrides, context).does('2019-03-05 09:00', people.reviewer, 'application.register');

export const correctionRequested = (context?: OpeningContext): PureCase =>
  submitted({}, context).does('2019-03-05 09:00', people.reviewer, 'correction.request', { missing: ['财产清单'] });

export const proposed = (outcome: 'APPROVE' | 'REFUSE' = 'APPROVE', context?: OpeningContext): PureCase =>
  underReview({}, context).does('2019-03-11 09:00', people.reviewer, 'review.propose', {
    outcome,
    reasons: '审查意见',
  });

interface Decided {
  participants?: CourtCode[];
  sensitivity?: Sensitivity;
}

/** Decided on 2019-03-12, service due on 03-14. */
export const approved = (decided: Decided = {}, context?: OpeningContext): PureCase =>
  proposed('APPROVE', context).does('2019-03-12 09:00', people.director, 'review.decide', {
    outcome: 'APPROVE',
    reasons: '应当协同',
    participants: [PARTICIPATING],
    ...decided,
  });

export const refused = (): PureCase =>
  proposed('REFUSE').does('2019-03-12 09:00', people.director, 'review.decide', {
    outcome: 'REFUSE',
    reasons: '不属于第三条的情形',
  });

export const selfExecution = (): PureCase =>
  refused().does('2019-03-13 09:00', people.applicant, 'refusal.acknowledge');

export const withdrawn = (): PureCase =>
  underReview().does('2019-03-06 09:00', people.applicant, 'application.withdraw', { reason: '已和解' });

export const lapsed = (): PureCase => correctionRequested().idleUntil('2019-03-20 09:00');

/** Served on 2019-03-13, the plan due on 03-27. */
export const served = (decided: Decided = {}, context?: OpeningContext): PureCase =>
  approved(decided, context)
    .does('2019-03-13 09:00', people.applicant, 'decision.acknowledge')
    .does('2019-03-13 10:00', people.participant, 'decision.acknowledge');

export const planDraft = (decided: Decided = {}, context?: OpeningContext): PureCase =>
  served(decided, context).does('2019-03-15 09:00', people.officer, 'plan.submit', { ...planFields, officers });

/** A major plan the command centre's director has passed on to the bureau meeting. */
export const beforeMeeting = (context?: OpeningContext): PureCase =>
  planDraft({ sensitivity: 'MAJOR' }, context).does('2019-03-18 09:00', people.commandDirector, 'plan.approve');

export const bureauApproved = (): PureCase =>
  beforeMeeting().does('2019-03-19 09:00', people.secretary, 'plan.recordMeeting', {
    attendees: ['甲', '乙', '丙'],
    minutes: '一致同意',
    outcome: 'PASS',
    presidentReview: true,
  });

export const planApproved = (context?: OpeningContext): PureCase =>
  planDraft({}, context).does('2019-03-18 09:00', people.commandDirector, 'plan.approve');

/** In execution since 2019-03-20, record 1 being a report of the executing court. */
export const inExecution = (context?: OpeningContext): PureCase =>
  planApproved(context).does('2019-03-20 09:00', people.field, 'execution.report', { text: '已到现场' });

export const closePending = (): PureCase =>
  inExecution().does('2019-03-26 09:00', people.applicant, 'closeout.request', closeout);

export const closed = (): PureCase =>
  closePending().does('2019-03-27 09:00', people.commandDirector, 'closeout.confirm');

/** Art. 8: 通化县 property, so the series of the case crosses regions; the relay court is 长春中院. */
export const referred = (): PureCase => submitted({ to: '吉', grounds: [{ code: '3-6', propertyCourt: '吉0502' }] });

export const relayPeople = {
  director: person(DECIDING, 'bureauDirector'),
  handler: person(DECIDING, 'handler'),
};

export const highPeople = {
  handler: person('吉', 'handler'),
  director: person('吉', 'bureauDirector'),
  officer: person('吉', 'commandOfficer'),
  commandDirector: person('吉', 'commandDirector'),
};

export const forwarded = (): PureCase =>
  referred().does('2019-03-06 09:00', relayPeople.director, 'application.forward', {
    opinion: 'AGREE',
    reasons: '同意',
  });

/** Accepted on 2019-03-07, the High Court's review due on 03-21. */
export const accepted = (): PureCase => forwarded().does('2019-03-07 09:00', highPeople.handler, 'application.accept');

export const acceptedAndProposed = (outcome: 'APPROVE' | 'REFUSE' = 'APPROVE'): PureCase =>
  accepted().does('2019-03-11 09:00', highPeople.handler, 'review.propose', { outcome, reasons: '审查意见' });

/** Art. 9: 长春中院 asks the High Court for help in a case of its own. */
export const ownCase = (context?: OpeningContext): PureCase =>
  PureCase.open(
    '2019-03-04 10:00',
    person('吉01', 'handler'),
    'application.submit',
    application({ to: '吉', caseNumber: '（2016）吉01执9号' }),
    context ?? contextWith(),
  );
