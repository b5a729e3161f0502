import type { Actor } from '../../case/commands';
import type { CourtCode } from '../../courts';
import type { DeadlinePayloads, EventActor, EventOf, FileState } from '../../file';
import type { Instant } from '../../local-date';

/** Guidance of one court under one title: what opens its file. */
export interface GuidanceSubject {
  /** The court, under its code of the day it was opened. */
  court: CourtCode;
  title: string;
}

/** What is published: its text, and the files with it by SM3 of their bytes. */
export interface GuidanceContent {
  text: string;
  files: { file: string; name: string }[];
}

/** That a court has a version. */
export interface GuidanceReceipt {
  /** Under the code by which it was sent it. */
  court: CourtCode;
  by: EventActor;
  at: Instant;
}

export interface GuidanceVersion extends GuidanceContent {
  version: number;
  /** The courts below on the day, in order of code. */
  to: CourtCode[];
  by: EventActor;
  at: Instant;
  /** Number of its entry. */
  seq: number;
  receipts: GuidanceReceipt[];
}

/** What is known of guidance under one title, oldest version first. */
export interface GuidanceBook {
  subject: GuidanceSubject;
  versions: GuidanceVersion[];
}

/** Guidance (Art. 18): a file without a clock, of which a next version can be published for ever. OPEN until the first one is. */
export interface GuidanceState extends FileState, GuidanceBook {
  status: 'OPEN' | 'PUBLISHED';
  openedAt: Instant;
}

export interface GuidancePayloads extends DeadlinePayloads {
  'guidance.opened': GuidanceSubject;
  'guidance.published': GuidanceContent & { version: number; to: CourtCode[] };
  /** A court has it, once; `court` is the code under which it was sent it. */
  'guidance.acknowledged': { version: number; court: CourtCode };
}

/** One fact of guidance. */
export type GuidanceEvent = EventOf<GuidancePayloads>;

/** What opens it: that somebody publishes under a title for the first time. */
export interface GuidanceOpening {
  type: 'guidance.open';
  at: Instant;
  actor: EventActor;
  with: GuidanceSubject;
}

interface GuidanceAsked {
  'guidance.publish': GuidanceContent;
  /** `version`: the one that was read. */
  'guidance.acknowledge': { version: number };
}

type CommandOf<T extends keyof GuidanceAsked> = { type: T; at: Instant; actor: Actor; with: GuidanceAsked[T] };

/** What people ask of it. */
export type GuidanceCommand = { [T in keyof GuidanceAsked]: CommandOf<T> }[keyof GuidanceAsked];

/** As a run goes on with it: only the newest version decides anything, and its text nothing. */
export const carriedGuidance = (state: GuidanceState): GuidanceState => ({
  ...state,
  versions: state.versions.slice(-1).map((version) => ({ ...version, text: '' })),
});
