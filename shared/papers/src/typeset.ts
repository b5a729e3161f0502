import type { PrintedCharacter, Weight } from './fonts';
import { printedCharacter } from './fonts';
import type { Line } from './lines';
import { PLAIN } from './typesetting';
import type { Typesetting } from './typesetting';

export interface PlacedLine {
  line: Line;
  size: number;
  weight: Weight;
  /** Points from the left edge of the sheet. */
  x: number;
  /** Baseline, points from the top edge of the sheet. */
  baseline: number;
  /** Black where it is not said. */
  colour?: string;
}

/** A straight line of black. Points from the top left of the sheet. */
export interface Stroke {
  from: readonly [x: number, y: number];
  to: readonly [x: number, y: number];
  width: number;
}

/** A filled rectangle. Points from the top left of the sheet. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
  /** From 0, black, to 1, white. */
  grey: number;
}

/** The middle of a Chinese character lies this much of its size above the baseline. */
export const MIDDLE = 0.38;

const widthOf = (characters: readonly PrintedCharacter[], size: number): number =>
  characters.reduce((sum, { advance }) => sum + (advance * size) / 1000, 0);

/** A line that is not broken, as wide as it is. */
export function oneLine(text: string, weight: Weight, size: number, typesetting: Typesetting = PLAIN): Line {
  const characters = [...text].map((one) => printedCharacter(one, weight, typesetting));
  return { characters, spacing: 0, width: widthOf(characters, size), indent: 0 };
}
