import type { Block, Paper } from '@xiezhi/rules';
import type { Weight } from './fonts';
import type { Line } from './lines';
import { setParagraph } from './lines';
import { typesettingOf } from './typesetting';
import type { Typesetting } from './typesetting';
import { CHARACTER_PITCH, LINE_PITCH, PAGE, SIZE, TYPE_AREA } from './page';

export interface PlacedLine {
  line: Line;
  size: number;
  weight: Weight;
  /** Points from the left edge of the sheet. */
  x: number;
  /** Baseline, points from the top edge of the sheet. */
  baseline: number;
}

export interface Rule {
  y: number;
}

export interface LaidPage {
  lines: PlacedLine[];
  rules: Rule[];
  /** Centre of the seal, where it stands on this page. */
  seal: { x: number; y: number } | null;
}

interface Row {
  block: Block;
  line: Line;
  /** In lines of the grid. */
  height: number;
  size: number;
  weight: Weight;
  x: number;
}

type Setting = Pick<Row, 'size' | 'weight' | 'height'> & {
  indent: number;
  justify: boolean;
  /** Points from the left edge of the type area. */
  place: (line: Line) => number;
};

const BODY_SPACING = CHARACTER_PITCH - SIZE.body;
const left = (): number => 0;
const centred = (line: Line): number => (TYPE_AREA.width - line.width) / 2;
/** GB/T 9704: so many characters are left free at the right. */
const fromRight =
  (characters: number) =>
  (line: Line): number =>
    TYPE_AREA.width - line.width - characters * CHARACTER_PITCH;

const plain = { size: SIZE.body, weight: 400, height: 1, indent: 0, justify: false } as const;

const SETTINGS: Readonly<Record<Block['role'], Setting>> = {
  court: { ...plain, size: SIZE.title, weight: 700, height: 1.5, place: centred },
  title: { ...plain, size: SIZE.title, weight: 700, height: 1.5, place: centred },
  number: { ...plain, place: fromRight(2) },
  addressee: { ...plain, place: left },
  body: { ...plain, indent: 2 * CHARACTER_PITCH, justify: true, place: left },
  heading: { ...plain, weight: 700, indent: 2 * CHARACTER_PITCH, place: left },
  signature: { ...plain, place: fromRight(4) },
  date: { ...plain, place: fromRight(4) },
  copies: { ...plain, size: SIZE.small, place: () => CHARACTER_PITCH },
  note: { ...plain, size: SIZE.small, place: left },
};

/** Empty lines before a block: the number stands free of the title, the date leaves the seal its room. */
const SPACE_BEFORE: Readonly<Partial<Record<Block['role'], number>>> = { number: 1, addressee: 1 };
const SPACE_ABOVE_DATE = 2;
/** The lower half of the seal. */
const SPACE_BELOW_DATE = 2;

function rowsOf(block: Block, typesetting: Typesetting): Row[] {
  const { size, weight, height, indent, justify, place } = SETTINGS[block.role];
  const spacing = size === SIZE.body ? BODY_SPACING : 0;
  const width = block.role === 'copies' ? TYPE_AREA.width - 2 * CHARACTER_PITCH : TYPE_AREA.width;
  return block.text
    .split('\n')
    .flatMap((paragraph) => setParagraph(paragraph, { weight, size, spacing, width, indent, justify, typesetting }))
    .map((line) => ({ block, line, height, size, weight, x: place(line) + line.indent }));
}

class Pages {
  readonly pages: LaidPage[] = [];
  private used: number = PAGE.lines;

  get page(): LaidPage {
    const last = this.pages.at(-1);
    if (last) return last;
    this.turn();
    return this.page;
  }

  turn(): void {
    this.pages.push({ lines: [], rules: [], seal: null });
    this.used = 0;
  }

  room(): number {
    return this.pages.length === 0 ? 0 : PAGE.lines - this.used;
  }

  /** Moves down, but leaves no empty lines at the top of a page. */
  skip(lines: number): void {
    if (this.used > 0) this.used = Math.min(PAGE.lines, this.used + lines);
  }

  /** Down to where `lines` are left on the page. */
  sink(lines: number): void {
    this.used = Math.max(this.used, PAGE.lines - lines);
  }

  /** The top of the next line, points from the top edge of the sheet. */
  get y(): number {
    return PAGE.top + this.used * LINE_PITCH;
  }

  put({ line, height, size, weight, x }: Row): number {
    if (this.room() < height - 1e-6) this.turn();
    const middle = this.y + (height * LINE_PITCH) / 2;
    // The middle of a Chinese character lies 0.38 of its size above the baseline.
    this.page.lines.push({ line, size, weight, x: PAGE.left + x, baseline: middle + size * 0.38 });
    this.used += height;
    return middle;
  }
}

const SIGNED = new Set<Block['role']>(['signature', 'date']);

/** Lines of text that stand on the same page as the date: a seal alone on a page could be put to anything. */
const TEXT_WITH_DATE = 2;
/** Lines of many copies that stand there too: they go on over the page rather than begin on one without text. */
const COPIES_WITH_DATE = 2;

/** Sets a paper on the 22 × 28 grid of GB/T 9704. */
export function layOut(paper: Paper): LaidPage[] {
  const pages = new Pages();
  const typesetting = typesettingOf(paper);
  const setRows = (block: Block): Row[] => rowsOf(block, typesetting);
  const text = paper.blocks.filter(({ role }) => !SIGNED.has(role) && role !== 'copies');
  const signed = paper.blocks.filter(({ role }) => SIGNED.has(role)).flatMap(setRows);
  const copies = paper.blocks.filter(({ role }) => role === 'copies').flatMap(setRows);
  const rows = text.flatMap((block) =>
    setRows(block).map((row, index) => ({ row, space: index === 0 ? (SPACE_BEFORE[block.role] ?? 0) : 0 })),
  );
  const above = Math.max(1, SPACE_ABOVE_DATE + 1 - signed.length);
  const signature = above + signed.length + SPACE_BELOW_DATE;
  const withCopies = signature + copies.length;
  const together = withCopies + TEXT_WITH_DATE <= PAGE.lines / 2;
  const ending = together ? withCopies : signature + COPIES_WITH_DATE;
  const isHeading = (index: number): boolean => rows[index]?.row.block.role === 'heading';
  let withDate = Math.max(0, rows.length - TEXT_WITH_DATE);
  while (isHeading(withDate - 1)) withDate -= 1;
  rows.forEach(({ row, space }, index) => {
    pages.skip(space);
    if (index === withDate && pages.room() < rows.length - index + ending) pages.turn();
    // A heading does not stand alone at the foot of a page.
    if (isHeading(index) && pages.room() < 2) pages.turn();
    pages.put(row);
  });
  pages.skip(above);
  let middle = 0;
  let dateX = 0;
  for (const row of signed) {
    middle = pages.put(row);
    dateX = PAGE.left + row.x + row.line.width / 2;
  }
  if (signed.length > 0) pages.page.seal = { x: dateX, y: middle };
  pages.skip(SPACE_BELOW_DATE);
  if (copies.length > 0) {
    if (pages.room() >= copies.length) pages.sink(copies.length);
    pages.page.rules.push({ y: pages.y });
    for (const row of copies) pages.put(row);
    pages.page.rules.push({ y: pages.y });
  }
  return pages.pages;
}
