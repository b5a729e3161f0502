import type { Paper } from '@xiezhi/rules';
import { SEAL_RADIUS } from './page';
import { fill, glyphOutlines, pngOf } from './raster';
import type { Outline, Samples } from './raster';
import type { SealLetter } from './seal';
import { SEAL, sealLetters, sealStar } from './seal';

/** 300 pixels to the inch on paper. */
const SIDE = 496;
/** Each pixel is this many by this many samples, so that edges are smooth. */
const SAMPLES = 3;
const LEVELS = SAMPLES * SAMPLES;
const SCALE = (SIDE * SAMPLES) / (2 * SEAL_RADIUS);

function circle(radius: number, clockwise: boolean): Outline {
  const corners = 180;
  return Array.from({ length: corners }, (_, corner) => {
    const angle = ((clockwise ? 1 : -1) * 2 * Math.PI * corner) / corners;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/** The outlines of a letter where it stands in the seal. */
function outlinesOf({ printed, x, baseline, turn }: SealLetter): Outline[] {
  const size = SEAL.letter / printed.face.font.unitsPerEm;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return glyphOutlines(printed, (glyphX, glyphY) => {
    const [upX, upY] = [x + glyphX * size, baseline - glyphY * size];
    return [upX * cos - upY * sin, upX * sin + upY * cos];
  });
}

/** From points round the seal's centre to samples. */
const inSamples = (shape: readonly Outline[]): Outline[] =>
  shape.map((outline) => outline.map(([x, y]) => [(x + SEAL_RADIUS) * SCALE, (y + SEAL_RADIUS) * SCALE]));

/** A PNG of one colour in ten strengths. */
function png({ values }: Samples): Buffer {
  const rows = Buffer.alloc(SIDE * (SIDE + 1));
  values.forEach((one, at) => {
    if (one === 0) return;
    const [x, y] = [at % (SIDE * SAMPLES), Math.floor(at / (SIDE * SAMPLES))];
    const pixel = Math.floor(y / SAMPLES) * (SIDE + 1) + 1 + Math.floor(x / SAMPLES);
    rows[pixel] = (rows[pixel] ?? 0) + 1;
  });
  const strengths = Array.from({ length: LEVELS + 1 }, (_, level) => Math.round((255 * SEAL.opacity * level) / LEVELS));
  return pngOf({ width: SIDE, height: SIDE }, rows, {
    colours: Buffer.from(SEAL.colour.slice(1).repeat(LEVELS + 1), 'hex'),
    strengths: Buffer.from(strengths),
  });
}

/** As many as there are courts in the province. */
const KEPT = 100;
const made = new Map<string, Buffer>();

/** The sample seal as a PNG with a transparent ground, 42 mm across at 300 pixels to the inch. */
export function sealPng(seal: Paper['seal']): Buffer {
  const key = `${seal.words}\n${seal.courtName}`;
  const known = made.get(key);
  if (known) return known;
  const { radius, width } = SEAL.ring;
  const side = SIDE * SAMPLES;
  const samples = { width: side, height: side, values: new Uint8Array(side ** 2) };
  const shapes = [
    [circle(radius + width / 2, true), circle(radius - width / 2, false)],
    [sealStar()],
    ...sealLetters(seal).map(outlinesOf),
  ];
  for (const shape of shapes) fill(samples, inSamples(shape), 1);
  const picture = png(samples);
  if (made.size >= KEPT) made.clear();
  made.set(key, picture);
  return picture;
}
