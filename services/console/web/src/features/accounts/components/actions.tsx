import { App, Button, Space } from 'antd';
import type { ReactNode } from 'react';
import type { Account, CreatedAccount } from '@xiezhi/contracts/views';
import { Problem } from '../../../shared/components/page';
import type { Phrase } from '../../../shared/language';
import { holds, useSession } from '../../../shared/session';
import { courtTitle } from '../../../shared/wording';
import { useChange, type Change } from '../api/accounts';
import { mayReset } from '../lib/rights';

export interface Acts {
  onRoles: (account: Account) => void;
  onTransfer: (account: Account) => void;
  onTold: (told: CreatedAccount) => void;
}

type Act = Extract<Change, { kind: 'act' }>['act'];

/** What the signed-in administrator may do with an account; each act asks first and says what it brings about. */
export function Actions({ account, onRoles, onTransfer, onTold }: Acts & { account: Account }) {
  const { me, t, today } = useSession();
  const { modal, message } = App.useApp();
  const change = useChange((told) => {
    if (told.password === undefined) void message.success(t('已办理。'));
    else onTold(told);
  });
  const { username, disabled, lockedUntil, transfer } = account;
  const own = username === me.sub;
  const keeps = holds(me, 'securityAdmin') && !own;
  const moves = holds(me, 'systemAdmin') && !own;
  const asking = (label: Phrase, content: ReactNode, sent: Change) => (
    <Button
      size="small"
      loading={change.isPending && JSON.stringify(change.variables) === JSON.stringify(sent)}
      disabled={change.isPending}
      onClick={() => {
        modal.confirm({
          title: `${t(label)} · ${account.name}（${username}）`,
          content,
          okText: t('确认'),
          cancelText: t('取消'),
          onOk: () => change.mutateAsync(sent).catch(() => undefined),
        });
      }}
    >
      {t(label)}
    </Button>
  );
  const act = (label: Phrase, warning: Phrase, what: Act) =>
    asking(label, t(warning), { kind: 'act', username, act: what });
  return (
    <>
      {change.error && <Problem error={change.error} />}
      <Space wrap size={4}>
        {keeps && (
          <Button size="small" onClick={() => onRoles(account)}>
            {t('授予岗位')}
          </Button>
        )}
        {keeps && !disabled && act('停用', '停用后立即退出登录，不能再登录；案件和记录不受影响。', 'disable')}
        {keeps && disabled && act('启用', '启用后可以用原密码登录。', 'enable')}
        {keeps && lockedUntil !== null && act('解除锁定', '请先与本人核实。', 'unlock')}
        {mayReset(me, account) &&
          act('重置密码', '原密码立即失效，本人在各处退出登录；新密码只显示一次。', 'password/reset')}
        {moves && (
          <Button size="small" onClick={() => onTransfer(account)}>
            {t('调动')}
          </Button>
        )}
        {keeps &&
          transfer !== null &&
          transfer.proposedBy !== me.sub &&
          asking(
            '确认调动',
            <>
              <p>
                {courtTitle(account.court, today)} → {courtTitle(transfer.court, today)}
              </p>
              <p lang="zh-CN">{transfer.reason}</p>
              <p>{t('账号即归新法院，原有岗位全部收回，须重新授予；本人在各处的登录均失效。')}</p>
            </>,
            { kind: 'confirmTransfer', username, court: transfer.court },
          )}
        {(keeps || moves) && transfer !== null && act('撤销调动', '撤销后账号留在现在的法院。', 'transfer/cancel')}
        {own && <span className="soft">{t('本人')}</span>}
      </Space>
    </>
  );
}
