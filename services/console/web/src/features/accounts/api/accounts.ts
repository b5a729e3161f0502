import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { Accounts, CreatedAccount } from '@xiezhi/contracts/views';
import type { Role } from '@xiezhi/rules';
import { request, withQuery } from '../../../shared/api/client';
import { queryClient } from '../../../shared/queries';

const KEY = 'accounts';
const PAGE_SIZE = 50;

export const useAccounts = (court: string | undefined, after: string) =>
  useQuery({
    queryKey: [KEY, court, after],
    queryFn: () => request<Accounts>(withQuery('identity/accounts', { court, after, limit: PAGE_SIZE })),
    placeholderData: keepPreviousData,
  });

export interface NewAccount {
  username: string;
  name: string;
  court: string;
}

type Act = 'disable' | 'enable' | 'unlock' | 'password/reset' | 'transfer/cancel';

export type Change =
  | { kind: 'create'; account: NewAccount }
  | { kind: 'roles'; username: string; roles: Role[] }
  | { kind: 'transfer'; username: string; court: string; reason: string }
  | { kind: 'confirmTransfer'; username: string; court: string }
  | { kind: 'act'; username: string; act: Act };

function send(change: Change): Promise<CreatedAccount> {
  if (change.kind === 'create') return request('identity/accounts', { method: 'POST', body: change.account });
  const of = `identity/accounts/${change.username}`;
  if (change.kind === 'roles') return request(`${of}/roles`, { method: 'PUT', body: { roles: change.roles } });
  if (change.kind === 'transfer') {
    const { court, reason } = change;
    return request(`${of}/transfer`, { method: 'POST', body: { court, reason } });
  }
  if (change.kind === 'confirmTransfer') {
    return request(`${of}/transfer/confirm`, { method: 'POST', body: { court: change.court } });
  }
  return request(`${of}/${change.act}`, { method: 'POST' });
}

export const useChange = (onDone: (told: CreatedAccount) => void) =>
  useMutation({
    mutationFn: send,
    onSuccess: onDone,
    onSettled: () => queryClient.invalidateQueries({ queryKey: [KEY] }),
  });
