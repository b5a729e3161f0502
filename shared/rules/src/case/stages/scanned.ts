import { requireParticipants } from '../../access/participants';
import { whyUnprintable } from '../../papers/printable';
import type { KeptFields, ScanOpening } from '../commands';
import type { Opening } from '../events';
import { isDecidedByScan } from '../state';
import type { Transition } from '../transition';
import { refuse } from '../transition';
import { checkCase, checkDocket, keptFields } from './admission';
import { assess, followed, knownCourt, marked } from './opening';
import type { OpeningContext } from './opening';
import { approve } from './review';

/** A docket takes what no paper could show; the decision that names it is made at once, so it is asked before. */
function requirePrintable({ cause, parties }: KeptFields): void {
  const texts: [string, string][] = [
    ['案由', cause],
    ...parties.map(({ name }) => ['当事人', name] as [string, string]),
  ];
  for (const [what, text] of texts) {
    const why = whyUnprintable(text, false);
    if (why !== null) refuse('VALIDATION', `底册中的${what}“${text}”${why}，请更正底册后再处置。`);
  }
}

/**
 * Art. 14: what a scan has found becomes a collaboration that cannot be refused, received the day its hit is disposed of. One
 * that was decided at once is issued with its number; of one that was designated the review begins (HR-01).
 */
export function openFromScan(t: Transition, command: ScanOpening, context: OpeningContext): void {
  const { hit, reason, participants, advised, executingCourt, decidingCourt, ...given } = command.with;
  const { today } = t;
  const executing = knownCourt(t, executingCourt);
  const deciding = knownCourt(t, decidingCourt);
  const fields = keptFields(given);
  const { grounds, netAge, warnings } = assess(fields, executing.code, today, t.jurisdiction);
  if (!context.admitted) {
    checkCase(given, today, t.courts);
    checkDocket(fields, executing, t.courts);
    requirePrintable(fields);
    if (grounds.some(({ met }) => met === false)) {
      refuse('NOT_ALLOWED_IN_STATE', '按底册现有数据，该案今天不符合第三条第（一）项，请重新扫描。');
    }
    const between = { decidingCourt: deciding.code, executingCourt: executing.code };
    if (participants) requireParticipants(between, participants, today, t.courts);
  }
  const opening: Opening = {
    // Art. 4 speaks of basic courts' cases; the High Court decides an intermediate court's own by Art. 9 (recommended).
    route: executing.tier === 'INTERMEDIATE' ? 'ART9' : 'ART4',
    origin: 'SCAN',
    executingCourt: executing.code,
    decidingCourt: deciding.code,
    relayCourt: null,
    caseFields: fields,
    receivedOn: today,
    grounds,
    netAge,
    warnings,
    settings: context.settings,
    calendar: context.calendar,
    ...(context.wholeCalendar ? { wholeCalendar: true } : {}),
  };
  t.emit('order.scanned', {
    ...opening,
    scan: { hit, reason, ...(participants ? { participants } : {}), ...(advised ? { advised } : {}) },
    ...followed(undefined, context, opening, t.courts),
    ...marked(context),
  });
  if (!participants) t.open(t.periods.orderedReview, { court: deciding.code, startedOn: today });
}

/** The decision that a scan's hit was disposed of by, once it has its number: of that day, by whoever disposed of it. */
export function decideFromScan(t: Transition): void {
  const { scan, receivedOn } = t.state;
  if (!scan || !isDecidedByScan(t.state)) return;
  const { reason: reasons, participants = [], advised, by } = scan;
  t.as(t.at, by);
  approve(t, { reasons, participants, decidedOn: receivedOn ?? t.today, ...(advised ? { advised } : {}) });
}
