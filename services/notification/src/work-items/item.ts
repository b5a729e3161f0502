import type { LedgerActor, LedgerEntry } from '@xiezhi/contracts';
import { isCollaboration, kindOf } from '@xiezhi/contracts';
import {
  addDays,
  bulletinTitle,
  calendarOf,
  courtsOfBulletin,
  courtsOfHit,
  dutiesOf,
  dutiesOfBulletin,
  dutiesOfHit,
  nearFrom,
  oneNumber,
} from '@xiezhi/rules';
import type { CourtCode, Duty, FileState, Instant, LocalDate, Role } from '@xiezhi/rules';
import { lineFieldsOf, searchable, searchedNames } from '@xiezhi/case-kit';
import type { BulletinFile, CaseDocument, CaseLineFields, HitFile } from '@xiezhi/case-kit';
import type { AuditRecord } from '@xiezhi/service-kit';

/** Who has taken a work item upon themselves, or was given it. It changes nothing of who may act. */
export interface Claim {
  sub: string;
  name: string;
  via: 'CLAIM' | 'ASSIGN' | 'DELEGATE';
  /** Court time. */
  since: Instant;
  /** Who gave it, where that was another person. */
  by: { sub: string; name: string } | null;
  /** 代办: in whose place the holder has it. */
  for: { sub: string; name: string } | null;
  reason: string | null;
}

/** A duty as a work item shows it; made anew whenever the case changes. */
export interface DutyFields extends Omit<Duty, 'id' | 'late' | 'roles'> {
  roles: Role[];
  /** First day on which the lamp is no longer green. */
  nearFrom: LocalDate | null;
  /** Sorts by urgency: the first instant of lateness, what has no clock last. */
  order: string;
}

/** Which enforcement case it is. Of a hit of a scan the number and the court are known, of a bulletin its court alone. */
type Told = Pick<CaseLineFields, 'caseNumber' | 'executingCourt'> &
  Partial<Pick<CaseLineFields, 'cause' | 'applicants' | 'respondents' | 'decidingCourt'>>;

/** What a work item shows of its case, and is looked for by. */
export interface FileFields extends Told {
  subject: string;
  /** Numbers, cause and names, each on a line, as `searchable` makes them; never shown. */
  text: string;
  visibleTo: CourtCode[];
  restricted: boolean;
  /** Courts at work in the case and those that were sent a copy of the decision. */
  concerns: CourtCode[];
}

/** What the events say of an item: all of it can be made anew from the ledger. */
export interface ProjectedItem extends DutyFields, FileFields {
  _id: string;
  caseId: string;
  /** The duty's id within its case. */
  duty: string;
  openedSeq: number;
  /** The last entry that changed the item: an older one, come again, changes nothing. */
  seq: number;
  since: Instant;
  /** Whose act the duty followed from, and who opened the case. */
  raisedBy: LedgerActor;
  openedBy: string | null;
  status: 'OPEN' | 'DONE' | 'CANCELLED';
  doneAt: Instant | null;
  doneBy: LedgerActor | null;
}

/** What only this service knows of an item. */
export interface ItemLife {
  claim: Claim | null;
  /** Grows with each change of the claim. */
  version: number;
  /** Requests already answered, the latest last. */
  answered: { key: string; digest: string }[];
  /** Audit records of changes already in this document, until they stand in the trail. */
  outbox: AuditRecord[];
  /** Day at whose beginning the next overdue repetition falls due; null when none will. */
  repeatOn: LocalDate | null;
}

export type WorkItem = ProjectedItem & ItemLife;

const NEVER = '9999';

/** A file from which work follows, as its read model has it. */
export type WorkFile = CaseDocument | HitFile | BulletinFile;

const isHit = (file: WorkFile): file is HitFile => kindOf(file._id) === 'hit';
const isBulletin = (file: WorkFile): file is BulletinFile => kindOf(file._id) === 'bulletin';
export const isCase = (file: WorkFile): file is CaseDocument => isCollaboration(file._id);

function dutyFields(duty: Duty, state: FileState): DutyFields {
  const { id: _id, late: _late, roles, ...rest } = duty;
  return {
    ...rest,
    roles: [...roles],
    nearFrom: nearFrom(duty, calendarOf(state)),
    order: duty.expiresAt ?? NEVER,
  };
}

function hitFields({ state, updatedAt }: HitFile): FileFields {
  const { caseNumber, court } = state.found;
  const visibleTo = courtsOfHit(state, updatedAt.slice(0, 10));
  const { executingCourt } = state.found;
  const told = { subject: caseNumber, caseNumber, executingCourt, text: searchable(caseNumber) };
  return { ...told, visibleTo, restricted: false, concerns: [court] };
}

function bulletinFields({ state, updatedAt }: BulletinFile): FileFields {
  const visibleTo = courtsOfBulletin(state, updatedAt.slice(0, 10));
  const { court } = state.subject;
  const subject = bulletinTitle(state.subject);
  const told = { subject, caseNumber: '', executingCourt: court, text: searchable(subject) };
  return { ...told, visibleTo, restricted: false, concerns: [court] };
}

export function fileFields(file: WorkFile): FileFields {
  if (isHit(file)) return hitFields(file);
  if (isBulletin(file)) return bulletinFields(file);
  const { state, visibleTo, restricted } = file;
  const { documentNumber, executingCourt, decidingCourt, relayCourt, participants, decision } = state;
  const copies = decision?.documents.flatMap((document) => document.copies) ?? [];
  const courts = [executingCourt, decidingCourt, ...(relayCourt ? [relayCourt] : []), ...participants, ...copies];
  const line = lineFieldsOf(state);
  const said = [line.caseNumber, oneNumber(line.caseNumber), documentNumber ?? '', line.cause];
  return {
    ...line,
    subject: documentNumber ?? line.caseNumber,
    text: [...said.map(searchable), ...searchedNames(state)].join('\n'),
    visibleTo,
    restricted,
    concerns: [...new Set(courts)].sort(),
  };
}

export type Duties = ReadonlyMap<string, DutyFields>;

function allDuties(file: WorkFile): Duty[] {
  if (isHit(file)) return dutiesOfHit(file.state);
  return isBulletin(file) ? dutiesOfBulletin(file.state) : dutiesOf(file.state);
}

export function dutiesIn(file: WorkFile | null): Duties {
  if (!file) return new Map();
  return new Map(allDuties(file).map((duty) => [duty.id, dutyFields(duty, file.state)]));
}

/** What one entry did to the duties of its case. */
export interface DutyChange {
  appeared: Duties;
  changed: Duties;
  vanished: Duties;
  /** Everything the file waits for from then on. */
  standing: Duties;
}

export function changeOf(previous: WorkFile | null, document: WorkFile): DutyChange {
  const before = dutiesIn(previous);
  const after = dutiesIn(document);
  const same = (id: string, fields: DutyFields) => JSON.stringify(before.get(id)) === JSON.stringify(fields);
  return {
    appeared: new Map([...after].filter(([id]) => !before.has(id))),
    changed: new Map([...after].filter(([id, fields]) => before.has(id) && !same(id, fields))),
    vanished: new Map([...before].filter(([id]) => !after.has(id))),
    standing: after,
  };
}

/**
 * The day of the first repetition: the one after the OVERDUE notice, or after the duty came to this court already late.
 * Null for what has no clock, and for a right, which is nobody's fault to let pass.
 */
export function firstRepetition({ form, expiresAt }: DutyFields, since: Instant): LocalDate | null {
  if (form === 'RIGHT' || expiresAt === null) return null;
  const late = expiresAt > since ? expiresAt : since;
  return addDays(late.slice(0, 10), 1);
}

export function itemOf(entry: LedgerEntry, duty: string, fields: DutyFields, about: FileFields): ProjectedItem {
  const { caseId, seq, at, actor } = entry;
  return {
    _id: `${caseId}:${duty}:${seq}`,
    caseId,
    duty,
    openedSeq: seq,
    seq,
    since: at,
    raisedBy: actor,
    openedBy: null,
    status: 'OPEN',
    doneAt: null,
    doneBy: null,
    ...fields,
    ...about,
  };
}

/** How a duty that is no longer there ended: done by someone whose it was, or no longer called for. */
export function ending({ at, actor, seq }: LedgerEntry, { court, roles, form }: DutyFields) {
  const own = form === 'WATCH' || (actor.court === court && roles.some((role) => role === actor.role));
  return { status: own ? ('DONE' as const) : ('CANCELLED' as const), doneAt: at, doneBy: actor, seq };
}
