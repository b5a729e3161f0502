import { crc32, deflateSync } from 'node:zlib';
import type { PrintedCharacter } from './fonts';

const CURVE_STEPS = 8;

export type Point = readonly [x: number, y: number];
/** The corners of a closed line, in order. */
export type Outline = Point[];

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

/** The outlines of a character. @param place puts a point of the glyph, in units of its font, where it is to be */
export function glyphOutlines(
  { character, face: { font } }: Pick<PrintedCharacter, 'character' | 'face'>,
  place: (x: number, y: number) => Point,
): Outline[] {
  const outlines: Outline[] = [];
  for (const { command, args } of font.glyphForCodePoint(character.codePointAt(0) ?? 0).path.commands) {
    const points = Array.from({ length: args.length / 2 }, (_, at) => place(args[2 * at] ?? 0, args[2 * at + 1] ?? 0));
    const outline = outlines.at(-1) ?? [];
    const from = outline.at(-1);
    if (command === 'moveTo') outlines.push(points);
    else if (from && points.length > 0) outline.push(...(points.length === 1 ? points : curve([from, ...points])));
  }
  return outlines;
}

/** Samples in rows from the top left; each holds the value of what was last put over it. */
export interface Samples {
  width: number;
  height: number;
  values: Uint8Array;
}

interface Crossing {
  x: number;
  direction: number;
}

/** Where a shape's outlines cross the middle of each row, from its first row on. */
function crossingsOf(shape: readonly Outline[], height: number): { top: number; rows: Crossing[][] } {
  const tops = shape.flat().map(([, y]) => y);
  const least = tops.reduce((a, b) => Math.min(a, b), Infinity);
  const most = tops.reduce((a, b) => Math.max(a, b), -Infinity);
  const top = Math.max(0, Math.ceil(least - 0.5));
  const rows: Crossing[][] = Array.from({ length: Math.max(0, Math.min(height, Math.ceil(most) + 1) - top) }, () => []);
  for (const outline of shape) {
    outline.forEach((point, index) => {
      const [x1, y1] = point;
      const [x2, y2] = outline[(index + 1) % outline.length] ?? point;
      const [upper, lower] = [Math.min(y1, y2), Math.max(y1, y2)];
      for (let row = Math.max(0, Math.ceil(upper - 0.5)); row + 0.5 < lower && row < height; row++) {
        rows[row - top]?.push({ x: x1 + ((row + 0.5 - y1) * (x2 - x1)) / (y2 - y1), direction: y2 > y1 ? 1 : -1 });
      }
    });
  }
  return { top, rows };
}

/** Fills a shape; where outlines run round a sample in both directions, they cancel each other. In samples. */
export function fill({ width, height, values }: Samples, shape: readonly Outline[], value: number): void {
  const { top, rows } = crossingsOf(shape, height);
  rows.forEach((line, index) => {
    const row = top + index;
    let winding = 0;
    line.sort((a, b) => a.x - b.x);
    line.forEach(({ x, direction }, place) => {
      winding += direction;
      if (winding === 0) return;
      const end = Math.min(width, Math.ceil((line[place + 1]?.x ?? x) - 0.5));
      const start = Math.max(0, Math.ceil(x - 0.5));
      if (end > start) values.fill(value, row * width + start, row * width + end);
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

/** Colours from a palette, or levels of grey. */
const PALETTE = 3;
const GREY = 0;

/**
 * A PNG of eight bits a pixel.
 * @param rows each begins with a nought, which says that it is as it is
 * @param palette colours and their strengths; without it a pixel is a level of grey
 */
export function pngOf(
  { width, height }: Pick<Samples, 'width' | 'height'>,
  rows: Buffer,
  palette?: { colours: Buffer; strengths: Buffer },
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, palette ? PALETTE : GREY], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    ...(palette ? [chunk('PLTE', palette.colours), chunk('tRNS', palette.strengths)] : []),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
