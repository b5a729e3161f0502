import type { CourtCode } from '../../courts';
import type { DemoMark } from '../../case/events';
import type { EventActor, FileState } from '../../file';
import type { Instant, LocalDate } from '../../local-date';
import type { BulletinStatus } from '../../vocabulary';
import type { Bulletin, Figures } from '../figures';
import type { HalfYear } from '../period';

/** Whose bulletin of which half-year: what opens its file. */
export interface BulletinSubject {
  court: CourtCode;
  period: HalfYear;
}

/** The text beside the figures. */
export interface BulletinText {
  problems?: string;
  nextSteps?: string;
}

/** What a draft or a correction holds fast. */
export interface Frozen {
  figures: Bulletin;
  /** Numbers in its lists of cases that were restricted then, or when it was issued: only who may see the case is shown them. */
  restricted: string[];
}

/** A figure that a correction has changed; `court` is null for the total's. */
export interface ChangedFigure {
  court: CourtCode | null;
  field: keyof Figures;
  from: unknown;
  to: unknown;
}

/** One version: what was frozen, by whom, and where it is a correction, why and of what. */
export interface BulletinVersion extends BulletinText, Frozen {
  version: number;
  /** The instant as of which its figures are. */
  frozenAt: Instant;
  by: EventActor;
  correction: { reason: string; changed: ChangedFigure[] } | null;
  issued: { on: LocalDate; at: Instant; by: EventActor; to: CourtCode[] } | null;
}

/** The bulletin of a court's half-year (Art. 16): a file of its own, with the clock of HR-08. */
export interface BulletinState extends FileState {
  status: BulletinStatus;
  subject: BulletinSubject;
  openedAt: Instant;
  firstIssuedOn: LocalDate | null;
  /** Those issued, and the one under work; drafts that were drawn up anew are in the ledger alone. */
  versions: BulletinVersion[];
  /** Present in demonstration data only. */
  demo?: DemoMark;
}

/** The newest version, which is the one under work where it is not issued. */
export const newestVersion = ({ versions }: Pick<BulletinState, 'versions'>): BulletinVersion | undefined =>
  versions.at(-1);

/** As a run goes on with it: of the versions only the newest decides anything. */
export const carriedBulletin = (state: BulletinState): BulletinState => ({
  ...state,
  versions: state.versions.slice(-1),
});
