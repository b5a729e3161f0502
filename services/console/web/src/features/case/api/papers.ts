import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { CasePapers, Phrases } from '@xiezhi/contracts/views';
import type { GroundCode } from '@xiezhi/rules';
import { request, requestFile, saveFile, withQuery } from '../../../shared/api/client';

export type Format = 'pdf' | 'docx';

const AGAIN_MS = 2_000;

const base = (caseId: string) => `decision/collaborations/${caseId}`;

export const paperPath = (caseId: string, paperId: string, format: Format, masked = false) =>
  withQuery(`${base(caseId)}/papers/${paperId}`, { format, masked });

export const caseFilePath = (caseId: string, masked: boolean) => withQuery(`${base(caseId)}/file`, { masked });

export const timelinePath = (caseId: string) => `${base(caseId)}/timeline`;

/** The papers of a case as of an entry; asked again while one of them is still being made. */
export const usePapers = (caseId: string, seq: number) =>
  useQuery({
    queryKey: ['case', caseId, 'papers', seq],
    queryFn: () => request<CasePapers>(`${base(caseId)}/papers?after=${seq}`),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      data?.papers.some(({ status }) => status === 'DUE') === true ? AGAIN_MS : false,
  });

export const usePaperFile = (caseId: string, paperId: string | undefined) =>
  useQuery({
    queryKey: ['paper', caseId, paperId],
    enabled: paperId !== undefined,
    queryFn: () => requestFile(paperPath(caseId, paperId!, 'pdf')),
    // What is issued never changes, and holds names: it is kept no longer than it is looked at.
    staleTime: Infinity,
    gcTime: 0,
  });

interface Download {
  path: string;
  onProgress: (received: number, total: number | undefined) => void;
}

export const useDownload = () =>
  useMutation({
    mutationFn: async ({ path, onProgress }: Download) => saveFile(await requestFile(path, { onProgress })),
  });

export const usePhrases = (grounds: readonly GroundCode[]) =>
  useQuery({
    queryKey: ['phrases', ...grounds],
    queryFn: () =>
      request<Phrases>(
        withQuery('decision/phrases', { grounds: grounds.length === 0 ? undefined : grounds.join(',') }),
      ),
    staleTime: Infinity,
  });
