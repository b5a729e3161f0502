import { useEffect } from 'react';
import { SESSION_ENDED } from '../shared/api/client';
import { followLive } from '../shared/live';
import { queryClient } from '../shared/queries';

/** Several changes at once are one look. */
const TOGETHER_MS = 400;

/** Loads again what has changed, told by the gateway; after a pause of the stream everything that may have. */
export function useLiveUpdates(): void {
  useEffect(() => {
    const cases = new Set<string>();
    let missed = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      timer = undefined;
      for (const caseId of cases) void queryClient.invalidateQueries({ queryKey: ['case', caseId] });
      if (missed) void queryClient.invalidateQueries({ queryKey: ['case'] });
      missed = false;
      cases.clear();
      for (const key of ['cases', 'inbox', 'work']) void queryClient.invalidateQueries({ queryKey: [key] });
    };
    let lost = false;
    const leave = followLive((message) => {
      if (message.kind === 'ended') return void window.dispatchEvent(new Event(SESSION_ENDED));
      if (message.kind === 'lost') return void (lost = true);
      if (message.kind === 'case') cases.add(message.happening.caseId);
      else if (!lost) return;
      else [lost, missed] = [false, true];
      timer ??= setTimeout(refresh, TOGETHER_MS);
    });
    return () => {
      clearTimeout(timer);
      leave();
    };
  }, []);
}
