import { useMutation, useQuery } from '@tanstack/react-query';
import type { ProposalsOf, SettingsVersions, SettingsView } from '@xiezhi/contracts/views';
import { request } from '../../../shared/api/client';
import { clearDraft, requestKey } from '../../../shared/drafts';
import { queryClient } from '../../../shared/queries';
import { useSession } from '../../../shared/session';

const KEY = 'settings';
export const FORM = 'settings.propose';

export const useSettings = () =>
  useQuery({ queryKey: [KEY, 'current'], queryFn: () => request<SettingsView>('command-center/settings') });

export const useVersions = () =>
  useQuery({
    queryKey: [KEY, 'versions'],
    queryFn: () => request<SettingsVersions>('command-center/settings/versions'),
  });

export const useProposals = () =>
  useQuery({
    queryKey: [KEY, 'proposals'],
    queryFn: () => request<ProposalsOf<'settings'>>('command-center/settings/proposals?limit=20'),
  });

interface Change {
  command: 'propose' | 'approve' | 'reject' | 'withdraw';
  body: object;
}

/** Any step of a change; a proposal keeps its key with what it says, so that it is made once. */
export function useChange(onDone: (change: Change) => void) {
  const { me } = useSession();
  return useMutation({
    mutationFn: ({ command, body }: Change) =>
      request(`command-center/commands/settings.${command}`, {
        method: 'POST',
        body,
        ...(command === 'propose' ? { idempotencyKey: requestKey(me.sub, `${FORM}:${JSON.stringify(body)}`) } : {}),
      }),
    onSuccess: (_, change) => {
      if (change.command === 'propose') {
        clearDraft(me.sub, FORM);
        clearDraft(me.sub, `${FORM}:${JSON.stringify(change.body)}`);
      }
      onDone(change);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: [KEY] }),
  });
}
