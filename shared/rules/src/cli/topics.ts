import { rankCourts } from '../allocation';
import { legalBasisOn } from '../articles';
import { countWorkdays, explainDay, SHIPPED_CALENDAR } from '../calendar';
import { parseCaseNumber, writtenCaseNumber } from '../case-number';
import type { CourtCode } from '../courts';
import { requireCourt } from '../courts';
import { DEFAULT_SETTINGS } from '../house-rules';
import type { LocalDate } from '../local-date';
import { netAge, netAgeMet } from '../period';
import { rate } from '../rate';
import { articleView, houseRulesView, ruleView } from '../rulebook';
import type { Request } from './request';
import { invalid } from './request';

/** One question the calculator answers. */
export interface Topic {
  fields: readonly string[];
  /** The field that may be given without its name on a command line. */
  positional?: string;
  repeatable?: readonly string[];
  answer(request: Request): object;
}

/** Batch lines say `region`, the command line `--court`; both mean the court whose calendar counts. */
function courtOf(request: Request, on: LocalDate): CourtCode {
  if (request.has('court') && request.has('region')) return invalid('court和region只能填写一个。');
  return requireCourt(request.text(request.has('region') ? 'region' : 'court'), on).code;
}

export const TOPICS: ReadonlyMap<string, Topic> = new Map<string, Topic>([
  [
    'workdays',
    {
      fields: ['court', 'region', 'from', 'count'],
      answer(request) {
        const from = request.date('from');
        const court = courtOf(request, from);
        const count = Number(request.integer('count'));
        return { court, from, count, ...countWorkdays(SHIPPED_CALENDAR, court, from, count) };
      },
    },
  ],
  [
    'workday',
    {
      fields: ['court', 'region', 'date'],
      answer(request) {
        const date = request.date('date');
        const { workday, reason } = explainDay(SHIPPED_CALENDAR, courtOf(request, date), date);
        return { date, workday, reason };
      },
    },
  ],
  [
    'net-age',
    {
      fields: ['filed', 'exclude', 'as-of'],
      repeatable: ['exclude'],
      answer(request) {
        const age = netAge({ filedOn: request.date('filed'), exclusions: request.spans('exclude') });
        const met = request.has('as-of') ? netAgeMet(age, request.date('as-of')) : null;
        const { rawDate, excludedDays, netDate, metFrom } = age;
        return { rawDate, excludedDays, netDate, metFrom, met };
      },
    },
  ],
  [
    'case-number',
    {
      fields: ['text'],
      positional: 'text',
      answer(request) {
        const text = request.text('text');
        const number = parseCaseNumber(text);
        // An older number is answered as it is written; that 第00256号 and 第256号 are one case is a matter of its key.
        return number.format === 'legacy' ? { ...number, normalised: writtenCaseNumber(text) } : number;
      },
    },
  ],
  [
    'court',
    {
      fields: ['court', 'on'],
      positional: 'court',
      answer: (request) => requireCourt(request.text('court'), request.date('on')),
    },
  ],
  ['legal-basis', { fields: ['on'], answer: (request) => ({ text: legalBasisOn(request.date('on')) }) }],
  [
    'rate',
    {
      fields: ['numerator', 'denominator', 'target'],
      answer: (request) =>
        rate(request.integer('numerator'), request.integer('denominator'), request.integer('target')),
    },
  ],
  [
    'allocation',
    {
      fields: ['executing', 'deciding', 'on', 'courts'],
      answer(request) {
        const on = request.date('on');
        return rankCourts({
          executing: requireCourt(request.text('executing'), on).code,
          deciding: requireCourt(request.text('deciding'), on).code,
          on,
          courts: request.records('courts').map((court) => ({
            code: requireCourt(court.text('code'), on).code,
            pending: Number(court.integer('pending')),
            officers: court.has('officers') ? Number(court.integer('officers')) : null,
            lent30: court.has('lent30') ? Number(court.integer('lent30')) : 0,
          })),
          farKm: DEFAULT_SETTINGS.farParticipantKm,
        });
      },
    },
  ],
  [
    'article',
    {
      fields: ['number'],
      positional: 'number',
      answer: (request) => articleView(Number(request.integer('number')), DEFAULT_SETTINGS),
    },
  ],
  ['articles', { fields: [], answer: () => ruleView(DEFAULT_SETTINGS) }],
  ['house-rules', { fields: [], answer: () => houseRulesView(DEFAULT_SETTINGS) }],
]);
