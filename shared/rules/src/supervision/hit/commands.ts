import type { CalendarYear } from '../../calendar';
import { code, court, list, optional, text } from '../../case/commands/field';
import type { FieldsOf, Label } from '../../case/commands/field';
import type { Actor } from '../../case/commands';
import type { EventActor } from '../../file';
import type { Settings } from '../../house-rules';
import type { Instant } from '../../local-date';
import type { Role } from '../../vocabulary';
import { GIVEN_DISPOSITIONS } from '../../vocabulary';
import type { ScannedCase } from './state';

/** What a person says of a hit. `reason` is the Rule's to ask for: EXEMPT_WITH_REASON, DECIDE and DESIGNATE have one. */
export const disposeFields = {
  disposition: code(['处置方式', 'Disposition'], GIVEN_DISPOSITIONS),
  reason: optional(text(['理由', 'Reason'])),
  participants: optional(
    list(['参与协同的法院', 'Participating courts'], court(['法院', 'Court']), { most: { is: 93 } }),
  ),
  to: optional(court(['指定审查的法院', 'Court that is to review'])),
};

/** `scan.dispose` as it is known of; whose hit it is, command-center finds by the case's number. */
export const SCAN_DISPOSE = {
  name: 'scan.dispose',
  title: ['处置扫描结果（第十四条）', 'Dispose of a scan’s hit (Art. 14)'] satisfies Label,
  articles: [14],
  role: 'commandDirector' satisfies Role,
  fields: disposeFields,
} as const;

/** What opens a hit: a person's scan, or the clock's. */
export interface HitOpening {
  type: 'hit.open';
  at: Instant;
  actor: EventActor;
  with: ScannedCase;
}

/** What a hit counts by. */
export interface HitContext {
  settings: Settings;
  /** Every year it counts by. */
  calendar: CalendarYear[];
}

/** A person's disposition, with what command-center knows beside what was sent. */
export interface HitCommand {
  type: 'scan.dispose';
  at: Instant;
  actor: Actor;
  with: FieldsOf<typeof disposeFields> & {
    /** A collaboration that covers the case now. */
    collaboration?: string;
    /** DECIDE, DESIGNATE: the collaboration that is opened by it, which begins when the hit has been disposed of so. */
    opens?: string;
    /** Digest of the row the docket holds now; absent: the one the hit was opened by. */
    row?: string;
  };
}

/** How a hit ends by itself: what it asks for has come true otherwise, or it no longer is one. */
export type HitEnd = { as: 'ALREADY_COLLABORATING'; collaboration: string } | { as: 'NO_LONGER_DUE'; row: string };

export type HitSystemCommand =
  | { type: 'clock.tick'; at: Instant }
  | { type: 'calendar.revise'; at: Instant; years: CalendarYear[] }
  | ({ type: 'hit.end'; at: Instant } & HitEnd);
