import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { DeadlineStatus, NoticeRemark } from '@xiezhi/rules';
import { request, withQuery } from '../../../shared/api/client';
import { forgetKey, requestKey } from '../../../shared/drafts';
import { queryClient } from '../../../shared/queries';
import { useSession } from '../../../shared/session';

interface Person {
  name: string;
  court: string;
}

export interface Overview {
  missing: { region: string; year: number; since: string }[];
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
  names?: Readonly<Record<string, string>> | undefined;
  notice: string;
  versions: {
    version: number;
    notice: string;
    /** Closures of the version before that it has ended. */
    ended: string[];
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
    year?: Pick<YearView, 'region' | 'year' | 'notice' | 'off' | 'makeup' | 'names'>;
    closure?: { region: string; days: string[]; reason: string };
  };
  remarks: { place: string; message: string }[];
  /** Closures in force that it ends. */
  ends: string[];
  proposedBy: Person;
  proposedAt: string;
  approvedBy: Person | null;
  ended: { by: Person; at: string; reason: string } | null;
  progress: { done: number; total: number; waiting: number } | null;
  /** Proposed by the reader's own account. */
  own: boolean;
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
    statusBefore: DeadlineStatus;
    statusAfter: DeadlineStatus;
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

/** A chosen file; `mark` stands for its content. */
export interface ChosenFile {
  name: string;
  bytes: Blob;
  mark: string;
}

/** What a file says, or what is wrong with it, as the service read it. */
export interface CheckedFile {
  year: Pick<YearView, 'year' | 'off' | 'makeup' | 'names'> | null;
  remarks: NoticeRemark[];
  problems: NoticeRemark[];
}

/** The file read by the service, which changes nothing. */
export const useCheckedFile = (file: ChosenFile | undefined, head: { region: string; year: number }) =>
  useQuery({
    queryKey: ['calendars', 'file', file?.mark, head.region, head.year],
    queryFn: () =>
      request<CheckedFile>(withQuery('command-center/calendars/import/check', head), {
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
