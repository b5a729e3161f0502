import type { Label } from '../../case/commands/field';
import type { CourtCode } from '../../courts';
import type { OpenedFigure } from '../behind';
import type { Bulletin } from '../figures';
import { noFigures } from '../figures';
import { FIGURE_COLUMNS } from './columns';
import type { FigureColumn } from './columns';
import type { ChangedFigure } from './state';

/** Every figure of which the cases can be asked for: those of the tables, and the two lists. */
export const OPENED_FIGURES: readonly OpenedFigure[] = [
  ...new Set(FIGURE_COLUMNS.flatMap(({ opens }) => opens ?? [])),
  'overdue',
  'lateEntries',
];

/**
 * A figure as it stands in a bulletin; of a list its length. Null where the row has none.
 * @param row the court of the row; null for the total
 */
export function figureIn(
  { rows, total, lateEntries }: Bulletin,
  row: CourtCode | null,
  figure: OpenedFigure,
): string | number | null {
  const figures = row === null ? total : rows.find(({ court }) => court === row);
  if (!figures) return null;
  if (figure === 'lateEntries') return row === null ? lateEntries.length : null;
  if (figure === 'overdue') return figures.overdue.length;
  return FIGURE_COLUMNS.find(({ opens }) => opens === figure)?.of(figures) ?? null;
}

/** A line of what a correction changed. */
export interface ChangedLine {
  court: CourtCode | null;
  title: Label;
  /** As a table shows it, a list by its numbers; null where there was, or is, no such row or figure. */
  from: string | number | null;
  to: string | number | null;
}

/** The part of `Figures` that a column is taken from. */
const fieldOf = ({ opens, group }: FigureColumn): string => (opens === null ? group : (opens.split('.')[0] ?? ''));

/** What a correction changed, as the tables name it: of a changed field only the figures that differ. */
export function changedLines({ court, field, from, to }: ChangedFigure): ChangedLine[] {
  if (field === 'overdue') {
    const listed = (value: unknown) => (Array.isArray(value) ? value.join('、') : null);
    return [{ court, title: ['逾期未审结的案件', 'Late cases'], from: listed(from), to: listed(to) }];
  }
  const shownBy = (column: FigureColumn, value: unknown) =>
    value === null ? null : column.of({ ...noFigures(), [field]: value });
  return FIGURE_COLUMNS.filter((column) => fieldOf(column) === field)
    .map((column) => ({ court, title: column.title, from: shownBy(column, from), to: shownBy(column, to) }))
    .filter((line) => line.from !== line.to);
}
