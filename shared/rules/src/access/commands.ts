import { COMMAND_ACCESS } from '../case/commands';
import type { Actor, CommandType } from '../case/commands';
import type { CaseState } from '../case/state';
import type { Courts } from '../courts';
import { TERRITORY } from '../jurisdiction/in-force';
import { dateOf } from '../local-date';
import type { LocalDate } from '../local-date';
import type { Role } from '../vocabulary';
import { maySee, relationsOf } from './relations';

/** Whether any collaboration at all could take this command from someone in this role: the endpoint's first question. */
export function roleMayIssue(role: Role, command: CommandType): boolean {
  return COMMAND_ACCESS[command].some((grant) => grant.roles.includes(role));
}

/**
 * Whether this person may issue this command on this case, by role and by the court's relation to it that day. Whoever
 * stands above the courts at work must be allowed to know of the case. A court that has another code by then acts under it:
 * whoever was left under the old one may read.
 */
export function mayIssue(
  state: CaseState,
  actor: Actor,
  command: CommandType,
  on: LocalDate = dateOf(state.lastAt),
  courts: Courts = TERRITORY.courts,
): boolean {
  if (courts.codeOn(actor.court, on) !== actor.court) return false;
  const mayKnow = maySee(state, { court: actor.court, roles: [actor.role] }, on, courts);
  const relations = relationsOf(state, actor.court, on, courts).filter(
    (relation) => relation !== 'superior' || mayKnow,
  );
  return COMMAND_ACCESS[command].some(
    (grant) => grant.roles.includes(actor.role) && grant.relations.some((relation) => relations.includes(relation)),
  );
}
