import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type {
  CalendarOverview,
  CalendarPreview,
  CalendarYearView,
  CheckedCalendarFile,
  ProposalsOf,
} from '@xiezhi/contracts/views';
import { request, withQuery } from '../../../shared/api/client';
import { forgetKey, requestKey } from '../../../shared/drafts';
import { queryClient } from '../../../shared/queries';
import { useSession } from '../../../shared/session';

export const useOverview = () =>
  useQuery({ queryKey: ['calendars'], queryFn: () => request<CalendarOverview>('command-center/calendars') });

export const useYear = (region: string, year: number, version: number | undefined) =>
  useQuery({
    queryKey: ['calendars', region, year, version],
    queryFn: () => request<CalendarYearView>(withQuery(`command-center/calendars/${region}/${year}`, { version })),
    placeholderData: keepPreviousData,
    retry: false,
  });

export const useProposals = () =>
  useQuery({
    queryKey: ['calendars', 'proposals'],
    queryFn: () => request<ProposalsOf<'calendar'>>('command-center/calendars/proposals?limit=20'),
  });

/** What approval would move: every open case is looked at, a page of them after another. */
export function usePreview(proposal: string) {
  const query = useInfiniteQuery({
    queryKey: ['calendars', 'preview', proposal],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: after }) =>
      request<CalendarPreview>(withQuery(`command-center/calendars/proposals/${proposal}/preview`, { after })),
    getNextPageParam: ({ next }) => next,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  return query;
}

/** A chosen file; `mark` stands for its content. */
export interface ChosenFile {
  name: string;
  bytes: Blob;
  mark: string;
}

/** The file read by the service, which changes nothing. */
export const useCheckedFile = (file: ChosenFile | undefined, head: { region: string; year: number }) =>
  useQuery({
    queryKey: ['calendars', 'file', file?.mark, head.region, head.year],
    queryFn: () =>
      request<CheckedCalendarFile>(withQuery('command-center/calendars/import/check', head), {
        method: 'POST',
        ...(file ? { file: file.bytes } : {}),
      }),
    enabled: file !== undefined,
    retry: false,
  });

interface Import {
  region: string;
  year: number;
  notice: string;
  file: ChosenFile;
}

/** A year's notice as a file; the key stays with the file and its head, so that it is proposed once. */
export function useImport(onDone: () => void) {
  const { me } = useSession();
  const form = ({ file, ...head }: Import) => `calendar.import:${JSON.stringify({ ...head, file: file.mark })}`;
  return useMutation({
    mutationFn: (given: Import) => {
      const { file, ...head } = given;
      return request(withQuery('command-center/calendars/import', head), {
        method: 'POST',
        file: file.bytes,
        idempotencyKey: requestKey(me.sub, form(given)),
      });
    },
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
