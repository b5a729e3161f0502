import { CASE_TASK_QUEUE, CASE_WORKFLOW, caseWorkflowId, installationContextSchema } from '@xiezhi/contracts';
import type { CaseWorkflowInput, CommandAnswer, IdentifiedCommand, InstallationContext } from '@xiezhi/contracts';
import { dateOf, DEFAULT_SETTINGS, ENDED_STATUSES, open, previousOf, toAsciiCourt } from '@xiezhi/rules';
import type { CaseCommand, CaseState, OpeningCommandType, PreviousCase, Refusal } from '@xiezhi/rules';
import { isDuplicateKey, Problem, refusalProblem, replay, sendCommand, sm3 } from '@xiezhi/service-kit';
import type { CaseService, Logger } from '@xiezhi/service-kit';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Collection } from 'mongoose';
import type { Claims } from './claims';

/** Contenders for one enforcement case that may get in each other's way before the sender is asked to try again. */
const CLAIM_ATTEMPTS = 5;

type OpeningCommand = CaseCommand<OpeningCommandType>;

/** A received application. It is the legal receipt: stored before anything else happens, with its own time. */
interface Application {
  _id: string;
  commandId: string;
  digest: string;
  command: OpeningCommand;
  /** The enforcement case it is about, normalised. */
  caseNumber: string;
  receivedAt: string;
  /** The ended collaboration it follows, as it then was: named by the applicant, or the last one on the same number. */
  previous?: PreviousCase;
  status: 'RECEIVED' | 'STARTED' | 'REFUSED';
  refusal?: Refusal;
}

export type Receipt = { started: true; answer: CommandAnswer } | { started: false; caseId: string; receivedAt: string };

/** The case's id is made of who asked and under which key, so the same request can only ever be the same case. */
export function caseIdOf(executingCourt: string, commandId: string): string {
  return `${toAsciiCourt(executingCourt)}-${sm3(commandId).slice(0, 16)}`;
}

export class Applications {
  private readonly applications: Collection<Application>;
  private lastContext: InstallationContext | undefined;

  constructor(
    private readonly service: CaseService,
    private readonly claims: Claims,
    private readonly installation: { commandCenterUrl: string; rehearsal: boolean },
    private readonly logger: Logger,
  ) {
    this.applications = service.connection.collection('applications') as unknown as Collection<Application>;
  }

  async prepare(): Promise<void> {
    await this.applications.createIndex({ status: 1, receivedAt: 1 });
  }

  /**
   * Receives an application or order: refused at once, started and answered, or, while the engine is away, received
   * with its own time and started later.
   */
  async receive(caseId: string, request: IdentifiedCommand): Promise<Receipt> {
    const known = await this.applications.findOne({ _id: caseId });
    return this.carryOn(known ?? (await this.store(caseId, request)), request.digest);
  }

  /** Starts what an outage or a crash left behind. Returns how many are still waiting. */
  async sweep(): Promise<number> {
    const left = await this.applications.find({ status: 'RECEIVED' }).sort({ receivedAt: 1 }).limit(200).toArray();
    let waiting = 0;
    for (const application of left) {
      try {
        const receipt = await this.carryOn(application, application.digest);
        if (!receipt.started) waiting += 1;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        if (error.code === 'UNAVAILABLE') waiting += 1;
        else this.logger.info({ caseId: application._id, code: error.code }, 'received application refused');
      }
    }
    return waiting;
  }

  private async store(caseId: string, request: IdentifiedCommand): Promise<Application> {
    const command = request.command as OpeningCommand;
    const previous = await this.named(command.with.previous);
    const outcome = open(command, { ...(await this.contextOrLast(command.at)), previous });
    if ('refusal' in outcome) throw refusalProblem(outcome.refusal);
    const application: Application = {
      _id: caseId,
      commandId: request.id,
      digest: request.digest,
      command,
      caseNumber: outcome.state.caseFields.caseNumber,
      receivedAt: command.at,
      ...(previous ? { previous } : {}),
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

  /** The collaboration an applicant names, from the ledger, which is never behind. */
  private async named(caseId: string | undefined): Promise<PreviousCase | undefined> {
    if (caseId === undefined) return undefined;
    const state = await replay(this.service.ledger, caseId);
    return state ? previousOf(caseId, state) : undefined;
  }

  /** Every step may have been done before: by this request, by a repeat of it, or by the sweep. */
  private async carryOn(application: Application, digest: string): Promise<Receipt> {
    const { _id: caseId, receivedAt, commandId: id, command, refusal } = application;
    if (application.digest !== digest) {
      throw new Problem('VERSION_CONFLICT', '同一 Idempotency-Key 已用于另一项请求。');
    }
    if (refusal) throw refusalProblem(refusal);
    // What has started has had its claim, which may by now rightly be another's.
    const linked = application.status === 'RECEIVED' ? await this.claim(application) : application;
    try {
      if (application.status === 'RECEIVED') await this.start(linked);
      const answer = await sendCommand(this.service, caseId, { id, digest, command });
      return { started: true, answer };
    } catch (error) {
      if (error instanceof Problem && error.code === 'UNAVAILABLE') return { started: false, caseId, receivedAt };
      throw error;
    }
  }

  private async start({ _id: caseId, commandId: id, digest, command, previous }: Application): Promise<void> {
    const { settings, calendar } = await this.context(command.at);
    const { rehearsal } = this.installation;
    const clockOffset = rehearsal ? (await this.service.clock.now()) - Date.now() : 0;
    const opening = { id, digest, command };
    const followed = previous ? { previous } : {};
    const input: CaseWorkflowInput = { caseId, opening, settings, calendar, ...followed, rehearsal, clockOffset };
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
    await this.applications.updateOne({ _id: caseId, status: 'RECEIVED' }, { $set: { status: 'STARTED' } });
  }

  /** Makes the application the one active on its enforcement case, and links it to the one before. */
  private async claim(application: Application): Promise<Application> {
    const { _id: caseId, caseNumber } = application;
    for (let attempt = 1; attempt <= CLAIM_ATTEMPTS; attempt += 1) {
      const holder = await this.claims.holder(caseNumber);
      if (holder?.caseId === caseId) return this.reread(application);
      if (!holder) {
        if (await this.claims.insert(caseNumber, caseId)) return application;
      } else if (await this.hasBegun(caseId)) {
        return application;
      } else {
        const before = await replay(this.service.ledger, holder.caseId);
        if (await this.isActive(holder.caseId, before)) await this.refuse(application);
        // Before the claim is taken, because afterwards it no longer says whose it was.
        const linked = await this.link(application, holder.caseId, before);
        if (await this.claims.takeOver(caseNumber, holder.caseId, caseId)) return linked;
      }
    }
    throw new Problem('UNAVAILABLE', '案件正由他人报请，请稍后重试。', { retryAfter: 2 });
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
    const { _id, command } = application;
    if (command.with.previous !== undefined || state === null) return application;
    const previous = previousOf(caseId, state);
    if ('refusal' in open(command, { ...(await this.contextOrLast(command.at)), previous })) return application;
    await this.applications.updateOne({ _id, status: 'RECEIVED' }, { $set: { previous } });
    return { ...application, previous };
  }

  private async isActive(caseId: string, state: CaseState | null): Promise<boolean> {
    if (state) return !ENDED_STATUSES.has(state.status);
    const application = await this.applications.findOne({ _id: caseId });
    return application !== null && application.status !== 'REFUSED';
  }

  private async refuse({ _id: caseId, caseNumber }: Application): Promise<never> {
    const refusal: Refusal = {
      code: 'ACTIVE_COLLABORATION_EXISTS',
      message: `${caseNumber}已有正在进行的协同执行，不能重复报请。`,
    };
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
      if (!(error instanceof Problem) || error.code !== 'UNAVAILABLE') throw error;
      return this.lastContext ?? { settings: DEFAULT_SETTINGS, calendar: [] };
    }
  }
}
