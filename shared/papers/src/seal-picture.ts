import { crc32, deflateSync } from 'node:zlib';
import type { Paper } from '@xiezhi/rules';
import { SEAL_RADIUS } from './page';
import type { SealLetter } from './seal';
import { SEAL, sealLetters, sealStar } from './seal';

/** 300 pixels to the inch on paper. */
const SIDE = 496;
/** Each pixel is this many by this many samples, so that edges are smooth. */
const SAMPLES = 3;
const LEVELS = SAMPLES * SAMPLES;
const SCALE = (SIDE * SAMPLES) / (2 * SEAL_RADIUS);
const CURVE_STEPS = 8;

type Point = readonly [x: number, y: number];
type Outline = Point[];

function circle(radius: number, clockwise: boolean): Outline {
  const corners = 180;
  return Array.from({ length: corners }, (_, corner) => {
    const angle = ((clockwise ? 1 : -1) * 2 * Math.PI * corner) / corners;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/** A quadratic or cubic curve as straight pieces, without its first point. */
function curve(points: readonly Point[]): Outline {
  return Array.from({ length: CURVE_STEPS }, (_, step) => {
    let left = points;
    const t = (step + 1) / CURVE_STEPS;
    while (left.length > 1) {
      left = left.slice(1).map(([x, y], index): Point => {
        const [fromX, fromY] = left[index] ?? [x, y];
        return [fromX + (x - fromX) * t, fromY + (y - fromY) * t];
      });
    }
    return left[0] ?? [0, 0];
  });
}

/** The outlines of a letter where it stands in the seal. */
function outlinesOf({ printed, x, baseline, turn }: SealLetter): Outline[] {
  const { font } = printed.face;
  const size = SEAL.letter / font.unitsPerEm;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const place = (glyphX: number, glyphY: number): Point => {
    const [upX, upY] = [x + glyphX * size, baseline - glyphY * size];
    return [upX * cos - upY * sin, upX * sin + upY * cos];
  };
  const outlines: Outline[] = [];
  for (const { command, args } of font.glyphForCodePoint(printed.character.codePointAt(0) ?? 0).path.commands) {
    const points = Array.from({ length: args.length / 2 }, (_, at) => place(args[2 * at] ?? 0, args[2 * at + 1] ?? 0));
    const outline = outlines.at(-1) ?? [];
    const from = outline.at(-1);
    if (command === 'moveTo') outlines.push(points);
    else if (from && points.length > 0) outline.push(...(points.length === 1 ? points : curve([from, ...points])));
  }
  return outlines;
}

/** Marks the samples inside a shape; where outlines run round a sample in both directions, they cancel each other. */
function fill(samples: Uint8Array, shape: readonly Outline[]): void {
  const side = SIDE * SAMPLES;
  const crossings: { x: number; direction: number }[][] = Array.from({ length: side }, () => []);
  for (const outline of shape) {
    outline.forEach((point, index) => {
      const next = outline[(index + 1) % outline.length] ?? point;
      const [[x1, y1], [x2, y2]] = [point, next].map(([x, y]) => [
        (x + SEAL_RADIUS) * SCALE,
        (y + SEAL_RADIUS) * SCALE,
      ]) as unknown as [Point, Point];
      const [top, bottom] = [Math.min(y1, y2), Math.max(y1, y2)];
      for (let row = Math.max(0, Math.ceil(top - 0.5)); row + 0.5 < bottom && row < side; row++) {
        crossings[row]?.push({ x: x1 + ((row + 0.5 - y1) * (x2 - x1)) / (y2 - y1), direction: y2 > y1 ? 1 : -1 });
      }
    });
  }
  crossings.forEach((line, row) => {
    let winding = 0;
    line.sort((a, b) => a.x - b.x);
    line.forEach(({ x, direction }, index) => {
      winding += direction;
      if (winding === 0) return;
      const end = Math.min(side, Math.ceil((line[index + 1]?.x ?? x) - 0.5));
      const start = Math.max(0, Math.ceil(x - 0.5));
      if (end > start) samples.fill(1, row * side + start, row * side + end);
    });
  });
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A PNG of one colour in ten strengths. */
function png(samples: Uint8Array): Buffer {
  const rows = Buffer.alloc(SIDE * (SIDE + 1));
  samples.forEach((one, at) => {
    if (one === 0) return;
    const [x, y] = [at % (SIDE * SAMPLES), Math.floor(at / (SIDE * SAMPLES))];
    const pixel = Math.floor(y / SAMPLES) * (SIDE + 1) + 1 + Math.floor(x / SAMPLES);
    rows[pixel] = (rows[pixel] ?? 0) + 1;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  // Eight bits a pixel, colours from a palette.
  header.set([8, 3], 8);
  const strengths = Array.from({ length: LEVELS + 1 }, (_, level) => Math.round((255 * SEAL.opacity * level) / LEVELS));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(SEAL.colour.slice(1).repeat(LEVELS + 1), 'hex')),
    chunk('tRNS', Buffer.from(strengths)),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
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
  const samples = new Uint8Array((SIDE * SAMPLES) ** 2);
  fill(samples, [circle(radius + width / 2, true), circle(radius - width / 2, false)]);
  fill(samples, [sealStar()]);
  for (const letter of sealLetters(seal)) fill(samples, outlinesOf(letter));
  const picture = png(samples);
  if (made.size >= KEPT) made.clear();
  made.set(key, picture);
  return picture;
}
