import {
  AlignmentType,
  BorderStyle,
  ImageRun,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import type { FileChild } from 'docx';
import type { Paper, PaperChart, PaperTable } from '@xiezhi/rules';
import { annexMark } from './annexes';
import { chartDrawings } from './chart';
import { chartPng } from './chart-picture';
import { styleId, twips } from './docx-styles';
import type { StyleRole } from './docx-styles';
import { PIXELS_PER_POINT, TYPE_AREA } from './page';
import { CELL, columnWidths } from './table';
import { typesettingOf } from './typesetting';
import type { Typesetting } from './typesetting';

const GRID = { style: BorderStyle.SINGLE, size: 4, color: '000000' };

const line = (role: StyleRole, text: string): Paragraph =>
  new Paragraph({ style: styleId(role), children: [new TextRun(text)] });

function row(cells: readonly string[], widths: readonly number[], kind: 'head' | 'row' | 'total'): TableRow {
  const roleOf = (index: number): StyleRole => (kind !== 'row' ? 'cellHead' : index === 0 ? 'cellWords' : 'cell');
  return new TableRow({
    ...(kind === 'head' ? { tableHeader: true } : {}),
    cantSplit: true,
    children: widths.map(
      (width, index) =>
        new TableCell({
          width: { size: twips(width), type: WidthType.DXA },
          verticalAlign: VerticalAlign.CENTER,
          children: [line(roleOf(index), cells[index] ?? '')],
        }),
    ),
  });
}

/** A table whose head Word repeats on every page. */
function tableOf(table: PaperTable, typesetting: Typesetting): Table {
  const widths = columnWidths(table, typesetting);
  return new Table({
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    width: { size: twips(TYPE_AREA.width), type: WidthType.DXA },
    columnWidths: widths.map(twips),
    margins: { left: twips(CELL.beside), right: twips(CELL.beside) },
    borders: { top: GRID, bottom: GRID, left: GRID, right: GRID, insideHorizontal: GRID, insideVertical: GRID },
    rows: [
      row(table.columns, widths, 'head'),
      ...table.rows.map((cells) => row(cells, widths, 'row')),
      ...(table.total ? [row(table.total, widths, 'total')] : []),
    ],
  });
}

/** A chart as pictures of what the PDF draws. */
function chartOf(chart: PaperChart, typesetting: Typesetting): Paragraph[] {
  return chartDrawings(chart, typesetting).map(
    (drawing) =>
      new Paragraph({
        style: styleId('picture'),
        children: [
          new ImageRun({
            type: 'png',
            data: chartPng(drawing),
            transformation: {
              width: Math.round(drawing.width * PIXELS_PER_POINT),
              height: Math.round(drawing.height * PIXELS_PER_POINT),
            },
            altText: { name: chart.caption, title: chart.caption, description: `${chart.caption}；各项数字见数据表。` },
          }),
        ],
      }),
  );
}

/** The annexes of a paper, each from the head of a page; after each table a line without height, which Word wants there. */
export function annexContent(paper: Paper): FileChild[] {
  const typesetting = typesettingOf(paper);
  const { annexes = [] } = paper;
  return annexes.flatMap((annex, index): FileChild[] => [
    new Paragraph({
      style: styleId('annexMark'),
      pageBreakBefore: true,
      children: [new TextRun(annexMark(index, annexes))],
    }),
    line('annexTitle', annex.title),
    ...annex.parts.flatMap((part): FileChild[] =>
      'table' in part
        ? [line('caption', part.table.caption), tableOf(part.table, typesetting), line('picture', '')]
        : [line('caption', part.chart.caption), ...chartOf(part.chart, typesetting)],
    ),
  ]);
}
