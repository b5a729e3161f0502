import type { Drawing } from './chart';
import { POINTS_PER_MM } from './page';
import { fill, glyphOutlines, pngOf } from './raster';
import type { Outline, Samples } from './raster';
import type { Box, PlacedLine, Stroke } from './typeset';

/** 200 pixels to the inch on paper. */
const PIXELS_PER_POINT = 200 / (25.4 * POINTS_PER_MM);
/** Each pixel is this many by this many samples, so that edges are smooth. */
const SAMPLES = 3;
const SCALE = PIXELS_PER_POINT * SAMPLES;
const WHITE = 255;

const rectangle = (x: number, y: number, width: number, height: number): Outline => [
  [x * SCALE, y * SCALE],
  [(x + width) * SCALE, y * SCALE],
  [(x + width) * SCALE, (y + height) * SCALE],
  [x * SCALE, (y + height) * SCALE],
];

const boxOf = ({ x, y, width, height }: Box): Outline => rectangle(x, y, width, height);

/** A line along a side of the sheet. */
function strokeOf({ from: [x1, y1], to: [x2, y2], width }: Stroke): Outline {
  const half = width / 2;
  const [left, top] = [Math.min(x1, x2) - half, Math.min(y1, y2) - half];
  return rectangle(left, top, Math.abs(x2 - x1) + width, Math.abs(y2 - y1) + width);
}

/** Each character of a line by itself: they do not overlap. */
function charactersOf({ line, size, x, baseline }: PlacedLine): Outline[][] {
  let left = x;
  return line.characters.map((printed) => {
    const { advance, face } = printed;
    const [at, unit] = [left, size / face.font.unitsPerEm];
    left += (advance * size) / 1000 + line.spacing;
    return glyphOutlines(printed, (glyphX, glyphY) => [
      (at + glyphX * unit) * SCALE,
      (baseline - glyphY * unit) * SCALE,
    ]);
  });
}

/** The mean of the samples of each pixel. */
function rowsOf({ width, height, values }: Samples): Buffer {
  const [across, down] = [width / SAMPLES, height / SAMPLES];
  const sums = new Uint16Array(across * down);
  for (let y = 0; y < height; y++) {
    const [row, pixels] = [y * width, Math.floor(y / SAMPLES) * across];
    for (let x = 0; x < width; x++) {
      const pixel = pixels + Math.floor(x / SAMPLES);
      sums[pixel] = (sums[pixel] ?? 0) + (values[row + x] ?? WHITE);
    }
  }
  const rows = Buffer.alloc(down * (across + 1));
  sums.forEach((sum, at) => {
    rows[Math.floor(at / across) * (across + 1) + 1 + (at % across)] = Math.round(sum / SAMPLES ** 2);
  });
  return rows;
}

/** A drawing as a PNG of greys on white, for Word; the same drawing gives the same bytes. */
export function chartPng(drawing: Drawing): Buffer {
  const [across, down] = [drawing.width, drawing.height].map((points) => Math.ceil(points * PIXELS_PER_POINT));
  const size = { width: (across ?? 0) * SAMPLES, height: (down ?? 0) * SAMPLES };
  const samples: Samples = { ...size, values: new Uint8Array(size.width * size.height).fill(WHITE) };
  for (const box of drawing.boxes) fill(samples, [boxOf(box)], Math.round(box.grey * WHITE));
  for (const stroke of drawing.strokes) fill(samples, [strokeOf(stroke)], 0);
  for (const line of drawing.lines) for (const shape of charactersOf(line)) fill(samples, shape, 0);
  return pngOf({ width: across ?? 0, height: down ?? 0 }, rowsOf(samples));
}
