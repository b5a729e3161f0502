import { demoPerson } from '@xiezhi/contracts';
import { HIGH_COURT } from '@xiezhi/rules';
import type { Actor, CommandFields, CommandType, CourtCode, Role } from '@xiezhi/rules';
import type { Dice } from './dice';
import type { Line, Stage } from './line';
import { FIELD, PLAN, REASONS } from './words';

/** The courts of one case. */
export interface Cast {
  executing: CourtCode;
  deciding: CourtCode;
  relay: CourtCode | null;
  participants: readonly CourtCode[];
}

/** One act: so many working days after the one before (0: later the same day), by whom, and what. */
export interface Step {
  stage: Stage;
  wait: number;
  court: CourtCode;
  role: Role;
  /** Another holder of the role than the usual one. */
  other?: true;
  type: CommandType;
  with: object;
}

type Act = <T extends CommandType>(
  stage: Stage,
  wait: number,
  by: readonly [CourtCode, Role],
  type: T,
  fields?: CommandFields[T],
) => Step;

const act: Act = (stage, wait, [court, role], type, fields) => ({
  stage,
  wait,
  court,
  role,
  type,
  with: fields ?? {},
});

/** The acts of a case up to its line's stage; the first, which opens it, has no fields yet. */
export function scriptOf(line: Line, cast: Cast, dice: Dice): Step[] {
  const steps = [...whole(line, cast, dice)];
  const last = steps.findLastIndex(({ stage }) => stage === line.until);
  if (last < 0) throw new Error(`a case by ${line.route} does not come to ${line.until}`);
  return steps.slice(0, last + 1);
}

/** Of a case that a scan has opened: decided at once, or designated, and then there is a review. */
const SCANNED: Line = { count: 1, route: 'ART4', until: 'closed', age: [0, 0] };

/** The acts that follow where a scan's hit has opened the case, up to its close-out. */
export function afterScan(decided: boolean, cast: Cast, dice: Dice): Step[] {
  return [...(decided ? [] : review(SCANNED, cast, dice)), ...collaboration(SCANNED, cast, dice)];
}

export function actorOf({ court, role, other }: Pick<Step, 'court' | 'role' | 'other'>): Actor {
  const { username, name } = demoPerson(court, role);
  return other ? { court, role, name: `高${name}`, sub: `${username}-2` } : { court, role, name, sub: username };
}

function* whole(line: Line, cast: Cast, dice: Dice): Generator<Step> {
  yield* opening(line, cast, dice);
  if (line.until === 'withdrawn') {
    yield act('withdrawn', dice.between(1, 3), [cast.executing, 'handler'], 'application.withdraw', {
      reason: '双方达成和解，申请撤回报请。',
    });
  }
  if (line.until === 'urged') {
    const urge = { kind: 'REVIEW', text: '已超过审查期限，请尽快作出决定。' } as const;
    yield act('urged', 11, [HIGH_COURT, 'commandOfficer'], 'duty.urge', urge);
  }
  yield* review(line, cast, dice);
  if (line.outcome === 'REFUSE') yield* selfExecution(cast, dice);
  else yield* collaboration(line, cast, dice);
}

function* opening({ route, until, supplemented, opinion = 'AGREE' }: Line, cast: Cast, dice: Dice): Generator<Step> {
  const { executing, deciding, relay } = cast;
  const handler = [deciding, 'handler'] as const;
  if (route === 'ART4') {
    yield act('submitted', 0, handler, 'order.register');
    if (until !== 'concluded' && until !== 'conclusionConfirmed') return;
    const conclude = { ground: 'ALREADY_CLOSED', reasons: '执行案件已经执行完毕，无须再行协同。' } as const;
    yield act('concluded', 3, [deciding, 'bureauDirector'], 'order.conclude', conclude);
    yield act('conclusionConfirmed', 2, [HIGH_COURT, 'bureauDirector'], 'order.confirmConclusion');
    return;
  }
  yield act('submitted', 0, [executing, 'handler'], 'application.submit');
  if (route === 'ART8' && relay) {
    const forward = { opinion, reasons: dice.pick(REASONS.forward) };
    yield act('forwarded', dice.between(1, 3), [relay, 'bureauDirector'], 'application.forward', forward);
  }
  if (route !== 'ART7') {
    yield act('reviewed', 1, handler, 'application.accept');
  } else if (supplemented || until === 'correction') {
    yield act('correction', 1, handler, 'correction.request', { missing: ['财产清单', '执行措施说明'] });
    const materials = [{ kind: '财产清单', title: '补充的财产清单（演示）' }];
    if (supplemented) {
      const supplement = { materials, complete: true };
      yield act('reviewed', dice.between(1, 3), [executing, 'handler'], 'application.supplement', supplement);
    }
  } else {
    yield act('reviewed', 1, handler, 'application.register');
  }
}

function* review(line: Line, { deciding, participants, relay }: Cast, dice: Dice): Generator<Step> {
  const outcome = line.outcome ?? 'APPROVE';
  const reasons = dice.pick(outcome === 'APPROVE' ? REASONS.approve : REASONS.refuse);
  yield act('proposed', line.late ? 9 : dice.between(2, 5), [deciding, 'handler'], 'review.propose', {
    outcome,
    reasons,
  });
  if (line.grounds?.[0] === '3-8') {
    const opinion = '同意认定为其他重大、疑难、复杂案件。';
    const second = act('proposed', 0, [deciding, 'handler'], 'ground.secondRead', { ground: '3-8', opinion });
    yield { ...second, other: true };
  }
  yield act('decided', line.late ? dice.between(2, 4) : 1, [deciding, 'bureauDirector'], 'review.decide', {
    outcome,
    reasons,
    ...(outcome === 'APPROVE' ? { participants: [...participants] } : {}),
    ...(line.major ? { sensitivity: 'MAJOR' } : {}),
    ...(line.late ? { overdueReason: dice.pick(REASONS.overdue) } : {}),
  });
  if (line.outcome === 'REFUSE' && relay) yield act('relayed', 1, [relay, 'handler'], 'refusal.relay');
}

function* selfExecution({ executing }: Cast, dice: Dice): Generator<Step> {
  const handler = [executing, 'handler'] as const;
  yield act('refusalReceived', dice.between(1, 2), handler, 'refusal.acknowledge');
  const plan = '已分两组查找财产，三十日内完成处置，逾期未果的依法终结本次执行。';
  yield act('selfPlan', dice.between(3, 8), handler, 'selfExecution.submitPlan', { text: plan });
  const report = '已查封房产一处，评估机构已进场。';
  yield act('selfReport', dice.between(5, 12), handler, 'selfExecution.report', { text: report });
  yield act('selfDone', dice.between(6, 20), handler, 'selfExecution.finish', {
    text: '案款全部执行到位，自行执行完毕。',
    outcome: 'ACTUALLY_CLOSED',
    recoveredAmount: dice.between(5, 60) * 1_000,
  });
  yield act('selfDone', 1, [executing, 'bureauDirector'], 'selfExecution.confirm');
}

function* collaboration(line: Line, cast: Cast, dice: Dice): Generator<Step> {
  const { executing, deciding, participants } = cast;
  yield act('firstReceipt', 1, [executing, 'handler'], 'decision.acknowledge');
  for (const [index, court] of participants.entries()) {
    yield act('served', index === 0 ? 1 : 0, [court, 'handler'], 'decision.acknowledge');
  }
  const officer = {
    name: '袁某某',
    court: participants[0] ?? executing,
    credential: `演示公务证${dice.between(100, 999)}号`,
  };
  const plan = { ...PLAN, officers: [officer] };
  yield act('planned', dice.between(3, 6), [deciding, 'commandOfficer'], 'plan.submit', plan);
  // Art. 11 has the plan agreed with the executing court; of the others not every one has said so yet.
  yield act('planned', 0, [executing, 'handler'], 'plan.agree', {});
  yield* planApproval(line, cast);
  yield* field(line, cast, dice);
  yield* ending(line, cast, dice);
}

function* planApproval({ major, president = false }: Line, { deciding }: Cast): Generator<Step> {
  const director = [deciding, 'commandDirector'] as const;
  if (!major) {
    yield act('planApproved', 1, director, 'plan.approve');
    return;
  }
  yield act('endorsed', 1, director, 'plan.approve');
  const attendees = ['王某某', '李某某', '赵某某', '刘某某'];
  const minutes = '会议听取汇报，一致同意方案，要求做好风险防范。';
  const meeting = { attendees, minutes, outcome: 'PASS', presidentReview: president } as const;
  yield act(president ? 'meeting' : 'planApproved', 2, [deciding, 'meetingSecretary'], 'plan.recordMeeting', meeting);
  if (president) {
    yield act('planApproved', 1, [deciding, 'president'], 'plan.presidentReview', { outcome: 'PASS' });
  }
}

/** Record 1 is a report, 2 an instruction, 3 what became of it; a correction order is the fourth. */
function* field(line: Line, { executing, deciding, participants }: Cast, dice: Dice): Generator<Step> {
  const addressed = participants[0] ?? executing;
  const officer = [deciding, 'commandOfficer'] as const;
  const report = (wait: number, court: CourtCode) =>
    act('field', wait, [court, 'fieldOfficer'], 'execution.report', { text: dice.pick(FIELD.reports) });
  yield report(dice.between(1, 4), executing);
  const instruction = { to: addressed, text: dice.pick(FIELD.instructions) };
  if (line.unacknowledged) {
    yield act('field', dice.between(1, 3), officer, 'execution.instruct', { ...instruction, urgent: true });
    return;
  }
  yield act('field', dice.between(1, 3), officer, 'execution.instruct', instruction);
  yield act('field', 0, [addressed, 'fieldOfficer'], 'execution.acknowledge', { record: 2 });
  yield report(dice.between(1, 4), addressed);
  if (line.until === 'corrected' || line.until === 'lead') {
    const correction = { to: addressed, text: dice.pick(FIELD.corrections) };
    yield act('corrected', 2, officer, 'execution.correct', correction);
    if (line.objection) {
      yield act('corrected', 0, [addressed, 'fieldOfficer'], 'execution.acknowledge', { record: 4 });
      const reason = '评估范围经当事人确认，附属设施另案处理。';
      yield act('corrected', 1, [addressed, 'fieldOfficer'], 'execution.object', { record: 4, reason });
    }
  }
  if (line.until === 'lead') {
    const facts = '纠正指令发出后未按时签收，也未说明原因。';
    const lead = { category: '配合不力', court: addressed, facts } as const;
    yield act('lead', 4, [deciding, 'inspector'], 'lead.register', lead);
  }
  const more = dice.below(3);
  for (let extra = 0; extra < more; extra += 1)
    yield report(dice.between(2, 6), extra % 2 === 0 ? executing : addressed);
}

function* ending(line: Line, { executing, deciding }: Cast, dice: Dice): Generator<Step> {
  const director = [deciding, 'commandDirector'] as const;
  if (line.until === 'revoked') {
    const reasons = '被执行人已进入破产程序，协同执行的基础不复存在。';
    yield act('revoked', dice.between(3, 8), director, 'collaboration.revoke', { reasons });
    return;
  }
  const request = {
    outcome: line.close ?? 'ACTUALLY_CLOSED',
    recoveredAmount: dice.between(5, 300) * 10_000,
    summary: '财产处置完毕，案款已发放，现场移交完成。',
  };
  yield act('closing', dice.between(3, 9), [executing, 'handler'], 'closeout.request', request);
  if (line.until === 'returned') {
    yield act('returned', 1, director, 'closeout.return', { reasons: '案款发放凭证不全，请补充后再报。' });
    return;
  }
  yield act('closed', dice.between(1, 3), director, 'closeout.confirm');
}
