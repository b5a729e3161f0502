import type { CaseCommand } from '../commands';
import type { CourtCode, Courts } from '../../courts';
import { wantsNewVersion } from '../state';
import type { Transition } from '../transition';
import { refuse } from '../transition';
import { requireParticipants } from '../../access/participants';
import { completeService, releaseCourts } from './service';

function checkChange(
  present: readonly CourtCode[],
  add: readonly CourtCode[],
  remove: readonly CourtCode[],
  courts: Courts,
): void {
  if (add.length === 0 && remove.length === 0) refuse('VALIDATION', '没有增加或者减少参与协同的法院。');
  if (new Set(remove).size !== remove.length) refuse('VALIDATION', '减少的法院重复。');
  const taking = new Set(present.map((court) => courts.identityOf(court)));
  const known = add.find((court) => taking.has(courts.identityOf(court)));
  if (known !== undefined) refuse('VALIDATION', `${known}已经参与本案的协同执行。`);
  const stranger = remove.find((court) => !present.includes(court));
  if (stranger !== undefined) refuse('VALIDATION', `${stranger}没有参与本案的协同执行。`);
}

/** Courts that join receive the decision like those named in it (HR-03). */
function serve(t: Transition, added: CourtCode[]): void {
  if (added.length === 0) return;
  t.open(t.periods.service, { court: t.state.decidingCourt, startedOn: t.today, awaits: added });
}

/**
 * Arts. 5, 11: the deciding court calls upon other courts than before. Newcomers acknowledge the decision, the officers
 * of those who leave lose their credentials that day, and the plan needs a new version with approvals of its own.
 */
export function changeParticipants(t: Transition, command: CaseCommand<'participants.change'>): void {
  t.allowIn(
    ['APPROVED', 'DECISION_SERVED', 'PLAN_DRAFT', 'PLAN_BUREAU_APPROVED', 'PLAN_APPROVED', 'IN_EXECUTION'],
    '变更参与协同的法院',
  );
  const { add = [], remove = [], reasons, advised } = command.with;
  const { participants: present, plan } = t.state;
  checkChange(present, add, remove, t.courts);
  requireParticipants(t.state, add, t.today, t.courts);
  const participants = [...present.filter((court) => !remove.includes(court)), ...add];
  t.emit('participants.changed', {
    participants,
    added: add,
    removed: remove,
    reasons,
    ...(add.length > 0 && advised ? { advised } : {}),
  });
  releaseCourts(t, remove);
  if (plan && !wantsNewVersion(plan)) {
    t.emit('plan.outdated', { version: plan.version, reason: '参与协同的法院有变更，方案应当重新制定并批准' });
  }
  serve(t, add);
  completeService(t);
}
