import {
  APPROVAL_SIGNAL,
  caseWorkflowId,
  COMMAND_OWNERS,
  COMMAND_UPDATE,
  commandAnswerSchema,
  commandSchemas,
  DIGEST_MISMATCH_FAILURE,
  eventOf,
  REFUSED_FAILURE,
  updateIdOf,
} from '@xiezhi/contracts';
import type { CommandAnswer, CommandOwner, IdentifiedCommand, LedgerEntry } from '@xiezhi/contracts';
import { evolve, STATUS_TITLES, toInstant } from '@xiezhi/rules';
import type { Actor, CaseCommand, CaseState, CommandType, Refusal } from '@xiezhi/rules';
import { ApplicationFailure, WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { z } from 'zod';
import type { AuditTrail } from '../audit';
import type { PersonUser } from '../auth';
import { canonicalJson, sm3 } from '../chain';
import type { CourtClock } from '../court-clock';
import { defineRoute } from '../http/route';
import type { Route } from '../http/route';
import type { LedgerClient } from '../ledger-client';
import { isProblemCode, Problem } from '../problem';
import type { TemporalLink } from '../temporal';
import { actingRoleHeaders, actorFor } from './actor';

export interface CommandDeps {
  temporal: TemporalLink;
  clock: CourtClock;
  audit: AuditTrail;
  ledger: LedgerClient;
}

/** How long a person waits for the engine; after that the same request may be sent again under the same key. */
const UPDATE_TIMEOUT_MS = 15_000;

export const caseIdParams = z.object({ caseId: z.string().regex(/^[a-z0-9-]{3,80}$/, '案件编号格式不正确') });

/** One person's key names one command, whatever other people's keys are. */
export function commandIdOf(sub: string, idempotencyKey: string): string {
  return sm3(`${sub}\n${idempotencyKey}`).slice(0, 32);
}

export function digestOf(command: Pick<CaseCommand, 'type' | 'with' | 'actor'>, caseId?: string): string {
  const { type, actor } = command;
  return sm3(canonicalJson({ caseId, type, with: command.with, court: actor.court, role: actor.role }));
}

/** A refusal of the Rule as the problem its sender sees. */
export function refusalProblem({ code, message }: Refusal): Problem {
  return new Problem(code, message);
}

/** Writes down that someone was refused, and passes the refusal on. A full trail must not hide the reason. */
export async function audited<T>(
  audit: AuditTrail,
  about: { user: PersonUser; role?: string | undefined; caseId?: string; command: string; at: string; key?: string },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Problem && error.code !== 'UNAVAILABLE') {
      const { user, role, caseId, command, at } = about;
      await audit.append({
        kind: 'COMMAND_REFUSED',
        at,
        actor: { court: user.court, name: user.name, sub: user.sub, ...(role ? { role } : {}) },
        ...(caseId ? { caseId } : {}),
        command,
        code: error.code,
        message: error.detail,
      });
    }
    throw error;
  }
}

function fromFailure(error: unknown): unknown {
  if (!(error instanceof WorkflowUpdateFailedError) || !(error.cause instanceof ApplicationFailure)) return error;
  const { type, details } = error.cause;
  if (type === DIGEST_MISMATCH_FAILURE) return otherRequest();
  const refusal = details?.[0] as Refusal | undefined;
  if (type === REFUSED_FAILURE && refusal && isProblemCode(refusal.code)) return refusalProblem(refusal);
  return error;
}

function otherRequest(): Problem {
  return new Problem('VERSION_CONFLICT', '同一 Idempotency-Key 已用于另一项请求。');
}

async function* history(
  ledger: LedgerClient,
  caseId: string,
): AsyncGenerator<{ entry: LedgerEntry; state: CaseState }> {
  let state: CaseState | null = null;
  for (;;) {
    const entries = await ledger.entries(caseId, (state?.seq ?? 0) + 1);
    if (entries.length === 0) return;
    for (const entry of entries) {
      state = evolve(state, eventOf(entry));
      yield { entry, state };
    }
  }
}

/** The state a case's ledger leads to; null when there is no such case. The ledger, unlike a read model, is never behind. */
export async function replay(ledger: LedgerClient, caseId: string): Promise<CaseState | null> {
  let last: CaseState | null = null;
  for await (const { state } of history(ledger, caseId)) last = state;
  return last;
}

/**
 * What a case that has ended, or never began, says to a command. A repeat is told out of the ledger what it was told
 * before, because the engine forgets ended cases: all that followed from the command at once, its number included.
 */
async function afterTheEnd(
  { ledger }: CommandDeps,
  caseId: string,
  request: IdentifiedCommand,
): Promise<CommandAnswer> {
  const mine = updateIdOf(request);
  let status: CaseState['status'] | undefined;
  let answer: CommandAnswer | undefined;
  let until = '';
  for await (const { entry, state } of history(ledger, caseId)) {
    ({ status } = state);
    const { commandId, seq, at, actor } = entry;
    if (commandId?.startsWith(`${request.id}-`) && commandId !== mine) throw otherRequest();
    const consequence = at === until && commandId === undefined && (actor.role === 'clock' || actor.role === 'system');
    if (commandId === mine || consequence) {
      answer = { caseId, seq, state: status, documentNumber: state.documentNumber };
      until = at;
    }
  }
  if (status === undefined) throw new Problem('NOT_FOUND', '没有这件协同执行案件。');
  if (!answer) throw new Problem('NOT_ALLOWED_IN_STATE', `本案${STATUS_TITLES[status]}，不能再办理。`);
  return answer;
}

/**
 * Sends one command to its case and waits for the answer.
 * @throws Problem with the contract's code when refused; UNAVAILABLE while the engine is away
 */
export async function sendCommand(
  deps: CommandDeps,
  caseId: string,
  request: IdentifiedCommand,
): Promise<CommandAnswer> {
  try {
    return await deps.temporal.call(
      (client) =>
        client.workflow
          .getHandle(caseWorkflowId(caseId))
          .executeUpdate<CommandAnswer, [IdentifiedCommand]>(COMMAND_UPDATE, {
            updateId: updateIdOf(request),
            args: [request],
          }),
      { timeoutMs: UPDATE_TIMEOUT_MS },
    );
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return afterTheEnd(deps, caseId, request);
    throw fromFailure(error);
  }
}

/** For systems that fire and forget: the case decides, and audits what it cannot accept. */
export async function signalApproval(
  temporal: TemporalLink,
  caseId: string,
  request: IdentifiedCommand,
): Promise<void> {
  try {
    await temporal.call((client) => client.workflow.getHandle(caseWorkflowId(caseId)).signal(APPROVAL_SIGNAL, request));
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) throw new Problem('NOT_FOUND', '没有这件进行中的协同执行案件。');
    throw error;
  }
}

export function identified(
  actor: Actor,
  type: CommandType,
  body: unknown,
  at: number,
  idempotencyKey: string,
  caseId: string,
): IdentifiedCommand {
  const command = { type, at: toInstant(at), actor, with: body } as CaseCommand;
  return { id: commandIdOf(actor.sub, idempotencyKey), digest: digestOf(command, caseId), command };
}

/** What a service knows and a command needs beside what the person sent; it is no part of the request's digest. */
export type Complete = (command: CaseCommand) => Promise<CaseCommand>;

/** `POST /collaborations/:caseId/commands/<command>` for each of these commands. */
export function commandRoutes(
  commands: readonly CommandType[],
  deps: CommandDeps,
  complete: Partial<Record<CommandType, Complete>> = {},
): Route[] {
  return commands.map((type) =>
    defineRoute({
      method: 'post',
      path: `/collaborations/:caseId/commands/${type}`,
      operationId: type,
      summary: COMMAND_TITLES[type],
      tags: ['commands'],
      security: 'user',
      idempotency: 'required',
      params: caseIdParams,
      headers: actingRoleHeaders,
      body: commandSchemas[type] as z.ZodType,
      responses: { 200: commandAnswerSchema },
      handler: async ({ params: { caseId }, headers, body, user, idempotencyKey }) => {
        const now = await deps.clock.now();
        const role = headers['x-acting-role'];
        const about = { user, role, caseId, command: type, at: new Date().toISOString() };
        return audited(deps.audit, about, async () => {
          const actor = actorFor(user, type, role);
          const asked = identified(actor, type, body, now, idempotencyKey, caseId);
          const command = (await complete[type]?.(asked.command)) ?? asked.command;
          return { status: 200, body: await sendCommand(deps, caseId, { ...asked, command }) };
        });
      },
    }),
  );
}

/** Commands on an open case that a service owns. */
export function ownedCommands(owner: CommandOwner): CommandType[] {
  return COMMAND_OWNERS[owner].filter((type) => type !== 'application.submit' && type !== 'order.register');
}

export const COMMAND_TITLES: Readonly<Record<CommandType, string>> = {
  'application.submit': '报请协同执行（第六条）',
  'application.register': '登记报请，进入审查',
  'application.accept': '受理（第八条、第九条）',
  'order.register': '登记上级交办或者依职权协同的案件（第四条）',
  'order.conclude': '终结交办案件：已经办结或者已在协同（第四条）',
  'order.confirmConclusion': '上级法院确认终结交办案件（第四条）',
  'application.forward': '层报省高级人民法院（第八条）',
  'application.withdraw': '撤回报请',
  'correction.request': '通知补正（一次）',
  'application.supplement': '补充材料',
  'ground.override': '认定情形（第三条；核对不符合而认定的，说明理由）',
  'ground.secondRead': '复核其他重大、疑难、复杂情形（3-8）',
  'review.propose': '提出审查意见',
  'review.decide': '作出审查决定（第七条、第八条）',
  'decision.acknowledge': '签收协同执行决定书',
  'refusal.relay': '转告不予协同（第八条）',
  'refusal.acknowledge': '签收不予协同通知',
  'selfExecution.submitPlan': '提交自行执行工作方案（第十条）',
  'selfExecution.report': '报告自行执行进展（第十条）',
  'selfExecution.finish': '办结自行执行',
  'plan.submit': '提交协同执行工作方案（第十一条）',
  'plan.approve': '批准工作方案',
  'plan.recordMeeting': '登记局务会研究意见（第十一条）',
  'plan.presidentReview': '院长审核工作方案（第十一条）',
  'sensitivity.raise': '列为影响重大、敏感复杂（第十一条）',
  'sensitivity.lower': '不再列为影响重大、敏感复杂（第十一条）',
  'participants.change': '变更参与协同的法院（第五条）',
  'execution.report': '现场报告（第十二条）',
  'execution.instruct': '发布指令（第十二条）',
  'execution.correct': '发布纠正指令（第十二条）',
  'execution.acknowledge': '签收指令',
  'execution.object': '对纠正指令提出复议',
  'execution.resolveObjection': '处理复议',
  'lead.register': '登记问责线索（第十三条）',
  'closeout.request': '报请办结',
  'lead.verify': '核查问责线索（第十三条）',
  'lead.conclude': '处理问责线索：移送或者不成立（第十三条）',
  'closeout.confirm': '确认办结',
  'closeout.return': '退回办结报请',
  'collaboration.revoke': '撤销协同',
  'duty.urge': '催办',
  'settings.adopt': '本案改用另一版本的内部规则（设置，不是法律规定）',
};
