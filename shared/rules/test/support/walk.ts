import { addDays, COMMAND_ACCESS, nextRung, parseInstant, toInstant } from '../../src/index';
import type {
  Actor,
  CalendarYear,
  Captured,
  CaseCommand,
  CaseOpening,
  CaseState,
  CaseStatus,
  CommandType,
  CorrectionMode,
  CourtCode,
  Instant,
  OpeningCommandType,
  OpeningContext,
  PreviousCase,
  RecordKind,
  Role,
  SystemCommand,
} from '../../src/index';
import { settingsWith } from './pure-case';
import { application, caseFields, planFields } from './scenes';

/** Numbers a generated step brings along; each choice takes the next one, so that a step means the same every time. */
export class Dice {
  private next = 0;

  constructor(private readonly numbers: readonly number[]) {}

  below(limit: number): number {
    const number = this.numbers[this.next % this.numbers.length] ?? 0;
    this.next += 1;
    return (number + this.next * 7) % limit;
  }

  pick<T>(list: readonly T[]): T {
    const chosen = list[this.below(list.length)];
    if (chosen === undefined) throw new Error('nothing to choose from');
    return chosen;
  }

  /** True once in `n`. */
  once(n: number): boolean {
    return this.below(n) === 0;
  }
}

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;

/** When the next thing happens: often soon, sometimes exactly at a rung or just before it, sometimes "earlier". */
export function whenNext(dice: Dice, state: CaseState): Instant {
  const now = parseInstant(state.lastAt);
  const rung = nextRung(state)?.at ?? now + DAY;
  const instants = [
    now,
    now + 10 * 60 * SECOND,
    now + 2 * HOUR,
    now + 5 * HOUR,
    now + DAY,
    now + 3 * DAY,
    rung,
    rung - 1,
    now + (dice.once(4) ? 40 * DAY : HOUR),
    dice.once(4) ? now - DAY : now + SECOND,
  ];
  return toInstant(dice.pick(instants));
}

const ROLES = [
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
] as const satisfies readonly Role[];

const COMMANDS = Object.keys(COMMAND_ACCESS) as CommandType[];

/** Two people a court, who may each hold any role there: so that one may meet an own proposal again. */
function someone(dice: Dice, court: CourtCode, role: Role): Actor {
  const name = `${court}${dice.once(4) ? '乙' : role}`;
  return { court, role, name, sub: name };
}

function courtsOf(state: CaseState): CourtCode[] {
  return [state.executingCourt, state.decidingCourt, state.relayCourt ?? '吉0802', ...state.participants];
}

/** A court that might be named in a command: mostly one of the region, sometimes one that must not be there. */
function someCourt(dice: Dice, state: CaseState): CourtCode {
  return dice.pick([...courtsOf(state), '吉0105', '吉0106', '吉0502', '吉2404', '吉0184', '吉9999', '吉']);
}

/** A record's number: mostly the latest of the fitting kind, else any, one of which does not exist. */
function someRecord(dice: Dice, state: CaseState, kind: RecordKind): number {
  const fitting = state.records.findLast((record) => record.kind === kind);
  return fitting && !dice.once(3) ? fitting.number : 1 + dice.below(state.records.length + 1);
}

const APPROVE_OR_REFUSE = ['APPROVE', 'APPROVE', 'REFUSE'] as const;

/** Sometimes a record comes from a device, now and then twice or from one whose clock is ahead. */
function fromDevice(dice: Dice, state: CaseState): Captured {
  if (!dice.once(3)) return {};
  const clientId = `00000000-0000-4000-8000-00000000000${dice.below(10)}`;
  return { clientId, clientSeq: dice.below(9), capturedAt: dice.once(6) ? '2099-01-01T00:00:00+08:00' : state.lastAt };
}

/** What a command brings: usually fitting, now and then something the Rule must refuse. */
export function fieldsFor(type: CommandType, dice: Dice, state: CaseState): unknown {
  const record = someRecord(dice, state, type === 'execution.resolveObjection' ? 'OBJECTION' : 'CORRECTION');
  const workers = [state.executingCourt, ...state.participants];
  const to = dice.once(8) ? someCourt(dice, state) : dice.pick(workers);
  const participants = dice.once(8)
    ? [someCourt(dice, state), someCourt(dice, state)]
    : dice.pick([[], ['吉0105'], ['吉0105', '吉0106'], ['吉0502', '吉2404']]);
  switch (type) {
    case 'application.submit':
      return application();
    case 'order.register':
      return { ...caseFields(), origin: 'EX_OFFICIO', executingCourt: state.executingCourt };
    case 'application.amend': {
      // Mostly the case itself, with other grounds or other people in it.
      const { channel: _, receivedOn: __, claimAmount, ...stated } = state.caseFields;
      const { parties } = caseFields();
      return {
        ...stated,
        parties: dice.pick([parties, [parties[0], { side: 'respondent', name: '章三', kind: 'person' }]]),
        claimAmount: claimAmount ?? 1,
        ...(dice.once(3) ? { grounds: [{ code: dice.pick(['3-2', '3-3', '3-4']), facts: '情况' }] } : {}),
        ...(dice.once(8) ? { caseNumber: '（2016）吉0104执1号' } : {}),
        ...(dice.once(3) ? { reason: '笔误' } : {}),
      };
    }
    case 'application.forward':
      return { opinion: dice.pick(['AGREE', 'DISAGREE']), reasons: '意见' };
    case 'application.withdraw':
      return { reason: '已和解' };
    case 'correction.request':
      return { missing: ['清单'] };
    case 'application.supplement':
      return { materials: [{ kind: '清单', title: '清单' }], complete: dice.pick([true, true, false]) };
    case 'application.reinstate':
      return { reason: '停止办公' };
    case 'order.conclude':
      return { ground: dice.pick(['ALREADY_CLOSED', 'ALREADY_COLLABORATING']), reasons: '无须再协同' };
    case 'ground.override':
      return { ground: dice.once(3) ? '3-4' : (state.grounds[0]?.code ?? '3-1'), reason: '确有必要' };
    case 'ground.secondRead':
      return { ground: '3-8', opinion: '同意' };
    case 'review.propose':
      return { outcome: dice.pick(APPROVE_OR_REFUSE), reasons: '意见' };
    case 'review.decide':
      return {
        outcome: dice.pick(APPROVE_OR_REFUSE),
        reasons: '理由',
        participants,
        ...(dice.once(3) ? { sensitivity: dice.pick(['MAJOR', 'ORDINARY']) } : {}),
        ...(dice.once(4) ? {} : { overdueReason: dice.pick(['人手不足', ' ']) }),
      };
    case 'selfExecution.submitPlan':
      return { text: '内容' };
    case 'selfExecution.finish': {
      const amount = dice.once(2) ? { recoveredAmount: dice.pick([0, 1000, 10 ** 12]) } : {};
      return {
        text: '内容',
        ...(dice.once(3) ? {} : { outcome: dice.pick(['ACTUALLY_CLOSED', 'ZHONGBEN']) }),
        ...amount,
      };
    }
    case 'selfExecution.return':
      return { reasons: '金额不实' };
    case 'plan.submit':
      return {
        ...planFields,
        ...(dice.once(8) ? { support: '' } : {}),
        officers: [{ name: '袁某', court: to, credential: '1' }],
        ...(dice.once(4) ? { sensitivity: 'MAJOR' } : {}),
      };
    case 'plan.recordMeeting':
      return {
        attendees: ['甲', '乙', '丙'].slice(dice.once(8) ? 1 : 0),
        minutes: dice.once(8) ? '' : '纪要',
        outcome: dice.pick(['PASS', 'PASS', 'REJECT']),
        presidentReview: dice.once(2),
      };
    case 'plan.presidentReview':
      return { outcome: dice.pick(['PASS', 'PASS', 'REJECT']), ...(dice.once(3) ? { opinion: '抓紧落实' } : {}) };
    case 'plan.approve':
    case 'plan.agree':
      return dice.once(3) ? { opinion: '同意' } : {};
    case 'plan.return':
      return { opinion: '补充风险预案' };
    case 'sensitivity.raise':
    case 'sensitivity.lower':
      return { reason: '理由' };
    case 'participants.change': {
      const leaving = state.participants.filter(() => dice.once(3));
      const joining = dice.pick([[], ['吉0106'], ['吉0105', '吉0502'], [someCourt(dice, state)]]);
      return { add: joining, remove: leaving, reasons: '理由' };
    }
    case 'selfExecution.report':
      return { text: '进展' };
    case 'lead.verify':
      return { lead: 1 + dice.below(state.leads.length + 1), note: '核查' };
    case 'lead.conclude':
      return {
        lead: 1 + dice.below(state.leads.length + 1),
        outcome: dice.pick(['TRANSFERRED', 'UNFOUNDED']),
        note: '处理',
      };
    case 'closeout.return':
    case 'collaboration.revoke':
      return { reasons: '理由' };
    case 'duty.urge': {
      const owed = state.deadlines.filter(({ doneOn }) => doneOn === null);
      const { kind, record: about } = dice.once(8) || owed.length === 0 ? { kind: 'BULLETIN' } : dice.pick(owed);
      return {
        kind,
        ...(about === undefined ? {} : { record: about }),
        ...(dice.once(2) ? { text: '请抓紧办理' } : {}),
      };
    }
    case 'execution.report':
      return { text: '报告', ...fromDevice(dice, state) };
    case 'execution.instruct':
    case 'execution.correct':
      return { to, text: '指令', urgent: dice.once(2) };
    case 'execution.acknowledge':
      return { record, ...fromDevice(dice, state) };
    case 'execution.object':
      return { record, reason: '异议', ...fromDevice(dice, state) };
    case 'execution.resolveObjection':
      return { record, outcome: dice.pick(['UPHELD', 'DISMISSED']), reasons: '理由' };
    case 'lead.register':
      return { category: '配合不力', court: to, facts: '事实', evidence: [dice.below(state.seq + 2)] };
    case 'closeout.request':
      return {
        outcome: dice.pick(['ACTUALLY_CLOSED', 'ZHONGBEN', 'MATTER_ACHIEVED']),
        recoveredAmount: dice.below(1000),
        summary: '情况',
      };
    case 'settings.adopt': {
      const version = 1 + dice.below(3);
      return {
        version,
        reason: '调整',
        settings: { ...settingsWith({ 'HR-03': 4 }), version: dice.once(4) ? 9 : version },
      };
    }
    default:
      return {};
  }
}

const IN_THE_FIELD: readonly CommandType[] = [
  'execution.report',
  'execution.instruct',
  'execution.correct',
  'execution.acknowledge',
  'execution.object',
  'execution.resolveObjection',
  'lead.register',
  'lead.verify',
  'lead.conclude',
  'duty.urge',
];

/** What people are likely to do next, so that walks get anywhere; what must not happen comes by chance. */
const LIKELY: Readonly<Record<CaseStatus, readonly CommandType[]>> = {
  DRAFT: [],
  SUBMITTED: [
    'application.amend',
    'application.register',
    'correction.request',
    'correction.request',
    'application.forward',
    'application.accept',
  ],
  CORRECTION_REQUESTED: [
    'application.amend',
    'application.supplement',
    'application.register',
    'execution.report',
    'settings.adopt',
    'lead.register',
  ],
  FORWARDED: ['application.accept'],
  ACCEPTED: ['review.propose', 'review.decide'],
  APPROVED: [...Array<CommandType>(6).fill('decision.acknowledge'), 'plan.submit', 'participants.change'],
  ORDERED: [
    'ground.override',
    'ground.secondRead',
    'review.propose',
    'review.propose',
    'review.decide',
    'review.decide',
    'order.conclude',
    'order.confirmConclusion',
  ],
  UNDER_REVIEW: [
    'ground.secondRead',
    'ground.override',
    'review.propose',
    'review.propose',
    'review.decide',
    'review.decide',
    'application.withdraw',
  ],
  REFUSED: ['refusal.relay', 'refusal.acknowledge'],
  WITHDRAWN: ['selfExecution.submitPlan'],
  LAPSED: [...Array<CommandType>(20).fill('application.reinstate'), 'selfExecution.submitPlan'],
  DECISION_SERVED: ['plan.submit', 'plan.submit', 'decision.acknowledge', 'sensitivity.lower'],
  PLAN_DRAFT: [
    'plan.agree',
    'plan.return',
    'plan.approve',
    'plan.approve',
    'plan.recordMeeting',
    'plan.submit',
    'decision.acknowledge',
    'sensitivity.lower',
  ],
  PLAN_BUREAU_APPROVED: ['plan.presidentReview', 'plan.presidentReview', 'plan.return'],
  PLAN_APPROVED: [
    'execution.report',
    'execution.report',
    'execution.instruct',
    'plan.submit',
    'sensitivity.raise',
    'participants.change',
  ],
  IN_EXECUTION: [
    ...IN_THE_FIELD,
    'plan.submit',
    'plan.approve',
    'plan.recordMeeting',
    'participants.change',
    'decision.acknowledge',
    'closeout.request',
  ],
  CLOSE_PENDING: [
    'closeout.confirm',
    'closeout.return',
    'collaboration.revoke',
    'execution.acknowledge',
    'execution.object',
  ],
  CLOSED: ['lead.register', 'lead.verify', 'lead.conclude'],
  SELF_EXECUTION: [
    'selfExecution.submitPlan',
    'selfExecution.report',
    'selfExecution.finish',
    'selfExecution.confirm',
    'selfExecution.return',
    'duty.urge',
  ],
  SELF_EXECUTION_DONE: [],
};

/** The next command of a person: mostly likely and by someone entitled, else anything by anyone anywhere. */
export function personsCommand(dice: Dice, state: CaseState, at: Instant): CaseCommand {
  const likely = LIKELY[state.status];
  if (likely.length === 0 || dice.once(5)) {
    const type = dice.once(12) ? 'application.withdraw' : dice.pick(COMMANDS);
    const actor = someone(dice, someCourt(dice, state), dice.pick(ROLES));
    return { type, at, actor, with: fieldsFor(type, dice, state) } as CaseCommand;
  }
  const type = dice.pick(likely);
  const grant = dice.pick(COMMAND_ACCESS[type]);
  const courts: Record<string, readonly CourtCode[]> = {
    executing: [state.executingCourt],
    deciding: [state.decidingCourt],
    relay: state.relayCourt ? [state.relayCourt] : [],
    participating: state.participants,
    superior: ['吉', '吉01'],
  };
  const entitled = grant.relations.flatMap((relation) => courts[relation] ?? []);
  const court = entitled.length > 0 ? dice.pick(entitled) : state.executingCourt;
  return {
    type,
    at,
    actor: someone(dice, court, dice.pick(grant.roles)),
    with: fieldsFor(type, dice, state),
  } as CaseCommand;
}

/** What the system asks: mostly the time, a document number (also twice), now and then another calendar. */
export function systemCommand(dice: Dice, state: CaseState, at: Instant): SystemCommand {
  if (state.status === 'LAPSED' && !dice.once(3))
    return { type: 'calendar.revise', at, years: [lateClosure(at)], lapseFollows: true };
  if (dice.once(2)) return { type: 'clock.tick', at };
  if (dice.once(6)) return { type: 'calendar.revise', at, years: [someYear(dice, state, at)], lapseFollows: true };
  return { type: 'document.number', at, year: 2019, serial: 1 + dice.below(9) };
}

/** Decreed when the days had begun, or were over: what was late is so no longer. */
function lateClosure(at: Instant): CalendarYear {
  const today = at.slice(0, 10);
  const year = Number(today.slice(0, 4));
  const days = Array.from({ length: 70 }, (_, i) => addDays(today, i - 50));
  const off = days.filter((day) => day.startsWith(String(year)));
  return { region: 'national', year, off, makeup: [], version: 9, notice: '停止办公', closed: off };
}

function someYear(dice: Dice, state: CaseState, at: Instant): CalendarYear {
  const year = Number(state.lastAt.slice(0, 4));
  const month = state.lastAt.slice(5, 7);
  if (dice.once(2)) return lateClosure(at);
  const days = ['04', '07', '11', '12', '18', '25', '26'].map((day) => `${year}-${month}-${day}`);
  const off = days.filter(() => dice.once(3));
  const makeup = days.filter((day) => !off.includes(day) && dice.once(3));
  return { region: dice.pick(['national', 'national', 'yanbian']), year, off, makeup, version: 9, notice: '调整通知' };
}

const STARTS = ['2018-05-11', '2018-09-20', '2019-03-04', '2020-01-17', '2020-12-24', '2024-08-30', '2026-12-22'];

/** An application or an order by one of the routes; one in eight is something the Rule must refuse. */
export function someOpening(dice: Dice): { command: CaseOpening; context: OpeningContext } {
  const day = dice.pick(STARTS);
  const at = `${day}T${dice.pick(['00:00:00.000', '10:00:00.000', '23:59:59.999'])}+08:00`;
  const correctionMode: CorrectionMode = dice.pick(['restart', 'pause', 'none']);
  const settings = settingsWith({ correctionMode, ...(dice.once(3) ? { 'HR-03': 1, 'HR-04': 3 } : {}) });
  const paper = dice.once(4) ? { channel: 'PAPER', receivedOn: dice.pick([day, '2018-05-10', '2016-01-04']) } : {};
  const grounds = [
    dice.pick([{ code: '3-1' }, { code: '3-2' }, { code: '3-3' }, { code: '3-8', facts: '疑难' }] as const),
  ];
  const fields = { ...caseFields(), filingDate: '2015-06-15', grounds, ...paper };
  const by = (court: CourtCode) => someone(dice, court, 'handler');
  const submit = (court: CourtCode, given: object) =>
    ({ type: 'application.submit', at, actor: by(court), with: given }) as CaseCommand<OpeningCommandType>;
  const ordered = (given: object) =>
    ({ type: 'order.register', at, actor: by('吉01'), with: given }) as CaseCommand<OpeningCommandType>;
  const scanned = (decidingCourt: CourtCode, participants?: CourtCode[]): CaseOpening => ({
    type: 'scan.open',
    at,
    actor: someone(dice, participants ? decidingCourt : '吉', 'commandDirector'),
    with: {
      ...caseFields({ filingDate: '2015-06-15' }),
      hit: 'hit-jl01-1',
      reason: '应当协同',
      executingCourt: '吉0104',
      decidingCourt,
      ...(participants ? { participants } : {}),
    },
  });
  const commands: CaseOpening[] = [
    scanned('吉01', dice.pick([[], ['吉0105']])),
    scanned('吉01'),
    submit('吉0104', { ...fields, to: '吉01' }),
    submit('吉0104', { ...fields, to: '吉01' }),
    submit('吉0104', { ...fields, to: '吉', grounds: [{ code: '3-6', propertyCourt: '吉0502' }] }),
    submit('吉0104', { ...fields, to: '吉', grounds: [{ code: '3-5', relatedCases: ['（2016）吉0502执1号'] }] }),
    submit('吉01', { ...fields, to: '吉', caseNumber: '（2016）吉01执9号' }),
    ordered({ ...fields, origin: 'EX_OFFICIO', executingCourt: '吉0104' }),
    ordered({
      ...fields,
      origin: 'SUPERIOR_FINDING',
      executingCourt: '吉0104',
      letter: { number: '1号', issuedBy: '吉林省高级人民法院', channel: '督办' },
    }),
    submit(dice.pick(['吉9999', '吉', '吉0104']), { ...fields, to: '吉99', grounds: [] }),
    submit('吉0104', {
      ...fields,
      to: dice.pick(['吉01', '吉02', '吉99']),
      caseNumber: dice.pick(['无', '（2016）吉0104执异1号', '（2016）吉0104执1号']),
      grounds: dice.pick([[], grounds]),
    }),
  ];
  const command = dice.pick(commands);
  const previous: PreviousCase = {
    caseId: 'jl0104-1',
    caseNumber: fields.caseNumber,
    executingCourt: dice.pick(['吉0104', '吉0104', '吉0105']),
    filingDate: fields.filingDate,
    status: dice.pick(['REFUSED', 'REFUSED', 'IN_EXECUTION']),
    refused: true,
    closed: null,
    grounds: [{ code: '3-1', met: false }],
  };
  const context = { settings, calendar: [], ...(dice.once(4) ? { previous } : {}) };
  return { command, context };
}
