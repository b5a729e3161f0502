import { canonicalJson, sm3 } from '@xiezhi/chain';
import { bulletinEventOf } from '@xiezhi/contracts';
import type { BulletinAnswer, BulletinWorkflowInput, IdentifiedBulletinCommand } from '@xiezhi/contracts';
import { BULLETIN, bulletinIdOf, openBulletin, regionsOf } from '@xiezhi/rules';
import type { BulletinCommand, BulletinOpening, BulletinState, CourtCode, HalfYear } from '@xiezhi/rules';
import { commandIdOf } from '../case/commands';
import type { Projection, ProjectionDocument, TemporalLink } from '@xiezhi/service-kit';
import { commandFile } from './commanding';
import { refusalProblem } from './failures';
import { startFile } from './opening';
import type { OpeningContext } from './opening';
import { createFileModel } from './read-model';
import type { FileModelBase } from './read-model';

/**
 * Opens the bulletin of a half-year. It may be repeated, by whomever: a court has one, and the first opening counts.
 * @throws Problem the Rule's refusal, before anything is begun; UNAVAILABLE while the engine is away
 */
export async function openBulletinFile(
  temporal: TemporalLink,
  command: BulletinOpening,
  { settings, calendar, rehearsal, clockOffset }: OpeningContext,
): Promise<string> {
  const { court, period } = command.with;
  const caseId = bulletinIdOf(command.with);
  const context = { settings, calendar: calendar.filter(({ region }) => regionsOf(court).includes(region)) };
  const outcome = openBulletin(command, context);
  if ('refusal' in outcome) throw refusalProblem(outcome.refusal);
  const opening = { id: caseId, digest: sm3(canonicalJson(command.with)), command };
  const input: BulletinWorkflowInput = { caseId, opening, ...context, rehearsal, clockOffset };
  await startFile(temporal, input, `${court} ${period}`);
  return caseId;
}

/** A command with its identity: one key of one person names one, whatever the figures are that were counted for it. */
export function identifiedForBulletin(
  bulletinId: string,
  command: BulletinCommand,
  asked: object,
  key: string,
): IdentifiedBulletinCommand {
  const { type, actor } = command;
  const { court, role, sub } = actor;
  const digest = sm3(canonicalJson({ bulletinId, type, with: asked, court, role }));
  return { id: commandIdOf(sub, key), digest, command };
}

/** Gives a bulletin a command and waits until what it caused is recorded. @throws Problem as `commandFile` does */
export const commandBulletin = (
  temporal: TemporalLink,
  bulletinId: string,
  request: IdentifiedBulletinCommand,
): Promise<BulletinAnswer> => commandFile(temporal, bulletinId, request);

/** A bulletin as a read model keeps it; `_id` is its file's id. */
export interface BulletinFile extends ProjectionDocument {
  state: BulletinState;
  court: CourtCode;
  period: HalfYear;
  updatedAt: string;
}

export const createBulletinModel = (base: FileModelBase): Promise<Projection<BulletinFile>> =>
  createFileModel<BulletinFile>(base, {
    of: 'bulletin',
    indexes: [{ court: 1, period: 1 }],
    apply(entry, previous) {
      const state = BULLETIN.evolve(previous?.state ?? null, bulletinEventOf(entry));
      const { court, period } = state.subject;
      return { set: { state, court, period, updatedAt: entry.at } };
    },
  });
