import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ClockKind, ClockRung } from '@xiezhi/rules';
import { request, withQuery } from '../../../shared/api/client';

export interface SilentMiss {
  caseId: string;
  kind: ClockKind;
  rung: ClockRung;
  dueAt: string;
  court: string;
  foundAt: string;
  open: boolean;
  end: 'WRITTEN' | 'NOT_OWED' | 'PASSED_OVER' | null;
  endedAt: string | null;
  readable: boolean;
}

export interface PunctualityFigures {
  rungs: number;
  unknown: number;
  p50Ms: number | null;
  p99Ms: number | null;
  maxMs: number | null;
  distribution: { upToMs: number | null; count: number }[];
  silentMisses: SilentMiss[];
  silentMissCount: number;
  graceMs: number;
  checkedAt: string | null;
  watching: boolean;
}

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
    queryFn: () => request<PunctualityFigures>(withQuery('command-center/punctuality', { ...span })),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });

/** Misses that are none any more, oldest first. */
export const usePastMisses = (span: Span, after: string) =>
  useQuery({
    queryKey: [KEY, 'past', span, after],
    queryFn: () =>
      request<{ items: SilentMiss[]; next: string | null }>(
        withQuery('command-center/punctuality/misses', { ...span, open: 'false', after, limit: PAST_SHOWN }),
      ),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  });
