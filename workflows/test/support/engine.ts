import {
  APPROVAL_SIGNAL,
  CASE_TASK_QUEUE,
  CASE_WORKFLOW,
  caseWorkflowId,
  COMMAND_UPDATE,
  DECISION_TASK_QUEUE,
  STATE_QUERY,
} from '@xiezhi/contracts';
import type {
  CaseSnapshot,
  CaseWorkflowInput,
  CommandAnswer,
  DecisionActivities,
  IdentifiedCommand,
  LedgerActivities,
  PendingRefusals,
  RefusedRequest,
  UnrecordedEntry,
} from '@xiezhi/contracts';
import { startStack } from '@xiezhi/infra';
import type { Stack } from '@xiezhi/infra';
import { DEFAULT_SETTINGS, toInstant } from '@xiezhi/rules';
import type { Actor, CaseCommand, CommandFields, CommandType, Role } from '@xiezhi/rules';
import { Client, Connection } from '@temporalio/client';
import type { WorkflowHandle } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { WorkerOptions, WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fold } from '../../src/doctor/fold';
import { bundled } from './bundles';

/** Holds up whoever passes while it is closed. */
export class Gate {
  private opened = Promise.resolve();
  private release = () => {};
  private reached = Promise.resolve();
  private reach = () => {};

  close(): void {
    this.opened = new Promise((resolve) => (this.release = resolve));
    this.reached = new Promise((resolve) => (this.reach = resolve));
  }

  open(): void {
    this.release();
  }

  /** Resolves when somebody waits. */
  waited(): Promise<void> {
    return this.reached;
  }

  async pass(): Promise<void> {
    this.reach();
    await this.opened;
  }
}

/** What a case writes and asks of the outside, kept in memory and held up at will. */
class Outside implements LedgerActivities, DecisionActivities {
  readonly entries = new Map<string, UnrecordedEntry[]>();
  readonly refusals = new Map<string, RefusedRequest>();
  more = 0;
  largestPiece = 0;
  serial = 1;
  readonly ledgerGate = new Gate();
  readonly auditGate = new Gate();
  readonly numberGate = new Gate();
  readonly answerGate = new Gate();

  recordEntries: LedgerActivities['recordEntries'] = async ({ caseId, entries }) => {
    await this.ledgerGate.pass();
    const known = this.entries.get(caseId) ?? [];
    for (const entry of entries) {
      if (entry.seq <= known.length) continue;
      if (entry.seq !== known.length + 1) throw new Error(`entry ${entry.seq} after ${known.length}`);
      known.push(entry);
    }
    this.largestPiece = Math.max(this.largestPiece, Buffer.byteLength(JSON.stringify(entries)));
    this.entries.set(caseId, known);
    return { lastHash: String(known.length) };
  };

  recordRefusals = async ({ list, more }: PendingRefusals): Promise<void> => {
    await this.auditGate.pass();
    for (const refused of list) this.refusals.set(refused.id, refused);
    this.more += more;
  };

  findAnswer: LedgerActivities['findAnswer'] = async ({ caseId, id }) => {
    await this.answerGate.pass();
    const fold = new Fold();
    for (const entry of this.entries.get(caseId) ?? []) fold.take(entry);
    return fold.answered.get(id) ?? null;
  };

  recordRefusedApproval = (refused: RefusedRequest) => this.recordRefusals({ list: [refused], more: 0 });

  drawDocumentNumber = async (): Promise<{ serial: number }> => {
    await this.numberGate.pass();
    return { serial: this.serial };
  };
}

export const person = (court: string, role: Role): Actor => ({
  court,
  role,
  name: `${court}${role}`,
  sub: `${court}-${role}`,
});

export function command<T extends CommandType>(
  actor: Actor,
  type: T,
  fields: CommandFields[T],
  at = Date.now(),
): IdentifiedCommand {
  const id = randomUUID().replaceAll('-', '');
  return { id, digest: id, command: { type, at: toInstant(at), actor, with: fields } as CaseCommand };
}

export const DECIDING = '吉01';
export const EXECUTING = '吉0104';

let serial = 100;

/** An order about a case of a basic court: it has a number to be drawn from its first moment. */
export function order(at = Date.now(), receivedOn?: string): IdentifiedCommand {
  serial += 1;
  return command(
    person(DECIDING, 'handler'),
    'order.register',
    {
      origin: 'EX_OFFICIO',
      executingCourt: EXECUTING,
      caseNumber: `（2024）吉0104执${serial}号`,
      filingDate: '2024-03-01',
      cause: '买卖合同纠纷',
      parties: [
        { side: 'applicant', name: '甲公司', kind: 'organization' },
        { side: 'respondent', name: '乙公司', kind: 'organization' },
      ],
      claimAmount: 1_000_000,
      hasProperty: true,
      grounds: [{ code: '3-8', facts: '案情重大、疑难、复杂，需要多个法院共同执行方能办结。' }],
      matters: '请求协同查封、处置被执行人在多地的财产。',
      ...(receivedOn === undefined ? {} : { receivedOn }),
    },
    at,
  );
}

export class OpenCase {
  constructor(
    readonly caseId: string,
    readonly handle: WorkflowHandle,
  ) {}

  ask<T extends CommandType>(actor: Actor, type: T, fields: CommandFields[T], at?: number): Promise<CommandAnswer> {
    return this.send(command(actor, type, fields, at));
  }

  send(request: IdentifiedCommand, updateId = request.id): Promise<CommandAnswer> {
    return this.handle.executeUpdate<CommandAnswer, [IdentifiedCommand]>(COMMAND_UPDATE, {
      updateId,
      args: [request],
    });
  }

  signal(value: unknown): Promise<void> {
    return this.handle.signal(APPROVAL_SIGNAL, value);
  }

  snapshot(): Promise<CaseSnapshot> {
    return this.handle.query<CaseSnapshot>(STATE_QUERY);
  }

  async runId(): Promise<string> {
    return (await this.handle.describe()).runId;
  }
}

/** The real engine with a worker in this process, for cases of short runs. */
export class Engine {
  readonly outside = new Outside();

  private readonly workers = new Map<string, { worker: Worker; running: Promise<void> }>();

  private constructor(
    private readonly stack: Stack,
    private readonly folder: string,
    private readonly engine: NativeConnection,
    readonly client: Client,
  ) {}

  /** @param workflowBundle the code that is at work first; runs so short that they hand over as soon as they can by default */
  static async start(workflowBundle?: WorkflowBundleWithSourceMap): Promise<Engine> {
    Runtime.install({ logger: new DefaultLogger('ERROR', () => {}) });
    const folder = mkdtempSync(join(tmpdir(), 'xiezhi-engine-'));
    const stack = await startStack({
      dataDir: folder,
      ports: 'free',
      rehearsal: false,
      demo: false,
      parts: ['temporal'],
    });
    const connection = await NativeConnection.connect({ address: stack.urls.temporal });
    const clientConnection = await Connection.connect({ address: stack.urls.temporal });
    const engine = new Engine(stack, folder, connection, new Client({ connection: clientConnection }));
    const { drawDocumentNumber } = engine.outside;
    await engine.employ({ taskQueue: DECISION_TASK_QUEUE, activities: { drawDocumentNumber } });
    await engine.work(workflowBundle ?? (await bundled({ workflows: './short-runs.ts' })));
    return engine;
  }

  /** Another worker takes the place of the one at work: it knows no run, and replays each from its beginning. */
  async work(workflowBundle: WorkflowBundleWithSourceMap): Promise<void> {
    const { recordEntries, recordRefusals, recordRefusedApproval, findAnswer } = this.outside;
    const takeTurn = async () => {};
    const activities = { recordEntries, recordRefusals, recordRefusedApproval, findAnswer, takeTurn };
    await this.employ({ taskQueue: CASE_TASK_QUEUE, workflowBundle, activities });
  }

  private async employ(options: Omit<WorkerOptions, 'connection'> & { taskQueue: string }): Promise<void> {
    await this.dismiss(options.taskQueue);
    const worker = await Worker.create({ connection: this.engine, ...options });
    this.workers.set(options.taskQueue, { worker, running: worker.run() });
  }

  private async dismiss(taskQueue: string): Promise<void> {
    const employed = this.workers.get(taskQueue);
    employed?.worker.shutdown();
    await employed?.running;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.workers.keys()].map((taskQueue) => this.dismiss(taskQueue)));
    await this.client.connection.close();
    await this.engine.close();
    await this.stack.discard();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async begin(opening: IdentifiedCommand, options: Partial<CaseWorkflowInput> = {}): Promise<OpenCase> {
    const caseId = `jl0104-${opening.id.slice(0, 16)}`;
    const input: CaseWorkflowInput = {
      caseId,
      opening: opening as CaseWorkflowInput['opening'] & object,
      settings: DEFAULT_SETTINGS,
      calendar: [],
      rehearsal: false,
      clockOffset: 0,
      ...options,
    };
    await this.client.workflow.start(CASE_WORKFLOW, {
      workflowId: caseWorkflowId(caseId),
      taskQueue: CASE_TASK_QUEUE,
      args: [input],
    });
    return new OpenCase(caseId, this.client.workflow.getHandle(caseWorkflowId(caseId)));
  }

  entriesOf({ caseId }: OpenCase): UnrecordedEntry[] {
    return this.outside.entries.get(caseId) ?? [];
  }
}
