import { COMMAND_ACCESS, COMMAND_ARTICLES } from '../case/commands';
import type { Relation } from '../access';
import type { Article } from '../articles';
import { DEADLINE_TITLES, ROLE_TITLES } from '../vocabulary';
import type { CommandType } from '../case/commands';
import { RuleError } from '../errors';
import { lengthUnder } from '../house-rules';
import { JURISDICTION } from '../jurisdiction';
import type { Jurisdiction } from '../jurisdiction';
import type { Settings } from '../house-rules';
import { lengthInWords } from '../periods';
import type { Period } from '../periods';
import { defaultOf, HOUSE_READINGS, SETTING_NOTE, valueInWords } from '../settings';
import type { HouseReading, SettingDefinition } from '../settings';

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
export function settingView(setting: SettingDefinition, settings: Settings, { settings: shipped } = JURISDICTION) {
  const { id, houseRule, articles, title, range, notYet = null } = setting;
  const value = setting.read(settings);
  return {
    id,
    houseRule,
    articles: articles.map(articleName),
    title,
    value,
    default: defaultOf(setting, shipped),
    words: valueInWords(setting, value),
    range,
    note: SETTING_NOTE,
    notYet,
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

function periodView({ kind, authority, length }: Period, settings: Settings, { catalogue }: Jurisdiction) {
  const period = lengthInWords(lengthUnder(length, settings));
  const common = { kind, title: DEADLINE_TITLES[kind], authority, period };
  if (length.by === 'law') return { ...common, law: true, note: null, notYet: null };
  const { notYet = null } = catalogue.find(({ id }) => id === length.id) ?? {};
  return { ...common, law: false, note: SETTING_NOTE, notYet };
}

function viewOf(article: Article, settings: Settings, jurisdiction: Jurisdiction) {
  const { number, title, text, system, notYet = [] } = article;
  const { catalogue, periods } = jurisdiction;
  const under = ({ articles }: { articles: readonly number[] }) => articles.includes(number);
  const commands = Object.keys(COMMAND_ARTICLES) as CommandType[];
  return {
    number,
    name: articleName(number),
    title,
    text: text.join('\n'),
    system: [...system],
    notYet: [...notYet],
    settings: catalogue.filter(under).map((setting) => settingView(setting, settings, jurisdiction)),
    readings: HOUSE_READINGS.filter(under).map(readingView),
    commands: commands.filter((name) => COMMAND_ARTICLES[name].includes(number)).map(commandView),
    deadlines: Object.values(periods)
      .filter(under)
      .map((period) => periodView(period, settings, jurisdiction)),
  };
}

export type ArticleView = ReturnType<typeof viewOf>;

/**
 * An article of the Rule made readable: its issued text, what the system does for it, and apart from that the settings
 * that fill its silence. Throws NOT_FOUND for a number the Rule does not have.
 */
export function articleView(number: number, settings: Settings, jurisdiction = JURISDICTION): ArticleView {
  const { articles } = jurisdiction;
  const article = articles.find((candidate) => candidate.number === number);
  if (!article) throw new RuleError('NOT_FOUND', `本细则共${articles.length}条，没有第${number}条。`);
  return viewOf(article, settings, jurisdiction);
}

/** The whole Rule, article by article. */
export function ruleView(settings: Settings, jurisdiction = JURISDICTION) {
  const { ruleSet, effectiveFrom, articles } = jurisdiction;
  return {
    ruleSet,
    effectiveFrom,
    articles: articles.map((article) => viewOf(article, settings, jurisdiction)),
  };
}

/** All house rules: what can be set, and the readings that have no value. */
export function houseRulesView(settings: Settings, jurisdiction = JURISDICTION) {
  return {
    version: settings.version,
    note: SETTING_NOTE,
    settings: jurisdiction.catalogue.map((setting) => settingView(setting, settings, jurisdiction)),
    readings: HOUSE_READINGS.map(readingView),
  };
}
