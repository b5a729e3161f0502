import type { PatternFigures } from '@xiezhi/rules';

/** What a cell may show. */
export const MEASURES = [
  'count',
  'daysToDecision',
  'daysToClose',
  'recovered',
] as const satisfies readonly (keyof PatternFigures)[];
export type Measure = (typeof MEASURES)[number];

/** A measure as a number, for shades and lengths; 0 where there is none. */
export const sizeOf = (figures: PatternFigures, measure: Measure): number => Number(figures[measure] ?? 0);

export function measureText(figures: PatternFigures, measure: Measure): string {
  const value = figures[measure];
  if (value === null) return '—';
  return typeof value === 'number' ? value.toLocaleString('zh-CN') : value;
}

const SHADES = 6;

/** How dark a cell is: 0 for nothing, 6 for the most there is. */
export const shadeOf = (size: number, most: number): number =>
  size <= 0 || most <= 0 ? 0 : Math.max(1, Math.ceil((size / most) * SHADES));
