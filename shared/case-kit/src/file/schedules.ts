import { canonicalJson, sm3 } from '@xiezhi/chain';
import { scheduleEventOf } from '@xiezhi/contracts';
import type { ScheduleWorkflowInput } from '@xiezhi/contracts';
import { openSchedule, regionsOf, SCHEDULE, scheduleIdOf } from '@xiezhi/rules';
import type { CourtCode, ScheduleOpening, ScheduleState } from '@xiezhi/rules';
import type { Projection, ProjectionDocument, TemporalLink } from '@xiezhi/service-kit';
import { refusalProblem } from './failures';
import { startFile } from './opening';
import type { OpeningContext } from './opening';
import { createFileModel } from './read-model';
import type { FileModelBase } from './read-model';

/**
 * Opens a court's schedule of scans. It may be repeated, by whomever: a court has one, and the first opening counts.
 * @throws Problem the Rule's refusal, before anything is begun; UNAVAILABLE while the engine is away
 */
export async function openScheduleFile(
  temporal: TemporalLink,
  command: ScheduleOpening,
  { settings, calendar, rehearsal, clockOffset }: OpeningContext,
): Promise<string> {
  const { court } = command.with;
  const caseId = scheduleIdOf(court);
  const context = { settings, calendar: calendar.filter(({ region }) => regionsOf(court).includes(region)) };
  const outcome = openSchedule(command, context);
  if ('refusal' in outcome) throw refusalProblem(outcome.refusal);
  const opening = { id: caseId, digest: sm3(canonicalJson(command.with)), command };
  const input: ScheduleWorkflowInput = { caseId, opening, ...context, rehearsal, clockOffset };
  await startFile(temporal, input, court);
  return caseId;
}

/** A court's schedule of scans as a read model keeps it; `_id` is its file's id. */
export interface ScheduleFile extends ProjectionDocument {
  state: ScheduleState;
  court: CourtCode;
}

export const createScheduleModel = (base: FileModelBase): Promise<Projection<ScheduleFile>> =>
  createFileModel<ScheduleFile>(base, {
    of: 'schedule',
    apply(entry, previous) {
      const state = SCHEDULE.evolve(previous?.state ?? null, scheduleEventOf(entry));
      return { set: { state, court: state.court } };
    },
  });
