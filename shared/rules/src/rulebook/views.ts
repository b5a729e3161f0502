import { COMMAND_ACCESS } from '../access';
import type { Relation } from '../access';
import { ARTICLES } from '../articles';
import type { Article } from '../articles';
import { DEADLINE_TITLES, ROLE_TITLES } from '../case/vocabulary';
import type { CommandType } from '../case/commands';
import { RuleError } from '../errors';
import { EFFECTIVE_FROM, RULE_SET } from '../house-rules';
import type { Settings } from '../house-rules';
import { defaultOf, HOUSE_READINGS, SETTING_NOTE, SETTINGS, valueInWords } from '../settings';
import type { HouseReading, SettingDefinition } from '../settings';
import { COMMAND_ARTICLES, PERIOD_RULES } from './practice';
import type { PeriodRule } from './practice';

const RELATION_TITLES: Readonly<Record<Relation, string>> = {
  executing: '执行法院',
  deciding: '决定法院',
  relay: '层报法院',
  superior: '上级法院',
  participating: '参与法院',
};

const NUMERALS = '零一二三四五六七八九';

/** `第十四条`. */
export function articleName(number: number): string {
  const tens = number >= 10 ? '十' : '';
  const ones = number % 10 === 0 ? '' : (NUMERALS[number % 10] ?? '');
  return `第${tens}${ones}条`;
}

/** A setting as people see it: never without its note, so that it is not taken for law. */
export function settingView(setting: SettingDefinition, settings: Settings) {
  const { id, houseRule, articles, title, range } = setting;
  const value = setting.read(settings);
  return {
    id,
    houseRule,
    articles: articles.map(articleName),
    title,
    value,
    default: defaultOf(setting),
    words: valueInWords(setting, value),
    range,
    note: SETTING_NOTE,
  };
}

function readingView({ id, articles, title, reading }: HouseReading) {
  return { id, houseRule: id, articles: articles.map(articleName), title, reading, note: SETTING_NOTE };
}

function commandView(name: CommandType) {
  const by = COMMAND_ACCESS[name].flatMap(({ relations, roles }) =>
    relations.flatMap((relation) => roles.map((role) => `${RELATION_TITLES[relation]}${ROLE_TITLES[role]}`)),
  );
  return { name, by };
}

function periodView({ kind, authority, period }: PeriodRule, settings: Settings) {
  const common = { kind, title: DEADLINE_TITLES[kind], authority };
  if ('law' in period) return { ...common, period: period.law, law: true, note: null };
  const setting = SETTINGS.find(({ id }) => id === period.setting);
  const words = setting ? valueInWords(setting, setting.read(settings)) : '';
  return { ...common, period: words, law: false, note: SETTING_NOTE };
}

function viewOf({ number, title, text, system }: Article, settings: Settings) {
  const under = ({ articles }: { articles: readonly number[] }) => articles.includes(number);
  const commands = Object.keys(COMMAND_ARTICLES) as CommandType[];
  return {
    number,
    name: articleName(number),
    title,
    text: text.join('\n'),
    system: [...system],
    settings: SETTINGS.filter(under).map((setting) => settingView(setting, settings)),
    readings: HOUSE_READINGS.filter(under).map(readingView),
    commands: commands.filter((name) => COMMAND_ARTICLES[name].includes(number)).map(commandView),
    deadlines: PERIOD_RULES.filter((rule) => rule.article === number).map((rule) => periodView(rule, settings)),
  };
}

export type ArticleView = ReturnType<typeof viewOf>;

/**
 * An article of the Rule made readable: its issued text, what the system does for it, and apart from that the settings
 * that fill its silence. Throws NOT_FOUND for a number the Rule does not have.
 */
export function articleView(number: number, settings: Settings): ArticleView {
  const article = ARTICLES.find((candidate) => candidate.number === number);
  if (!article) throw new RuleError('NOT_FOUND', `本细则共${ARTICLES.length}条，没有第${number}条。`);
  return viewOf(article, settings);
}

/** The whole Rule, article by article. */
export function ruleView(settings: Settings) {
  return {
    ruleSet: RULE_SET,
    effectiveFrom: EFFECTIVE_FROM,
    articles: ARTICLES.map((article) => viewOf(article, settings)),
  };
}

/** All house rules: what can be set, and the readings that have no value. */
export function houseRulesView(settings: Settings) {
  return {
    version: settings.version,
    note: SETTING_NOTE,
    settings: SETTINGS.map((setting) => settingView(setting, settings)),
    readings: HOUSE_READINGS.map(readingView),
  };
}
