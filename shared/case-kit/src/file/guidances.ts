import { canonicalJson, sm3 } from '@xiezhi/chain';
import { entryTooLarge, guidanceEventOf } from '@xiezhi/contracts';
import type { GuidanceWorkflowInput } from '@xiezhi/contracts';
import { GUIDANCE, openGuidance } from '@xiezhi/rules';
import type { CourtCode, GuidanceOpening, GuidanceState } from '@xiezhi/rules';
import type { Projection, ProjectionDocument, TemporalLink } from '@xiezhi/service-kit';
import { refusalProblem } from './failures';
import { guidanceIdOf, keyOf } from './ids';
import { startFile } from './opening';
import type { ClocklessContext } from './opening';
import { createFileModel } from './read-model';
import type { FileModelBase } from './read-model';

/**
 * Opens the file of a court's guidance under a title. It may be repeated, by whomever: the first opening counts.
 * @throws Problem the Rule's refusal, before anything is begun; UNAVAILABLE while the engine is away
 */
export async function openGuidanceFile(
  temporal: TemporalLink,
  command: GuidanceOpening,
  context: ClocklessContext,
): Promise<string> {
  const { court, title } = command.with;
  const caseId = guidanceIdOf(command.with);
  const outcome = openGuidance(command);
  const refusal = 'refusal' in outcome ? outcome.refusal : entryTooLarge(outcome.events);
  if (refusal) throw refusalProblem(refusal);
  const opening = { id: caseId, digest: sm3(canonicalJson(command.with)), command };
  const input: GuidanceWorkflowInput = { caseId, opening, ...context };
  await startFile(temporal, input, `${court} ${title}`);
  return caseId;
}

/** Guidance as a read model keeps it; `_id` is its file's id. */
export interface GuidanceFile extends ProjectionDocument {
  state: GuidanceState;
  court: CourtCode;
  /** The requests it has taken, entry by entry: under one key a person asks one thing, under whatever title. */
  keys: string[];
}

export const createGuidanceModel = (base: FileModelBase): Promise<Projection<GuidanceFile>> =>
  createFileModel<GuidanceFile>(base, {
    of: 'guidance',
    indexes: [{ keys: 1 }],
    apply(entry, previous) {
      const state = GUIDANCE.evolve(previous?.state ?? null, guidanceEventOf(entry));
      const { court } = state.subject;
      return { set: { state, court, keys: [...(previous?.keys ?? []), keyOf(entry)[0] ?? ''] } };
    },
  });
