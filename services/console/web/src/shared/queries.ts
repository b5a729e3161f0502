import { keepPreviousData, QueryClient, useMutation, useQuery } from '@tanstack/react-query';
import type { Actions, CaseView, InboxPage, SupervisionOverview } from '@xiezhi/contracts/views';
import { ApiError, request, withQuery } from './api/client';

export const queryClient = new QueryClient({
  defaultOptions: {
    // Without a network the person is told so at once, instead of the request being held back in silence.
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      staleTime: 10_000,
      retry: (failures, error) =>
        failures < 2 && error instanceof ApiError && (error.status === 503 || error.status === 0),
    },
  },
});

/** @param after no earlier than this entry: what was just sent is then in it */
export const useCase = (caseId: string, after?: number) =>
  useQuery({
    queryKey: ['case', caseId],
    queryFn: () => request<CaseView>(withQuery(`intake/collaborations/${caseId}`, { after })),
  });

export const useActions = (caseId: string) =>
  useQuery({
    queryKey: ['case', caseId, 'actions'],
    queryFn: () => request<Actions>(`intake/collaborations/${caseId}/actions`),
  });

const DEMO_LOOK_MS = 60_000;

/** Whether demonstration cases are in this installation; they come in its first minute and stay. */
export const useDemonstration = () =>
  useQuery({
    queryKey: ['demonstration'],
    queryFn: () => request<{ present: boolean }>('intake/demonstration'),
    staleTime: Infinity,
    refetchInterval: ({ state }) => (state.data?.present ? false : DEMO_LOOK_MS),
  });

/** Minutes matter to none of these numbers. */
const SUPERVISION_REFRESH_MS = 60_000;

/** @param shown whether the reader is one of those who supervise; of others nothing is asked */
export const useSupervision = (shown: boolean) =>
  useQuery({
    queryKey: ['supervision'],
    queryFn: () => request<SupervisionOverview>('command-center/supervision'),
    enabled: shown,
    refetchInterval: SUPERVISION_REFRESH_MS,
    placeholderData: keepPreviousData,
  });

interface InboxFilter {
  unread: boolean;
  level?: string | undefined;
  before?: string | undefined;
  limit: number;
}

export const useInbox = (filter: InboxFilter) =>
  useQuery({
    queryKey: ['inbox', filter],
    queryFn: () => request<InboxPage>(withQuery('notification/inbox', { ...filter })),
    placeholderData: keepPreviousData,
  });

/** Marks everything read that had come when `through` was the newest message; what comes meanwhile stays unread. */
export const useReadAll = () =>
  useMutation({
    mutationFn: (body: { through: string; level?: string }) =>
      request('notification/inbox/read-all', { method: 'POST', body }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['inbox'] }),
  });
