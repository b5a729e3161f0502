import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { PunctualityView, SilentMisses } from '@xiezhi/contracts/views';
import { request, withQuery } from '../../../shared/api/client';

export interface Span {
  from: string;
  to: string;
}

const KEY = 'punctuality';
const REFRESH_MS = 15_000;
export const PAST_SHOWN = 50;

export const usePunctuality = (span: Span) =>
  useQuery({
    queryKey: [KEY, span],
    queryFn: () => request<PunctualityView>(withQuery('command-center/punctuality', { ...span })),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });

/** Misses that are none any more, oldest first. */
export const usePastMisses = (span: Span, after: string) =>
  useQuery({
    queryKey: [KEY, 'past', span, after],
    queryFn: () =>
      request<SilentMisses>(
        withQuery('command-center/punctuality/misses', { ...span, open: 'false', after, limit: PAST_SHOWN }),
      ),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
