import { WorkflowNotFoundError } from '@temporalio/client';
import { COMMAND_UPDATE, END_UPDATE, entryTooLarge, hitEventOf, updateIdOf, workflowIdOf } from '@xiezhi/contracts';
import type { HitAnswer, HitEnding, HitWorkflowInput, IdentifiedHitCommand, LedgerEntry } from '@xiezhi/contracts';
import { decideHit, HIT, openHit, regionsOf } from '@xiezhi/rules';
import type { Actor, HitCommand, HitOpening, HitState } from '@xiezhi/rules';
import { canonicalJson, sm3 } from '@xiezhi/chain';
import { commandIdOf } from '../case/commands';
import { Problem } from '@xiezhi/service-kit';
import type { LedgerClient, TemporalLink } from '@xiezhi/service-kit';
import { fromFailure, lost, otherRequest, refusalProblem } from './failures';
import { hitIdOf } from './ids';
import { startFile, UPDATE_TIMEOUT_MS } from './opening';
import type { OpeningContext } from './opening';

/**
 * Opens the file of a hit. It may be repeated, by whomever: a hit has one file, and the first opening counts.
 * @returns the hit's id; its events follow when the worker has got round to it
 * @throws Problem the Rule's refusal, before anything is begun; UNAVAILABLE while the engine is away
 */
export async function openHitFile(
  temporal: TemporalLink,
  command: HitOpening,
  { settings, calendar, rehearsal, clockOffset }: OpeningContext,
): Promise<string> {
  const { court, caseNumber } = command.with;
  const caseId = hitIdOf(command.with);
  // A hit has one clock and one court's calendar; of all hits of a scan the years of other regions would be most of it.
  const context = { settings, calendar: calendar.filter(({ region }) => regionsOf(court).includes(region)) };
  const outcome = openHit(command, context);
  const refusal = 'refusal' in outcome ? outcome.refusal : entryTooLarge(outcome.events);
  if (refusal) throw refusalProblem(refusal);
  const opening = { id: caseId, digest: sm3(canonicalJson(command.with)), command };
  const input: HitWorkflowInput = { caseId, opening, ...context, rehearsal, clockOffset };
  await startFile(temporal, input, `${court} ${caseNumber}`);
  return caseId;
}

/** A disposition with its identity, as the hit takes it: one key of one person names one. */
export function identifiedDisposition(
  hitId: string,
  actor: Actor,
  {
    at,
    asked,
    known,
    key,
  }: {
    at: string;
    /** What was sent: the digest is over it. */
    asked: HitCommand['with'];
    /** What the service knows beside that. */
    known: Pick<HitCommand['with'], 'collaboration' | 'opens' | 'row'>;
    key: string;
  },
): IdentifiedHitCommand {
  const { court, role, sub } = actor;
  return {
    id: commandIdOf(sub, key),
    digest: sm3(canonicalJson({ hitId, type: 'scan.dispose', with: asked, court, role })),
    command: { type: 'scan.dispose', at, actor, with: { ...asked, ...known } },
  };
}

/** A hit as its ledger has it, which unlike a read model is never behind; null when there is none. */
export async function readHit(ledger: LedgerClient, hitId: string): Promise<HitState | null> {
  let state: HitState | null = null;
  for await (const entry of entriesOf(ledger, hitId)) state = HIT.evolve(state, hitEventOf(entry));
  return state;
}

async function* entriesOf(ledger: LedgerClient, hitId: string): AsyncGenerator<LedgerEntry> {
  for (let from = 1; ;) {
    const entries = await ledger.entries(hitId, from);
    yield* entries;
    if (entries.length === 0) return;
    from += entries.length;
  }
}

/** What a hit that has ended, or never began, says: a repeat hears what it was told before. */
async function afterTheEnd(ledger: LedgerClient, hitId: string, request: IdentifiedHitCommand): Promise<HitAnswer> {
  const mine = updateIdOf(request);
  let state: HitState | null = null;
  let seq = 0;
  for await (const entry of entriesOf(ledger, hitId)) {
    state = HIT.evolve(state, hitEventOf(entry));
    const { commandId = '' } = entry;
    if (commandId === mine) seq = entry.seq;
    else if (commandId.startsWith(`${request.id}-`)) throw otherRequest();
  }
  if (!state) throw new Problem('NOT_FOUND', '没有这件扫描结果。');
  if (seq > 0) return { caseId: hitId, seq, state: state.status, documentNumber: null };
  if (!state.disposed) throw lost();
  const outcome = decideHit(state, request.command);
  throw 'refusal' in outcome ? refusalProblem(outcome.refusal) : lost();
}

/**
 * Disposes of a hit and waits until that is recorded.
 * @throws Problem with the contract's code when refused; UNAVAILABLE while the engine is away
 */
export async function disposeHit(
  { temporal, ledger }: { temporal: TemporalLink; ledger: LedgerClient },
  hitId: string,
  request: IdentifiedHitCommand,
): Promise<HitAnswer> {
  try {
    return await temporal.call(
      (client) =>
        client.workflow
          .getHandle(workflowIdOf(hitId))
          .executeUpdate<HitAnswer, [IdentifiedHitCommand]>(COMMAND_UPDATE, {
            updateId: updateIdOf(request),
            args: [request],
          }),
      { timeoutMs: UPDATE_TIMEOUT_MS },
    );
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return afterTheEnd(ledger, hitId, request);
    throw fromFailure(error);
  }
}

/** Ends a hit by itself. One that has ended already, by whatever, stays as it is; null where the engine no longer knows it. */
export async function endHit(temporal: TemporalLink, hitId: string, ending: HitEnding): Promise<HitAnswer | null> {
  try {
    return await temporal.call(
      (client) =>
        client.workflow
          .getHandle(workflowIdOf(hitId))
          .executeUpdate<HitAnswer, [HitEnding]>(END_UPDATE, { updateId: `end-${ending.as}`, args: [ending] }),
      { timeoutMs: UPDATE_TIMEOUT_MS },
    );
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw fromFailure(error);
  }
}
