import type { Paper, PaperAnnex, PaperChart, PaperTable } from '@xiezhi/rules';
import { chartDrawings } from './chart';
import type { Drawing } from './chart';
import type { LaidPage } from './layout';
import { setParagraph } from './lines';
import { CHARACTER_PITCH, LINE_PITCH, PAGE, SIZE, TABLE_SIZE, TYPE_AREA } from './page';
import { CELL, columnWidths, setRow } from './table';
import type { SetRow } from './table';
import { MIDDLE } from './typeset';
import type { PlacedLine, Stroke } from './typeset';
import type { Typesetting } from './typesetting';

const CAPTION = 22;
const AFTER_PART = 16;
const GRID = 0.5;

/** Pages that are filled from the top, in points. */
class Sheets {
  readonly pages: LaidPage[] = [];
  y = 0;

  turn(): void {
    this.pages.push({ lines: [], rules: [], seal: null, strokes: [], boxes: [] });
    this.y = PAGE.top;
  }

  get page(): LaidPage {
    const last = this.pages.at(-1);
    if (last) return last;
    this.turn();
    return this.page;
  }

  get room(): number {
    return PAGE.top + TYPE_AREA.height - this.y;
  }

  /** Turns where that height does not fit, unless it fits no page. */
  need(height: number): void {
    if (this.room < height && this.y > PAGE.top) this.turn();
  }
}

type Look = Pick<PlacedLine, 'size' | 'weight'> & { height: number };
const MARK: Look = { size: SIZE.body, weight: 700, height: LINE_PITCH };
const TITLE: Look = { size: SIZE.title, weight: 700, height: 1.5 * LINE_PITCH };
const CAPTIONS: Look = { size: TABLE_SIZE.caption, weight: 700, height: CAPTION };

function write(on: Sheets, text: string, look: Look, centred: boolean, typesetting: Typesetting): void {
  const { size, weight, height } = look;
  const spacing = size === SIZE.body ? CHARACTER_PITCH - SIZE.body : 0;
  const measure = { weight, size, spacing, width: TYPE_AREA.width, indent: 0, justify: false, typesetting };
  for (const line of setParagraph(text, measure)) {
    on.need(height);
    const x = PAGE.left + (centred ? (TYPE_AREA.width - line.width) / 2 : 0);
    on.page.lines.push({ line, size, weight, x, baseline: on.y + height / 2 + size * MIDDLE });
    on.y += height;
  }
}

/** The first column is of words; figures stand in the middle of theirs. */
function putRow(on: Sheets, { cells, height, weight }: SetRow, widths: readonly number[], head: boolean): void {
  const { page, y } = on;
  let left: number = PAGE.left;
  cells.forEach((lines, index) => {
    const width = widths[index] ?? 0;
    const top = y + (height - lines.length * CELL.line) / 2;
    lines.forEach((line, at) => {
      const free = width - 2 * CELL.beside - line.width;
      const x = left + CELL.beside + (index === 0 && !head ? 0 : free / 2);
      const baseline = top + (at + 0.5) * CELL.line + TABLE_SIZE.cell * MIDDLE;
      page.lines.push({ line, size: TABLE_SIZE.cell, weight, x, baseline });
    });
    left += width;
  });
  on.y += height;
}

const across = (y: number): Stroke => ({
  from: [PAGE.left, y],
  to: [PAGE.left + TYPE_AREA.width, y],
  width: GRID,
});

function uprights(widths: readonly number[], top: number, bottom: number): Stroke[] {
  let x: number = PAGE.left;
  const places = [x, ...widths.map((width) => (x += width))];
  return places.map((at) => ({ from: [at, top], to: [at, bottom], width: GRID }));
}

/** Row after row; on each page the head stands again above them. No row goes over a page. */
function putTable(on: Sheets, table: PaperTable, typesetting: Typesetting): void {
  const widths = columnWidths(table, typesetting);
  const head = setRow(table.columns, widths, 700, typesetting);
  const rows = table.rows.map((cells) => setRow(cells, widths, 400, typesetting));
  if (table.total) rows.push(setRow(table.total, widths, 700, typesetting));
  on.need(CAPTION + head.height + (rows[0]?.height ?? 0));
  write(on, table.caption, CAPTIONS, true, typesetting);
  let top = on.y;
  const begin = () => {
    top = on.y;
    on.page.strokes.push(across(top));
    putRow(on, head, widths, true);
    on.page.strokes.push(across(on.y));
  };
  begin();
  for (const row of rows) {
    if (on.room < row.height && on.y > top + head.height) {
      on.page.strokes.push(...uprights(widths, top, on.y));
      on.turn();
      begin();
    }
    putRow(on, row, widths, false);
    on.page.strokes.push(across(on.y));
  }
  on.page.strokes.push(...uprights(widths, top, on.y));
  on.y += AFTER_PART;
}

function putDrawing(on: Sheets, drawing: Drawing): void {
  const [x, y] = [PAGE.left, on.y];
  const moved = ([px, py]: readonly [number, number]) => [px + x, py + y] as const;
  const { page } = on;
  page.boxes.push(...drawing.boxes.map((box) => ({ ...box, x: box.x + x, y: box.y + y })));
  page.strokes.push(...drawing.strokes.map(({ from, to, width }) => ({ from: moved(from), to: moved(to), width })));
  page.lines.push(...drawing.lines.map((line) => ({ ...line, x: line.x + x, baseline: line.baseline + y })));
  on.y += drawing.height;
}

function putChart(on: Sheets, chart: PaperChart, typesetting: Typesetting): void {
  const drawings = chartDrawings(chart, typesetting);
  on.need(CAPTION + (drawings[0]?.height ?? 0));
  write(on, chart.caption, CAPTIONS, true, typesetting);
  for (const drawing of drawings) {
    on.need(drawing.height);
    putDrawing(on, drawing);
  }
  on.y += AFTER_PART;
}

/** 附件1, as the standard has it at the head of an annex; a single one has no number. */
export const annexMark = (index: number, annexes: readonly PaperAnnex[]): string =>
  annexes.length === 1 ? '附件' : `附件${index + 1}`;

/** The annexes of a paper, each from the head of a page. */
export function layAnnexes({ annexes = [] }: Pick<Paper, 'annexes'>, typesetting: Typesetting): LaidPage[] {
  const on = new Sheets();
  annexes.forEach((annex, index) => {
    on.turn();
    write(on, annexMark(index, annexes), MARK, false, typesetting);
    on.y += LINE_PITCH / 2;
    write(on, annex.title, TITLE, true, typesetting);
    on.y += LINE_PITCH / 2;
    for (const part of annex.parts) {
      if ('table' in part) putTable(on, part.table, typesetting);
      else putChart(on, part.chart, typesetting);
    }
  });
  return on.pages;
}

/** What is left of the type area of an annex's last page, in points from its foot. */
export function roomBelow({ lines, strokes }: LaidPage): number {
  const lowest = Math.max(
    PAGE.top,
    ...lines.map(({ baseline }) => baseline),
    ...strokes.flatMap(({ from, to }) => [from[1], to[1]]),
  );
  return PAGE.top + TYPE_AREA.height - lowest;
}

/** The words of the annexes, for whoever looks for characters that cannot be printed. */
export function annexWords({ annexes = [] }: Pick<Paper, 'annexes'>): string {
  const ofPart = (part: PaperAnnex['parts'][number]): string[] =>
    'table' in part
      ? [part.table.caption, ...part.table.columns, ...part.table.rows.flat(), ...(part.table.total ?? [])]
      : [part.chart.caption, ...part.chart.series, ...part.chart.rows.map(({ label }) => label)];
  return annexes.flatMap(({ title, parts }) => [title, ...parts.flatMap(ofPart)]).join('');
}
