import { cleanText, LONGEST_TEXT } from './clean';

// Line breaks and tabs are a text's own; every other control character has no form on paper.
const CONTROL = /(?![\n\r\t])\p{Cc}/u;
const LINE_CONTROL = /\p{Cc}/u;
const LONE_SURROGATE = /\p{Cs}/u;
const PRIVATE_USE = /\p{Co}/u;
const NONCHARACTER = /\p{Noncharacter_Code_Point}/u;
// The planes of ideographs are left out: a machine of today must not refuse a name that a later Unicode can write.
const UNASSIGNED = /(?![\u{20000}-\u{3fffd}])\p{Cn}/u;

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/**
 * Why a text cannot be printed on a paper, in Chinese, to be put behind the field's name; null for one that can. Only what
 * no font could ever show is refused: a rare character passes, though the PDF may have to show 〓 for it.
 * @param lines whether line breaks and tabs may be in it
 */
export function whyUnprintable(text: string, lines: boolean): string | null {
  if ((lines ? CONTROL : LINE_CONTROL).test(text)) return '含有不可见的控制字符';
  if (LONE_SURROGATE.test(text)) return '含有残缺的字符，请重新录入';
  const own = PRIVATE_USE.exec(text);
  if (own) return `含有无法打印的自造字（${codePoint(own[0])}），请改用规范字`;
  const unknown = NONCHARACTER.exec(text) ?? UNASSIGNED.exec(text);
  if (unknown) return `含有无法打印的无效字符（${codePoint(unknown[0])}）`;
  // Some characters are taken apart in their canonical form, so a text can be longer on paper than it was typed.
  if (text.normalize('NFC').length > LONGEST_TEXT) return `超过${LONGEST_TEXT}字`;
  return text.trim() !== '' && cleanText(text).text === '' ? '没有可以打印的文字' : null;
}
