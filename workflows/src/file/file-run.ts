import { ApplicationFailure, condition, log, sleep, uuid4 } from '@temporalio/workflow';
import { CLOCK_TOLERANCE_MS, DIGEST_MISMATCH_FAILURE, entryTooLarge } from '@xiezhi/contracts/workflow';
import type { FileAnswer, FileSnapshot, FileWorkflowInput, Identified } from '@xiezhi/contracts/workflow';
import { parseInstant, toInstant } from '@xiezhi/rules';
import type {
  CalendarYear,
  FileCommand,
  FileEvent,
  FileOutcome,
  FileState,
  FileSystemCommand,
  Refusal,
} from '@xiezhi/rules';
import { decision, ledger } from './activities';
import { Answers } from './answers';
import { attempt, beside, instantOf, refused } from './attempts';
import { claimsOf } from './claims';
import { Outbox } from './outbox';
import { writesRungsWithinTask } from './patches';
import { Refusals } from './refusals';
import { RunClock } from './run-clock';
import type { RunKind } from './run-kind';
import { letClockGoFirst } from './within-task';

/** The state of one run of a file: what has been decided, and how much of it is in the ledger. */
export class FileRun<
  S extends FileState,
  C extends FileCommand,
  Y extends FileSystemCommand,
  E extends FileEvent,
  O extends FileCommand,
  X,
  I extends FileWorkflowInput<S, O> = FileWorkflowInput<S, O>,
> {
  private state: S;
  private readonly clock: RunClock;
  private readonly outbox: Outbox;
  private readonly answers: Answers;
  private readonly refusals: Refusals;
  /** Counts changes, so that the sleeper notices one without comparing states. */
  private changes = 0;
  /** What goes on beside the file's entries. */
  private drawing = false;
  private noting = false;
  /** Nobody waits for a document number any longer: the run ends, and the next one draws it. */
  private leaving = false;
  private numberRefused: Refusal | undefined;
  private clockRefused: Refusal | undefined;

  constructor(
    private readonly kind: RunKind<S, C, Y, E, O, X, I>,
    private readonly input: I,
    remembered: number,
  ) {
    this.clock = new RunClock(input.clockOffset, input.rehearsal);
    const { caseId, carried } = input;
    if (carried) {
      this.state = carried.state;
      this.outbox = Outbox.of(caseId, carried);
      this.answers = new Answers(carried.answered, remembered);
      this.refusals = new Refusals(carried.refusals);
      this.numberRefused = carried.numberRefused;
      if (this.numberRefused) beside(this.askAgainTomorrow());
      return;
    }
    this.outbox = new Outbox(caseId);
    this.answers = new Answers({}, remembered);
    this.refusals = new Refusals();
    const { opening, outcome } = this.begin();
    // Whoever starts a file may have asked the same pure function before, and takes note of a refusal that came later.
    if ('refusal' in outcome) throw refused(outcome.refusal);
    this.state = outcome.state;
    this.queue(outcome.events, 0, opening);
    this.answers.remember(opening, this.wantsNumber());
  }

  /** Refuses before anything reaches the workflow's history, but for what may have been accepted long ago. */
  validate(request: Identified<C>): void {
    if (this.answers.repeats(request)) return;
    const outcome = this.decided(request);
    if ('refusal' in outcome && !this.answers.mayHaveForgotten(request.id)) throw refused(outcome.refusal);
  }

  async execute(request: Identified<C>): Promise<FileAnswer> {
    const { id } = request;
    const steady = this.kind.isSteady();
    if (this.answers.mayHaveForgotten(id)) await this.recall(id);
    if (this.isForClockFirst(request.command.at)) await letClockGoFirst();
    this.perform(request);
    const numbered = () => !this.awaitsNumber() || (steady && (this.leaving || !this.answers.wantsNumber(id)));
    await condition(() => this.isRecorded() && numbered());
    return this.answers.answerTo(id, () => this.answer());
  }

  /** The same decision for a signal, whose sender waits for no answer: a refusal goes to the audit trail. */
  async approve(signal: unknown): Promise<void> {
    const old = this.isSignal(signal) && this.answers.mayHaveForgotten(signal.id);
    // What would be refused has no effect either way, and a flood of it asks nothing of the ledger.
    if (old && !('refusal' in this.decided(signal))) await this.recall(signal.id);
    if (this.isSignal(signal) && this.isForClockFirst(signal.command.at)) await letClockGoFirst();
    const refusal = this.refusalOf(signal);
    if (!refusal) return;
    const { id, actor, type } = claimsOf(signal);
    const refused = { id: id ?? uuid4(), at: toInstant(this.clock.now()), actor, type, refusal };
    if (this.kind.isSteady()) this.note(refused);
    else await ledger.recordRefusedApproval({ caseId: this.input.caseId, ...refused });
  }

  async settle(courtTime: string): Promise<FileAnswer> {
    const at = instantOf(courtTime);
    if (this.isForClockFirst(courtTime)) await letClockGoFirst();
    this.clock.set(at);
    return this.ask(this.kind.file.tick(toInstant(at)));
  }

  async reviseCalendar(at: string, years: CalendarYear[]): Promise<FileAnswer> {
    const instant = toInstant(instantOf(at));
    if (this.isForClockFirst(instant)) await letClockGoFirst();
    const news = years.filter(
      (year) =>
        !this.state.calendar.some(
          (known) => known.region === year.region && known.year === year.year && known.version >= year.version,
        ),
    );
    return this.ask(news.length > 0 ? this.kind.revision(instant, news) : undefined);
  }

  snapshot(): FileSnapshot<S> {
    const { state, numberRefused, clockRefused } = this;
    return {
      state,
      recordedSeq: this.outbox.recordedSeq,
      caseTime: toInstant(this.clock.now()),
      ...(numberRefused ? { numberRefused } : {}),
      ...(clockRefused ? { clockRefused } : {}),
    };
  }

  /** Does the next thing that is owed to the outside. False when nothing is. */
  async writeDown(): Promise<boolean> {
    if (this.owes()) {
      await this.outbox.record(this.kind.file.courtOf(this.state), this.kind.isSteady());
      this.changes += 1;
      return true;
    }
    if (!this.refusals.isEmpty && !this.noting) beside(this.noteRefusals());
    if (!this.awaitsNumber() || this.drawing) return false;
    if (this.kind.isSteady()) {
      beside(this.drawNumber());
      return false;
    }
    await this.drawNumber();
    return true;
  }

  /** Whether there are entries to write: whoever waits for those who wait for entries goes on writing. */
  owes(): boolean {
    return !this.outbox.isEmpty;
  }

  isRecorded(): boolean {
    return this.outbox.isEmpty && this.outbox.recordedSeq === this.state.seq;
  }

  isOver(): boolean {
    if (!this.isRecorded() || this.awaitsNumber() || !this.refusals.isEmpty) return false;
    return this.kind.isOver(this.state);
  }

  /** The run is to end: whoever waits for more than entries is let go. */
  leave(): void {
    this.leaving = true;
  }

  handover(): FileWorkflowInput<S, O> {
    const { refusals, numberRefused } = this;
    const { caseId, rehearsal } = this.input;
    const state = this.kind.carried(this.state);
    return {
      caseId,
      rehearsal,
      clockOffset: this.clock.offset,
      carried: {
        state,
        ...this.outbox.carried(),
        answered: this.answers.carried(),
        ...(refusals.isEmpty ? {} : { refusals: refusals.pending() }),
        ...(numberRefused ? { numberRefused } : {}),
      },
    };
  }

  /**
   * Sleeps until something is asked of the file or its next rung is due, and then lets the clock act.
   * @param roused whether there is another reason to wake, which need not change the file
   */
  async sleepToNextRung(roused: () => boolean): Promise<void> {
    const seen = this.changes;
    const steady = this.kind.isSteady();
    const awake = () => this.changes !== seen || (steady && roused());
    const rung = this.clockRefused ? undefined : this.kind.file.nextRung(this.state);
    if (!rung) {
      await condition(awake);
      return;
    }
    const wait = rung.at - this.clock.now();
    const woken = wait > 0 && (await condition(awake, wait));
    // A rung may be in the ledger as soon as its timer has fired: the run does not end without it.
    if (woken && (rung.at > this.clock.now() || !writesRungsWithinTask())) return;
    const alone = wait > 0 && !woken && this.isRecorded();
    this.clockRefused = this.system(this.kind.file.tick(toInstant(rung.at)));
    if (this.clockRefused) beside(this.holdClock());
    else if (alone && writesRungsWithinTask()) this.outbox.isRung();
  }

  /**
   * Whether what is dated so has to wait for a rung. A task whose timer has fired may have written the rung, and then have
   * been lost with its worker; in the task that repeats it something older may have arrived, which would be decided before
   * the rung and would contradict the ledger. It is decided after the rung, as if the task had not been lost.
   */
  private isForClockFirst(at: string): boolean {
    const rung = this.clockRefused ? undefined : this.kind.file.nextRung(this.state);
    if (!rung || rung.at > this.clock.now() + CLOCK_TOLERANCE_MS || parseInstant(at) >= rung.at) return false;
    return writesRungsWithinTask();
  }

  /** A rung that is refused would be due again at once: until something happens, or for an hour, nothing is. */
  private async holdClock(): Promise<void> {
    const { seq } = this.state;
    await condition(() => this.state.seq !== seq, '1 hour');
    this.clockRefused = undefined;
    this.changes += 1;
  }

  private begin() {
    const { opening } = this.input;
    const context = this.kind.contextOf(this.input);
    if (!opening || context === undefined) throw ApplicationFailure.nonRetryable('a file begins with an opening');
    const { command } = opening;
    // The receipt was given before the file began, so it cannot be later than now, whatever clock has dated it.
    const late = this.kind.isSteady() && this.clock.isAhead(command.at);
    const dated = late ? { ...command, at: toInstant(this.clock.now()) } : command;
    const outcome = this.kind.file.open(dated, context);
    if ('refusal' in outcome || !this.kind.isSteady()) return { opening, outcome };
    const refusal = entryTooLarge(outcome.events);
    return { opening, outcome: refusal ? { refusal } : outcome };
  }

  /** What becomes of a request as the file now stands, by the Rule and by what a file can take. */
  private decided({ command }: Identified<C>): FileOutcome<S, E> {
    const outcome = attempt(() => this.kind.file.decide(this.state, command));
    // Whoever may not see the file is not told either that its clock is looked at.
    if ('refusal' in outcome && outcome.refusal.code === 'NOT_FOUND') return outcome;
    if (this.clock.isAhead(command.at)) {
      const message = `办理时间${command.at}晚于系统时间，受理本次请求的服务器时钟不准，请联系系统管理员校准后重试。`;
      return { refusal: { code: 'CLOCK_AHEAD', message } };
    }
    if ('refusal' in outcome) return outcome;
    const refusal = this.kind.whyTooLarge(command.type, this.outbox.written, outcome);
    return refusal ? { refusal } : outcome;
  }

  /** Remembers again what the ledger has of a request. Its entries, older than hundreds of others, are recorded. */
  private async recall(id: string): Promise<void> {
    const answer = this.kind.recalls() && (await ledger.findAnswer({ caseId: this.input.caseId, id }));
    if (answer) this.answers.restore(id, answer);
  }

  private refusalOf(signal: unknown): Refusal | undefined {
    if (!this.isSignal(signal)) return { code: 'VALIDATION', message: '信号内容不是审批，或者格式不正确。' };
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
  private perform(request: Identified<C>): void {
    if (this.answers.repeats(request)) return;
    this.clock.keepUpWith(request.command.at);
    const awaited = this.awaitsNumber();
    this.accept(
      this.kind.isSteady() ? this.decided(request) : this.kind.file.decide(this.state, request.command),
      request,
    );
    this.answers.remember(request, !awaited && this.awaitsNumber());
  }

  private accept(outcome: FileOutcome<S, E>, request?: Identified<C>): void {
    if ('refusal' in outcome) throw refused(outcome.refusal);
    const from = this.state.seq;
    this.state = outcome.state;
    this.queue(outcome.events, from, request);
  }

  /** What the system itself asks of the file. A refusal is noted and returned, and the file goes on as it is. */
  private system(command: Y): Refusal | undefined {
    const outcome = attempt(() => this.kind.file.decideSystem(this.state, command));
    if (!('refusal' in outcome)) {
      this.accept(outcome);
      return undefined;
    }
    const { refusal } = outcome;
    log.error('the system was refused', { command: command.type, ...refusal });
    const id = `${command.type}:${this.state.seq}`;
    this.note({ id, at: toInstant(this.clock.now()), actor: { role: 'system' }, type: command.type, refusal });
    return refusal;
  }

  /** What the system asks by an Update. @throws ApplicationFailure when the file refuses, for the service that asks */
  async ask(command: Y | undefined): Promise<FileAnswer> {
    const steady = this.kind.isSteady();
    if (command && this.isForClockFirst(command.at)) await letClockGoFirst();
    const refusal = command && this.system(command);
    if (refusal) throw refused(refusal);
    await condition(() => this.isRecorded() && (steady || !this.awaitsNumber()));
    return this.answer();
  }

  private note(refusal: Parameters<Refusals['add']>[0]): void {
    this.refusals.add(refusal);
    if (!this.noting) beside(this.noteRefusals());
  }

  private queue(events: E[], from: number, request?: Pick<Identified<unknown>, 'id' | 'digest'>): void {
    this.outbox.add(events, from, request);
    this.changes += 1;
  }

  private async noteRefusals(): Promise<void> {
    this.noting = true;
    const pending = this.refusals.pending();
    await ledger.recordRefusals({ caseId: this.input.caseId, ...pending });
    this.refusals.done(pending);
    this.noting = false;
    this.changes += 1;
  }

  private isSignal(value: unknown): value is Identified<C> {
    return this.kind.isSignal?.(value) === true;
  }

  private wantsNumber(): boolean {
    return this.kind.file.number?.isAwaited(this.state) === true;
  }

  /** A number that cannot be given leaves the file without one: it goes on, says so, and asks again. */
  private awaitsNumber(): boolean {
    return this.wantsNumber() && !this.numberRefused;
  }

  private async drawNumber(): Promise<void> {
    const { number } = this.kind.file;
    if (!number) return;
    this.drawing = true;
    const { court, year } = number.series(this.state);
    const { serial } = await decision.drawDocumentNumber({ caseId: this.input.caseId, court, year });
    if (this.isForClockFirst(this.state.lastAt)) await letClockGoFirst();
    this.drawing = false;
    this.numberRefused = this.system(number.given(this.state, { year, serial }));
    this.changes += 1;
    if (this.numberRefused) beside(this.askAgainTomorrow());
  }

  private async askAgainTomorrow(): Promise<void> {
    await sleep('1 day');
    this.numberRefused = undefined;
    this.changes += 1;
  }

  private answer(): FileAnswer {
    const { seq, status } = this.state;
    return {
      caseId: this.input.caseId,
      seq,
      state: status,
      documentNumber: this.kind.file.documentNumberOf(this.state),
    };
  }
}
