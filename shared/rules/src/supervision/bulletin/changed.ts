import type { CourtCode } from '../../courts';
import type { Bulletin, Figures } from '../figures';
import type { ChangedFigure } from './state';

/** A value as it is compared: the order of its fields tells nothing. */
function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([field, inner]) => `${JSON.stringify(field)}:${written(inner)}`).join()}}`;
}

function changedIn(
  court: CourtCode | null,
  before: Partial<Figures> | undefined,
  after: Partial<Figures> | undefined,
): ChangedFigure[] {
  const fields = [...new Set(Object.keys({ ...before, ...after }))].filter((field) => field !== 'court');
  return (fields as (keyof Figures)[]).flatMap((field) => {
    const [from, to] = [before?.[field] ?? null, after?.[field] ?? null];
    return written(from) === written(to) ? [] : [{ court, field, from, to }];
  });
}

/** What has become another figure: row by row in order of code, the total last. A row that is new, or gone, has null for it. */
export function changedFigures(before: Bulletin, after: Bulletin): ChangedFigure[] {
  const rows = (of: Bulletin) => new Map(of.rows.map((row) => [row.court, row]));
  const [old, now] = [rows(before), rows(after)];
  const courts = [...new Set([...old.keys(), ...now.keys()])].sort();
  return [
    ...courts.flatMap((court) => changedIn(court, old.get(court), now.get(court))),
    ...changedIn(null, before.total, after.total),
  ];
}
