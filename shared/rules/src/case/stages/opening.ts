import { evaluateGround } from '../../articles';
import { parseCaseNumber } from '../../case-number';
import { courtByCode, superiorOf, intermediateOf } from '../../courts';
import { RuleError } from '../../errors';
import { netAge, netAgeMet } from '../../period';
import type { CalendarYear } from '../../calendar';
import type { Court, CourtCode } from '../../courts';
import type { LocalDate } from '../../local-date';
import type { NetAge } from '../../period';
import { EFFECTIVE_FROM, STATUTORY_REVIEW_WORKDAYS } from '../../house-rules';
import type { Settings } from '../../house-rules';
import type { CaseCommand, CaseFields } from '../commands';
import type { AssessedGround, DemoMark, Opening } from '../events';
import { linkTo, notThere } from '../previous';
import type { PreviousCase, PreviousLink } from '../previous';
import type { Transition } from '../transition';
import { refuse } from '../transition';
import type { Origin, Route, WarningCode } from '../vocabulary';

/**
 * What a new case is given beside the application: the settings and published calendars in force that day, and the
 * collaboration it follows, if there is one.
 */
export interface OpeningContext {
  settings: Settings;
  calendar: CalendarYear[];
  previous?: PreviousCase | undefined;
  /** Only for demonstration data. */
  demo?: DemoMark | undefined;
}

/** Warnings keep the contract's order, whatever found them. */
const WARNING_ORDER: readonly WarningCode[] = [
  'BEFORE_EFFECTIVE_DATE',
  'GROUND_NOT_MET',
  'OUT_OF_PROVINCE',
  'FAR_PARTICIPANT',
];

export function orderedWarnings(warnings: Iterable<WarningCode>): WarningCode[] {
  const present = new Set(warnings);
  return WARNING_ORDER.filter((code) => present.has(code));
}

function knownCourt(code: CourtCode, on: LocalDate): Court {
  return courtByCode(code, on) ?? refuse('COURT_UNKNOWN', `${on}没有代字为“${code}”的法院。`);
}

/** What the case before it makes of an opening; a case that was named must be known. */
function followed(
  asked: string | undefined,
  { previous }: OpeningContext,
  opening: Pick<Opening, 'caseFields' | 'executingCourt' | 'grounds'>,
): { previous?: PreviousLink } {
  if (asked !== undefined && asked !== previous?.caseId) notThere();
  if (!previous) return {};
  const { caseFields, executingCourt, grounds } = opening;
  return { previous: linkTo(previous, { caseNumber: caseFields.caseNumber, executingCourt, grounds }) };
}

const marked = ({ demo }: OpeningContext): { demo?: DemoMark } => (demo ? { demo } : {});

/** Grounds with what can be computed about each as of `asOf`, the net age behind 3-1, and the warnings they raise. */
export function assess(fields: CaseFields, executingCourt: CourtCode, asOf: LocalDate) {
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
    });
    if (result.outOfProvince) warnings.add('OUT_OF_PROVINCE');
    else if (result.met === false) warnings.add('GROUND_NOT_MET');
    const { met, explanation, missing } = result;
    return { code: ground.code, met, explanation, missing };
  });
  if (asOf < EFFECTIVE_FROM) warnings.add('BEFORE_EFFECTIVE_DATE');
  return { grounds, netAge: age, netAgeMet: netAgeMet(age, asOf), warnings: orderedWarnings(warnings) };
}

function checkCase(fields: CaseFields, today: LocalDate): CaseFields {
  if (fields.filingDate > today) refuse('VALIDATION', '立案日期不能晚于今天。');
  if (fields.receivedOn !== undefined && fields.receivedOn > today) refuse('VALIDATION', '收件日期不能晚于今天。');
  for (const exclusion of fields.exclusions ?? []) {
    if (exclusion.end < exclusion.start) refuse('VALIDATION', '扣除期间的止日不能早于起日。');
  }
  try {
    const number = parseCaseNumber(fields.caseNumber);
    if (number.eligible === false) {
      refuse('CASE_TYPE_NOT_ELIGIBLE', `“${number.type ?? ''}”字案件不是执行实施类案件，不能协同执行（第二条）。`);
    }
    if (fields.grounds.length === 0) refuse('GROUND_REQUIRED', '至少选择第三条规定的一项情形。');
    return { ...fields, caseNumber: number.normalised };
  } catch (error) {
    if (error instanceof RuleError) refuse('CASE_NUMBER_INVALID', error.message);
    throw error;
  }
}

function courtOfCase(text: string): CourtCode | null {
  try {
    return parseCaseNumber(text).court;
  } catch {
    return null;
  }
}

/**
 * Whether Art. 8 fits: series cases in, or main property in, another region of the province. A ground that names no
 * court, or one that cannot be read, does not close the route: a person judges it.
 */
function crossesRegions(fields: CaseFields, executing: Court, on: LocalDate): boolean {
  const home = intermediateOf(executing.code, on);
  const elsewhere = (code: CourtCode) => {
    const region = intermediateOf(code, on);
    return region !== undefined && region !== home;
  };
  return fields.grounds.some(({ code, propertyCourt, relatedCases = [] }) => {
    if (code === '3-6') return propertyCourt === undefined || elsewhere(propertyCourt);
    if (code !== '3-5') return false;
    const courts = relatedCases.map(courtOfCase);
    return courts.length === 0 || courts.some((court) => court === null || elsewhere(court));
  });
}

function routeOf(fields: CaseFields, executing: Court, to: Court, on: LocalDate): { route: Route; origin: Origin } {
  const superior = superiorOf(executing.code, on);
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
  if (!crossesRegions(fields, executing, on)) {
    refuse(
      'ROUTE_NOT_AVAILABLE',
      `只有系列、关联案件或者主要财产在本省其他地区的，才能层报${to.name}（第八条）；本案可报请${superior.name}（第七条）。`,
    );
  }
  return { route: 'ART8', origin: 'REFERRAL' };
}

/** Art. 6: the application, by whichever route it takes (Arts. 7, 8, 9). */
export function submitApplication(
  t: Transition,
  command: CaseCommand<'application.submit'>,
  context: OpeningContext,
): void {
  const { to, previous, ...given } = command.with;
  const today = t.today;
  const executing = knownCourt(command.actor.court, today);
  const fields = checkCase(given, today);
  const addressed = knownCourt(to, today);
  const { route, origin } = routeOf(fields, executing, addressed, today);
  const paper = fields.channel === 'PAPER' ? fields.receivedOn : undefined;
  const startedOn = paper ?? today;
  const { grounds, netAge: age, warnings } = assess(fields, executing.code, startedOn);
  const opening: Opening = {
    route,
    origin,
    executingCourt: executing.code,
    decidingCourt: addressed.code,
    relayCourt: route === 'ART8' ? (superiorOf(executing.code, today)?.code ?? null) : null,
    caseFields: fields,
    receivedOn: route === 'ART8' ? null : startedOn,
    grounds,
    netAge: age,
    warnings,
    settings: context.settings,
    calendar: context.calendar,
  };
  t.emit('application.submitted', { ...opening, ...followed(previous, context, opening), ...marked(context) });
  const { settings, decidingCourt, relayCourt } = t.state;
  if (route === 'ART7') {
    t.openWorkdays(
      { kind: 'CORRECTION_NOTICE', authority: 'HR-02', court: decidingCourt, startedOn },
      settings.correctionNoticeWorkdays,
    );
    t.openWorkdays({ kind: 'REVIEW', authority: 'Art. 7', court: decidingCourt, startedOn }, STATUTORY_REVIEW_WORKDAYS);
  } else if (relayCourt) {
    t.openWorkdays({ kind: 'FORWARD', authority: 'HR-05', court: relayCourt, startedOn }, settings.workdays['HR-05']);
  }
}

/** Art. 4: collaboration ordered from above or found necessary by the deciding court itself; there is no refusal. */
export function registerOrder(t: Transition, command: CaseCommand<'order.register'>, context: OpeningContext): void {
  const { origin, executingCourt, letter, previous, ...given } = command.with;
  const today = t.today;
  const deciding = knownCourt(command.actor.court, today);
  const executing = knownCourt(executingCourt, today);
  if (origin !== 'EX_OFFICIO' && !letter) refuse('VALIDATION', '上级交办的案件应当填写交办函的文号、机关和来源。');
  const fields = checkCase(given, today);
  if (superiorOf(executing.code, today)?.code !== deciding.code) {
    const superior = superiorOf(executing.code, today)?.name;
    const better = superior ? `，可由${superior}登记` : '';
    refuse(
      'ROUTE_NOT_AVAILABLE',
      `${executing.name}不是${deciding.name}的直接下级法院，不能由本院交办${better}（第四条）。`,
    );
  }
  const receivedOn = fields.receivedOn ?? today;
  const { grounds, netAge: age, warnings } = assess(fields, executing.code, receivedOn);
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
  };
  t.emit('order.registered', { ...opening, ...followed(previous, context, opening), ...marked(context) });
  t.openWorkdays(
    { kind: 'REVIEW', authority: 'HR-01', court: deciding.code, startedOn: receivedOn },
    context.settings.workdays['HR-01'],
  );
}
