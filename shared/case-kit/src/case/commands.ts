import {
  APPROVAL_SIGNAL,
  caseWorkflowId,
  COMMAND_UPDATE,
  commandAnswerSchema,
  commandSchemas,
  eventOf,
  isCollaboration,
  updateIdOf,
} from '@xiezhi/contracts';
import type { CommandAnswer, CommandOwner, IdentifiedCommand, IdentifiedOpening, LedgerEntry } from '@xiezhi/contracts';
import {
  COMMAND,
  COMMAND_TITLES,
  commandsOf,
  evolve,
  isFinal,
  maySee,
  STATUS_TITLES,
  toInstant,
  UNSEEN,
} from '@xiezhi/rules';
import type { Actor, CaseCommand, CaseOpening, CaseState, CommandType } from '@xiezhi/rules';
import { WorkflowNotFoundError } from '@temporalio/client';
import { z } from 'zod';
import { defineRoute, Problem } from '@xiezhi/service-kit';
import type {
  AuditTrail,
  PersonUser,
  CourtClock,
  Route,
  LedgerClient,
  Metrics,
  TemporalLink,
} from '@xiezhi/service-kit';
import { canonicalJson, sm3 } from '@xiezhi/chain';
import { fromFailure, lost, otherRequest } from '../file/failures';
import { actingRoleHeaders, actorFor } from './actor';

export interface CommandDeps {
  temporal: TemporalLink;
  clock: CourtClock;
  audit: AuditTrail;
  ledger: LedgerClient;
  metrics: Metrics;
}

/** Counts what a clock ahead of the engine's or the database's has dated; there from the start, at zero, for alarms. */
export const clockAhead = (metrics: Metrics) =>
  metrics.counter(
    'xiezhi_commands_clock_ahead_total',
    'Commands and receipts that the clock of this host would have dated in the future',
  );

/** How long a person waits for the engine; after that the same request may be sent again under the same key. */
const UPDATE_TIMEOUT_MS = 15_000;

export const caseIdParams = z.object({ caseId: z.string().regex(/^[a-z0-9-]{3,80}$/, '案件编号格式不正确') });

/** One person's key names one command, whatever other people's keys are. */
export function commandIdOf(sub: string, idempotencyKey: string): string {
  return sm3(`${sub}\n${idempotencyKey}`).slice(0, 32);
}

export function digestOf(command: Pick<CaseCommand | CaseOpening, 'type' | 'with' | 'actor'>, caseId?: string): string {
  const { type, actor } = command;
  return sm3(canonicalJson({ caseId, type, with: command.with, court: actor.court, role: actor.role }));
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

async function* history(
  ledger: LedgerClient,
  caseId: string,
  from: CaseState | null = null,
): AsyncGenerator<{ entry: LedgerEntry; state: CaseState }> {
  let state = from;
  // Other kinds of file have ids of the same form, which anybody can ask for.
  while (isCollaboration(caseId)) {
    const entries = await ledger.entries(caseId, (state?.seq ?? 0) + 1);
    if (entries.length === 0) return;
    for (const entry of entries) {
      state = evolve(state, eventOf(entry));
      yield { entry, state };
    }
  }
}

/**
 * The state a case's ledger leads to; null when there is no such case. The ledger, unlike a read model, is never behind.
 * @param from an earlier state, which leaves only what came after it to be read
 */
export async function replay(
  ledger: LedgerClient,
  caseId: string,
  from: CaseState | null = null,
): Promise<CaseState | null> {
  let last = from;
  for await (const { state } of history(ledger, caseId, from)) last = state;
  return last;
}

/**
 * What a case that has ended, or never began, says to a command. A repeat is told out of the ledger what it was told
 * before, because the engine forgets ended cases: all that followed from the command at once, its number included.
 */
async function afterTheEnd(
  { ledger }: CommandDeps,
  caseId: string,
  request: IdentifiedCommand | IdentifiedOpening,
): Promise<CommandAnswer> {
  const mine = updateIdOf(request);
  let last: CaseState | undefined;
  let answer: CommandAnswer | undefined;
  let until = '';
  for await (const { entry, state } of history(ledger, caseId)) {
    last = state;
    const { commandId, seq, at } = entry;
    if (commandId?.startsWith(`${request.id}-`) && commandId !== mine) throw otherRequest();
    const consequence = at === until && commandId === undefined;
    if (commandId === mine || consequence) {
      answer = { caseId, seq, state: state.status, documentNumber: state.documentNumber };
      until = at;
    }
  }
  if (answer) return answer;
  const { at, actor } = request.command;
  if (!last || !maySee(last, { court: actor.court, roles: [actor.role] }, at.slice(0, 10))) {
    throw new Problem('NOT_FOUND', UNSEEN);
  }
  if (!isFinal(last)) throw lost();
  throw new Problem('NOT_ALLOWED_IN_STATE', `本案${STATUS_TITLES[last.status]}，不能再办理。`);
}

/**
 * Sends one command to its case and waits for the answer.
 * @throws Problem with the contract's code when refused; UNAVAILABLE while the engine is away
 */
export async function sendCommand(
  deps: CommandDeps,
  caseId: string,
  request: IdentifiedCommand | IdentifiedOpening,
): Promise<CommandAnswer> {
  try {
    return await deps.temporal.call(
      (client) =>
        client.workflow
          .getHandle(caseWorkflowId(caseId))
          .executeUpdate<CommandAnswer, [IdentifiedCommand | IdentifiedOpening]>(COMMAND_UPDATE, {
            updateId: updateIdOf(request),
            args: [request],
          }),
      { timeoutMs: UPDATE_TIMEOUT_MS },
    );
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return afterTheEnd(deps, caseId, request);
    const failure = fromFailure(error);
    if (failure instanceof Problem && failure.code === 'CLOCK_AHEAD') clockAhead(deps.metrics).inc();
    throw failure;
  }
}

/**
 * For systems that fire and forget: the case decides, and audits what it cannot accept. A signal of one who may not see
 * the case never reaches it; a read model that does not show it may be behind, so the ledger is asked what came since.
 * @throws Problem NOT_FOUND for strangers and for a case that has ended
 */
export async function signalApproval(
  { temporal, ledger, cases }: CommandDeps & { cases: { get(caseId: string): Promise<{ state: CaseState } | null> } },
  caseId: string,
  request: IdentifiedCommand,
): Promise<void> {
  const { at, actor } = request.command;
  const seen = (state: CaseState | null) =>
    state !== null && maySee(state, { court: actor.court, roles: [actor.role] }, at.slice(0, 10));
  const known = (await cases.get(caseId))?.state ?? null;
  if (!seen(known) && !seen(await replay(ledger, caseId, known))) throw new Problem('NOT_FOUND', UNSEEN);
  try {
    await temporal.call((client) => client.workflow.getHandle(caseWorkflowId(caseId)).signal(APPROVAL_SIGNAL, request));
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) {
      const last = await replay(ledger, caseId);
      throw !last || isFinal(last) ? new Problem('NOT_FOUND', '没有这件进行中的协同执行案件。') : lost();
    }
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
export type Complete = (command: CaseCommand, caseId: string) => Promise<CaseCommand>;

/** `POST /collaborations/:caseId/commands/<command>` for each of these commands. */
export function commandRoutes(
  commands: readonly CommandType[],
  deps: CommandDeps,
  complete: Partial<Record<CommandType, Complete>> = {},
): Route[] {
  clockAhead(deps.metrics);
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
          const command = (await complete[type]?.(asked.command, caseId)) ?? asked.command;
          return { status: 200, body: await sendCommand(deps, caseId, { ...asked, command }) };
        });
      },
    }),
  );
}

/** Commands on an open case that a service owns. */
export function ownedCommands(owner: CommandOwner): CommandType[] {
  return commandsOf(owner).filter((type) => !COMMAND[type].opens);
}
