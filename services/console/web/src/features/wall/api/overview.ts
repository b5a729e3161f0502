import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { SelfCheck, WallOverview } from '@xiezhi/contracts/views';
import { request, SESSION_ENDED } from '../../../shared/api/client';
import { followLive } from '../../../shared/live';
import { queryClient } from '../../../shared/queries';

const KEY = ['overview'];
/** Lamps turn with the time alone, and an event may have been missed. */
const REFRESH_MS = 30_000;
/** At a midnight many cases change at once; one look is enough. */
const TOGETHER_MS = 1_500;

export const useOverview = () =>
  useQuery({
    queryKey: KEY,
    queryFn: () => request<WallOverview>('intake/overview'),
    refetchInterval: REFRESH_MS,
    refetchIntervalInBackground: true,
    placeholderData: keepPreviousData,
  });

/** What the system's own watchdog misses in the record. */
export const useSelfCheck = () =>
  useQuery({
    queryKey: ['punctuality', 'now'],
    queryFn: () => request<SelfCheck>('command-center/punctuality/now'),
    refetchInterval: REFRESH_MS,
    refetchIntervalInBackground: true,
    placeholderData: keepPreviousData,
  });

/** Follows what happens and looks again; tells whether the connection stands. */
export function useFollowing(): { connected: boolean; ended: boolean } {
  const [connected, connect] = useState(true);
  const [ended, end] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      timer = undefined;
      void queryClient.invalidateQueries({ queryKey: KEY });
    };
    const over = () => end(true);
    const leave = followLive(({ kind }) => {
      if (kind === 'ended') return over();
      connect(kind !== 'lost');
      if (kind === 'ready') look();
      if (kind === 'case') timer ??= setTimeout(look, TOGETHER_MS);
    });
    window.addEventListener(SESSION_ENDED, over);
    return () => {
      clearTimeout(timer);
      leave();
      window.removeEventListener(SESSION_ENDED, over);
    };
  }, []);
  return { connected, ended };
}
