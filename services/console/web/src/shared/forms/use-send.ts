import { useMutation } from '@tanstack/react-query';
import { App } from 'antd';
import { ApiError, request } from '../api/client';
import type { CommandAnswer } from '../answers';
import { clearDraft, forgetKey, requestKey } from '../drafts';
import { queryClient } from '../queries';
import { useSession } from '../session';

interface Sending {
  /** Names the form: its draft and its request key. */
  form: string;
  path: string;
  body: unknown;
  role?: string | undefined;
}

/**
 * Sends what a form says, once however often it is asked: the key stays with the form until the answer is certain. An
 * accepted request clears the draft, a refused one keeps it and gets a new key.
 */
export function useSend(onDone?: (answer: CommandAnswer) => void) {
  const { me, t } = useSession();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: ({ form, path, body, role }: Sending) =>
      request<CommandAnswer>(path, {
        method: 'POST',
        body,
        idempotencyKey: requestKey(me.sub, form),
        ...(role === undefined ? {} : { actingRole: role }),
      }),
    onSuccess: async (answer, { form }) => {
      clearDraft(me.sub, form);
      void message.success(answer.status === 'RECEIVED' ? t('已收到，系统恢复后自动立项。') : t('已办理。'));
      await settle(answer);
      onDone?.(answer);
    },
    onError: (error, { form }) => {
      if (error instanceof ApiError && !error.undecided) forgetKey(me.sub, form);
    },
  });
}

/** Reads the case no earlier than what was just done, then everything that may show it. */
async function settle({ caseId, seq }: CommandAnswer): Promise<void> {
  if (seq !== undefined) {
    await queryClient
      .fetchQuery({
        queryKey: ['case', caseId],
        staleTime: 0,
        queryFn: () => request(`intake/collaborations/${caseId}?after=${seq}`),
      })
      .catch(() => undefined);
  }
  for (const key of [['case', caseId, 'actions'], ['cases'], ['inbox'], ['work']]) {
    void queryClient.invalidateQueries({ queryKey: key });
  }
}
