import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { BatchStatus, DeadlineStatus, Disposition, DocketRow, ScanList } from '@xiezhi/rules';
import { ApiError, request, requestFile, saveFile, withQuery } from '../../../shared/api/client';
import { forgetKey, requestKey } from '../../../shared/drafts';
import { queryClient } from '../../../shared/queries';
import { useSession } from '../../../shared/session';

export const PAGE_SIZE = 50;
const LOOK_MS = 2_000;

export interface Batch {
  batch: string;
  court: string;
  by: string;
  at: string;
  kind: 'command' | 'file';
  name: string | null;
  status: BatchStatus;
  rows: number;
  accepted: number;
  unchanged: number;
  rejectedCount: number;
  differsCount: number;
  rejected: { row: number; case_no: string; code: string; message: string }[];
  differs: { case_no: string; field: string; ours: unknown; theirs: unknown }[];
  fault: string | null;
}

export type Row = DocketRow & { snapshots: number };

export interface Scan {
  scan: string;
  court: string;
  asOf: string;
  by: 'commandOfficer' | 'clock';
  name: string | null;
  at: string;
  status: 'RUNNING' | 'DONE';
  rows: number;
  counts: Record<ScanList, number>;
}

export interface Found {
  caseNumber: string;
  executingCourt: string;
  netDate: string;
  stale: boolean;
}

export interface Hit extends Found {
  /** Id of the hit's file, once there is one. */
  file: string | null;
  dispositionDue: string | null;
  disposition: Disposition | null;
  /** DECIDE, DESIGNATE: the collaboration that was opened. */
  collaboration: string | null;
  doneOn: string | null;
  status: DeadlineStatus | null;
}

interface Page<T> {
  items: T[];
  next: string | null;
}

/** Looked at again for as long as something is under way. */
export const useBatches = () =>
  useQuery({
    queryKey: ['docket', 'batches'],
    queryFn: () => request<Page<Batch>>(withQuery('command-center/docket/batches', { limit: PAGE_SIZE })),
    refetchInterval: ({ state }) => (state.data?.items.some(({ status }) => status === 'TAKING') ? LOOK_MS : false),
  });

export const useRows = (query: { court?: string | undefined; q?: string | undefined; after?: string | undefined }) =>
  useQuery({
    queryKey: ['docket', 'rows', query],
    queryFn: () =>
      request<Page<Row> & { rows: number }>(withQuery('command-center/docket', { ...query, limit: PAGE_SIZE })),
    placeholderData: keepPreviousData,
  });

/** Every snapshot of one case, the newest first. */
export const useHistory = (caseNumber: string, court: string) =>
  useQuery({
    queryKey: ['docket', 'history', court, caseNumber],
    queryFn: () =>
      request<{ caseNumber: string; items: Row[] }>(withQuery('command-center/docket/history', { caseNumber, court })),
  });

export const useScans = () =>
  useQuery({
    queryKey: ['docket', 'scans'],
    queryFn: () => request<Page<Scan>>(withQuery('command-center/scans', { limit: PAGE_SIZE })),
    refetchInterval: ({ state }) => (state.data?.items.some(({ status }) => status === 'RUNNING') ? LOOK_MS : false),
  });

export const useFound = (scan: string, list: ScanList, after: string | undefined) =>
  useQuery({
    queryKey: ['docket', 'scan', scan, list, after],
    queryFn: () => request<Page<Found>>(withQuery(`command-center/scans/${scan}/${list}`, { after, limit: PAGE_SIZE })),
    placeholderData: keepPreviousData,
  });

/** The first thousand hits of a scan, each as it stands today. */
export const useHits = (scan: string) =>
  useQuery({
    queryKey: ['docket', 'scan', scan],
    queryFn: () => request<{ hits: Hit[]; more: Partial<Record<ScanList, string>> }>(`command-center/scans/${scan}`),
  });

const looked = () => queryClient.invalidateQueries({ queryKey: ['docket'] });

/** The key stays with the file until the answer is certain, so that a broken upload is not taken twice. */
export function useUpload(onDone: () => void) {
  const { me } = useSession();
  const form = (file: File) => `case.import:${file.name}:${file.size}:${file.lastModified}`;
  return useMutation({
    mutationFn: (file: File) =>
      request<Batch>(withQuery('command-center/docket/files', { name: file.name }), {
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
      request<Scan>('command-center/commands/scan.run', {
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
      request<{ status?: 'RECEIVED' }>('command-center/commands/scan.dispose', {
        method: 'POST',
        body: { caseNumber, ...given },
        idempotencyKey: requestKey(me.sub, form),
      }),
    onSuccess: ({ status }) => {
      forgetKey(me.sub, form);
      onDone(status !== 'RECEIVED');
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
