import { useEffect } from 'react';
import { queryClient } from '../shared/queries';
import { SESSION_ENDED } from '../shared/api/client';

/** Loads again what has changed, told by the gateway; several changes at once are one look. */
export function useLiveUpdates(): void {
  useEffect(() => {
    const source = new EventSource('/api/events');
    const cases = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      timer = undefined;
      for (const caseId of cases) void queryClient.invalidateQueries({ queryKey: ['case', caseId] });
      cases.clear();
      for (const key of ['cases', 'inbox', 'work']) void queryClient.invalidateQueries({ queryKey: [key] });
    };
    source.addEventListener('case', (event) => {
      cases.add((JSON.parse((event as MessageEvent<string>).data) as { caseId: string }).caseId);
      timer ??= setTimeout(refresh, 400);
    });
    source.addEventListener('ended', () => {
      source.close();
      window.dispatchEvent(new Event(SESSION_ENDED));
    });
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, []);
}
