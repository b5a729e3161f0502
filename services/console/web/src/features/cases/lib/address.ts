import { useEffect, useRef, useState } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import { useViews } from '../api/cases';
import { filterOf, withFilter, type Filter } from './filter';

/** The cursors of the pages before this one, the first page's being empty; kept with the entry of the browser's history. */
function trailOf(state: unknown): string[] {
  const trail = (state as { trail?: unknown } | null)?.trail;
  return Array.isArray(trail) ? (trail as string[]) : [];
}

/** The list's filter and page, which stand in the address, and the ways from page to page. */
export function useAddress() {
  const [params, setParams] = useSearchParams();
  const { state } = useLocation();
  const filter = filterOf(params);
  const cursor = params.get('cursor') ?? undefined;
  const trail = trailOf(state);

  const turn = (to: string, before: string[]) => {
    const next = new URLSearchParams(params);
    if (to === '') next.delete('cursor');
    else next.set('cursor', to);
    setParams(next, { state: { trail: before } });
  };
  return {
    filter,
    cursor,
    page: trail.length + 1,
    /** Whether it is known how many pages are before this one: not behind a link that somebody sent. */
    placed: cursor === undefined || trail.length > 0,
    change: (change: Filter) => setParams(withFilter(params, { ...filter, ...change })),
    open: (whole: Filter, replace = false) => setParams(withFilter(params, whole), { replace }),
    first: cursor === undefined ? undefined : () => turn('', []),
    previous: trail.length === 0 ? undefined : () => turn(trail.at(-1) ?? '', trail.slice(0, -1)),
    next: (to: string) => turn(to, [...trail, cursor ?? '']),
  };
}

/** Opens the preferred view once, if the address asks for nothing by itself. True when it is settled what to ask for. */
export function usePreferredView(filter: Filter, cursor: string | undefined, open: (view: Filter) => void): boolean {
  const { data, error } = useViews();
  const [plain] = useState(() => Object.keys(filter).length === 0 && cursor === undefined);
  const settled = useRef(!plain);
  const [ready, setReady] = useState(!plain);
  useEffect(() => {
    if (settled.current || (!data && !error)) return;
    settled.current = true;
    const preferred = data?.items.find((view) => view.preferred);
    if (preferred) open(preferred.filter);
    setReady(true);
  }, [data, error, open]);
  return ready;
}
