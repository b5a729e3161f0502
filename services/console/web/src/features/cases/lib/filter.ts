/** The filter as it stands in the address, so that reload, back, a sent link and a saved view show the same list. */
export const FILTERS = [
  'q',
  'court',
  'deciding',
  'state',
  'route',
  'ground',
  'lamp',
  'receivedFrom',
  'receivedTo',
  'dueFrom',
  'dueTo',
  'sort',
] as const;
export type FilterName = (typeof FILTERS)[number];
export type Filter = Partial<Record<FilterName, string>>;

export function filterOf(params: URLSearchParams): Filter {
  return Object.fromEntries(FILTERS.flatMap((name) => (params.get(name) ? [[name, params.get(name)!]] : [])));
}

/** Other parameters of the address (the language) stay; the page within the list is another one. */
export function withFilter(params: URLSearchParams, filter: Filter): URLSearchParams {
  const next = new URLSearchParams(params);
  next.delete('cursor');
  for (const name of FILTERS) {
    const value = filter[name];
    if (value === undefined || value === '') next.delete(name);
    else next.set(name, value);
  }
  return next;
}

export const sameFilter = (a: Filter, b: Filter): boolean =>
  FILTERS.every((name) => (a[name] ?? '') === (b[name] ?? ''));
