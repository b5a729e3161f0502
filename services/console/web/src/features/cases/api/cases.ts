import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { CaseList, SavedView, SavedViews } from '@xiezhi/contracts/views';
import { request, withQuery } from '../../../shared/api/client';
import { queryClient } from '../../../shared/queries';
import type { Filter } from '../lib/filter';

export const PAGE_SIZE = 50;

export const useCases = (filter: Filter, cursor: string | undefined, enabled: boolean) =>
  useQuery({
    queryKey: ['cases', filter, cursor],
    enabled,
    queryFn: () => request<CaseList>(withQuery('intake/collaborations', { ...filter, cursor, limit: PAGE_SIZE })),
    placeholderData: keepPreviousData,
  });

const VIEWS = ['case-views'];

export const useViews = () =>
  useQuery({ queryKey: VIEWS, staleTime: 60_000, queryFn: () => request<SavedViews>('intake/views') });

/** The answer to each write is the whole list. */
export function useViewChange() {
  const onSuccess = (views: SavedViews) => queryClient.setQueryData(VIEWS, views);
  const put = useMutation({
    mutationFn: ({ id, ...body }: SavedView) => request<SavedViews>(`intake/views/${id}`, { method: 'PUT', body }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (id: string) => request<SavedViews>(`intake/views/${id}`, { method: 'DELETE' }),
    onSuccess,
  });
  return { put, remove };
}

/** Made here, so that a repeated save is the same view. */
export const newViewId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
