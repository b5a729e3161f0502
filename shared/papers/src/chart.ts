import type { PaperChart } from '@xiezhi/rules';
import { TABLE_SIZE, TYPE_AREA } from './page';
import { MIDDLE, oneLine } from './typeset';
import type { Box, PlacedLine, Stroke } from './typeset';
import type { Typesetting } from './typesetting';

/** A part of a chart, as it stands on one page. Everything in points from its own top left. */
export interface Drawing {
  width: number;
  height: number;
  lines: PlacedLine[];
  strokes: Stroke[];
  boxes: Box[];
}

/** What fits below the title of an annex; further rows follow on the next page, to the same scale. */
const TALLEST = 505;
const BAR = 7;
const BETWEEN_ROWS = 7;
const LEGEND = 20;
const FOOT = 6;
/** Between a label and its bars, and between a bar and its figure. */
const GAP = 5;
const WIDEST_LABEL = 150;
/** For the figure behind the longest bar. */
const FIGURE = 40;
const SWATCH = { width: 18, height: 8 };
const OUTLINE = 0.5;
/** Apart in print without colour. */
const GREYS = [0.2, 0.65, 1] as const;

const greyOf = (series: number): number => GREYS[series % GREYS.length] ?? 1;

interface Ground extends Drawing {
  size: number;
  typesetting: Typesetting;
}

/** Sets words with their middle at a height. */
function write(on: Ground, text: string, at: { x: number; middle: number; size?: number; right?: boolean }): number {
  const size = at.size ?? on.size;
  const line = oneLine(text, 400, size, on.typesetting);
  const x = at.right ? at.x - line.width : at.x;
  on.lines.push({ line, size, weight: 400, x, baseline: at.middle + size * MIDDLE });
  return line.width;
}

function rectangle({ boxes, strokes }: Ground, { x, y, width, height, grey }: Box): void {
  if (width === 0) return;
  boxes.push({ x, y, width, height, grey });
  const corners = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ] as const;
  corners.forEach((from, index) => strokes.push({ from, to: corners[(index + 1) % 4] ?? from, width: OUTLINE }));
}

function legend(on: Ground, series: readonly string[]): void {
  let x = 0;
  series.forEach((name, index) => {
    const y = (LEGEND - SWATCH.height) / 2 - 3;
    rectangle(on, { x, y, ...SWATCH, grey: greyOf(index) });
    x += SWATCH.width + GAP + write(on, name, { x: x + SWATCH.width + GAP, middle: y + SWATCH.height / 2 }) + 4 * GAP;
  });
}

/** A label that is too long is set smaller, and stays whole. */
function fitted(label: string, { size, typesetting }: Ground): { size: number; width: number } {
  const { width } = oneLine(label, 400, size, typesetting);
  return width <= WIDEST_LABEL ? { size, width } : { size: (size * WIDEST_LABEL) / width, width: WIDEST_LABEL };
}

/** A chart as drawings of a page or less each, made of rectangles, lines and words. */
export function chartDrawings({ series, rows }: PaperChart, typesetting: Typesetting): Drawing[] {
  const rowHeight = series.length * BAR + BETWEEN_ROWS;
  const most = Math.max(1, ...rows.flatMap(({ values }) => values));
  const ground = (height: number): Ground => ({
    ...{ width: TYPE_AREA.width, height, lines: [], strokes: [], boxes: [] },
    ...{ size: TABLE_SIZE.chart, typesetting },
  });
  const labels = rows.map(({ label }) => fitted(label, ground(0)).width);
  const axis = Math.max(0, ...labels) + GAP;
  const scale = (TYPE_AREA.width - axis - GAP - FIGURE) / most;
  const together = Math.floor((TALLEST - LEGEND - FOOT) / rowHeight);
  const drawings: Drawing[] = [];
  for (let start = 0; start < rows.length; start += together) {
    const part = rows.slice(start, start + together);
    const on = ground(LEGEND + part.length * rowHeight + FOOT);
    legend(on, series);
    part.forEach(({ label, values }, index) => {
      const top = LEGEND + index * rowHeight + BETWEEN_ROWS / 2;
      const middle = top + (series.length * BAR) / 2;
      write(on, label, { x: axis - GAP, middle, size: fitted(label, on).size, right: true });
      values.forEach((value, at) => {
        const y = top + at * BAR;
        rectangle(on, { x: axis, y, width: value * scale, height: BAR, grey: greyOf(at) });
        write(on, String(value), { x: axis + value * scale + GAP, middle: y + BAR / 2, size: BAR });
      });
    });
    on.strokes.push({ from: [axis, LEGEND], to: [axis, on.height - FOOT], width: 0.7 });
    const { size: _, typesetting: __, ...drawing } = on;
    drawings.push(drawing);
  }
  return drawings;
}
