import { SERVICE_NAMES, SERVICES, type ServiceName } from '@xiezhi/contracts/installation';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { AuditPage, AuditVerification } from '@xiezhi/contracts/views';
import { request, saveFile, withQuery } from '../../../shared/api/client';
import { pageOf } from '../lib/pages';

export const TRAILS = SERVICE_NAMES.filter((name) => SERVICES[name].trail !== null);
export type Trail = ServiceName;

const EXPORT_PAGE = 500;

const read = (trail: Trail, from: number, limit: number) =>
  request<AuditPage>(withQuery(`${trail}/audit`, { from, limit }));

/** Newest first. The trail may grow while it is read: a page stands where it stood when its first page was opened. */
export const useAuditPage = (trail: Trail, page: number, last: number | undefined) =>
  useQuery({
    queryKey: ['audit', trail, page, last],
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const newest = last ?? (await read(trail, 1, 1)).last;
      const { from, limit } = pageOf(newest, page);
      if (limit === 0) return { entries: [], last: newest };
      const { entries } = await read(trail, from, limit);
      return { entries: entries.reverse(), last: newest };
    },
  });

export const useVerification = () =>
  useMutation({ mutationFn: (trail: Trail) => request<AuditVerification>(`${trail}/audit/verification`) });

/** The whole trail as a file, one entry a line, as it is stored: its chain can be checked again anywhere. */
export const useExport = (onProgress: (done: number, total: number) => void) =>
  useMutation({
    mutationFn: async ({ trail, day }: { trail: Trail; day: string }) => {
      const lines: string[] = [];
      for (;;) {
        const { entries, last } = await read(trail, lines.length + 1, EXPORT_PAGE);
        lines.push(...entries.map((entry) => JSON.stringify(entry)));
        onProgress(lines.length, last);
        if (entries.length < EXPORT_PAGE) break;
      }
      const bytes = new Blob([`${lines.join('\n')}\n`], { type: 'application/jsonl' });
      saveFile({ name: `audit-${trail}-${day}.jsonl`, bytes });
    },
  });
