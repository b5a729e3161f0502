import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import type { Colleagues, OwnAbsence, WorkItem, WorkItems } from '@xiezhi/contracts/views';
import { ApiError, request, withQuery } from '../../../shared/api/client';
import { forgetKey, requestKey } from '../../../shared/drafts';
import { queryClient } from '../../../shared/queries';
import { useSession } from '../../../shared/session';
import { sendingOf, type BulkAct, type Sort } from '../lib/work';

export const VIEWS = ['due-soon', 'overdue', 'todo', 'done', 'initiated', 'cc'] as const;
export type View = (typeof VIEWS)[number];

export interface Asked {
  view: View;
  sort: Sort;
  /** A part of a number, a party or the cause. */
  q: string | undefined;
  command: string | undefined;
  executing: string | undefined;
  cursor: string | undefined;
}

export const useWorkItems = (asked: Asked) =>
  useQuery({
    queryKey: ['work', asked],
    queryFn: () => request<WorkItems>(withQuery('notification/work-items', { ...asked, limit: 50 })),
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

/** An item with which something was not done, and why; without a reason it was not asked for any more. */
export interface Undone {
  item: WorkItem;
  why: string | undefined;
}

/**
 * Does the same with several items, one after the other: each is a request of its own under its own key, so that what is
 * refused holds up none of the others. Where it is not certain what became of one, the rest is not begun.
 */
export function useInTurn() {
  const { me } = useSession();
  const [course, setCourse] = useState<{ done: number; of: number }>();
  const one = async (act: BulkAct, item: WorkItem, given: object): Promise<ApiError | undefined> => {
    const form = `work:${item.id}:${item.version}:${act}`;
    const { path, body, role } = sendingOf(act, item, me, given);
    try {
      await request(path, {
        method: 'POST',
        idempotencyKey: requestKey(me.sub, form),
        ...(body === undefined ? {} : { body }),
        ...(role === undefined ? {} : { actingRole: role }),
      });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (!error.undecided) forgetKey(me.sub, form);
      return error;
    }
    forgetKey(me.sub, form);
    return undefined;
  };
  const run = async (act: BulkAct, items: readonly WorkItem[], given: object): Promise<Undone[]> => {
    const undone: Undone[] = [];
    let stopped = false;
    for (const [done, item] of items.entries()) {
      setCourse({ done, of: items.length });
      const fault: ApiError | undefined = stopped ? undefined : await one(act, item, given);
      if (stopped || fault) undone.push({ item, why: fault?.message });
      stopped ||= fault?.undecided === true;
    }
    setCourse(undefined);
    for (const key of ['work', 'cases', 'inbox']) void queryClient.invalidateQueries({ queryKey: [key] });
    return undone;
  };
  return { run, course };
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
