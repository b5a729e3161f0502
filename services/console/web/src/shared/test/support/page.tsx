import './browser';
import { QueryClientProvider } from '@tanstack/react-query';
import { configure, render } from '@testing-library/react';
import { App } from 'antd';
import type { ReactNode } from 'react';
import type { Me } from '@xiezhi/contracts/views';
import { translator } from '../../language';
import { queryClient } from '../../queries';
import { SessionContext } from '../../session';

// A machine that does much else is slow; what does not come fails all the same.
configure({ asyncUtilTimeout: 30_000 });

export const ME: Me = {
  sub: 'jl01-handler',
  name: '程某',
  court: '吉01',
  roles: ['handler'],
  language: 'zh',
} as unknown as Me;

/** Part of a page, with somebody signed in. Dialogs and notices come as they would. */
export function show(part: ReactNode, me: Me = ME) {
  const session = { me, t: translator(me.language), now: '2025-04-22T10:00:00.000+08:00', today: '2025-04-22' };
  return render(
    <QueryClientProvider client={queryClient}>
      <App>
        <SessionContext value={session}>{part}</SessionContext>
      </App>
    </QueryClientProvider>,
  );
}
