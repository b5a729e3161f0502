import { App, Button, Card, Space, Table, Tag } from 'antd';
import { useState } from 'react';
import { toInstant } from '@xiezhi/rules';
import { Loading, Nothing, Page, Problem } from '../../../shared/components/page';
import { Court, useTitle } from '../../../shared/components/words';
import type { Phrase } from '../../../shared/language';
import { holds, useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';
import { useAccounts, useChange, type Account, type Change, type Told } from '../api/accounts';
import { mayReset } from '../api/rights';
import { CourtSelect } from '../components/court-select';
import { NewAccount } from '../components/new-account';
import { Roles } from '../components/roles';
import { ToldPassword } from '../components/told-password';

function Standing({ account: { disabled, lockedUntil, roles } }: { account: Account }) {
  const { t } = useSession();
  if (disabled) return <Tag color="error">{t('已停用')}</Tag>;
  if (lockedUntil !== null) {
    return <Tag color="warning">{`${t('锁定至')} ${shortTime(toInstant(Date.parse(lockedUntil)))}`}</Tag>;
  }
  return <Tag color={roles.length === 0 ? 'default' : 'success'}>{roles.length === 0 ? t('未授岗位') : t('可用')}</Tag>;
}

interface Acts {
  onRoles: (account: Account) => void;
  onTold: (told: Told) => void;
}

/** What the signed-in administrator may do with an account; each act asks first and says what it brings about. */
function Actions({ account, onRoles, onTold }: Acts & { account: Account }) {
  const { me, t } = useSession();
  const { modal, message } = App.useApp();
  const change = useChange((told) => {
    if (told.password === undefined) void message.success(t('已办理。'));
    else onTold(told);
  });
  const { username, disabled, lockedUntil } = account;
  const own = username === me.sub;
  const keeps = holds(me, 'securityAdmin') && !own;
  const act = (label: Phrase, warning: Phrase, what: Extract<Change, { kind: 'act' }>['act']) => (
    <Button
      size="small"
      loading={change.isPending && change.variables.kind === 'act' && change.variables.act === what}
      disabled={change.isPending}
      onClick={() => {
        modal.confirm({
          title: `${t(label)} · ${account.name}（${username}）`,
          content: t(warning),
          okText: t('确认'),
          cancelText: t('取消'),
          onOk: () => change.mutateAsync({ kind: 'act', username, act: what }).catch(() => undefined),
        });
      }}
    >
      {t(label)}
    </Button>
  );
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
        {own && <span className="soft">{t('本人')}</span>}
      </Space>
    </>
  );
}

function List({ accounts, ...acts }: Acts & { accounts: Account[] }) {
  const { t } = useSession();
  const title = useTitle();
  return (
    <Table
      size="small"
      rowKey="username"
      pagination={false}
      dataSource={accounts}
      locale={{ emptyText: <Nothing text={t('没有账号。')} /> }}
      columns={[
        { title: t('用户名'), dataIndex: 'username' },
        { title: t('姓名'), key: 'name', render: (_, { name }) => <span lang="zh-CN">{name}</span> },
        { title: t('所在法院'), key: 'court', render: (_, { court }) => <Court code={court} /> },
        {
          title: t('岗位'),
          key: 'roles',
          render: (_, { roles }) => roles.map((role) => title('role', role)).join('、'),
        },
        { title: t('状态'), key: 'standing', render: (_, account) => <Standing account={account} /> },
        { title: t('操作'), key: 'act', render: (_, account) => <Actions account={account} {...acts} /> },
      ]}
    />
  );
}

/** Accounts of the person's court and those below it. 三员分立: one makes them, another says what they may do. */
export function AccountsPage() {
  const { me, t } = useSession();
  const [court, setCourt] = useState<string>();
  const [trail, setTrail] = useState<string[]>([]);
  const accounts = useAccounts(court, trail.at(-1) ?? '');
  const [making, setMaking] = useState(false);
  const [chosen, choose] = useState<Account>();
  const [told, tell] = useState<Told>();
  const made = (account: Told) => {
    setMaking(false);
    tell(account);
  };
  return (
    <Page
      title={t('账号')}
      aside={
        <Space wrap>
          <CourtSelect
            allowClear
            width={300}
            label={t('所在法院')}
            {...(court === undefined ? {} : { value: court })}
            onChange={(chosen) => {
              setCourt(chosen);
              setTrail([]);
            }}
          />
          {holds(me, 'systemAdmin') && (
            <Button type="primary" onClick={() => setMaking(true)}>
              {t('新建账号')}
            </Button>
          )}
        </Space>
      }
    >
      <Card size="small">
        <Loading query={accounts}>
          {({ accounts: found, next }) => (
            <>
              <List accounts={found} onRoles={choose} onTold={tell} />
              {(trail.length > 0 || next !== undefined) && (
                <Space style={{ marginTop: 12 }}>
                  <Button disabled={trail.length === 0} onClick={() => setTrail(trail.slice(0, -1))}>
                    {t('上一页')}
                  </Button>
                  <Button
                    disabled={next === undefined}
                    onClick={() => next !== undefined && setTrail([...trail, next])}
                  >
                    {t('下一页')}
                  </Button>
                </Space>
              )}
            </>
          )}
        </Loading>
      </Card>
      {making && <NewAccount onMade={made} onClose={() => setMaking(false)} />}
      {chosen && <Roles account={chosen} onClose={() => choose(undefined)} />}
      {told && <ToldPassword told={told} onClose={() => tell(undefined)} />}
    </Page>
  );
}
