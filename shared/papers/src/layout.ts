import type { Block, Paper } from '@xiezhi/rules';
import { layAnnexes, roomBelow } from './annexes';
import type { Weight } from './fonts';
import type { Line } from './lines';
import { setParagraph } from './lines';
import { typesettingOf } from './typesetting';
import type { Typesetting } from './typesetting';
import { CHARACTER_PITCH, letterheadSize, LINE_PITCH, PAGE, RED, SIZE, TYPE_AREA } from './page';
import { MIDDLE } from './typeset';
import type { Box, PlacedLine, Stroke } from './typeset';

/** A line across the type area. */
export interface Rule {
  y: number;
  /** Black where it is not said. */
  colour?: string;
}

export interface LaidPage {
  lines: PlacedLine[];
  rules: Rule[];
  /** Centre of the seal, where it stands on this page. */
  seal: { x: number; y: number } | null;
  strokes: Stroke[];
  boxes: Box[];
}

interface Row {
  block: Block;
  line: Line;
  /** In lines of the grid. */
  height: number;
  size: number;
  weight: Weight;
  x: number;
  colour?: string;
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
  letterhead: { ...plain, weight: 700, height: 3, place: centred },
  issue: { ...plain, height: 2, place: centred },
  headline: { ...plain, size: SIZE.title, weight: 700, height: 1.5, place: centred },
  annexes: { ...plain, indent: 2 * CHARACTER_PITCH, place: left },
};

/** Empty lines before a block: the number stands free of the title, the date leaves the seal its room. */
const SPACE_BEFORE: Readonly<Partial<Record<Block['role'], number>>> = {
  number: 1,
  addressee: 1,
  headline: 2,
  annexes: 1,
};
const SPACE_ABOVE_DATE = 2;
/** The lower half of the seal. */
const SPACE_BELOW_DATE = 2;

function rowsOf(block: Block, typesetting: Typesetting): Row[] {
  const { weight, height, indent, justify, place, ...setting } = SETTINGS[block.role];
  const head = block.role === 'letterhead';
  const size = head ? letterheadSize(block.text) : setting.size;
  const spacing = size === SIZE.body ? BODY_SPACING : 0;
  const width = block.role === 'copies' ? TYPE_AREA.width - 2 * CHARACTER_PITCH : TYPE_AREA.width;
  return block.text
    .split('\n')
    .flatMap((paragraph) => setParagraph(paragraph, { weight, size, spacing, width, indent, justify, typesetting }))
    .map((line) => ({ block, line, height, size, weight, x: place(line) + line.indent }))
    .map((row) => (head ? { ...row, colour: RED } : row));
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
    this.pages.push({ lines: [], rules: [], seal: null, strokes: [], boxes: [] });
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

  put({ line, height, size, weight, x, colour }: Row): number {
    if (this.room() < height - 1e-6) this.turn();
    const middle = this.y + (height * LINE_PITCH) / 2;
    const placed = { line, size, weight, x: PAGE.left + x, baseline: middle + size * MIDDLE };
    this.page.lines.push(colour === undefined ? placed : { ...placed, colour });
    this.used += height;
    return middle;
  }

  /** Whom the paper goes to, between two lines: at the foot of the page where there is room. */
  putCopies(copies: readonly Row[]): void {
    if (copies.length === 0) return;
    if (this.room() >= copies.length) this.sink(copies.length);
    this.page.rules.push({ y: this.y });
    for (const row of copies) this.put(row);
    this.page.rules.push({ y: this.y });
  }

  /** Goes on below pages that were filled elsewhere. */
  follow(pages: readonly LaidPage[]): void {
    const last = pages.at(-1);
    if (!last) return;
    this.pages.push(...pages);
    this.used = PAGE.lines - Math.max(0, Math.floor(roomBelow(last) / LINE_PITCH) - 1);
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
  const receivers = paper.blocks.filter(({ role }) => role === 'copies').flatMap(setRows);
  // With annexes whom it goes to stands at the very end, below the last of them.
  const annexes = layAnnexes(paper, typesetting);
  const copies = annexes.length === 0 ? receivers : [];
  const rows = text.flatMap((block) =>
    setRows(block).map((row, index) => ({ row, space: index === 0 ? (SPACE_BEFORE[block.role] ?? 0) : 0 })),
  );
  const above = Math.max(1, SPACE_ABOVE_DATE + 1 - signed.length);
  const signature = above + signed.length + SPACE_BELOW_DATE;
  const withCopies = signature + copies.length;
  const together = withCopies + TEXT_WITH_DATE <= PAGE.lines / 2;
  const ending = together ? withCopies : signature + COPIES_WITH_DATE;
  const isHeading = (index: number): boolean => rows[index]?.row.block.role === 'heading';
  const ofText = rows.filter(({ row }) => row.block.role !== 'annexes').length;
  let withDate = Math.max(0, ofText - TEXT_WITH_DATE);
  while (isHeading(withDate - 1)) withDate -= 1;
  rows.forEach(({ row, space }, index) => {
    pages.skip(space);
    if (index === withDate && pages.room() < rows.length - index + ending) pages.turn();
    // A heading does not stand alone at the foot of a page.
    if (isHeading(index) && pages.room() < 2) pages.turn();
    pages.put(row);
    if (row.block.role === 'issue') pages.page.rules.push({ y: pages.y, colour: RED });
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
  pages.putCopies(copies);
  pages.follow(annexes);
  if (annexes.length > 0) {
    if (pages.room() < receivers.length) pages.turn();
    pages.putCopies(receivers);
  }
  return pages.pages;
}
