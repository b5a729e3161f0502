import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { request, withQuery } from '../../../shared/api/client';
import { forgetKey, requestKey } from '../../../shared/drafts';
import { queryClient } from '../../../shared/queries';
import { useSession } from '../../../shared/session';

interface Person {
  name: string;
  court: string;
}

export interface Overview {
  regions: {
    region: string;
    name: string;
    coverageUntil: string | null;
    years: { year: number; version: number; off: number; makeup: number }[];
  }[];
}

export interface YearView {
  region: string;
  name: string;
  year: number;
  version: number;
  off: string[];
  makeup: string[];
  closed: string[];
  notice: string;
  versions: {
    version: number;
    notice: string;
    proposedBy: Person | null;
    approvedBy: Person | null;
    approvedAt: string | null;
  }[];
}

export interface Proposal {
  proposal: string;
  status: string;
  statusTitle: string;
  change: {
    year?: { region: string; year: number; notice: string; off: string[]; makeup: string[] };
    closure?: { region: string; days: string[]; reason: string };
  };
  remarks: { place: string; message: string }[];
  proposedBy: Person;
  proposedAt: string;
  approvedBy: Person | null;
  ended: { by: Person; at: string; reason: string } | null;
  progress: { done: number; total: number } | null;
}

export interface Preview {
  items: {
    caseId: string;
    documentNumber: string | null;
    caseNumber: string;
    court: string;
    kind: string;
    from: string;
    to: string;
  }[];
  hidden: { cases: number; deadlines: number };
  next: string | null;
}

export const useOverview = () =>
  useQuery({ queryKey: ['calendars'], queryFn: () => request<Overview>('command-center/calendars') });

export const useYear = (region: string, year: number, version: number | undefined) =>
  useQuery({
    queryKey: ['calendars', region, year, version],
    queryFn: () => request<YearView>(withQuery(`command-center/calendars/${region}/${year}`, { version })),
    placeholderData: keepPreviousData,
    retry: false,
  });

export const useProposals = () =>
  useQuery({
    queryKey: ['calendars', 'proposals'],
    queryFn: () => request<{ items: Proposal[] }>('command-center/calendars/proposals?limit=20'),
  });

/** What approval would move: every open case is looked at, a page of them after another. */
export function usePreview(proposal: string) {
  const query = useInfiniteQuery({
    queryKey: ['calendars', 'preview', proposal],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: after }) =>
      request<Preview>(withQuery(`command-center/calendars/proposals/${proposal}/preview`, { after })),
    getNextPageParam: ({ next }) => next,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  return query;
}

interface Import {
  region: string;
  year: number;
  notice: string;
  csv: string;
}

/** A year's notice as a file; the key stays with the file and its head, so that it is proposed once. */
export function useImport(onDone: () => void) {
  const { me } = useSession();
  const form = (given: Import) => `calendar.import:${JSON.stringify(given)}`;
  return useMutation({
    mutationFn: ({ csv, ...head }: Import) =>
      request(withQuery('command-center/calendars/import', head), {
        method: 'POST',
        csv,
        idempotencyKey: requestKey(me.sub, form({ csv, ...head })),
      }),
    onSuccess: (_, given) => {
      forgetKey(me.sub, form(given));
      onDone();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['calendars'] }),
  });
}

/** Any change of a calendar; the key stays with what was asked, so that it is done once. */
export function useChange(onDone?: () => void) {
  const { me } = useSession();
  return useMutation({
    mutationFn: ({ command, body }: { command: 'propose' | 'approve' | 'reject' | 'withdraw'; body: unknown }) =>
      request(`command-center/commands/calendar.${command}`, {
        method: 'POST',
        body,
        ...(command === 'propose'
          ? { idempotencyKey: requestKey(me.sub, `calendar.propose:${JSON.stringify(body)}`) }
          : {}),
      }),
    onSuccess: () => onDone?.(),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['calendars'] }),
  });
}
