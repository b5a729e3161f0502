import { decide, dutiesOf, ENDED_STATUSES, isDecidedByScan, isFinal, mayIssue } from '../../src/index';
import type { CaseCommand, CaseState, CommandType, DeadlineKind, Duty } from '../../src/index';
import { person } from './pure-case';
import { Dice, fieldsFor } from './walk';

/** A late right is gone, and of an ended case only the duty to enforce by oneself is left. */
function owed({ status, deadlines }: CaseState): string[] {
  const asks = (kind: DeadlineKind) => !ENDED_STATUSES.has(status) || kind === 'SELF_EXECUTION_PLAN';
  return deadlines
    .filter(({ doneOn, kind }) => doneOn === null && asks(kind))
    .filter(({ status: standing, kind }) => standing === 'OPEN' || (standing === 'LATE' && kind !== 'OBJECTION'))
    .filter(({ suspended, released }) => !suspended && !released)
    .map(({ id }) => id);
}

/** Whether the case would take the command awaited, from those it is awaited from. */
function untaken(state: CaseState, { command, court, roles, except, id }: Duty<CommandType>): string | undefined {
  if (command === null) return undefined;
  const numbered = state.documentNumber !== null || command !== 'review.decide';
  const record = Number(id.split(':')[1]);
  for (const role of roles) {
    const actor = person(court, role, '另一人');
    if (actor.sub === except) return 'the excepted person is among the others';
    if (!mayIssue(state, actor, command)) return `${court} ${role} may not issue ${command}`;
    const taken = [0, 1, 2, 3].some((number) => {
      const some = fieldsFor(command, new Dice([number]), state) as object;
      const fields = { ...some, ...(record > 0 ? { record } : {}) };
      const outcome = decide(state, { type: command, at: state.lastAt, actor, with: fields } as CaseCommand);
      const code = 'refusal' in outcome ? outcome.refusal.code : 'taken';
      return !['NOT_ALLOWED_IN_STATE', 'FORBIDDEN', 'NOT_FOUND'].includes(code);
    });
    if (numbered && !taken) return `${id} is awaited and refused`;
  }
  return undefined;
}

/** What must hold of the duties of any case, whatever happened to it; the first thing that does not, in words. */
export function dutiesFault(state: CaseState): string | undefined {
  const duties = dutiesOf(state);
  if (isFinal(state)) return duties.length === 0 ? undefined : 'an ended case waits for someone';
  // Only its number is awaited, which no person gives.
  if (isDecidedByScan(state)) return duties.length === 0 ? undefined : 'what is decided waits for someone';
  if (!duties.some(({ form }) => form === 'DUTY')) return `nobody has anything to do in ${state.status}`;
  if (new Set(duties.map(({ id }) => id)).size < duties.length) return 'two duties with one id';
  const unseen = owed(state).find((id) => !duties.some(({ deadline }) => deadline === id));
  if (unseen !== undefined) return `nobody sees ${unseen} in ${state.status}`;
  if (duties.some(({ roles, title }) => roles.length === 0 || !/\p{Script=Han}/u.test(title))) return 'a nameless duty';
  return duties.map((duty) => untaken(state, duty)).find((fault) => fault !== undefined);
}
