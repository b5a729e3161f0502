import type { Party } from '../case';
import { courtRecords } from '../courts';
import { TERRITORY } from '../jurisdiction/in-force';
import { maskAddresses } from './mask-address';
import { maskDigits } from './mask-numbers';
import { nameFolding, withBrackets } from './name-spelling';
import type { Paper } from './paper';
import { HIDDEN, hideParticulars } from './particulars';

const COMPOUND_SURNAMES =
  /^(欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳|公冶|太叔|申屠|公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|令狐|呼延|轩辕|百里|东郭|南门|纳兰|爱新觉罗)/u;

/** 张三 → 张某, 欧阳某某 → 欧阳某: the surname stays. A name of one character is left as 某. */
export function maskName(name: string): string {
  const surname = COMPOUND_SURNAMES.exec(name)?.[0] ?? [...name][0] ?? '';
  return [...name].length <= 1 ? '某' : `${surname}某`;
}

/** Between several people in one line. */
const SEVERAL = /[、，,；;]/u;

/** What is written in place of a name where there is none. */
const NOBODY = /^(?:暂?无(?:代理人)?|没有|不详|未知|未委托(?:代理人)?|[-—/／]+)$/u;
/** A line names no more people; a longer list of names would be looked for in every text. */
const MOST_IN_LINE = 20;

const severalIn = (names: string): string[] => names.split(SEVERAL).map((name) => name.trim());

/** 张三、李四 → 张某、李某: each of several in one line. */
export const maskNames = (names: string): string =>
  severalIn(names)
    .map((name) => (NOBODY.test(name) ? name : maskName(name)))
    .join('、');

/** Those of several in one line who can be told from other words. */
const namedIn = (names: string): string[] =>
  severalIn(names)
    .filter((name) => [...name].length > 1 && !NOBODY.test(name))
    .slice(0, MOST_IN_LINE);

/**
 * Numbers and addresses inside a text: an identity number keeps 6 + 4, a telephone 3 + 4, a bank account (12 digits or more)
 * its last 4, a passport its letters and last 2, an address ends at its county; a landline keeps its area code
 * and last 4. They are found grouped, in full-width digits and behind a country code too. Case numbers and amounts stay.
 */
export function maskNumbers(text: string): string {
  return maskAddresses(maskDigits(text));
}

export interface Masking {
  parties: readonly Party[];
  /** Officers named in the paper; they are natural persons too. */
  people?: readonly string[];
}

interface Hidden {
  from: number;
  to: number;
  by: string;
}

const LATIN = /\p{Script=Latin}/u;

/** A name in Latin letters is not hidden inside a longer word. */
function insideWord(text: string, from: number, to: number): boolean {
  const joins = (a: string | undefined, b: string | undefined) => LATIN.test(a ?? '') && LATIN.test(b ?? '');
  return joins(text[from - 1], text[from]) || joins(text[to - 1], text[to]);
}

const FORMER_NAME = /(?:曾用名|又名|别名)[为：:\s]*([^（()）〔〕[\]【】，,、；;]+)/gu;

/** 王刚（曾用名王钢）: a text may call the person by either. What else stands in brackets, 已故, is no name. */
function namesIn(name: string): string[] {
  const [first = ''] = name.split(/[（(〔[【]/u);
  const others = [first, ...[...name.matchAll(FORMER_NAME)].map(([, former]) => former!)];
  return [name, ...others.map((one) => one.trim()).filter((one) => [...one].length > 1)];
}

/** A name with something in brackets behind it, which is a part of it only with its brackets: 王刚（已故）. */
const NOTED = /[^（(〔[【]{2}[（(〔[【]/u;

const folded = (text: string): string => nameFolding(text.normalize('NFC')).folded;

/** The province's courts, with their codes, and its counties, cities and districts, folded. */
const PUBLIC_NAMES: readonly string[] = [
  ...new Set(
    courtRecords().flatMap(({ name, code }) =>
      [
        name,
        TERRITORY.courts.withoutProvince(name),
        code,
        ...(name.match(/.{2,9}?(?:省|自治州|自治县|市|区|县)/g) ?? []),
      ].map(folded),
    ),
  ),
];

/** Whether what stands at `at` is part of a longer name that is no person's: 吉 in 吉林省高级人民法院. */
function insideName(form: string, at: number, name: string, longer: readonly string[]): boolean {
  return longer.some((known) => {
    for (let within = known.indexOf(name); within >= 0; within = known.indexOf(name, within + 1)) {
      if (within <= at && form.startsWith(known, at - within)) return true;
    }
    return false;
  });
}

/** What is shorter is a remark, 不详, and stands in other texts too. */
const SHORTEST_KNOWN = 5;

/** Of a person's number and address what `maskNumbers` would not know as one in a text. */
function unrecognised({ kind, identity, address }: Party): string[] {
  if (kind !== 'person') return [];
  return [identity, address].flatMap((known) =>
    known !== undefined && folded(known).length >= SHORTEST_KNOWN && maskNumbers(known) === known ? [known] : [],
  );
}

/** With how many characters a name is looked up: of most that a text does not hold it does not hold so many either. */
const BEGINNING = 2;

/** Finds which of these names, in their order, a text may hold, in time that grows with the text and not with the names. */
function byBeginning(names: readonly string[]): (form: string) => number[] {
  const places = new Map<string, number[]>();
  names.forEach((name, index) => {
    const beginning = name.slice(0, BEGINNING);
    const others = places.get(beginning);
    if (others) others.push(index);
    else places.set(beginning, [index]);
  });
  return (form) => {
    const found = new Set<number>();
    for (let at = 0; at < form.length; at += 1) {
      for (let length = 1; length <= BEGINNING; length += 1) {
        for (const index of places.get(form.slice(at, at + length)) ?? []) found.add(index);
      }
    }
    return [...found].sort((a, b) => a - b);
  };
}

/** What takes the natural persons among these out of a text, however they are spelt, and its numbers and addresses. */
export function textMask({ parties, people = [] }: Masking): (text: string) => string {
  const persons = parties.filter(({ kind }) => kind === 'person').map(({ name }) => name);
  const agents = parties.flatMap(({ agent }) => (agent === undefined ? [] : namedIn(agent)));
  const all = [...persons, ...agents, ...people];
  const byForm = new Map(
    all.flatMap(namesIn).map((name) => [folded(name), { by: maskName(name.trim()), noted: NOTED.test(name) }]),
  );
  for (const known of parties.flatMap(unrecognised)) byForm.set(folded(known), { by: HIDDEN, noted: false });
  byForm.delete('');
  // Longer names before those in them.
  const names = [...byForm].sort(([a], [b]) => b.length - a.length);
  const known = [...PUBLIC_NAMES, ...parties.filter(({ kind }) => kind !== 'person').map(({ name }) => folded(name))];
  const longer = new Map<string, string[]>();
  const longerThan = (name: string): string[] => {
    const found = longer.get(name) ?? known.filter((one) => one.length > name.length && one.includes(name));
    longer.set(name, found);
    return found;
  };
  const mayBeIn = byBeginning(names.map(([name]) => name));
  return (given) => {
    if (names.length === 0) return maskNumbers(given);
    const text = given.normalize('NFC');
    const { folded: form, places } = nameFolding(text);
    const taken = new Uint8Array(form.length);
    const hidden: Hidden[] = [];
    for (const index of mayBeIn(form)) {
      const [name, { by, noted }] = names[index]!;
      for (let at = form.indexOf(name); at >= 0; at = form.indexOf(name, at + name.length)) {
        const [first, last] = [places[at]!, places[at + name.length - 1]!];
        const whole = withBrackets(text, first, last + String.fromCodePoint(text.codePointAt(last)!).length);
        if (!whole || (noted && !NOTED.test(text.slice(whole.from, whole.to)))) continue;
        const { from, to } = whole;
        if (taken[at] || taken[at + name.length - 1] || insideWord(text, from, to)) continue;
        if (insideName(form, at, name, longerThan(name))) continue;
        taken.fill(1, at, at + name.length);
        hidden.push({ from, to, by });
      }
    }
    let out = '';
    let kept = 0;
    for (const { from, to, by } of hidden.sort((a, b) => a.from - b.from)) {
      out += text.slice(kept, from) + by;
      kept = to;
    }
    return maskNumbers(out + text.slice(kept));
  };
}

/** A copy for readers outside the parties' file: natural persons by surname, numbers shortened, marked as such. */
export function maskPaper(paper: Paper, masking: Masking): Paper {
  const hide = hideParticulars(masking.parties);
  const names = textMask(masking);
  const mask = (text: string) => names(hide(text));
  const blocks = paper.blocks.map(({ role, text }) => ({
    role,
    text: role === 'body' || role === 'heading' || role === 'note' ? mask(text) : text,
  }));
  const { verificationCode: _original, ...rest } = paper;
  return { ...rest, blocks, watermark: 'MASKED' };
}
