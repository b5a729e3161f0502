import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { GuidanceList, GuidanceView, UploadedFile } from '@xiezhi/contracts/views';
import type { GuidanceAct } from '@xiezhi/rules';
import { ApiError, request, withQuery } from '../../../shared/api/client';
import { forgetKey, requestKey } from '../../../shared/drafts';
import { queryClient } from '../../../shared/queries';
import { useSession } from '../../../shared/session';

const KEY = 'guidance';

export const useGuidanceList = (before: string | undefined) =>
  useQuery({
    queryKey: [KEY, 'list', before],
    queryFn: () => request<GuidanceList>(withQuery('command-center/guidance', { before, limit: 20 })),
    placeholderData: keepPreviousData,
  });

export const useGuidance = (id: string) =>
  useQuery({ queryKey: [KEY, id], queryFn: () => request<GuidanceView>(`command-center/guidance/${id}`) });

export const filePathOf = (guidance: string, file: string): string =>
  `command-center/guidance/${guidance}/files/${file}`;

export const uploadFile = (file: File): Promise<UploadedFile> =>
  request<UploadedFile>(withQuery('command-center/guidance/files', { name: file.name }), { method: 'POST', file });

/** Publishes or acknowledges, once however often it is asked: the key stays until the answer is certain. */
export function useGuidanceAct(act: GuidanceAct, onDone: () => void) {
  const { me } = useSession();
  return useMutation({
    mutationFn: (body: object) =>
      request(`command-center/commands/${act}`, { method: 'POST', body, idempotencyKey: requestKey(me.sub, act) }),
    onSuccess: async () => {
      forgetKey(me.sub, act);
      await queryClient.invalidateQueries({ queryKey: [KEY] });
      onDone();
    },
    onError: (error) => {
      if (error instanceof ApiError && !error.undecided) forgetKey(me.sub, act);
    },
  });
}
