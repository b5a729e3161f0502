import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { App } from 'antd';
import type { Colleagues, OwnAbsence, WorkItem, WorkItems } from '@xiezhi/contracts/views';
import { ApiError, request, withQuery } from '../../../shared/api/client';
import { forgetKey, requestKey } from '../../../shared/drafts';
import { queryClient } from '../../../shared/queries';
import { useSession } from '../../../shared/session';

export const VIEWS = ['due-soon', 'overdue', 'todo', 'done', 'initiated', 'cc'] as const;
export type View = (typeof VIEWS)[number];

export const useWorkItems = (view: View, cursor: string | undefined) =>
  useQuery({
    queryKey: ['work', view, cursor],
    queryFn: () => request<WorkItems>(withQuery('notification/work-items', { view, cursor, limit: 50 })),
    placeholderData: keepPreviousData,
  });

export const useCounts = () =>
  useQuery({
    queryKey: ['work', 'counts'],
    queryFn: () => request<Record<string, number>>('notification/work-items/counts'),
  });

export function useColleagues(enabled: boolean) {
  const { me } = useSession();
  return useQuery({
    queryKey: ['people', me.court],
    enabled,
    queryFn: () => request<Colleagues>(withQuery('identity/people', { court: me.court })),
  });
}

export interface Handing {
  item: WorkItem;
  action: 'claim' | 'release' | 'assign' | 'delegate';
  body?: { sub: string; reason?: string };
}

/** Claims and hand-overs. The key names the item's version, so that a double click is one change. */
export function useHanding(onDone?: () => void) {
  const { me } = useSession();
  const { message } = App.useApp();
  const form = ({ item, action }: Handing) => `work:${item.id}:${item.version}:${action}`;
  return useMutation({
    mutationFn: (handing: Handing) =>
      request<WorkItem>(`notification/work-items/${encodeURIComponent(handing.item.id)}/${handing.action}`, {
        method: 'POST',
        idempotencyKey: requestKey(me.sub, form(handing)),
        ...(handing.body ? { body: handing.body } : {}),
      }),
    onSuccess: () => onDone?.(),
    onError: (error, handing) => {
      if (error instanceof ApiError && !error.undecided) forgetKey(me.sub, form(handing));
      void message.error(error.message);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['work'] }),
  });
}

export const useAbsence = () =>
  useQuery({
    queryKey: ['absence'],
    queryFn: () => request<OwnAbsence>('notification/out-of-office'),
  });

export function useSetAbsence(onDone: () => void) {
  return useMutation({
    mutationFn: (absence: { from: string; to: string; delegate: string } | null) =>
      absence === null
        ? request('notification/out-of-office', { method: 'DELETE' })
        : request('notification/out-of-office', { method: 'PUT', body: absence }),
    onSuccess: onDone,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['absence'] }),
  });
}
