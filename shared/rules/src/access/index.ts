import { courtByCode, isWithin } from '../courts';
import type { CourtCode } from '../courts';
import { dateOf } from '../local-date';
import type { LocalDate } from '../local-date';
import type { Actor, CommandType } from '../case/commands';
import type { CaseState } from '../case/state';
import type { Role } from '../case/vocabulary';

/** How a court stands to a collaboration; superior: above one of the courts at work in it. */
export type Relation = 'executing' | 'deciding' | 'relay' | 'participating' | 'superior';

interface Grant {
  relations: readonly Relation[];
  roles: readonly Role[];
}

const executing = (...roles: Role[]): Grant => ({ relations: ['executing'], roles });
const deciding = (...roles: Role[]): Grant => ({ relations: ['deciding'], roles });
const relay = (...roles: Role[]): Grant => ({ relations: ['relay'], roles });
const above = (...roles: Role[]): Grant => ({ relations: ['deciding', 'superior'], roles });
const acting = (...roles: Role[]): Grant => ({ relations: ['executing', 'participating'], roles });

const BUSINESS_ROLES: readonly Role[] = [
  'handler',
  'bureauDirector',
  'commandOfficer',
  'commandDirector',
  'fieldOfficer',
  'meetingSecretary',
  'president',
  'assessor',
  'inspector',
];

/** Who may issue which command: contract section 2. One table for the endpoint and for `decide`. */
export const COMMAND_ACCESS: Readonly<Record<CommandType, readonly Grant[]>> = {
  'application.submit': [executing('handler')],
  'application.register': [deciding('handler')],
  'application.accept': [deciding('handler')],
  'order.register': [deciding('handler')],
  'order.conclude': [deciding('bureauDirector')],
  'order.confirmConclusion': [{ relations: ['superior'], roles: ['bureauDirector'] }],
  'application.forward': [relay('bureauDirector')],
  'application.withdraw': [executing('handler')],
  'correction.request': [deciding('handler')],
  'application.supplement': [executing('handler')],
  'ground.override': [deciding('bureauDirector')],
  'ground.secondRead': [deciding('handler')],
  'review.propose': [deciding('handler')],
  'review.decide': [deciding('bureauDirector')],
  'decision.acknowledge': [acting('handler')],
  'refusal.relay': [relay('handler')],
  'refusal.acknowledge': [executing('handler')],
  'selfExecution.submitPlan': [executing('handler')],
  'selfExecution.report': [executing('handler')],
  'selfExecution.finish': [executing('handler')],
  'plan.submit': [deciding('commandOfficer')],
  'plan.approve': [deciding('commandDirector')],
  'plan.recordMeeting': [deciding('meetingSecretary')],
  'plan.presidentReview': [deciding('president')],
  'sensitivity.raise': [{ relations: ['executing', 'participating', 'deciding', 'relay'], roles: BUSINESS_ROLES }],
  'sensitivity.lower': [deciding('commandDirector', 'president')],
  'participants.change': [deciding('bureauDirector')],
  'execution.report': [acting('fieldOfficer')],
  'execution.instruct': [deciding('commandOfficer')],
  'execution.correct': [deciding('commandOfficer')],
  'execution.acknowledge': [acting('fieldOfficer')],
  'execution.object': [acting('fieldOfficer')],
  'execution.resolveObjection': [deciding('commandDirector')],
  'lead.register': [deciding('inspector', 'commandOfficer')],
  'lead.verify': [above('inspector')],
  'lead.conclude': [above('inspector')],
  'closeout.request': [executing('handler'), deciding('commandOfficer')],
  'closeout.confirm': [deciding('commandDirector')],
  'closeout.return': [deciding('commandDirector')],
  'collaboration.revoke': [deciding('commandDirector')],
  'duty.urge': [above('bureauDirector', 'commandDirector', 'commandOfficer')],
  'settings.adopt': [deciding('bureauDirector')],
};

/** Whether any collaboration at all could take this command from someone in this role: the endpoint's first question. */
export function roleMayIssue(role: Role, command: CommandType): boolean {
  return COMMAND_ACCESS[command].some((grant) => grant.roles.includes(role));
}

/**
 * The relations of a court to a case; several at once where an intermediate court executes its own case (Art. 9). Which
 * courts are above others depends on the day: without `on` nobody is `superior`.
 */
export function relationsOf(
  state: Pick<CaseState, 'executingCourt' | 'decidingCourt' | 'relayCourt' | 'participants'>,
  court: CourtCode,
  on?: LocalDate,
): Relation[] {
  const relations: Relation[] = [];
  if (state.executingCourt === court) relations.push('executing');
  if (state.decidingCourt === court) relations.push('deciding');
  if (state.relayCourt === court) relations.push('relay');
  if (state.participants.includes(court)) relations.push('participating');
  const { executingCourt, decidingCourt, relayCourt, participants } = state;
  const atWork = [executingCourt, decidingCourt, ...(relayCourt ? [relayCourt] : []), ...participants];
  if (on !== undefined && atWork.some((lower) => lower !== court && isWithin(lower, court, on))) {
    relations.push('superior');
  }
  return relations;
}

/**
 * Whether this person may issue this command on this case, by role and by the court's relation to it that day. Whoever
 * stands above the courts at work must be allowed to know of the case.
 */
export function mayIssue(
  state: CaseState,
  actor: Actor,
  command: CommandType,
  on: LocalDate = dateOf(state.lastAt),
): boolean {
  const mayKnow = maySee(state, { court: actor.court, roles: [actor.role] }, on);
  const relations = relationsOf(state, actor.court, on).filter((relation) => relation !== 'superior' || mayKnow);
  return COMMAND_ACCESS[command].some(
    (grant) => grant.roles.includes(actor.role) && grant.relations.some((relation) => relations.includes(relation)),
  );
}

/** Interference (3-2) and major cases are need-to-know: only the courts at work and the High Court's supervision. */
export function isRestricted(state: Pick<CaseState, 'sensitivity' | 'grounds'>): boolean {
  return state.sensitivity === 'MAJOR' || state.grounds.some((ground) => ground.code === '3-2');
}

/** Every court whose people may see the case: those at work in it and, unless restricted, their superiors. */
export function visibleToCourts(state: CaseState, on: LocalDate): CourtCode[] {
  const courts = new Set<CourtCode>([state.executingCourt, state.decidingCourt, ...state.participants]);
  if (state.relayCourt) courts.add(state.relayCourt);
  // Who is asked to confirm must see what.
  if (state.conclusion?.confirmedBy) courts.add(state.conclusion.confirmedBy);
  if (!isRestricted(state)) {
    for (const code of [...courts]) {
      let parent = courtByCode(code, on)?.parent;
      while (parent) {
        courts.add(parent);
        parent = courtByCode(parent, on)?.parent;
      }
    }
  }
  return [...courts].sort();
}

const SUPERVISION_ROLES: ReadonlySet<Role> = new Set(['inspector', 'president']);
const ADMIN_ROLES: ReadonlySet<Role> = new Set(['systemAdmin', 'securityAdmin', 'auditAdmin']);

/** A person as a reader: one court, any number of roles. */
export interface Reader {
  court: CourtCode;
  roles: readonly Role[];
}

/** The administrators of the system hold no business data (三员分立). */
export function readsBusinessData(reader: Reader): boolean {
  return reader.roles.some((role) => !ADMIN_ROLES.has(role));
}

/** Accountability leads (Art. 13) are seen by supervision roles only. */
export function seesLeads(reader: Reader): boolean {
  return reader.roles.some((role) => SUPERVISION_ROLES.has(role) || role === 'commandDirector');
}

const OVERVIEW_ROLES: ReadonlySet<Role> = new Set([
  'commandDirector',
  'commandOfficer',
  'bureauDirector',
  'president',
  'inspector',
]);

/** Who looks after an area as a whole sees it on the wall of the command centre. */
export function seesOverview(reader: Reader): boolean {
  return reader.roles.some((role) => OVERVIEW_ROLES.has(role));
}

/** The High Court's inspectors see restricted cases of the whole province. */
export function seesEverything(reader: Reader, on: LocalDate): boolean {
  return reader.roles.includes('inspector') && courtByCode(reader.court, on)?.tier === 'HIGH';
}

export function maySee(state: CaseState, reader: Reader, on: LocalDate): boolean {
  if (!readsBusinessData(reader)) return false;
  return seesEverything(reader, on) || visibleToCourts(state, on).includes(reader.court);
}

/** Work on the parties themselves; who takes minutes or counts cases needs no names. */
const PARTY_ROLES: ReadonlySet<Role> = new Set([
  'handler',
  'bureauDirector',
  'commandOfficer',
  'commandDirector',
  'fieldOfficer',
  'president',
  'inspector',
]);

/**
 * Whether a person may be shown the parties unmasked, for a reason that is put on record: those who work on the case at
 * a court at work in it (domain.md 6). Superior courts read the masked case, or the papers.
 */
export function mayRevealParties(state: CaseState, reader: Reader): boolean {
  return reader.roles.some((role) => PARTY_ROLES.has(role)) && relationsOf(state, reader.court).length > 0;
}

/** Participants come from the deciding court's own jurisdiction (Art. 5, 辖区). */
export function mayParticipate(court: CourtCode, decidingCourt: CourtCode, on: LocalDate): boolean {
  return court !== decidingCourt && isWithin(court, decidingCourt, on);
}
