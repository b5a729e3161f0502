export interface Spread {
  median: number;
  min: number;
  max: number;
}

/** Of at least one value. */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  const median = sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
  return { median, min: sorted[0] ?? NaN, max: sorted.at(-1) ?? NaN };
}

const digits = (value: number) => (Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2);

/** `中位 最小..最大`, with as many decimals as say something. */
export function show({ median, min, max }: Spread, unit = ''): string {
  const places = digits(median);
  const text = `${median.toFixed(places)} （${min.toFixed(places)}..${max.toFixed(places)}）`;
  return unit ? `${text} ${unit}` : text;
}

const WIDE = /[\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60\uffe0-\uffe6]/u;
const width = (text: string) => [...text].reduce((columns, char) => columns + (WIDE.test(char) ? 2 : 1), 0);

/** Rows in columns, the first row being the headings; a Chinese character takes two. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? '')))) ?? [];
  const pad = (cell: string, column: number) => cell + ' '.repeat((widths[column] ?? 0) - width(cell));
  return rows.map((row) => `  ${row.map(pad).join('  ').trimEnd()}`).join('\n');
}
