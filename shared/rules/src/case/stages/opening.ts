import { evaluateGround } from '../../articles';
import { readCaseNumber } from '../../case-number';
import { netAge, netAgeMet } from '../../period';
import type { CalendarYear } from '../../calendar';
import type { Court, CourtCode, Courts } from '../../courts';
import type { LocalDate } from '../../local-date';
import type { NetAge } from '../../period';
import type { Settings } from '../../house-rules';
import { JURISDICTION } from '../../jurisdiction';
import type { Jurisdiction } from '../../jurisdiction';
import type { CaseCommand, KeptFields } from '../commands';
import type { AssessedGround, DemoMark, Opening } from '../events';
import { checkCase, checkDocket, keptFields } from './admission';
import { linkTo, notThere } from '../previous';
import type { PreviousCase, PreviousLink } from '../previous';
import type { Transition } from '../transition';
import { refuse } from '../transition';
import { codesIn, WARNINGS } from '../../vocabulary';
import type { Origin, Route, WarningCode } from '../../vocabulary';

/**
 * What a new case is given beside the application: the settings and published calendars in force that day, and the
 * collaboration it follows, if there is one.
 */
export interface OpeningContext {
  settings: Settings;
  calendar: CalendarYear[];
  /** `calendar` is all the case counts by (`calendarFor`). */
  wholeCalendar?: true | undefined;
  previous?: PreviousCase | undefined;
  /**
   * The case was let in before, perhaps by an older release that asked less: what is asked at the door is not asked again,
   * so that a running case is never refused by its own replay.
   */
  admitted?: boolean | undefined;
  /** Only for demonstration data. */
  demo?: DemoMark | undefined;
}

/** Warnings keep the contract's order, whatever found them. */
export function orderedWarnings(warnings: Iterable<WarningCode>): WarningCode[] {
  const present = new Set(warnings);
  return codesIn(WARNINGS).filter((code) => present.has(code));
}

export function knownCourt({ courts, today }: Transition, code: CourtCode): Court {
  return courts.byCode(code, today) ?? refuse('COURT_UNKNOWN', `${today}没有代字为“${code}”的法院。`);
}

/** What the case before it makes of an opening; a case that was named must be known. */
export function followed(
  asked: string | undefined,
  { previous }: OpeningContext,
  opening: Pick<Opening, 'caseFields' | 'executingCourt' | 'grounds'>,
  courts: Courts,
): { previous?: PreviousLink } {
  if (asked !== undefined && asked !== previous?.caseId) notThere();
  if (!previous) return {};
  const { caseFields, executingCourt, grounds } = opening;
  return { previous: linkTo(previous, { caseNumber: caseFields.caseNumber, executingCourt, grounds }, courts) };
}

export const marked = ({ demo }: OpeningContext): { demo?: DemoMark } => (demo ? { demo } : {});

/** Grounds with what can be computed about each as of `asOf`, the net age behind 3-1, and the warnings they raise. */
export function assess(
  fields: KeptFields,
  executingCourt: CourtCode,
  asOf: LocalDate,
  { courts, effectiveFrom }: Jurisdiction = JURISDICTION,
) {
  const exclusions = fields.exclusions ?? [];
  const age: NetAge = netAge({ filedOn: fields.filingDate, exclusions });
  const warnings = new Set<WarningCode>();
  const grounds: AssessedGround[] = fields.grounds.map((ground) => {
    const result = evaluateGround(ground, {
      executingCourt,
      caseNumber: fields.caseNumber,
      hasProperty: fields.hasProperty,
      materials: fields.materials,
      exclusions: fields.exclusions,
      netAge: age,
      asOf,
      courts,
    });
    if (result.outOfProvince) warnings.add('OUT_OF_PROVINCE');
    else if (result.met === false) warnings.add('GROUND_NOT_MET');
    const { met, explanation, missing } = result;
    return { code: ground.code, met, explanation, missing };
  });
  if (asOf < effectiveFrom) warnings.add('BEFORE_EFFECTIVE_DATE');
  return { grounds, netAge: age, netAgeMet: netAgeMet(age, asOf), warnings: orderedWarnings(warnings) };
}

/**
 * Whether Art. 8 fits: series cases in, or main property in, another region of the province. A ground that names no
 * court, or one that cannot be read, does not close the route: a person judges it.
 */
function crossesRegions(fields: KeptFields, executing: Court, { courts, today: on }: Transition): boolean {
  const home = courts.intermediateOf(executing.code, on);
  const elsewhere = (code: CourtCode) => {
    const region = courts.intermediateOf(code, on);
    return region !== undefined && region !== home;
  };
  return fields.grounds.some(({ code, propertyCourt, relatedCases = [] }) => {
    if (code === '3-6') return propertyCourt === undefined || elsewhere(propertyCourt);
    if (code !== '3-5') return false;
    const others = relatedCases.map((text) => readCaseNumber(text, courts)?.court ?? null);
    return others.length === 0 || others.some((court) => court === null || elsewhere(court));
  });
}

function routeOf(t: Transition, fields: KeptFields, executing: Court, to: Court): { route: Route; origin: Origin } {
  const superior = t.courts.superiorOf(executing.code, t.today);
  if (!superior)
    refuse('ROUTE_NOT_AVAILABLE', '高级人民法院没有省内上级法院，其案件不适用本细则的报请程序（第六条、第九条）。');
  if (executing.tier === 'INTERMEDIATE') {
    if (to.tier !== 'HIGH') {
      refuse(
        'ROUTE_NOT_AVAILABLE',
        `中级人民法院自办的案件只能报请${superior.name}帮助、协调，不能报请${to.name}（第九条）。`,
      );
    }
    return { route: 'ART9', origin: 'OWN_CASE' };
  }
  if (to.code === superior.code) return { route: 'ART7', origin: 'APPLICATION' };
  if (to.tier !== 'HIGH') {
    refuse('ROUTE_NOT_AVAILABLE', `${to.name}不是本院的上级法院，应报请${superior.name}（第六条、第七条）。`);
  }
  requireCrossing(t, fields, executing, to);
  return { route: 'ART8', origin: 'REFERRAL' };
}

/** Art. 8: refuses what does not reach into another region. */
export function requireCrossing(t: Transition, fields: KeptFields, executing: Court, to: Court): void {
  if (crossesRegions(fields, executing, t)) return;
  const better = t.courts.superiorOf(executing.code, t.today)?.name;
  refuse(
    'ROUTE_NOT_AVAILABLE',
    `只有系列、关联案件或者主要财产在本省其他地区的，才能层报${to.name}（第八条）；本案可报请${better ?? '上级法院'}（第七条）。`,
  );
}

/** Art. 6: the application, by whichever route it takes (Arts. 7, 8, 9). */
export function submitApplication(
  t: Transition,
  command: CaseCommand<'application.submit'>,
  context: OpeningContext,
): void {
  const { to, previous, ...given } = command.with;
  const today = t.today;
  const executing = knownCourt(t, command.actor.court);
  if (!context.admitted) checkCase(given, today, t.courts);
  const fields = keptFields(given);
  const addressed = knownCourt(t, to);
  const { route, origin } = routeOf(t, fields, executing, addressed);
  if (!context.admitted) checkDocket(fields, executing, t.courts);
  const paper = fields.channel === 'PAPER' ? fields.receivedOn : undefined;
  const startedOn = paper ?? today;
  const { grounds, netAge: age, warnings } = assess(fields, executing.code, startedOn, t.jurisdiction);
  const opening: Opening = {
    route,
    origin,
    executingCourt: executing.code,
    decidingCourt: addressed.code,
    relayCourt: route === 'ART8' ? (t.courts.superiorOf(executing.code, today)?.code ?? null) : null,
    caseFields: fields,
    receivedOn: route === 'ART8' ? null : startedOn,
    grounds,
    netAge: age,
    warnings,
    settings: context.settings,
    calendar: context.calendar,
    ...(context.wholeCalendar ? { wholeCalendar: true } : {}),
  };
  t.emit('application.submitted', {
    ...opening,
    ...followed(previous, context, opening, t.courts),
    ...marked(context),
  });
  const { decidingCourt, relayCourt } = t.state;
  if (route === 'ART7') {
    t.open(t.periods.correctionNotice, { court: decidingCourt, startedOn });
    t.open(t.periods.review, { court: decidingCourt, startedOn });
  } else if (relayCourt) {
    t.open(t.periods.forward, { court: relayCourt, startedOn });
  }
}

/** Art. 4: collaboration ordered from above or found necessary by the deciding court itself; there is no refusal. */
export function registerOrder(t: Transition, command: CaseCommand<'order.register'>, context: OpeningContext): void {
  const { origin, executingCourt, letter, previous, ...given } = command.with;
  const today = t.today;
  const deciding = knownCourt(t, command.actor.court);
  const executing = knownCourt(t, executingCourt);
  if (origin !== 'EX_OFFICIO' && !letter) refuse('VALIDATION', '上级交办的案件应当填写交办函的文号、机关和来源。');
  if (!context.admitted) checkCase(given, today, t.courts);
  const fields = keptFields(given);
  if (t.courts.superiorOf(executing.code, today)?.code !== deciding.code) {
    const superior = t.courts.superiorOf(executing.code, today)?.name;
    const better = superior ? `，可由${superior}登记` : '';
    refuse(
      'ROUTE_NOT_AVAILABLE',
      `${executing.name}不是${deciding.name}的直接下级法院，不能由本院交办${better}（第四条）。`,
    );
  }
  if (!context.admitted) checkDocket(fields, executing, t.courts);
  const receivedOn = fields.receivedOn ?? today;
  const { grounds, netAge: age, warnings } = assess(fields, executing.code, receivedOn, t.jurisdiction);
  const opening: Opening = {
    // Art. 4 speaks of basic courts' cases; an order about an intermediate court's own goes by Art. 9 (recommended).
    route: executing.tier === 'INTERMEDIATE' ? 'ART9' : 'ART4',
    origin,
    executingCourt: executing.code,
    decidingCourt: deciding.code,
    relayCourt: null,
    caseFields: fields,
    ...(letter ? { letter } : {}),
    receivedOn,
    grounds,
    netAge: age,
    warnings,
    settings: context.settings,
    calendar: context.calendar,
    ...(context.wholeCalendar ? { wholeCalendar: true } : {}),
  };
  t.emit('order.registered', { ...opening, ...followed(previous, context, opening, t.courts), ...marked(context) });
  t.open(t.periods.orderedReview, { court: deciding.code, startedOn: receivedOn });
}
