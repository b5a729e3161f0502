import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Card, Space } from 'antd';
import { useState } from 'react';
import type { MovedClock } from '@xiezhi/contracts/views';
import { addDays } from '@xiezhi/rules';
import { request } from '../../../shared/api/client';
import { Page, Problem } from '../../../shared/components/page';
import { OneCase } from '../components/one-case';
import { Story } from '../components/story';
import { queryClient } from '../../../shared/queries';
import { holds, useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';
import { MinuteInput } from '../../../shared/forms/date-input';

/** The court clock of a rehearsal: moved forward, whatever falls due on the way happens by itself. */
export function RehearsalPage() {
  const { me, t, now, today } = useSession();
  const { message } = App.useApp();
  const [chosen, choose] = useState<string>();
  const to = chosen ?? `${addDays(today, 1)}T09:00`;
  const move = useMutation({
    mutationFn: (instant: string) =>
      request<MovedClock>('command-center/clock/move', { method: 'POST', body: { to: instant } }),
    onSuccess: ({ now: reached }) => {
      choose(undefined);
      void message.success(`${t('法院时间')} ${shortTime(reached)}`);
    },
    onSettled: () => queryClient.invalidateQueries(),
  });
  const allowed = me.rehearsal && holds(me, 'systemAdmin', 'commandDirector');
  return (
    <Page title={t('演练')}>
      {!me.rehearsal && <Alert type="info" showIcon title={t('本系统是正式环境，法院时间不能调整。')} />}
      {me.rehearsal && !allowed && (
        <Alert type="info" showIcon title={t('系统管理员和指挥中心负责人可以调整演练时间。')} />
      )}
      {move.error && <Problem error={move.error} />}
      {allowed && (
        <Card size="small" title={`${t('法院时间')} ${shortTime(now)}`}>
          <p>{t('时间只能向前。途中到期的提醒、逾期由案件自行办理，时间较长时需要等待。')}</p>
          <Space wrap>
            {[1, 3, 10].map((days) => (
              <Button
                key={days}
                loading={move.isPending}
                onClick={() => move.mutate(`${addDays(today, days)}T09:00:00+08:00`)}
              >
                {`+${days} ${t('天')}`}
              </Button>
            ))}
            <MinuteInput aria-label={t('调整到')} value={to} onChange={choose} style={{ width: 220 }} />
            <Button type="primary" loading={move.isPending} onClick={() => move.mutate(`${to}:00+08:00`)}>
              {t('调整到')}
            </Button>
          </Space>
        </Card>
      )}
      {allowed && <Story />}
      {allowed && holds(me, 'commandDirector') && <OneCase />}
    </Page>
  );
}
