import { AlignmentType, BorderStyle, LineRuleType } from 'docx';
import type { IParagraphStyleOptions } from 'docx';
import type { Block, Paper, SentRole } from '@xiezhi/rules';
import { CHARACTER_PITCH, LINE_PITCH, mm, RED, SIZE, TABLE_SIZE } from './page';
import { CELL } from './table';

const TWIPS = 20;
export const twips = (points: number): number => Math.round(points * TWIPS);
/** GB/T 9704: so many characters are left free at the right of the date. */
export const FREE_AT_RIGHT = 4;

/** The faces of GB/T 9704 first; what stands in for them on a machine without them is in the font table (finished.ts). */
export const FACES = { body: '仿宋_GB2312', title: '方正小标宋简体', heading: '黑体' } as const;

type PlainRole = Exclude<Block['role'], SentRole> | 'room' | 'verification';
/** What only a paper with a letterhead and annexes has. */
type AnnexRole = SentRole | 'annexMark' | 'annexTitle' | 'caption' | 'cell' | 'cellWords' | 'cellHead' | 'picture';
export type StyleRole = PlainRole | AnnexRole;

const PLAIN_NAMES: Readonly<Record<PlainRole, string>> = {
  court: '法院名称',
  title: '文书名称',
  number: '文号',
  addressee: '主送法院',
  body: '公文正文',
  heading: '公文标题',
  signature: '落款',
  date: '成文日期',
  copies: '抄送',
  note: '附注',
  room: '落款空行',
  verification: '核验码',
};

const ANNEX_NAMES: Readonly<Record<AnnexRole, string>> = {
  letterhead: '发文机关标志',
  issue: '期次',
  headline: '公文大标题',
  annexes: '附件说明',
  annexMark: '附件序号',
  annexTitle: '附件标题',
  caption: '图表标题',
  cell: '表格数字',
  cellWords: '表格文字',
  cellHead: '表格栏目',
  picture: '图',
};

/** Word leaves lines of an exact height off the grid; LibreOffice does so only where it is told. */
const OFF_THE_GRID: readonly StyleRole[] = ['court', 'title', 'copies'];

/** Word knows a style by an ASCII id; people see its name. */
export const styleId = (role: StyleRole): string => `Xiezhi${role[0]?.toUpperCase()}${role.slice(1)}`;

export const faces = (name: string) => ({ ascii: name, hAnsi: name, eastAsia: name, cs: name });
export const face = { font: faces(FACES.body) };
/** Rounded down: 28 characters must not be wider than the line. */
const closer = Math.floor((CHARACTER_PITCH - SIZE.body) * TWIPS);
const body = { ...face, size: SIZE.body * 2, characterSpacing: closer };
const small = { ...face, size: SIZE.small * 2 };
const title = { font: faces(FACES.title), size: SIZE.title * 2 };
const gridLine = { line: twips(LINE_PITCH), lineRule: LineRuleType.EXACT, before: 0, after: 0 };
const titleLine = { ...gridLine, line: twips(LINE_PITCH * 1.5) };
const right = (characters: number) => ({
  alignment: AlignmentType.RIGHT,
  indent: { right: twips(characters * CHARACTER_PITCH) },
});
const thin = { style: BorderStyle.SINGLE, size: 6, space: 4, color: '000000' };

type Look = Pick<IParagraphStyleOptions, 'run' | 'paragraph'>;

const LOOKS: Readonly<Record<PlainRole, Look>> = {
  court: { run: title, paragraph: { alignment: AlignmentType.CENTER, spacing: titleLine, keepNext: true } },
  title: {
    run: title,
    paragraph: { alignment: AlignmentType.CENTER, spacing: titleLine, keepNext: true, outlineLevel: 0 },
  },
  number: { run: body, paragraph: { ...right(2), spacing: { ...gridLine, before: twips(LINE_PITCH) } } },
  addressee: { run: body, paragraph: { spacing: { ...gridLine, before: twips(LINE_PITCH) } } },
  body: {
    run: body,
    paragraph: {
      alignment: AlignmentType.BOTH,
      spacing: gridLine,
      indent: { firstLine: twips(2 * CHARACTER_PITCH), firstLineChars: 200 },
    },
  },
  heading: {
    run: { ...body, font: faces(FACES.heading) },
    paragraph: {
      spacing: gridLine,
      keepNext: true,
      outlineLevel: 1,
      indent: { firstLine: twips(2 * CHARACTER_PITCH) },
    },
  },
  signature: {
    run: body,
    paragraph: { ...right(FREE_AT_RIGHT), spacing: gridLine, keepNext: true },
  },
  // The lower half of the seal stands below the date.
  date: { run: body, paragraph: { ...right(FREE_AT_RIGHT), spacing: { ...gridLine, after: twips(2 * LINE_PITCH) } } },
  copies: {
    run: small,
    paragraph: {
      spacing: { ...gridLine, before: twips(LINE_PITCH) },
      indent: { left: twips(CHARACTER_PITCH), right: twips(CHARACTER_PITCH) },
      border: { top: thin, bottom: thin },
    },
  },
  note: { run: small, paragraph: { spacing: gridLine } },
  room: { run: body, paragraph: { spacing: gridLine, keepNext: true } },
  verification: { run: { ...face, size: SIZE.note * 2 }, paragraph: { spacing: { before: 0, after: 0 } } },
};

const cell = { run: { ...face, size: TABLE_SIZE.cell * 2 }, line: { ...gridLine, line: twips(CELL.line) } };
const padded = { ...cell.line, before: twips(CELL.above), after: twips(CELL.above) };
const bold = { font: faces(FACES.heading) };

const ANNEX_LOOKS: Readonly<Record<AnnexRole, Look>> = {
  // How large it is depends on how long it is, which its run says.
  letterhead: {
    run: { font: faces(FACES.title), color: RED.slice(1), size: SIZE.title * 2 },
    paragraph: {
      alignment: AlignmentType.CENTER,
      spacing: { ...gridLine, line: twips(LINE_PITCH * 3) },
      keepNext: true,
    },
  },
  issue: {
    run: body,
    paragraph: {
      alignment: AlignmentType.CENTER,
      spacing: { ...gridLine, before: twips(LINE_PITCH / 2) },
      keepNext: true,
      border: { bottom: { style: BorderStyle.SINGLE, size: 12, space: 8, color: RED.slice(1) } },
    },
  },
  headline: {
    run: title,
    paragraph: { alignment: AlignmentType.CENTER, spacing: titleLine, keepNext: true, outlineLevel: 0 },
  },
  annexes: { run: body, paragraph: { spacing: gridLine, indent: { left: twips(2 * CHARACTER_PITCH) } } },
  annexMark: {
    run: { ...body, ...bold },
    paragraph: { spacing: gridLine, keepNext: true },
  },
  annexTitle: {
    run: title,
    paragraph: {
      alignment: AlignmentType.CENTER,
      spacing: { ...titleLine, before: twips(LINE_PITCH / 2), after: twips(LINE_PITCH / 2) },
      keepNext: true,
      outlineLevel: 1,
    },
  },
  caption: {
    run: { ...bold, size: TABLE_SIZE.caption * 2 },
    paragraph: { alignment: AlignmentType.CENTER, spacing: { ...gridLine, line: twips(22) }, keepNext: true },
  },
  cell: { run: cell.run, paragraph: { alignment: AlignmentType.CENTER, spacing: padded } },
  cellWords: { run: cell.run, paragraph: { spacing: padded } },
  cellHead: {
    run: { ...cell.run, ...bold },
    paragraph: { alignment: AlignmentType.CENTER, spacing: padded, keepNext: true },
  },
  picture: { run: face, paragraph: { alignment: AlignmentType.CENTER, spacing: { before: 0, after: twips(mm(3)) } } },
};

const styled = <R extends StyleRole>(names: Readonly<Record<R, string>>, looks: Readonly<Record<R, Look>>) =>
  (Object.keys(names) as R[]).map((role) => ({
    id: styleId(role),
    name: names[role],
    basedOn: 'Normal',
    quickFormat: true,
    ...looks[role],
  }));

/** A paper has no style that it does not use: the file of one that is issued stays as it is whatever later papers need. */
export function stylesOf({ annexes }: Pick<Paper, 'annexes'>) {
  const plain = styled(PLAIN_NAMES, LOOKS);
  return annexes ? [...plain, ...styled(ANNEX_NAMES, ANNEX_LOOKS)] : plain;
}

const ANNEX_OFF_THE_GRID = Object.keys(ANNEX_NAMES).filter((role) => role !== 'annexes') as AnnexRole[];

/** The ids of the styles whose lines have a height of their own. */
export const offTheGrid = ({ annexes }: Pick<Paper, 'annexes'>): string[] =>
  [...OFF_THE_GRID, ...(annexes ? ANNEX_OFF_THE_GRID : [])].map(styleId);
