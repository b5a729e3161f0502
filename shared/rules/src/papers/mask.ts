import type { Party } from '../case';
import { cleanText } from './clean';
import type { Paper } from './paper';

const COMPOUND_SURNAMES =
  /^(欧阳|太史|端木|上官|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳|公冶|太叔|申屠|公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|令狐|呼延|轩辕|百里|东郭|南门|纳兰|爱新觉罗)/u;

/** 张三 → 张某, 欧阳某某 → 欧阳某: the surname stays (domain.md 6). A name of one character is left as 某. */
export function maskName(name: string): string {
  const surname = COMPOUND_SURNAMES.exec(name)?.[0] ?? [...name][0] ?? '';
  return [...name].length <= 1 ? '某' : `${surname}某`;
}

/**
 * Numbers and addresses inside a text: an identity number keeps 6 + 4, a telephone 3 + 4, a bank account its last 4, an
 * address ends at its county (domain.md 6); a landline keeps its area code and last 4. They are found grouped, in
 * full-width digits and behind a country code too. Case numbers and amounts stay.
 */
export function maskNumbers(text: string): string {
  return text
    .replace(/[０-９][０-９ －-]{9,}[０-９Ｘｘ]/g, (digits) => digits.normalize('NFKC'))
    .replace(/(?<!\d)(\d{6})[ -]?\d{4}[ -]?\d{4}[ -]?(\d{3}[\dXx])(?!\d)/g, '$1********$2')
    .replace(/(?<!\d)([1-8]\d{5})\d{6}(\d{3})(?!\d)/g, '$1******$2')
    .replace(/(?<!\d)((?:86[ -]?)?1[3-9]\d)[ -]?\d{4}[ -]?(\d{4})(?!\d)/g, '$1****$2')
    .replace(/(?<!\d)(0\d{2,3}[)）]?[ -]?)\d{3,4}(\d{4})(?!\d)/g, '$1****$2')
    .replace(/(?<!\d)(?:\d{4}[ -]){3,}(?=\d{1,4}(?!\d))/g, '**** ')
    .replace(/(?<![\d*])\d{12,}(\d{4})(?![\d*])/g, '************$1')
    .replace(
      /([省市州][^，。；、（）\s]{1,8}?[县区])[^，。；、（）\s]*?(?:路|街|巷|村|组|屯|小区|栋|幢|单元|室|号)[^，。；、（）]*/gu,
      '$1××',
    );
}

export interface Masking {
  parties: readonly Party[];
  /** Officers named in the paper; they are natural persons too. */
  people?: readonly string[];
}

/** What takes the natural persons among these out of a text, and its numbers and addresses; longer names before those in them. */
export function textMask({ parties, people = [] }: Masking): (text: string) => string {
  const names = [...parties.filter(({ kind }) => kind === 'person').map(({ name }) => name), ...people]
    .flatMap((name) => [name, cleanText(name).text.replace(/\n/g, '')])
    .filter((name, index, all) => name !== '' && all.indexOf(name) === index)
    .sort((a, b) => b.length - a.length);
  return (text) => maskNumbers(names.reduce((out, name) => out.replaceAll(name, maskName(name)), text));
}

/** A copy for readers outside the parties' file: natural persons by surname, numbers shortened, marked as such. */
export function maskPaper(paper: Paper, masking: Masking): Paper {
  const mask = textMask(masking);
  const blocks = paper.blocks.map(({ role, text }) => ({
    role,
    text: role === 'body' || role === 'heading' || role === 'note' ? mask(text) : text,
  }));
  const { verificationCode: _original, ...rest } = paper;
  return { ...rest, blocks, watermark: 'MASKED' };
}
