import { Button, Card, Space, Table, Tag } from 'antd';
import { useState } from 'react';
import type { Account, CreatedAccount } from '@xiezhi/contracts/views';
import { toInstant } from '@xiezhi/rules';
import { Loading, Nothing, Page } from '../../../shared/components/page';
import { Court, useTitle } from '../../../shared/components/words';
import { holds, useSession } from '../../../shared/session';
import { courtTitle, shortTime } from '../../../shared/wording';
import { useAccounts } from '../api/accounts';
import { Actions, type Acts } from '../components/actions';
import { CourtSelect } from '../components/court-select';
import { NewAccount } from '../components/new-account';
import { Roles } from '../components/roles';
import { ToldPassword } from '../components/told-password';
import { Transfer } from '../components/transfer';

function Standing({ account: { disabled, lockedUntil, roles } }: { account: Account }) {
  const { t } = useSession();
  if (disabled) return <Tag color="error">{t('已停用')}</Tag>;
  if (lockedUntil !== null) {
    return <Tag color="warning">{`${t('锁定至')} ${shortTime(toInstant(Date.parse(lockedUntil)))}`}</Tag>;
  }
  return <Tag color={roles.length === 0 ? 'default' : 'success'}>{roles.length === 0 ? t('未授岗位') : t('可用')}</Tag>;
}

function List({ accounts, ...acts }: Acts & { accounts: Account[] }) {
  const { t, today } = useSession();
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
        {
          title: t('所在法院'),
          key: 'court',
          render: (_, { court, transfer }) => (
            <>
              <Court code={court} />
              {transfer && (
                <div>
                  <Tag color="warning">{`${t('待调往')} ${courtTitle(transfer.court, today)}`}</Tag>
                </div>
              )}
            </>
          ),
        },
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
  const [moving, move] = useState<Account>();
  const [told, tell] = useState<CreatedAccount>();
  const made = (account: CreatedAccount) => {
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
              <List accounts={found} onRoles={choose} onTransfer={move} onTold={tell} />
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
      {moving && <Transfer account={moving} onClose={() => move(undefined)} />}
      {told && <ToldPassword told={told} onClose={() => tell(undefined)} />}
    </Page>
  );
}
