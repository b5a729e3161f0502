import type { GroundCode } from '../../articles';
import type { CaseCommand } from '../commands';
import type { AssessedGround } from '../events';
import type { Transition } from '../transition';
import { refuse } from '../transition';
import { reviewing } from './review';

function claimed(t: Transition, code: GroundCode): AssessedGround {
  return t.state.grounds.find((ground) => ground.code === code) ?? refuse('NOT_FOUND', `本案没有以情形${code}报请。`);
}

/**
 * Art. 3: the head of the bureau lets a ground count that the computed check does not find met. What was computed stays as
 * it is, beside the reason and the name.
 */
export function overrideGround(t: Transition, command: CaseCommand<'ground.override'>): void {
  reviewing(t, '认定情形');
  const { ground, reason } = command.with;
  const { met, override } = claimed(t, ground);
  if (met === true) refuse('NOT_ALLOWED_IN_STATE', `情形${ground}经核对已经符合，无须另行认定。`);
  if (override) refuse('NOT_ALLOWED_IN_STATE', `情形${ground}已由${override.by.name}认定。`);
  if (t.state.proposal?.by.sub === command.actor.sub) refuse('SAME_PERSON', '提出审查意见的人不能自己认定情形。');
  t.emit('ground.overridden', { ground, reason });
}

/** Ground 3-8 says nothing that could be checked; a second handler reads the case (recommended, not law). */
export function secondRead(t: Transition, command: CaseCommand<'ground.secondRead'>): void {
  reviewing(t, '复核情形');
  const { ground, opinion } = command.with;
  const { secondReading } = claimed(t, ground);
  const { proposal } = t.state;
  if (!proposal) refuse('NOT_ALLOWED_IN_STATE', '经办人尚未提出审查意见，不能复核。');
  if (proposal.by.sub === command.actor.sub) refuse('SAME_PERSON', '提出审查意见的人不能自己复核。');
  if (secondReading) refuse('NOT_ALLOWED_IN_STATE', `情形${ground}已由${secondReading.by.name}复核。`);
  t.emit('ground.secondRead', { ground, opinion });
}
