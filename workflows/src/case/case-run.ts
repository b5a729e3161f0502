import { ApplicationFailure, condition, patched, proxyActivities, uuid4 } from '@temporalio/workflow';
import {
  DECISION_TASK_QUEUE,
  DIGEST_MISMATCH_FAILURE,
  entryOf,
  REFUSED_FAILURE,
  updateIdOf,
} from '@xiezhi/contracts/workflow';
import type {
  AnsweredCommand,
  CaseSnapshot,
  CaseWorkflowInput,
  CommandAnswer,
  DecisionActivities,
  IdentifiedCommand,
  LedgerActivities,
  UnrecordedEntry,
} from '@xiezhi/contracts/workflow';
import {
  awaitsDocumentNumber,
  decide,
  decideSystem,
  hasOpenLead,
  isFinal,
  nextRung,
  open,
  parseInstant,
  RULE_SET,
  toInstant,
} from '@xiezhi/rules';
import type { CalendarYear, CaseEvent, CaseState, Outcome, Plan, Refusal } from '@xiezhi/rules';
import { claimsOf, isApproval } from './approval';

/** Answers remembered for repeated requests, beyond those the engine itself remembers of the present run. */
const REMEMBERED_ANSWERS = 500;

const patiently = { initialInterval: '200ms', maximumInterval: '5s', backoffCoefficient: 2 } as const;

// Ordinary activities, not local ones: an entry may be written only after the command that caused it is part of the
// workflow's history. A local activity writes first, and a worker killed in between would leave the ledger ahead of
// the case (docs/architecture.md, "Why the ledger is an ordinary activity").
const ledger = proxyActivities<LedgerActivities>({ startToCloseTimeout: '30s', retry: patiently });
const decision = proxyActivities<DecisionActivities>({
  taskQueue: DECISION_TASK_QUEUE,
  startToCloseTimeout: '30s',
  retry: patiently,
});

function refused(refusal: Refusal): ApplicationFailure {
  return ApplicationFailure.nonRetryable(refusal.message, REFUSED_FAILURE, refusal);
}

const withoutPlanTexts = ({ risks: _, ...plan }: Plan): Plan => ({
  ...plan,
  tasks: '',
  responsibilities: '',
  command: '',
  coordination: '',
  support: '',
  ...(plan.steps ? { steps: plan.steps.map(({ minutes: _minutes, attendees: _attendees, ...step }) => step) } : {}),
});

/**
 * A state without what people wrote of plans and in the field. The engine takes two megabytes at most, and a case that grew beyond
 * that could never hand over again. No decision looks at these texts; ledger and read models have them.
 */
function withoutFieldTexts(state: CaseState): CaseState {
  const records = state.records.map(({ resolution, ...record }) => ({
    ...record,
    text: '',
    ...(resolution ? { resolution: { ...resolution, reasons: '' } } : {}),
  }));
  return {
    ...state,
    records,
    plan: state.plan && withoutPlanTexts(state.plan),
    ...(state.planHistory ? { planHistory: state.planHistory.map(withoutPlanTexts) } : {}),
    leads: state.leads.map(({ steps = [], ...lead }) => ({
      ...lead,
      facts: '',
      steps: steps.map((step) => ({ ...step, note: '' })),
    })),
    ...(state.selfExecutionReports
      ? { selfExecutionReports: state.selfExecutionReports.map((report) => ({ ...report, text: '' })) }
      : {}),
  };
}

/** The state of one run of a case: what has been decided, and how much of it is in the ledger. */
export class CaseRun {
  private state: CaseState;
  private recordedSeq: number;
  private lastHash: string;
  private readonly answered: Map<string, AnsweredCommand>;
  private outbox: UnrecordedEntry[] = [];
  /** Counts changes, so that the sleeper notices one without comparing states. */
  private changes = 0;
  private clockOffset: number;

  constructor(private readonly input: CaseWorkflowInput) {
    this.clockOffset = input.clockOffset;
    const { carried, opening } = input;
    if (carried) {
      this.state = carried.state;
      this.recordedSeq = carried.recordedSeq;
      this.lastHash = carried.lastHash;
      this.answered = new Map(Object.entries(carried.answered));
      return;
    }
    this.recordedSeq = 0;
    this.lastHash = '';
    this.answered = new Map();
    const outcome = open(opening.command, {
      settings: input.settings,
      calendar: input.calendar,
      previous: input.previous,
    });
    // Intake asked the same pure function before it started the case, so a refusal here is a fault, not an answer.
    if ('refusal' in outcome) throw refused(outcome.refusal);
    this.state = outcome.state;
    this.queue(outcome.events, 0, opening);
    this.remember(opening.id, opening.digest);
  }

  /** Refuses before anything reaches the workflow's history. */
  validate(request: IdentifiedCommand): void {
    if (this.repeated(request)) return;
    const outcome = decide(this.state, request.command);
    if ('refusal' in outcome) throw refused(outcome.refusal);
  }

  async execute(request: IdentifiedCommand): Promise<CommandAnswer> {
    this.perform(request);
    await this.settled();
    return this.answerTo(request.id);
  }

  /** The same decision for a signal, whose sender waits for no answer: a refusal goes to the audit trail. */
  async approve(signal: unknown): Promise<void> {
    const refusal = this.refusalOf(signal);
    if (!refusal) {
      await this.settled();
      return;
    }
    const { id = uuid4(), actor, type } = claimsOf(signal);
    await ledger.recordRefusedApproval({
      caseId: this.input.caseId,
      id,
      at: toInstant(this.now()),
      actor,
      type,
      refusal,
    });
  }

  async settle(courtTime: string): Promise<CommandAnswer> {
    this.clockOffset = parseInstant(courtTime) - Date.now();
    this.accept(decideSystem(this.state, { type: 'clock.tick', at: courtTime }));
    await this.settled();
    return this.answer();
  }

  async reviseCalendar(at: string, years: CalendarYear[]): Promise<CommandAnswer> {
    const news = years.filter(
      (year) =>
        !this.state.calendar.some(
          (known) => known.region === year.region && known.year === year.year && known.version >= year.version,
        ),
    );
    if (news.length > 0) this.accept(decideSystem(this.state, { type: 'calendar.revise', at, years: news }));
    await this.settled();
    return this.answer();
  }

  snapshot(): CaseSnapshot {
    return { state: this.state, recordedSeq: this.recordedSeq, caseTime: toInstant(this.now()) };
  }

  /** Does the next thing that is owed to the outside. False when nothing is. */
  async writeDown(): Promise<boolean> {
    if (this.outbox.length > 0) {
      await this.record();
      return true;
    }
    if (awaitsDocumentNumber(this.state)) {
      await this.drawNumber();
      return true;
    }
    return false;
  }

  isSettled(): boolean {
    return this.outbox.length === 0 && !awaitsDocumentNumber(this.state) && this.recordedSeq === this.state.seq;
  }

  isOver(): boolean {
    if (!this.isSettled() || !isFinal(this.state)) return false;
    // Whoever looks into a lead does so after close-out too. Cases closed before this was so have ended.
    return !hasOpenLead(this.state) || !patched('open-leads');
  }

  handover(): CaseWorkflowInput {
    const { recordedSeq, lastHash } = this;
    const state = withoutFieldTexts(this.state);
    return {
      ...this.input,
      clockOffset: this.clockOffset,
      carried: { state, recordedSeq, lastHash, answered: Object.fromEntries(this.answered) },
    };
  }

  /** Sleeps until something is asked of the case or its next rung is due, and then lets the clock act. */
  async sleepToNextRung(): Promise<void> {
    const seen = this.changes;
    const rung = nextRung(this.state);
    const changed = () => this.changes !== seen;
    if (!rung) {
      await condition(changed);
      return;
    }
    const wait = rung.at - this.now();
    if (wait > 0 && (await condition(changed, wait))) return;
    this.accept(decideSystem(this.state, { type: 'clock.tick', at: toInstant(rung.at) }));
  }

  /** Case time in epoch ms: workflow time, moved by the court clock's offset in a rehearsal. */
  private now(): number {
    return Date.now() + this.clockOffset;
  }

  private refusalOf(signal: unknown): Refusal | undefined {
    if (!isApproval(signal)) return { code: 'VALIDATION', message: '信号内容不是审批，或者格式不正确。' };
    try {
      this.perform(signal);
      return undefined;
    } catch (error) {
      if (!(error instanceof ApplicationFailure)) throw error;
      if (error.type === DIGEST_MISMATCH_FAILURE) return { code: 'VERSION_CONFLICT', message: error.message };
      return error.details?.[0] as Refusal;
    }
  }

  /** Decides a command once. @throws ApplicationFailure when it is refused, and then nothing has changed */
  private perform(request: IdentifiedCommand): void {
    if (this.repeated(request)) return;
    this.keepUpWith(request.command.at);
    this.accept(decide(this.state, request.command), request);
    this.remember(request.id, request.digest);
  }

  /** In a rehearsal a command may arrive from a clock that was moved while this case was not looking. */
  private keepUpWith(at: string): void {
    if (this.input.rehearsal) {
      this.clockOffset = Math.max(this.clockOffset, parseInstant(at) - Date.now());
    }
  }

  private accept(outcome: Outcome, request?: IdentifiedCommand): void {
    if ('refusal' in outcome) throw refused(outcome.refusal);
    const from = this.state.seq;
    this.state = outcome.state;
    this.queue(outcome.events, from, request);
  }

  private queue(events: CaseEvent[], from: number, request?: Pick<IdentifiedCommand, 'id' | 'digest'>): void {
    const { caseId } = this.input;
    const commandId = request && updateIdOf(request);
    events.forEach((event, index) => {
      // A rung that the command found due is the clock's act, not the command's.
      const cause = event.actor.role === 'clock' ? undefined : commandId;
      this.outbox.push(entryOf(caseId, from + index + 1, event, RULE_SET, cause));
    });
    this.changes += 1;
  }

  private async record(): Promise<void> {
    const entries = this.outbox;
    this.outbox = [];
    const { caseId } = this.input;
    const { executingCourt } = this.state;
    const { lastHash } = await ledger.recordEntries({ caseId, executingCourt, entries, prevHash: this.lastHash });
    this.lastHash = lastHash;
    this.recordedSeq += entries.length;
    this.changes += 1;
  }

  private async drawNumber(): Promise<void> {
    const { decidingCourt: court, receivedOn, lastAt } = this.state;
    const year = Number((receivedOn ?? lastAt).slice(0, 4));
    const { serial } = await decision.drawDocumentNumber({ caseId: this.input.caseId, court, year });
    this.accept(decideSystem(this.state, { type: 'document.number', at: this.state.lastAt, year, serial }));
  }

  private async settled(): Promise<void> {
    await condition(() => this.isSettled());
  }

  private repeated({ id, digest }: IdentifiedCommand): boolean {
    const before = this.answered.get(id);
    if (before && before.digest !== digest) {
      throw ApplicationFailure.nonRetryable('同一 Idempotency-Key 已用于另一项请求。', DIGEST_MISMATCH_FAILURE);
    }
    return before !== undefined;
  }

  private remember(id: string, digest: string): void {
    this.answered.set(id, { digest });
    for (const oldest of this.answered.keys()) {
      if (this.answered.size <= REMEMBERED_ANSWERS) break;
      this.answered.delete(oldest);
    }
  }

  /** The first answer is the answer: a repeat after more has happened gets the same one. */
  private answerTo(id: string): CommandAnswer {
    const entry = this.answered.get(id);
    if (!entry) return this.answer();
    entry.answer ??= this.answer();
    return entry.answer;
  }

  private answer(): CommandAnswer {
    const { seq, status, documentNumber } = this.state;
    return { caseId: this.input.caseId, seq, state: status, documentNumber };
  }
}
