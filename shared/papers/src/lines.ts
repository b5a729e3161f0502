import type { PrintedCharacter, Weight } from './fonts';
import { printedCharacter } from './fonts';
import type { Typesetting } from './typesetting';

/** One line of print. `spacing` is added after every character, points. */
export interface Line {
  characters: PrintedCharacter[];
  spacing: number;
  /** Points, the spacing after the last character not counted. */
  width: number;
  /** Points from the left edge of the paragraph. */
  indent: number;
}

export interface Measure {
  weight: Weight;
  size: number;
  /** Added after every character, points; negative sets the 28 characters of 16 points into 156 mm. */
  spacing: number;
  /** Points. */
  width: number;
  /** First line, points. */
  indent: number;
  justify: boolean;
  typesetting: Typesetting;
}

const IN_WORD = /[A-Za-z0-9]/;
const JOINS_WORD = /[.,%/\-:]/;

/** Pieces between which a line may end: a character, or a number or Latin word, with the punctuation that must not be torn off. */
function pieces(text: string, { notFirst, notLast }: Typesetting): string[] {
  const result: string[] = [];
  let glue = false;
  let before = '';
  for (const character of text) {
    const inWord = IN_WORD.test(character) && (IN_WORD.test(before) || JOINS_WORD.test(before));
    const joins = JOINS_WORD.test(character) && IN_WORD.test(before);
    if (result.length > 0 && (glue || notFirst.has(character) || inWord || joins)) {
      result[result.length - 1] += character;
    } else {
      result.push(character);
    }
    glue = notLast.has(character);
    before = character;
  }
  return result;
}

const advanceOf = (characters: readonly PrintedCharacter[], { size, spacing }: Measure): number =>
  characters.reduce((sum, { advance }) => sum + (advance * size) / 1000 + spacing, 0);

/** A piece that fits no line (a number of a hundred digits, a row of dots) is cut where the line ends. */
function cut(piece: PrintedCharacter[], measure: Measure): PrintedCharacter[][] {
  if (advanceOf(piece, measure) <= measure.width - measure.indent) return [piece];
  return piece.map((one) => [one]);
}

/** Sets one paragraph. Lines but the last are stretched to the full width where `justify` asks for it. */
export function setParagraph(text: string, measure: Measure): Line[] {
  const { weight, width, spacing, typesetting } = measure;
  const printed = pieces(text, typesetting).flatMap((piece) =>
    cut(
      [...piece].map((character) => printedCharacter(character, weight, typesetting)),
      measure,
    ),
  );
  const lines: Line[] = [];
  let current: PrintedCharacter[] = [];
  let used = 0;
  const end = (last: boolean) => {
    while (current.at(-1)?.character === ' ') current.pop();
    const indent = lines.length === 0 ? measure.indent : 0;
    const natural = advanceOf(current, measure) - spacing;
    const slack = width - indent - natural;
    const stretch = !last && measure.justify && current.length > 1 ? slack / (current.length - 1) : 0;
    lines.push({ characters: current, spacing: spacing + stretch, width: stretch ? width - indent : natural, indent });
    current = [];
    used = 0;
  };
  for (const piece of printed) {
    const indent = lines.length === 0 ? measure.indent : 0;
    const added = advanceOf(piece, measure);
    // The spacing after a line's last character may stand outside, as may a rounding error.
    if (current.length > 0 && used + added + Math.min(spacing, 0) > width - indent + 0.01) end(false);
    if (current.length === 0 && lines.length > 0 && piece.every(({ character }) => character === ' ')) continue;
    current.push(...piece);
    used += added;
  }
  end(true);
  return lines;
}
