import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type {
  DocketBatch,
  DocketBatches,
  DocketHistory,
  DocketPage,
  HitDisposed,
  ScanPage,
  ScanResult,
  Scans,
  ScanView,
} from '@xiezhi/contracts/views';
import type { Receipt } from '@xiezhi/contracts';
import type { Disposition, ScanList } from '@xiezhi/rules';
import { ApiError, request, requestFile, saveFile, withQuery } from '../../../shared/api/client';
import { forgetKey, requestKey } from '../../../shared/drafts';
import { queryClient } from '../../../shared/queries';
import { useSession } from '../../../shared/session';

export const PAGE_SIZE = 50;
const LOOK_MS = 2_000;

/** Looked at again for as long as something is under way. */
export const useBatches = () =>
  useQuery({
    queryKey: ['docket', 'batches'],
    queryFn: () => request<DocketBatches>(withQuery('command-center/docket/batches', { limit: PAGE_SIZE })),
    refetchInterval: ({ state }) => (state.data?.items.some(({ status }) => status === 'TAKING') ? LOOK_MS : false),
  });

export const useRows = (query: { court?: string | undefined; q?: string | undefined; after?: string | undefined }) =>
  useQuery({
    queryKey: ['docket', 'rows', query],
    queryFn: () => request<DocketPage>(withQuery('command-center/docket', { ...query, limit: PAGE_SIZE })),
    placeholderData: keepPreviousData,
  });

/** Every snapshot of one case, the newest first. */
export const useHistory = (caseNumber: string, court: string) =>
  useQuery({
    queryKey: ['docket', 'history', court, caseNumber],
    queryFn: () => request<DocketHistory>(withQuery('command-center/docket/history', { caseNumber, court })),
  });

export const useScans = () =>
  useQuery({
    queryKey: ['docket', 'scans'],
    queryFn: () => request<Scans>(withQuery('command-center/scans', { limit: PAGE_SIZE })),
    refetchInterval: ({ state }) => (state.data?.items.some(({ status }) => status === 'RUNNING') ? LOOK_MS : false),
  });

export const useFound = (scan: string, list: ScanList, after: string | undefined) =>
  useQuery({
    queryKey: ['docket', 'scan', scan, list, after],
    queryFn: () => request<ScanPage>(withQuery(`command-center/scans/${scan}/${list}`, { after, limit: PAGE_SIZE })),
    placeholderData: keepPreviousData,
  });

/** The first thousand hits of a scan, each as it stands today. */
export const useHits = (scan: string) =>
  useQuery({
    queryKey: ['docket', 'scan', scan],
    queryFn: () => request<ScanResult>(`command-center/scans/${scan}`),
  });

const looked = () => queryClient.invalidateQueries({ queryKey: ['docket'] });

/** The key stays with the file until the answer is certain, so that a broken upload is not taken twice. */
export function useUpload(onDone: () => void) {
  const { me } = useSession();
  const form = (file: File) => `case.import:${file.name}:${file.size}:${file.lastModified}`;
  return useMutation({
    mutationFn: (file: File) =>
      request<DocketBatch>(withQuery('command-center/docket/files', { name: file.name }), {
        method: 'POST',
        file,
        idempotencyKey: requestKey(me.sub, form(file)),
      }),
    onSuccess: (_, file) => {
      forgetKey(me.sub, form(file));
      onDone();
    },
    onSettled: looked,
  });
}

export function useRunScan() {
  const { me } = useSession();
  const form = (asOf: string) => `scan.run:${asOf}`;
  return useMutation({
    mutationFn: (asOf: string) =>
      request<ScanView>('command-center/commands/scan.run', {
        method: 'POST',
        body: { asOf },
        idempotencyKey: requestKey(me.sub, form(asOf)),
      }),
    onSuccess: (_, asOf) => forgetKey(me.sub, form(asOf)),
    onSettled: looked,
  });
}

/** What is said of a hit. */
export interface Disposal {
  disposition: Disposition;
  reason?: string;
  participants?: string[];
  to?: string;
}

/** Disposes of the own court's hit of a case, once however often it is asked: the key stays until the answer is certain. */
export function useDispose(caseNumber: string, onDone: (done: boolean) => void) {
  const { me } = useSession();
  const form = `scan.dispose:${caseNumber}`;
  return useMutation({
    mutationFn: (given: Disposal) =>
      request<HitDisposed | Receipt>('command-center/commands/scan.dispose', {
        method: 'POST',
        body: { caseNumber, ...given },
        idempotencyKey: requestKey(me.sub, form),
      }),
    onSuccess: (answer) => {
      forgetKey(me.sub, form);
      onDone(!('status' in answer));
    },
    onError: (error) => {
      if (error instanceof ApiError && !error.undecided) forgetKey(me.sub, form);
    },
    onSettled: looked,
  });
}

export const useReport = () =>
  useMutation({
    mutationFn: async (batch: string) =>
      saveFile(await requestFile(`command-center/docket/batches/${batch}/report.csv`)),
  });
