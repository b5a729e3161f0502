import {
  CASE_TASK_QUEUE,
  CASE_WORKFLOW,
  caseWorkflowId,
  entryTooLarge,
  installationContextSchema,
} from '@xiezhi/contracts';
import type { CaseWorkflowInput, CommandAnswer, IdentifiedOpening, InstallationContext } from '@xiezhi/contracts';
import {
  calendarFor,
  dateOf,
  decide,
  DEFAULT_SETTINGS,
  ENDED_STATUSES,
  open,
  previousOf,
  saysTheSame,
} from '@xiezhi/rules';
import type { CaseCommand, CaseState, PreviousCase, Refusal } from '@xiezhi/rules';
import { refusalProblem, replay, sendCommand } from '@xiezhi/case-kit';
import type { CaseService } from '@xiezhi/case-kit';
import { collectionOf, isConnectionError, isDuplicateKey, Problem } from '@xiezhi/service-kit';
import type { Logger } from '@xiezhi/service-kit';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Collection } from 'mongoose';
import { namedIn } from './application';
import type { Application, Receipt } from './application';
import { claimOf } from './claims';
import type { ActiveClaims } from './claims';
import { firstRunOf } from './first-run';
import { refusedOpening } from './faults';
import { askHit } from './from-hit';
import type { FromHit } from './from-hit';

/** Contenders for one enforcement case that may get in each other's way before the sender is asked to try again. */
const CLAIM_ATTEMPTS = 5;

/** Received applications looked at in one sweep. */
const SWEPT = 200;
const FIRST_PAUSE_MS = 3_000;
const LONGEST_PAUSE_MS = 10 * 60_000;

const isUnavailable = (error: unknown) => error instanceof Problem && error.code === 'UNAVAILABLE';

export class Applications {
  private readonly applications: Collection<Application>;
  private readonly failing = new Map<string, { tries: number; until: number }>();
  private lastContext: InstallationContext | undefined;

  constructor(
    private readonly service: CaseService,
    private readonly claims: ActiveClaims,
    private readonly installation: { commandCenterUrl: string; rehearsal: boolean },
    private readonly logger: Logger,
  ) {
    this.applications = collectionOf<Application>(service.connection, 'applications');
  }

  async prepare(): Promise<void> {
    await this.applications.createIndex({ status: 1, receivedAt: 1 });
  }

  /**
   * Receives an application or order: refused at once, started and answered, or, while the engine is away, received
   * with its own time and started later.
   * @param from the hit of a scan that has to agree before the case begins
   */
  async receive(caseId: string, request: IdentifiedOpening, from?: FromHit): Promise<Receipt> {
    const known = await this.applications.findOne({ _id: caseId });
    return this.carryOn(known ?? (await this.store(caseId, request, from)), request.digest);
  }

  /**
   * Starts what an outage or a crash left behind. One that fails leaves the others alone, and is tried again after growing
   * pauses. Returns how many are still waiting, and how many of these failed otherwise than by an outage.
   */
  async sweep(): Promise<{ waiting: number; failing: number }> {
    const now = performance.now();
    const resting = [...this.failing].filter(([, { until }]) => until > now).map(([caseId]) => caseId);
    for (const status of ['RECEIVED', 'STARTING'] as const) {
      const left = await this.applications
        .find({ status, _id: { $nin: resting } })
        .sort({ receivedAt: 1 })
        .limit(SWEPT)
        .toArray();
      for (const application of left) await this.sweepOne(application);
    }
    const waiting = await this.applications.countDocuments({ status: { $in: ['RECEIVED', 'STARTING'] } });
    return { waiting, failing: this.failing.size };
  }

  private async sweepOne(application: Application): Promise<void> {
    const { _id: caseId, digest, status } = application;
    try {
      if (status === 'RECEIVED') await this.carryOn(application, digest);
      else if ((await this.settle(application)) === 'ENDED')
        throw new Error('it was ended from outside before it began');
      this.failing.delete(caseId);
    } catch (err) {
      if (isConnectionError(err)) return;
      const refused = await this.applications.findOne({ _id: caseId, status: 'REFUSED' });
      if (refused) {
        this.failing.delete(caseId);
        this.logger.info({ caseId, code: refused.refusal?.code }, 'received application refused');
        return;
      }
      const tries = (this.failing.get(caseId)?.tries ?? 0) + 1;
      const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(tries - 1, 20), LONGEST_PAUSE_MS);
      this.failing.set(caseId, { tries, until: performance.now() + pause });
      this.logger.warn({ err, caseId, tries }, 'a received application cannot be started, again later');
    }
  }

  private async store(caseId: string, request: IdentifiedOpening, from?: FromHit): Promise<Application> {
    const { command } = request;
    const previous = await this.named(namedIn(command));
    const outcome = open(command, { ...(await this.contextOrLast(command.at)), previous });
    if ('refusal' in outcome) throw refusedOpening(command, outcome.refusal);
    const tooLarge = entryTooLarge(outcome.events);
    if (tooLarge) throw refusalProblem(tooLarge);
    const application: Application = {
      _id: caseId,
      commandId: request.id,
      digest: request.digest,
      command,
      caseNumber: outcome.state.caseFields.caseNumber,
      claim: claimOf(outcome.state),
      receivedAt: command.at,
      ...(previous ? { previous } : {}),
      ...(from ? { from } : {}),
      status: 'RECEIVED',
    };
    try {
      await this.applications.insertOne(application);
      return application;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const other = await this.applications.findOne({ _id: caseId });
      if (!other) throw error;
      return other;
    }
  }

  /** A collaboration before this one, from the ledger, which is never behind. */
  private async named(caseId: string | undefined): Promise<PreviousCase | undefined> {
    if (caseId === undefined) return undefined;
    const state = await replay(this.service.ledger, caseId);
    return state ? previousOf(caseId, state) : undefined;
  }

  /** Every step may have been done before: by this request, by a repeat of it, or by the sweep. */
  private async carryOn(application: Application, digest: string): Promise<Receipt> {
    const { _id: caseId, receivedAt, refusal } = application;
    if (application.digest !== digest) {
      throw new Problem('VERSION_CONFLICT', '同一 Idempotency-Key 已用于另一项请求。');
    }
    if (refusal) throw refusalProblem(refusal);
    // What has started has had its claim, which may by now rightly be another's.
    const linked = application.status === 'RECEIVED' ? await this.claim(application) : application;
    try {
      if (application.status === 'RECEIVED') {
        await this.agree(linked);
        await this.start(linked);
      }
      return { started: true, answer: await this.answerTo(linked) };
    } catch (error) {
      if (isUnavailable(error)) return { started: false, caseId, receivedAt };
      throw error;
    }
  }

  /**
   * The hit is disposed of when the enforcement case is claimed, so that nobody else can open a collaboration on it, and
   * before the case begins, so that none begins from a hit that was disposed of otherwise.
   * @throws Problem the hit's refusal, and then nothing is left of the application but that
   */
  private async agree(application: Application): Promise<void> {
    if (!application.from) return;
    const refusal = await askHit(this.service, application.from);
    if (refusal) await this.giveUp(application, refusal);
  }

  /** Gives back the enforcement case; the claim goes first, so that a process which dies in between leaves nothing claimed. */
  private async giveUp({ _id, caseNumber, claim = caseNumber, before }: Application, refusal: Refusal): Promise<never> {
    await this.claims.release(claim, _id, before);
    await this.applications.updateOne({ _id, status: 'RECEIVED' }, { $set: { status: 'REFUSED', refusal } });
    throw refusalProblem(refusal);
  }

  /** @throws Problem the case's own refusal where it refused in its first run */
  private async answerTo(application: Application): Promise<CommandAnswer> {
    const { _id: caseId, commandId: id, digest, command, status } = application;
    try {
      const answer = await sendCommand(this.service, caseId, { id, digest, command });
      if (status !== 'STARTED') await this.noteBeginning(caseId);
      return answer;
    } catch (error) {
      const refusal = isUnavailable(error) ? undefined : await this.refusalOf(application);
      throw refusal ? refusalProblem(refusal) : error;
    }
  }

  private async noteBeginning(caseId: string): Promise<void> {
    await this.applications.updateOne({ _id: caseId, status: 'STARTING' }, { $set: { status: 'STARTED' } });
  }

  /**
   * Takes note of what became of a case that has been started. One that refused in its first run gives back the
   * enforcement case; the claim goes first, so that a process which dies in between leaves nothing claimed.
   * @returns what the case refused with, undefined when it has begun or may still
   */
  private async settle(application: Application): Promise<Refusal | 'ENDED' | undefined> {
    const { _id: caseId, claim = application.caseNumber, before, status } = application;
    if (await this.hasBegun(caseId)) {
      await this.noteBeginning(caseId);
      return undefined;
    }
    const run = await firstRunOf(this.service.temporal, caseId);
    if (run === 'RUNNING') return undefined;
    if (run === 'ENDED') return run;
    if (run === 'UNKNOWN') {
      // The engine has lost it: what was received is started again.
      if (status === 'STARTING') {
        await this.applications.updateOne({ _id: caseId, status }, { $set: { status: 'RECEIVED' } });
      }
      return undefined;
    }
    await this.claims.release(claim, caseId, before);
    await this.applications.updateOne({ _id: caseId }, { $set: { status: 'REFUSED', refusal: run } });
    return run;
  }

  private async refusalOf(application: Application): Promise<Refusal | undefined> {
    const settled = await this.settle(application);
    return settled === 'ENDED' ? undefined : settled;
  }

  private async start({ _id: caseId, commandId: id, digest, command, previous }: Application): Promise<void> {
    const { settings, calendar } = await this.context(command.at);
    const { rehearsal } = this.installation;
    const clockOffset = rehearsal ? (await this.service.clock.now()) - Date.now() : 0;
    const opening = { id, digest, command };
    const followed = previous ? { previous } : {};
    const [startsOn = ''] = [dateOf(command.at), command.with.receivedOn ?? ''].filter((day) => day !== '').sort();
    const told = { calendar: calendarFor(calendar, startsOn), wholeCalendar: true } as const;
    const input: CaseWorkflowInput = { caseId, opening, settings, ...told, ...followed, rehearsal, clockOffset };
    const { caseNumber } = command.with;
    try {
      await this.service.temporal.call((client) =>
        client.workflow.start(CASE_WORKFLOW, {
          workflowId: caseWorkflowId(caseId),
          taskQueue: CASE_TASK_QUEUE,
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          staticSummary: `${command.actor.court} ${caseNumber}`,
          args: [input],
        }),
      );
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
    await this.applications.updateOne({ _id: caseId, status: 'RECEIVED' }, { $set: { status: 'STARTING' } });
  }

  /** Makes the application the one active on its enforcement case, and links it to the one before. */
  private async claim(application: Application): Promise<Application> {
    const { _id: caseId, claim = application.caseNumber } = application;
    for (let attempt = 1; attempt <= CLAIM_ATTEMPTS; attempt += 1) {
      const holder = await this.claims.holder(claim);
      if (holder?.caseId === caseId) return this.reread(application);
      if (!holder) {
        if (await this.claims.insert(claim, caseId)) return application;
      } else if (await this.hasBegun(caseId)) {
        return application;
      } else {
        const before = await replay(this.service.ledger, holder.caseId);
        if (await this.isActive(holder.caseId, before)) await this.refuse(application, holder.caseId);
        // Before the claim is taken, because afterwards it no longer says whose it was.
        const linked = await this.link(application, holder.caseId, before);
        if (await this.claims.takeOver(claim, holder.caseId, caseId)) return linked;
      }
    }
    throw new Problem('UNAVAILABLE', '案件正由他人报请，请稍后重试。', { retryAfter: 2 });
  }

  /**
   * A lapsed application that is taken up again becomes the active one on its enforcement case once more. What the Rule
   * refuses anyway is left to the case itself.
   * @throws Problem ACTIVE_COLLABORATION_EXISTS where another collaboration runs on the enforcement case by now
   */
  async reclaim(caseId: string, command: CaseCommand): Promise<void> {
    const state = await replay(this.service.ledger, caseId);
    if (!state || 'refusal' in decide(state, command)) return;
    const claim = claimOf(state);
    for (let attempt = 1; attempt <= CLAIM_ATTEMPTS; attempt += 1) {
      const holder = await this.claims.holder(claim);
      if (holder?.caseId === caseId) return;
      if (!holder) {
        if (await this.claims.insert(claim, caseId)) return;
      } else {
        const other = await replay(this.service.ledger, holder.caseId);
        if (await this.isActive(holder.caseId, other)) {
          const message = `${state.caseFields.caseNumber}已有正在进行的协同执行，不能恢复补正。`;
          throw refusalProblem({ code: 'ACTIVE_COLLABORATION_EXISTS', message });
        }
        if (await this.claims.takeOver(claim, holder.caseId, caseId)) return;
      }
    }
    throw new Problem('UNAVAILABLE', '案件正由他人报请，请稍后重试。', { retryAfter: 2 });
  }

  /**
   * Adds to a correction what only the whole record tells: the case before this one, and whether anything is corrected at all.
   * What the Rule refuses anyway is left to the case itself.
   */
  async amending(caseId: string, command: CaseCommand): Promise<CaseCommand> {
    const state = await replay(this.service.ledger, caseId);
    const outcome = state && decide(state, command);
    if (!state || !outcome || 'refusal' in outcome) return command;
    const previous = await this.named(state.previous?.caseId);
    const unchanged = saysTheSame(state.caseFields, outcome.state.caseFields);
    const known = { ...(previous ? { previous } : {}), ...(unchanged ? { unchanged } : {}) };
    return { ...command, with: { ...command.with, known } } as CaseCommand;
  }

  /** The collaboration that keeps others off an enforcement case; null where none does. */
  async active(claim: string): Promise<string | null> {
    const holder = await this.claims.holder(claim);
    if (!holder) return null;
    const state = await replay(this.service.ledger, holder.caseId);
    return (await this.isActive(holder.caseId, state)) ? holder.caseId : null;
  }

  /** Its case may have begun, and even ended, without this process having lived to note the start. */
  private async hasBegun(caseId: string): Promise<boolean> {
    return (await this.service.ledger.entries(caseId, 1, 1)).length > 0;
  }

  /** Another process may have linked it and not lived to start it. */
  private async reread(application: Application): Promise<Application> {
    return (await this.applications.findOne({ _id: application._id })) ?? application;
  }

  /** Art. 10: a re-application is linked also when the applicant does not say so, if the Rule takes the two for one case. */
  private async link(application: Application, caseId: string, state: CaseState | null): Promise<Application> {
    const { _id } = application;
    const previous = state && (await this.followed(application, previousOf(caseId, state)));
    const links = { before: caseId, ...(previous ? { previous } : {}) };
    await this.applications.updateOne({ _id, status: 'RECEIVED' }, { $set: links });
    return { ...application, ...links };
  }

  private async followed({ command }: Application, previous: PreviousCase): Promise<PreviousCase | undefined> {
    if (namedIn(command) !== undefined) return undefined;
    const outcome = open(command, { ...(await this.contextOrLast(command.at)), previous });
    return 'refusal' in outcome ? undefined : previous;
  }

  private async isActive(caseId: string, state: CaseState | null): Promise<boolean> {
    if (state) return !ENDED_STATUSES.has(state.status);
    const application = await this.applications.findOne({ _id: caseId });
    if (application === null || application.status === 'REFUSED') return false;
    // Who started it may not have lived to hear what the case said.
    return application.status === 'RECEIVED' || !(await this.refusalOf(application));
  }

  private async refuse({ _id: caseId, caseNumber, from }: Application, holder: string): Promise<never> {
    const other = from && (await this.applications.findOne({ _id: holder }));
    const refusal: Refusal =
      from !== undefined && other?.from?.hit === from.hit
        ? { code: 'NOT_ALLOWED_IN_STATE', message: '该扫描结果正由他人处置。' }
        : { code: 'ACTIVE_COLLABORATION_EXISTS', message: `${caseNumber}已有正在进行的协同执行，不能重复报请。` };
    await this.applications.updateOne({ _id: caseId, status: 'RECEIVED' }, { $set: { status: 'REFUSED', refusal } });
    throw refusalProblem(refusal);
  }

  /** By the day of receipt, also for what an outage lets begin later: the version of that day is the case's own. */
  private async context(receivedAt: string): Promise<InstallationContext> {
    const url = `${this.installation.commandCenterUrl}/installation/context?on=${dateOf(receivedAt)}`;
    this.lastContext = await this.service.http.getJson(url, installationContextSchema);
    return this.lastContext;
  }

  /**
   * For the first look at an application settings and calendars need not be the latest: no refusal depends on them and
   * nothing of it is kept. A receipt must not wait for the command centre.
   */
  private async contextOrLast(receivedAt: string): Promise<InstallationContext> {
    try {
      return await this.context(receivedAt);
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      return this.lastContext ?? { settings: DEFAULT_SETTINGS, calendar: [] };
    }
  }
}
