import { useMutation, useQuery } from '@tanstack/react-query';
import type { houseRulesView, SettingsChange } from '@xiezhi/rules';
import { request } from '../../../shared/api/client';
import { clearDraft, requestKey } from '../../../shared/drafts';
import { queryClient } from '../../../shared/queries';
import { useSession } from '../../../shared/session';

interface Person {
  name: string;
  court: string;
}

interface Authorship {
  version: number;
  effectiveFrom: string;
  reason: string;
  proposedBy: Person | null;
  approvedBy: Person | null;
  approvedAt: string | null;
}

type View = ReturnType<typeof houseRulesView>;

export type Current = Omit<View, 'settings'> & {
  on: string;
  upcoming: Authorship[];
  settings: (View['settings'][number] & { changed: Authorship | null })[];
};

export type Version = Authorship & { changes: { id: string; title: string; words: string }[] };

export interface SettingsProposal {
  proposal: string;
  status: string;
  statusTitle: string;
  change: { settings: SettingsChange; reason: string; effectiveFrom?: string };
  /** Proposed by the reader's own account. */
  own: boolean;
  proposedBy: Person;
  proposedAt: string;
  approvedBy: Person | null;
  ended: { by: Person; at: string; reason: string } | null;
  version: number | null;
}

const KEY = 'settings';
export const FORM = 'settings.propose';

export const useSettings = () =>
  useQuery({ queryKey: [KEY, 'current'], queryFn: () => request<Current>('command-center/settings') });

export const useVersions = () =>
  useQuery({
    queryKey: [KEY, 'versions'],
    queryFn: () => request<{ items: Version[] }>('command-center/settings/versions'),
  });

export const useProposals = () =>
  useQuery({
    queryKey: [KEY, 'proposals'],
    queryFn: () => request<{ items: SettingsProposal[] }>('command-center/settings/proposals?limit=20'),
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
