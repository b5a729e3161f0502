import type { Reader } from '../access/relations';
import type { CourtCode } from '../courts';
import { codeOn, codesOf, courtByCode, courtsOn, isWithin } from '../courts';
import { RuleError } from '../errors';
import type { LocalDate } from '../local-date';
import type { Role } from '../vocabulary';

/** Who publishes guidance (Art. 18), and who says that a court has it. */
const PUBLISHER: Role = 'commandDirector';
const RECEIVERS = ['handler', 'bureauDirector', 'commandOfficer', 'commandDirector'] as const satisfies readonly Role[];

export const GUIDANCE_TITLES = {
  'guidance.publish': '发布指导意见',
  'guidance.acknowledge': '签收指导意见',
} as const;
export type GuidanceAct = keyof typeof GUIDANCE_TITLES;

/** The roles at a court that are told of guidance it was sent. */
export const GUIDANCE_ROLES: readonly Role[] = RECEIVERS;

/** Files of one version, and the bytes of one. No law: forms of our own. */
export const MOST_GUIDANCE_FILES = 5;
export const MOST_GUIDANCE_BYTES = 5 * 1024 * 1024;

export function mayPublishGuidance({ court, roles }: Reader, on: LocalDate): boolean {
  const tier = courtByCode(court, on)?.tier;
  return roles.includes(PUBLISHER) && (tier === 'HIGH' || tier === 'INTERMEDIATE');
}

export const mayAcknowledgeGuidance = ({ roles }: Pick<Reader, 'roles'>): boolean =>
  roles.some((role) => (RECEIVERS as readonly Role[]).includes(role));

/** @throws RuleError FORBIDDEN */
export function requireGuidanceAct(act: GuidanceAct, person: Reader, on: LocalDate): void {
  const may = act === 'guidance.publish' ? mayPublishGuidance(person, on) : mayAcknowledgeGuidance(person);
  if (!may) throw new RuleError('FORBIDDEN', `当前账号无权${GUIDANCE_TITLES[act]}（第十八条）。`);
}

/** The courts to which what a court publishes that day goes: all below it, in order of code. */
export function guidanceAddressees(court: CourtCode, on: LocalDate): CourtCode[] {
  const own = codeOn(court, on);
  return courtsOn(on)
    .map(({ code }) => code)
    .filter((code) => code !== own && isWithin(code, own, on))
    .sort();
}

/** Under which of the addressees' codes a court was sent it; undefined where it was not. */
export const addressedAs = (addressees: readonly CourtCode[], court: CourtCode): CourtCode | undefined => {
  const codes = codesOf(court);
  return addressees.find((code) => codes.includes(code));
};
