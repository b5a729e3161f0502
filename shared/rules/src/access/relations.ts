import type { CourtCode, Courts } from '../courts';
import { TERRITORY } from '../jurisdiction/in-force';
import type { LocalDate } from '../local-date';
import type { CaseState } from '../case/state';
import { ADMIN_ROLES, isIn } from '../vocabulary';
import type { Role } from '../vocabulary';

/** How a court stands to a collaboration; superior: above one of the courts at work in it. */
export type Relation = 'executing' | 'deciding' | 'relay' | 'participating' | 'superior';

/**
 * The relations of a court to a case, by whichever of its codes; several at once where an intermediate court executes its own case (Art. 9). Which
 * courts are above others depends on the day: without `on` nobody is `superior`.
 */
export function relationsOf(
  state: AtWork,
  court: CourtCode,
  on?: LocalDate,
  courts: Courts = TERRITORY.courts,
): Relation[] {
  const relations: Relation[] = [];
  const identity = courts.identityOf(court);
  const is = (code: CourtCode | null) => code !== null && courts.identityOf(code) === identity;
  if (is(state.executingCourt)) relations.push('executing');
  if (is(state.decidingCourt)) relations.push('deciding');
  if (is(state.relayCourt)) relations.push('relay');
  if (state.participants.some(is)) relations.push('participating');
  const above = (code: CourtCode, day: LocalDate) => !is(code) && courts.isWithin(courts.codeOn(code, day), court, day);
  if (on !== undefined && courtsAtWork(state).some((lower) => above(lower, on))) relations.push('superior');
  return relations;
}

/**
 * Whether a court may urge what another one owes on a day: the court that decides, or the one next above the one that owes.
 * @param owed by which court a deadline is owed, in a case that the other decides
 */
export function mayUrge(
  by: CourtCode,
  { court, decidingCourt }: { court: CourtCode; decidingCourt: CourtCode },
  on: LocalDate,
  courts: Courts = TERRITORY.courts,
): boolean {
  if (by === court) return false;
  return by === decidingCourt || courts.superiorOf(courts.codeOn(court, on), on)?.code === by;
}

type AtWork = Pick<CaseState, 'executingCourt' | 'decidingCourt' | 'relayCourt' | 'participants'>;

function courtsAtWork({ executingCourt, decidingCourt, relayCourt, participants }: AtWork): CourtCode[] {
  return [executingCourt, decidingCourt, ...(relayCourt ? [relayCourt] : []), ...participants];
}

/**
 * The code under which a case knows a court: that of its opening, though the court may have another by now. A court that is
 * not at work in the case keeps the code it is asked for by.
 */
export function codeInCase(state: AtWork, court: CourtCode, courts: Courts = TERRITORY.courts): CourtCode {
  const identity = courts.identityOf(court);
  return courtsAtWork(state).find((code) => courts.identityOf(code) === identity) ?? court;
}

/** Interference (3-2) and major cases are need-to-know: only the courts at work and the High Court's supervision. */
export function isRestricted({
  sensitivity,
  grounds,
  former,
}: Pick<CaseState, 'sensitivity' | 'grounds' | 'former'>): boolean {
  // What was once told of interference stands in the record, also when the application no longer rests on it.
  return (
    sensitivity === 'MAJOR' || grounds.some(({ code }) => code === '3-2') || former?.grounds.includes('3-2') === true
  );
}

/**
 * Every court whose people may see the case: those at work in it, under each of their codes, and, unless restricted, their
 * superiors of that day.
 */
export function visibleToCourts(state: CaseState, on: LocalDate, courts: Courts = TERRITORY.courts): CourtCode[] {
  // Who is asked to confirm must see what.
  const { confirmedBy } = state.conclusion ?? {};
  const present = [...courtsAtWork(state), ...(confirmedBy ? [confirmedBy] : [])];
  const visible = new Set<CourtCode>(present.flatMap((code) => courts.codesOf(code)));
  if (!isRestricted(state)) {
    for (const code of [...visible]) {
      let parent = courts.byCode(code, on)?.parent;
      while (parent) {
        visible.add(parent);
        parent = courts.byCode(parent, on)?.parent;
      }
    }
  }
  return [...visible].sort();
}

const SUPERVISION_ROLES: ReadonlySet<Role> = new Set(['inspector', 'president']);

/** A person as a reader: one court, any number of roles. */
export interface Reader {
  court: CourtCode;
  roles: readonly Role[];
}

/** The administrators of the system hold no business data (三员分立). */
export function readsBusinessData(reader: Reader): boolean {
  return reader.roles.some((role) => !isIn(ADMIN_ROLES, role));
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

const DOCKET_ROLES: ReadonlySet<Role> = new Set([
  'commandOfficer',
  'commandDirector',
  'assessor',
  'inspector',
  'president',
]);

/** Who looks at the dockets of the own court and those below it, and at their scans (Art. 14). */
export function readsDockets({ roles }: Pick<Reader, 'roles'>): boolean {
  return roles.some((role) => DOCKET_ROLES.has(role));
}

/** Who looks at the half-year bulletins of the own court and those below it, before they are issued as well (Art. 16). */
export function readsBulletins(reader: Pick<Reader, 'roles'>): boolean {
  return readsDockets(reader) || reader.roles.includes('bureauDirector');
}

/** Who looks for patterns among the collaborations of the own court and those below it (Art. 18): who accounts for them. */
export const readsPatterns = readsBulletins;

/** Who looks after an area as a whole sees it on the wall of the command centre. */
export function seesOverview(reader: Reader): boolean {
  return reader.roles.some((role) => OVERVIEW_ROLES.has(role));
}

const PUNCTUALITY_ROLES: ReadonlySet<Role> = new Set(['systemAdmin', ...OVERVIEW_ROLES, ...DOCKET_ROLES]);

/**
 * Who looks at the record the system keeps of its own clocks: those who look after it, and those who supervise. It names files
 * by their ids and says nothing of what is in them.
 */
export function readsPunctuality({ roles }: Pick<Reader, 'roles'>): boolean {
  return roles.some((role) => PUNCTUALITY_ROLES.has(role));
}

/** The High Court's inspectors see restricted cases of the whole province. */
export function seesEverything(reader: Reader, on: LocalDate, courts: Courts = TERRITORY.courts): boolean {
  return reader.roles.includes('inspector') && courts.byCode(reader.court, on)?.tier === 'HIGH';
}

export function maySee(state: CaseState, reader: Reader, on: LocalDate, courts: Courts = TERRITORY.courts): boolean {
  if (!readsBusinessData(reader)) return false;
  return seesEverything(reader, on, courts) || visibleToCourts(state, on, courts).includes(reader.court);
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
 * a court at work in it (docs/decisions/0008). Superior courts read the masked case, or the papers.
 */
export function mayRevealParties(state: CaseState, reader: Reader, courts: Courts = TERRITORY.courts): boolean {
  return (
    reader.roles.some((role) => PARTY_ROLES.has(role)) && relationsOf(state, reader.court, undefined, courts).length > 0
  );
}

/** Participants come from the deciding court's own jurisdiction (Art. 5, 辖区). */
export function mayParticipate(
  court: CourtCode,
  decidingCourt: CourtCode,
  on: LocalDate,
  courts: Courts = TERRITORY.courts,
): boolean {
  return court !== decidingCourt && courts.isWithin(court, decidingCourt, on);
}
