import type { CourtCode } from '../courts';
import { RuleError } from '../errors';
import type { Jurisdiction } from '../jurisdiction';
import type { LocalDate } from '../local-date';

/** Longest text one field may put into a paper; longer ones belong into an attachment. Characters. */
export const LONGEST_TEXT = 20_000;

// Control characters, invisible marks, direction marks (which can turn a name round), variation selectors, tags, non-characters.
const INVISIBLE =
  // eslint-disable-next-line no-control-regex, no-misleading-character-class -- these are what must go
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff]|[\u{e0000}-\u{e0fff}]/gu;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Shown in the place of a character that cannot be printed. */
export const SUBSTITUTE = '〓';

export interface CleanText {
  text: string;
  /** How many characters were taken out or replaced. */
  changed: number;
}

/**
 * Text as it may stand in a paper: line ends as \n, tabs and runs of blanks as one blank, nothing invisible in it; half
 * characters become 〓. Throws VALIDATION when the text is longer than LONGEST_TEXT.
 */
export function cleanText(raw: string): CleanText {
  const lines = raw.replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n').replace(/\t/g, ' ');
  let changed = 0;
  const count = (replacement: string) => () => {
    changed += 1;
    return replacement;
  };
  const text = lines
    .replace(LONE_SURROGATE, count(SUBSTITUTE))
    .replace(INVISIBLE, count(''))
    .normalize('NFC')
    .replace(/[ \u00a0\u2000-\u200a\u202f\u205f]+/g, ' ')
    .replace(/ *\n */g, '\n')
    .trim();
  if (text.length > LONGEST_TEXT) {
    throw new RuleError('VALIDATION', `文书中一项内容超过${LONGEST_TEXT}字，请精简后以附件方式报送。`);
  }
  return { text, changed };
}

/**
 * The words of one paper: what its jurisdiction calls courts and its text, and what had to be changed while it was written,
 * so that the paper can say so.
 */
export class Wording {
  readonly warnings: string[] = [];

  constructor(readonly jurisdiction: Jurisdiction) {}

  /** The formal name on a day; the code where no court bore it, so that a paper never shows an empty place. */
  court(code: CourtCode, on: LocalDate): string {
    return this.jurisdiction.courts.byCode(code, on)?.name ?? code;
  }

  /** The title of the text, as it is cited. */
  get ruleName(): string {
    return `《${this.jurisdiction.title}》`;
  }

  /** `what` names the field in the warning, in Chinese. */
  take(raw: string | undefined, what: string): string {
    const { text, changed } = cleanText(raw ?? '');
    if (changed > 0)
      this.warnings.push(`${what}中有${changed}个不可见或者无效的字符，已去除或者以“${SUBSTITUTE}”代替。`);
    return text;
  }

  /** One line, for names and titles. Throws VALIDATION when nothing legible is left. */
  name(raw: string, what: string): string {
    const text = this.take(raw, what).replace(/\n/g, '');
    if (text === '') throw new RuleError('VALIDATION', `${what}没有可以打印的文字。`);
    return text;
  }

  /** Paragraphs, without empty ones. */
  paragraphs(raw: string | undefined, what: string): string[] {
    return this.take(raw, what)
      .split('\n')
      .filter((line) => line !== '');
  }
}

/** Without the full stop or comma a person may have ended with, for the middle of a sentence. */
export function withoutStop(text: string): string {
  // Only where a run begins: from each of its characters anew would take the square of its length.
  return text.replace(/(?<![。．.；;，,、：:\s])[。．.；;，,、：:\s]+$/u, '');
}

/** Ends with a full stop. */
export function sentence(text: string): string {
  return /[。！？!?]["”’）)]?$/.test(text) ? text : `${withoutStop(text)}。`;
}
