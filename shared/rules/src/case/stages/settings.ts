import type { CaseCommand } from '../commands';
import type { Transition } from '../transition';
import { refuse } from '../transition';
import { isFinal } from '../state';

/**
 * Puts an open case under another version of the house rules. What already runs keeps its days: only duties opened
 * afterwards are counted by the new version.
 */
export function adoptSettings(t: Transition, command: CaseCommand<'settings.adopt'>): void {
  const { version, reason, settings } = command.with;
  const { settings: present } = t.state;
  if (isFinal(t.state)) refuse('NOT_ALLOWED_IN_STATE', '案件已经办结，不能改用其他版本的内部规则。');
  if (settings?.version !== version) refuse('NOT_FOUND', `没有第${version}版内部规则，或者尚未施行。`);
  if (present.version === version) refuse('NOT_ALLOWED_IN_STATE', `本案已经适用第${version}版内部规则。`);
  t.emit('settings.adopted', { version, from: present.version, reason, settings });
}
