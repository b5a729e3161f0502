import { foldingOf } from '../text';
import type { Folding } from '../text';

/** How people set apart a part of a name: 李（明）, 李/明. By their plain forms, each opening bracket with its closing one. */
const BRACKETS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '〔': '〕', '【': '】' };
const CLOSING: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(BRACKETS).map(([opening, closing]) => [closing, opening]),
);
const SET_APART = new Set([...Object.entries(BRACKETS).flat(), ...'/\\|_*-']);
const BLANK = /[\s\p{Cf}]/u;

/** A text or a name folded for hiding: what sets apart parts of a name counts for nothing either. */
export function nameFolding(text: string): Folding {
  return foldingOf(text, (character) => !SET_APART.has(character));
}

const plain = (character: string | undefined): string => (character ?? '').normalize('NFKC');

function beside(text: string, place: number, step: 1 | -1): number {
  let at = place;
  while (BLANK.test(text[at] ?? '')) at += step;
  return at;
}

/**
 * The piece of a text with the other half of each bracket it cuts through, where that stands right beside it; undefined
 * where it does not: 李（明日到庭） is no 李（明）.
 */
export function withBrackets(text: string, from: number, to: number): { from: number; to: number } | undefined {
  const open: string[] = [];
  let [start, end] = [from, to];
  for (const typed of text.slice(from, to)) {
    const character = plain(typed);
    if (character in BRACKETS) open.push(BRACKETS[character]!);
    else if (character in CLOSING && open.pop() !== character) {
      if (open.length > 0) return undefined;
      start = beside(text, start - 1, -1);
      if (plain(text[start]) !== CLOSING[character]) return undefined;
    }
  }
  for (const closing of open.reverse()) {
    const at = beside(text, end, 1);
    if (plain(text[at]) !== closing) return undefined;
    end = at + 1;
  }
  return { from: start, to: end };
}
