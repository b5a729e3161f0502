import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { request, withQuery } from '../../../shared/api/client';
import { queryClient } from '../../../shared/queries';
import type { Filter } from './filter';

export interface CaseLine {
  caseId: string;
  seq: number;
  state: string;
  route: string;
  grounds: string[];
  executingCourt: string;
  decidingCourt: string;
  documentNumber: string | null;
  caseNumber: string;
  cause: string;
  applicants: string;
  respondents: string;
  restricted: boolean;
  /** Invented. */
  demo?: boolean;
  receivedOn: string;
  due: string | null;
  expiresAt: string | null;
  countedBy: string | null;
  updatedAt: string;
}

export interface Listed {
  items: CaseLine[];
  next: string | null;
  total: { count: number; exact: boolean };
}

export const PAGE_SIZE = 50;

export const useCases = (filter: Filter, cursor: string | undefined, enabled: boolean) =>
  useQuery({
    queryKey: ['cases', filter, cursor],
    enabled,
    queryFn: () => request<Listed>(withQuery('intake/collaborations', { ...filter, cursor, limit: PAGE_SIZE })),
    placeholderData: keepPreviousData,
  });

export interface SavedView {
  id: string;
  name: string;
  filter: Filter;
  preferred: boolean;
}

interface Views {
  items: SavedView[];
}

const VIEWS = ['case-views'];

export const useViews = () =>
  useQuery({ queryKey: VIEWS, staleTime: 60_000, queryFn: () => request<Views>('intake/views') });

/** The answer to each write is the whole list. */
export function useViewChange() {
  const onSuccess = (views: Views) => queryClient.setQueryData(VIEWS, views);
  const put = useMutation({
    mutationFn: ({ id, ...body }: SavedView) => request<Views>(`intake/views/${id}`, { method: 'PUT', body }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (id: string) => request<Views>(`intake/views/${id}`, { method: 'DELETE' }),
    onSuccess,
  });
  return { put, remove };
}

/** Made here, so that a repeated save is the same view. */
export const newViewId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
