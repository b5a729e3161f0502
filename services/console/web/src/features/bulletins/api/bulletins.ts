import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { BulletinCases, Bulletins, BulletinView, FilePapers } from '@xiezhi/contracts/views';
import {
  EFFECTIVE_FROM,
  halfYearBefore,
  halfYearOf,
  type BulletinCommandType,
  type HalfYear,
  type OpenedFigure,
} from '@xiezhi/rules';
import { ApiError, request, requestFile, saveFile, withQuery } from '../../../shared/api/client';
import { clearDraft, forgetKey, requestKey } from '../../../shared/drafts';
import { queryClient } from '../../../shared/queries';
import { useSession } from '../../../shared/session';

const PAGE_SIZE = 50;

/** A figure of a row; of the total without a court. */
export interface Opened {
  figure: OpenedFigure;
  court?: string | undefined;
}

interface Filter {
  period?: string | undefined;
  court?: string | undefined;
  after?: string | undefined;
}

const KEY = 'bulletins';
const path = (id: string) => `command-center/bulletins/${id}`;

export const useBulletins = (filter: Filter) =>
  useQuery({
    queryKey: [KEY, 'list', filter],
    queryFn: () =>
      request<Bulletins>(withQuery('command-center/bulletins', { ...filter, order: 'newest', limit: PAGE_SIZE })),
    placeholderData: keepPreviousData,
  });

export const useBulletin = (id: string) =>
  useQuery({ queryKey: [KEY, id], queryFn: () => request<BulletinView>(path(id)) });

export const useBehind = (id: string, version: number, { figure, court }: Opened, after: string | undefined) =>
  useQuery({
    queryKey: [KEY, id, 'cases', version, figure, court, after],
    queryFn: () => request<BulletinCases>(withQuery(`${path(id)}/cases`, { figure, court, after, limit: PAGE_SIZE })),
  });

export const useDownload = (id: string) =>
  useMutation({ mutationFn: async () => saveFile(await requestFile(`${path(id)}/figures.xlsx`)) });

const papersOf = (id: string) => `decision/files/${id}/papers`;

/** The printed bulletin of each version that was issued, as of an entry; none where this installation makes none. */
export const usePapers = (id: string, seq: number, issued: boolean) =>
  useQuery({
    queryKey: [KEY, id, 'papers', seq],
    enabled: issued,
    queryFn: () =>
      request<Pick<FilePapers, 'papers'>>(withQuery(papersOf(id), { after: seq })).catch((error: unknown) => {
        if (error instanceof ApiError && error.status === 404) return { papers: [] };
        throw error;
      }),
  });

export const usePaperDownload = (id: string) =>
  useMutation({
    mutationFn: async ({ paperId, format }: { paperId: string; format: 'pdf' | 'docx' }) =>
      saveFile(await requestFile(withQuery(`${papersOf(id)}/${paperId}`, { format }))),
  });

/** The name of what is typed for a bulletin and not yet sent. */
export const formOf = (command: BulletinCommandType, id: string): string => `${command}:${id}`;

/** Acts on a bulletin, once however often it is asked: the key stays until the answer is certain. */
export function useBulletinAct(command: BulletinCommandType, id: string, onDone: () => void) {
  const { me } = useSession();
  const form = formOf(command, id);
  return useMutation({
    mutationFn: (body: object) =>
      request(`command-center/commands/${command}`, {
        method: 'POST',
        body,
        idempotencyKey: requestKey(me.sub, form),
      }),
    onSuccess: async () => {
      clearDraft(me.sub, form);
      await queryClient.invalidateQueries({ queryKey: [KEY] });
      for (const key of ['work', 'inbox']) void queryClient.invalidateQueries({ queryKey: [key] });
      onDone();
    },
    onError: (error) => {
      if (error instanceof ApiError && !error.undecided) forgetKey(me.sub, form);
    },
  });
}

const FIRST_PERIOD = halfYearOf(EFFECTIVE_FROM);

/** The half-years that have ended since the Rule began, newest first. */
export function endedPeriods(today: string): HalfYear[] {
  const ended: HalfYear[] = [];
  for (let half = halfYearBefore(halfYearOf(today)); half >= FIRST_PERIOD; half = halfYearBefore(half))
    ended.push(half);
  return ended;
}
