import { deepStrictEqual, ok } from 'node:assert/strict';
import fc from 'fast-check';
import {
  hasFired,
  CASE_STATUSES,
  EVENT_TITLES,
  COMMAND_ACCESS,
  courtByCode,
  isDecidedByScan,
  ORDERED_ORIGINS,
  decide,
  decideSystem,
  COLLABORATION,
  evolve,
  factsOf,
  nextOwed,
  nextRung,
  open,
  parseInstant,
  rungStep,
  toInstant,
} from '../../src/index';
import type { CaseCommand, CaseEvent, CaseOpening, CaseState, Outcome, OwedRung } from '../../src/index';
import { deepFreeze } from '../support/pure-case';
import { dutiesFault } from '../support/duties';
import { Dice, personsCommand, someOpening, systemCommand, whenNext } from '../support/walk';

/** Fixed, so that a red run stays red: FC_SEED and FC_RUNS walk elsewhere and longer, FC_SHRINK takes its time to say less. */
const seed = Number(process.env.FC_SEED ?? 20_180_514);
const numRuns = Number(process.env.FC_RUNS ?? 250);

/** What the walks have met; that they met everything is checked at the end. */
const met = {
  statuses: new Set<string>(),
  commands: new Set<string>(),
  refusals: new Set<string>(),
  events: new Set<string>(),
};

const asJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** One case on its random way, with everything that must hold of it whatever people do. */
class Walk {
  readonly events: CaseEvent[] = [];
  state: CaseState | null = null;
  /** What the clock owes by the entries alone. */
  private owed: OwedRung[] = [];

  open(dice: Dice): void {
    const { command, context } = deepFreeze(someOpening(dice));
    this.take(null, open(command, context), command);
  }

  step(dice: Dice): void {
    const { state } = this;
    if (!state) return this.open(dice);
    const at = whenNext(dice, state);
    if (dice.once(4)) {
      this.take(state, decideSystem(state, deepFreeze(systemCommand(dice, state, at))));
      return;
    }
    const command = deepFreeze(personsCommand(dice, state, at));
    const outcome = decide(state, command);
    this.timeFirst(state, command, outcome);
    this.take(state, outcome, command);
  }

  private take(before: CaseState | null, outcome: Outcome, command?: CaseCommand | CaseOpening): void {
    if ('refusal' in outcome) {
      ok(command, 'the system is never refused');
      ok(/[\u4e00-\u9fff]/.test(outcome.refusal.message), 'a refusal is told in Chinese');
      met.refusals.add(outcome.refusal.code);
      return;
    }
    const { events, state } = deepFreeze(outcome);
    if (command && command.type !== 'scan.open') met.commands.add(command.type);
    let current = before;
    for (const event of events) {
      this.check(current, event);
      current = deepFreeze(evolve(current, event));
      deepStrictEqual(current.seq, (before?.seq ?? 0) + events.indexOf(event) + 1);
      this.followClock(event, current);
      this.events.push(event);
      met.events.add(event.type);
      met.statuses.add(current.status);
    }
    deepStrictEqual(current, state, 'the events lead to the state');
    this.state = state;
    const next = COLLABORATION.isOver(state) ? null : (nextRung(state)?.at ?? null);
    deepStrictEqual(nextOwed(this.owed), next, 'the entries alone tell what the clock does next');
    this.checkDeadlines(state);
    deepStrictEqual(dutiesFault(state), undefined);
    ok(factsOf(state));
  }

  private followClock(event: CaseEvent, state: CaseState): void {
    const { owed, fired, passedOver } = rungStep(this.owed, event, state, COLLABORATION.isOver(state));
    deepStrictEqual(passedOver, [], 'no entry goes past a rung that should stand before it');
    if (fired) deepStrictEqual(parseInstant(event.at), fired.from, 'a rung takes effect when it is owed');
    this.owed = owed;
  }

  /** Whoever looks first, the command or the timer: the same events at the same instants. */
  private timeFirst(state: CaseState, command: CaseCommand, outcome: Outcome): void {
    const ticked = decideSystem(state, { type: 'clock.tick', at: command.at });
    ok('events' in ticked);
    this.rungAlone(state, ticked);
    const after = decide(deepFreeze(ticked.state), command);
    if ('refusal' in outcome || 'refusal' in after) deepStrictEqual(after, outcome);
    else deepStrictEqual([...ticked.events, ...after.events], outcome.events);
  }

  /** A rung that its timer writes at once is what a later look at the same state writes first. */
  private rungAlone(state: CaseState, later: Extract<Outcome, { events: unknown }>): void {
    const rung = nextRung(state);
    if (!rung || later.events.length === 0) return;
    const alone = decideSystem(state, { type: 'clock.tick', at: toInstant(rung.at) });
    ok('events' in alone);
    ok(alone.events.length > 0, 'a rung that is due is written');
    deepStrictEqual(alone.events, later.events.slice(0, alone.events.length));
  }

  /** One event against the state it falls into. */
  private check(state: CaseState | null, event: CaseEvent): void {
    const opening = ['application.submitted', 'order.registered', 'order.scanned'].includes(event.type);
    deepStrictEqual(opening, state === null, 'a case is opened once, first');
    if (!state) return;
    ok(parseInstant(event.at) >= parseInstant(state.lastAt), 'case time never runs back');
    const served = this.events.some(({ type }) => type === 'decision.served');
    switch (event.type) {
      case 'document.numbered':
        ok(state.documentNumber === null, 'a document number once');
        break;
      case 'order.conclusionConfirmed':
        ok(state.conclusion?.on === null && event.actor.court === state.conclusion.confirmedBy, 'by the court asked');
        break;
      case 'ground.overridden': {
        const ground = state.grounds.find(({ code }) => code === event.payload.ground);
        ok(ground && ground.met !== true && !ground.override, 'only what is not found met is let count, and once');
        ok(state.decision === null && state.proposal?.by.sub !== event.actor.sub);
        break;
      }
      case 'ground.secondRead':
        ok(state.proposal && state.proposal.by.sub !== event.actor.sub, 'read a second time by a second person');
        break;
      case 'review.proposed':
        ok(state.grounds.every(({ secondReading }) => secondReading?.by.sub !== event.actor.sub));
        break;
      case 'decision.approved':
      case 'decision.refused':
        if (isDecidedByScan(state))
          deepStrictEqual(event.actor, state.scan?.by, 'decided by whoever disposed of the hit');
        else
          ok(state.proposal && state.proposal.by.sub !== event.actor.sub, 'decided on the proposal of another person');
        ok(state.decision === null, 'decided once');
        ok(state.documentNumber !== null || event.type === 'decision.refused', 'a decision has its number');
        ok(!ORDERED_ORIGINS.has(state.origin) || event.type === 'decision.approved', 'Art. 4 knows no refusal');
        break;
      case 'plan.approved':
        ok(served, 'no plan before service');
        if (state.sensitivity === 'MAJOR') ok(event.payload.by !== 'COMMAND_DIRECTOR', 'MAJOR goes to the meeting');
        ok(state.plan?.status === 'DRAFT' || state.plan?.status === 'BUREAU_APPROVED', 'what is up for approval');
        break;
      case 'duty.urged': {
        const deadline = state.deadlines.find(({ id }) => id === event.payload.id);
        ok(deadline && deadline.doneOn === null && deadline.status !== 'CANCELLED', 'only what is owed is urged');
        ok(event.actor.court !== deadline.court, 'nobody urges their own court');
        ok(!deadline.urged?.some(({ on }) => on === event.payload.on), 'once a day');
        break;
      }
      case 'lead.concluded':
        deepStrictEqual(state.leads[event.payload.lead - 1]?.status, 'VERIFYING');
        break;
      case 'collaboration.closed':
        ok(state.decision?.outcome === 'APPROVE' && event.actor.court === state.decidingCourt);
        ok(event.payload.outcome !== 'REVOKED' || event.payload.reasons, 'revoked with reasons');
        break;
      case 'participants.changed':
        ok(!event.payload.participants.includes(state.executingCourt));
        deepStrictEqual(new Set(event.payload.participants).size, event.payload.participants.length);
        break;
      case 'sensitivity.lowered':
        ok(['commandDirector', 'president'].includes(event.actor.role), 'lowered by an approver');
        break;
      case 'execution.recorded':
        ok(
          served && this.events.some(({ type }) => type === 'plan.approved'),
          'work needs a served decision and a plan',
        );
        deepStrictEqual(event.payload.number, state.records.length + 1);
        ok(
          state.decision?.acknowledgedBy.includes(
            event.payload.kind === 'REPORT' ? event.payload.from : (event.payload.to ?? ''),
          ) || event.payload.kind === 'OBJECTION',
          'who works has the decision',
        );
        break;
      case 'deadline.reminded':
      case 'deadline.overdue': {
        const deadline = state.deadlines.find(({ id }) => id === event.payload.id);
        ok(deadline && !deadline.suspended && deadline.status !== 'CANCELLED');
        const after = event.type === 'deadline.overdue' && deadline.revisions.length > 0;
        ok(deadline.status === 'OPEN' || after || deadline.due < event.payload.on, 'only an open clock rings');
        ok(!hasFired(deadline, event.payload.rung), 'each rung once for a due day');
        ok(event.payload.rung !== 'OVERDUE' || !deadline.provisional, 'nothing is late by a day that is not certain');
        ok(event.payload.rung !== 'PROVISIONAL' || deadline.provisional);
        ok(event.payload.on <= event.at.slice(0, 10), 'no rung before its day');
        break;
      }
      case 'deadline.escalated': {
        const before = this.events.at(-1);
        ok(before?.type === 'deadline.overdue' && before.at === event.at, 'told at the instant of lateness');
        deepStrictEqual([event.payload.id, event.payload.on], [before.payload.id, before.payload.on]);
        ok(event.payload.kind !== 'OBJECTION', 'a right left unused is no lateness');
        ok(event.payload.to.length > 0 && event.payload.to.every(({ court }) => courtByCode(court, event.payload.on)));
        break;
      }
      case 'deadline.met': {
        const deadline = state.deadlines.find(({ id }) => id === event.payload.id);
        ok(deadline && deadline.doneOn === null && deadline.status !== 'CANCELLED', 'a duty is done once');
        const passed = parseInstant(event.at) >= parseInstant(deadline.expiresAt);
        deepStrictEqual(event.payload.late, passed && !deadline.provisional);
        deepStrictEqual(event.payload.late, deadline.status === 'LATE', 'the clock has been there before');
        break;
      }
      case 'deadline.cancelled': {
        const deadline = state.deadlines.find(({ id }) => id === event.payload.id);
        ok(deadline && deadline.doneOn === null && deadline.status !== 'CANCELLED', 'only what runs is cancelled');
        break;
      }
      case 'deadline.revised': {
        const deadline = state.deadlines.find(({ id }) => id === event.payload.id);
        const settled = deadline?.status === 'MET' && !deadline.provisional;
        ok(
          deadline && deadline.status !== 'CANCELLED' && !settled,
          'what was done in time by a published calendar stays so',
        );
        break;
      }
      case 'application.reinstated':
        ok(this.events.some(({ type }) => type === 'application.lapsed'));
        deepStrictEqual(state.deadlines.findLast(({ kind }) => kind === 'SUPPLEMENT')?.status, 'OPEN');
        break;
      default:
    }
  }

  private checkDeadlines(state: CaseState): void {
    const now = parseInstant(state.lastAt);
    const ids = state.deadlines.map(({ id }) => id);
    deepStrictEqual(new Set(ids).size, ids.length, 'deadlines are told apart');
    for (const {
      status,
      doneOn,
      expiresAt,
      suspended,
      countedDays,
      workdays,
      due,
      revisions,
      ...rest
    } of state.deadlines) {
      const passed = parseInstant(expiresAt) <= now;
      if (status === 'OPEN')
        ok(doneOn === null && (suspended || !passed || rest.provisional), 'LATE from the instant it has passed');
      if (status === 'MET') ok(doneOn !== null && (doneOn <= due || rest.provisional) && rest.lateWorkdays === 0);
      if (status === 'LATE') ok(passed && !rest.provisional && rest.fired.some(({ rung }) => rung === 'OVERDUE'));
      if (workdays !== null) deepStrictEqual([countedDays.length, countedDays.at(-1)], [workdays, due]);
      ok(revisions.every(({ from, to, reason }) => from !== to && reason !== ''));
    }
    const reviews = state.deadlines.filter(({ kind, status }) => kind === 'REVIEW' && status === 'OPEN');
    ok(reviews.length <= 1, 'one review clock at a time');
    if (state.status === 'CLOSED') {
      ok(state.deadlines.every(({ status }) => status !== 'OPEN'));
      ok(
        state.credentials.every(({ validTo }) => validTo !== null),
        'credentials end with the collaboration',
      );
    }
    const clientIds = state.records.flatMap(({ captured, receipt }) =>
      [captured?.clientId, receipt?.clientId].filter((id) => id !== undefined),
    );
    deepStrictEqual(new Set(clientIds).size, clientIds.length, 'a device’s record is kept once');
    const atWork = [state.executingCourt, state.decidingCourt, ...state.participants];
    for (const { court, validFrom, validTo } of state.credentials) {
      ok(validTo === null ? atWork.includes(court) : validTo >= validFrom, 'a credential belongs to a court at work');
    }
    deepStrictEqual(
      [...(state.planHistory ?? []), ...(state.plan ? [state.plan] : [])].map(({ version }, index) => version - index),
      [...(state.planHistory ?? []), ...(state.plan ? [state.plan] : [])].map(() => 1),
      'every version of the plan is kept',
    );
    if (['WITHDRAWN', 'LAPSED'].includes(state.status)) ok(reviews.length === 0);
  }

  /** What a ledger would give back after a restart. */
  replay(): void {
    if (!this.state) return;
    const replayed = asJson(this.events).reduce<CaseState | null>(evolve, null);
    deepStrictEqual(asJson(replayed), asJson(this.state), 'replaying the ledger gives the same case');
    deepStrictEqual(this.state.seq, this.events.length, 'a sequence without gaps');
  }
}

const STATUSES = Object.keys(CASE_STATUSES).filter((status) => status !== 'DRAFT');
const REFUSALS = [
  'VALIDATION FORBIDDEN NOT_FOUND NOT_ALLOWED_IN_STATE CASE_NUMBER_INVALID CASE_TYPE_NOT_ELIGIBLE COURT_UNKNOWN',
  'GROUND_REQUIRED ROUTE_NOT_AVAILABLE PARTICIPANT_OUTSIDE_JURISDICTION REFUSAL_NOT_ALLOWED SAME_PERSON',
  'OVERDUE_REASON_REQUIRED PLAN_SECTION_MISSING MINUTES_REQUIRED DECISION_NOT_SERVED',
].flatMap((line) => line.split(' '));

test(
  `${numRuns} cases walk at random (seed ${seed}) and meet every state, command, refusal and event`,
  () => {
    const dice = fc.array(fc.nat(9999), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(dice, { minLength: 30, maxLength: 120, size: 'max' }), (steps) => {
        const walk = new Walk();
        for (const numbers of steps) walk.step(new Dice(numbers));
        walk.replay();
      }),
      { seed, numRuns, endOnFailure: !process.env.FC_SHRINK },
    );
    const unmet = {
      statuses: STATUSES.filter((status) => !met.statuses.has(status)),
      commands: Object.keys(COMMAND_ACCESS).filter((type) => !met.commands.has(type)),
      refusals: REFUSALS.filter((code) => !met.refusals.has(code)),
      events: Object.keys(EVENT_TITLES).filter((type) => !met.events.has(type)),
    };
    expect(unmet).toEqual({ statuses: [], commands: [], refusals: [], events: [] });
  },
  Math.max(60_000, numRuns * 100),
);
