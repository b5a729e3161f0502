import type { Paper } from '@xiezhi/rules';
import type { PrintedCharacter } from './fonts';
import { printedCharacter } from './fonts';
import { SEAL_RADIUS } from './page';

/** The sample seal: round, the court's name on the arc, a star, and below it the words that say it is none. */
export const SEAL = {
  colour: '#c8161d',
  /** The text under the seal stays legible. */
  opacity: 0.55,
  ring: { radius: SEAL_RADIUS - 1.5, width: 2.5 },
  star: { y: -4, radius: 14 },
  letter: 11,
} as const;

const WORDS_BASELINE = 27;
const NAME_BASELINE = 17 - SEAL_RADIUS;
/** Widest arc of a name, and the angle from one letter to the next while the name is shorter. Radians. */
const WIDEST = (Math.PI * 4) / 3;
const STEP = 0.34;

/** A letter of the seal, in points from its centre, y downwards; drawn upright and then turned clockwise round the centre. */
export interface SealLetter {
  printed: PrintedCharacter;
  x: number;
  baseline: number;
  /** Radians. */
  turn: number;
}

export function sealLetters({ words, courtName }: Paper['seal']): SealLetter[] {
  const width = ({ advance }: PrintedCharacter): number => (advance * SEAL.letter) / 1000;
  const printedWords = [...words].map((one) => printedCharacter(one, 700));
  let x = -printedWords.reduce((sum, one) => sum + width(one), 0) / 2;
  const below = printedWords.map((printed) => {
    const letter = { printed, x, baseline: WORDS_BASELINE, turn: 0 };
    x += width(printed);
    return letter;
  });
  const name = [...courtName].map((one) => printedCharacter(one, 700));
  const span = Math.min(WIDEST, name.length * STEP);
  const onArc = name.map((printed, index) => ({
    printed,
    x: -width(printed) / 2,
    baseline: NAME_BASELINE,
    turn: name.length === 1 ? 0 : span * (index / (name.length - 1) - 0.5),
  }));
  return [...below, ...onArc];
}

/** The corners of the star, in points from the seal's centre, y downwards. */
export function sealStar(): [number, number][] {
  return Array.from({ length: 10 }, (_, corner) => {
    const r = corner % 2 === 0 ? SEAL.star.radius : SEAL.star.radius * 0.382;
    const angle = (Math.PI * corner) / 5 - Math.PI / 2;
    return [r * Math.cos(angle), SEAL.star.y + r * Math.sin(angle)];
  });
}
