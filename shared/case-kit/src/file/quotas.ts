import { canonicalJson, sm3 } from '@xiezhi/chain';
import { quotaEventOf } from '@xiezhi/contracts';
import type { QuotaWorkflowInput } from '@xiezhi/contracts';
import { openQuota, QUOTA, quotaIdOf } from '@xiezhi/rules';
import type { CourtCode, QuotaOpening, QuotaState } from '@xiezhi/rules';
import type { Projection, ProjectionDocument, TemporalLink } from '@xiezhi/service-kit';
import { refusalProblem } from './failures';
import { keyOf } from './ids';
import { startFile } from './opening';
import type { ClocklessContext } from './opening';
import { createFileModel } from './read-model';
import type { FileModelBase } from './read-model';

/**
 * Opens the file of a court's year. It may be repeated, by whomever: a court has one, and the first opening counts.
 * @throws Problem the Rule's refusal, before anything is begun; UNAVAILABLE while the engine is away
 */
export async function openQuotaFile(
  temporal: TemporalLink,
  command: QuotaOpening,
  context: ClocklessContext,
): Promise<string> {
  const { court, year } = command.with;
  const caseId = quotaIdOf(command.with);
  const outcome = openQuota(command);
  if ('refusal' in outcome) throw refusalProblem(outcome.refusal);
  const opening = { id: caseId, digest: sm3(canonicalJson(command.with)), command };
  const input: QuotaWorkflowInput = { caseId, opening, ...context };
  await startFile(temporal, input, `${court} ${year}`);
  return caseId;
}

/** A court's number for a year as a read model keeps it; `_id` is its file's id. */
export interface QuotaFile extends ProjectionDocument {
  state: QuotaState;
  court: CourtCode;
  year: number;
  /** The requests it has taken, entry by entry: under one key a person asks one thing, of whatever year. */
  keys: string[];
}

export const createQuotaModel = (base: FileModelBase): Promise<Projection<QuotaFile>> =>
  createFileModel<QuotaFile>(base, {
    of: 'quota',
    indexes: [{ keys: 1 }],
    apply(entry, previous) {
      const state = QUOTA.evolve(previous?.state ?? null, quotaEventOf(entry));
      const { court, year } = state.subject;
      return { set: { state, court, year, keys: [...(previous?.keys ?? []), keyOf(entry)[0] ?? ''] } };
    },
  });
