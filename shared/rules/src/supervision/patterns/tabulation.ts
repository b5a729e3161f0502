import type { LocalDate } from '../../local-date';
import { daysBetween } from '../../local-date';
import { medianInTenths } from '../figures';
import { inPatternOrder, patternValues } from './dimensions';
import type { PatternDimension } from './dimensions';
import type { PatternCase } from './pattern-case';

/** What is told of some cases. Days are calendar days, amounts yuan. */
export interface PatternFigures {
  count: number;
  /** From receipt to the decision, of those decided either way: `12.5`; null where there is none. */
  daysToDecision: string | null;
  /** From the decision to the close-out, of those closed. */
  daysToClose: string | null;
  recovered: number;
}

export interface PatternTable {
  by: readonly [row: PatternDimension, column: PatternDimension];
  /** Of every case asked about, each once, also those that stand in no cell. */
  total: PatternFigures;
  rows: (PatternFigures & { value: string })[];
  columns: (PatternFigures & { value: string })[];
  /** Those with a case in them, row by row. */
  cells: (PatternFigures & { row: string; column: string })[];
}

/** What one case adds to every figure it counts in. */
interface Share {
  daysToDecision: number | null;
  daysToClose: number | null;
  cents: number;
}

class Sums {
  private count = 0;
  private cents = 0;
  private readonly toDecision: number[] = [];
  private readonly toClose: number[] = [];

  add({ daysToDecision, daysToClose, cents }: Share): void {
    this.count += 1;
    this.cents += cents;
    if (daysToDecision !== null) this.toDecision.push(daysToDecision);
    if (daysToClose !== null) this.toClose.push(daysToClose);
  }

  figures(): PatternFigures {
    return {
      count: this.count,
      daysToDecision: medianInTenths(this.toDecision),
      daysToClose: medianInTenths(this.toClose),
      recovered: this.cents / 100,
    };
  }
}

/** Any day serves to count from. */
const FIRST_DAY: LocalDate = '2018-01-01';

function under<K>(map: Map<K, Sums>, key: K): Sums {
  const known = map.get(key);
  if (known) return known;
  const sums = new Sums();
  map.set(key, sums);
  return sums;
}

/**
 * A cross table of two dimensions, one case after another. A case with several values of a dimension (grounds, reasons of
 * refusal) counts once for each of them, so that rows may hold more than the total; one without a value stands in no cell.
 */
export class Tabulation {
  private readonly total = new Sums();
  private readonly rows = new Map<string, Sums>();
  private readonly columns = new Map<string, Sums>();
  private readonly cells = new Map<string, Map<string, Sums>>();
  /** Of a hundred thousand cases the days are a few thousand: each is counted off once. */
  private readonly dayNumbers = new Map<LocalDate, number>();

  constructor(private readonly by: readonly [row: PatternDimension, column: PatternDimension]) {}

  add(one: PatternCase): void {
    const share = this.shareOf(one);
    this.total.add(share);
    const [rows, columns] = this.by.map((dimension) => patternValues(dimension, one));
    if (!rows || !columns || rows.length === 0 || columns.length === 0) return;
    for (const column of columns) under(this.columns, column).add(share);
    for (const row of rows) {
      under(this.rows, row).add(share);
      let cells = this.cells.get(row);
      if (!cells) this.cells.set(row, (cells = new Map()));
      for (const column of columns) under(cells, column).add(share);
    }
  }

  private shareOf({ receivedOn, decidedOn, closed }: PatternCase): Share {
    return {
      daysToDecision: decidedOn === null ? null : this.dayNumber(decidedOn) - this.dayNumber(receivedOn),
      daysToClose: decidedOn === null || !closed ? null : this.dayNumber(closed.on) - this.dayNumber(decidedOn),
      cents: closed ? Math.round(closed.recoveredAmount * 100) : 0,
    };
  }

  private dayNumber(day: LocalDate): number {
    let number = this.dayNumbers.get(day);
    if (number === undefined) this.dayNumbers.set(day, (number = daysBetween(FIRST_DAY, day)));
    return number;
  }

  table(): PatternTable {
    const [rowOrder, columnOrder] = [inPatternOrder(this.by[0]), inPatternOrder(this.by[1])];
    const told = (sums: Map<string, Sums>, order: (a: string, b: string) => number) =>
      [...sums.keys()].sort(order).map((value) => ({ value, ...sums.get(value)!.figures() }));
    return {
      by: this.by,
      total: this.total.figures(),
      rows: told(this.rows, rowOrder),
      columns: told(this.columns, columnOrder),
      cells: [...this.cells.keys()]
        .sort(rowOrder)
        .flatMap((row) =>
          told(this.cells.get(row)!, columnOrder).map(({ value: column, ...figures }) => ({ row, column, ...figures })),
        ),
    };
  }
}

export interface PatternCell {
  by: readonly [row: PatternDimension, column: PatternDimension];
  row: string;
  column: string;
}

/** Whether a case is one of those in a cell. */
export function standsIn(one: PatternCase, { by: [rows, columns], row, column }: PatternCell): boolean {
  return patternValues(rows, one).includes(row) && patternValues(columns, one).includes(column);
}

/** Whether a case was received in these days, both included. */
export const receivedWithin = (
  { receivedOn }: Pick<PatternCase, 'receivedOn'>,
  from: LocalDate,
  to: LocalDate,
): boolean => from <= receivedOn && receivedOn <= to;
