import type { Reader } from '../../access/relations';
import type { CourtCode, Courts } from '../../courts';
import { courtByCode } from '../../courts';
import { RuleError } from '../../errors';
import { TERRITORY } from '../../jurisdiction/in-force';
import type { LocalDate } from '../../local-date';
import type { Role } from '../../vocabulary';

/** Who publishes guidance (Art. 18). */
const PUBLISHER: Role = 'commandDirector';

export const GUIDANCE_TITLES = {
  'guidance.publish': '发布指导意见',
  'guidance.acknowledge': '签收指导意见',
} as const;
export type GuidanceAct = keyof typeof GUIDANCE_TITLES;

/** The roles at a court that are told of guidance it was sent, and say that the court has it. */
export const GUIDANCE_ROLES: readonly Role[] = ['handler', 'bureauDirector', 'commandOfficer', 'commandDirector'];

/** Files of one version, and the bytes of one. No law: forms of our own. */
export const MOST_GUIDANCE_FILES = 5;
export const MOST_GUIDANCE_BYTES = 5 * 1024 * 1024;

export function mayPublishGuidance({ court, roles }: Reader, on: LocalDate): boolean {
  const tier = courtByCode(court, on)?.tier;
  return roles.includes(PUBLISHER) && (tier === 'HIGH' || tier === 'INTERMEDIATE');
}

export const mayAcknowledgeGuidance = ({ roles }: Pick<Reader, 'roles'>): boolean =>
  roles.some((role) => GUIDANCE_ROLES.includes(role));

/**
 * In which of their roles somebody does it.
 * @throws RuleError FORBIDDEN
 */
export function guidanceRole(act: GuidanceAct, person: Reader, on: LocalDate): Role {
  const receiver = GUIDANCE_ROLES.find((role) => person.roles.includes(role));
  const role = act === 'guidance.acknowledge' ? receiver : mayPublishGuidance(person, on) ? PUBLISHER : undefined;
  if (!role) throw new RuleError('FORBIDDEN', `当前账号无权${GUIDANCE_TITLES[act]}（第十八条）。`);
  return role;
}

/** The courts to which what a court publishes that day goes: all below it, in order of code. */
export function guidanceAddressees(court: CourtCode, on: LocalDate, courts: Courts = TERRITORY.courts): CourtCode[] {
  const own = courts.codeOn(court, on);
  return courts
    .on(on)
    .map(({ code }) => code)
    .filter((code) => code !== own && courts.isWithin(code, own, on))
    .sort();
}

/** Under which of the addressees' codes a court was sent it; undefined where it was not. */
export const addressedAs = (
  addressees: readonly CourtCode[],
  court: CourtCode,
  courts: Courts = TERRITORY.courts,
): CourtCode | undefined => addressees.find((code) => courts.identityOf(code) === courts.identityOf(court));
