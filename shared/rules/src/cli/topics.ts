import { legalBasisOn } from '../articles';
import { countWorkdays, explainDay, SHIPPED_CALENDAR } from '../calendar';
import { parseCaseNumber } from '../case-number';
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
  ['case-number', { fields: ['text'], positional: 'text', answer: (request) => parseCaseNumber(request.text('text')) }],
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
