import { Alert, Button, Card, Pagination, Segmented, Space, Table } from 'antd';
import { useState } from 'react';
import { SERVICES } from '@xiezhi/contracts/installation';
import type { AuditEntryView } from '@xiezhi/contracts/views';
import { toInstant } from '@xiezhi/rules';
import { Loading, Nothing, Page, Problem } from '../../../shared/components/page';
import { Court, useTitle } from '../../../shared/components/words';
import type { Phrase } from '../../../shared/language';
import { useSession } from '../../../shared/session';
import { TRAILS, useAuditPage, useExport, useVerification, type Trail } from '../api/audit';
import { PAGE_SIZE } from '../lib/pages';

const KINDS: Readonly<Record<string, Phrase>> = {
  ACCOUNT_CREATED: '建立账号',
  ROLES_CHANGED: '变更岗位',
  ACCOUNT_DISABLED: '停用账号',
  ACCOUNT_ENABLED: '启用账号',
  TRANSFER_PROPOSED: '提出调动',
  TRANSFER_CANCELLED: '取消调动',
  ACCOUNT_TRANSFERRED: '账号调动',
  ACCOUNT_UNLOCKED: '解除锁定',
  ACCOUNT_LOCKED: '账号锁定',
  PASSWORD_CHANGED: '修改密码',
  PASSWORD_RESET: '重置密码',
  PASSWORD_ACCEPTED: '密码正确',
  PASSWORD_REFUSED: '密码错误',
  COMMAND_REFUSED: '办理被拒',
  APPROVAL_REFUSED: '审批被拒',
  RESTRICTED_READ: '查阅受限案件',
  WORK_ITEM_ASSIGNED: '分派待办',
  OUT_OF_OFFICE: '外出委托',
  CASE_FILE_EXPORTED: '导出卷宗',
  PARTIES_REVEALED: '显示当事人',
  PARTIES_NOT_REVEALED: '显示当事人被拒',
  CASE_LIST_EXPORTED: '导出案件清单',
  CHANGE_PROPOSED: '提出变更',
  CHANGE_APPROVED: '批准变更',
  CHANGE_REJECTED: '否决变更',
  CHANGE_WITHDRAWN: '撤回变更',
  QUOTA_SET: '确定年度数量',
  QUOTA_APPROVED: '批准年度数量',
  INDICATOR_REPORTED: '填报指标',
  STAFF_SET: '填报人员数',
  GUIDANCE_PUBLISHED: '发布指导意见',
  GUIDANCE_ACKNOWLEDGED: '签收指导意见',
};

const realTime = (at: string) => toInstant(Date.parse(at)).slice(0, 19).replace('T', ' ');

function Who({ actor }: { actor: AuditEntryView['actor'] }) {
  const title = useTitle();
  if (actor === null) return <>—</>;
  if (typeof actor === 'string') return <>{actor}</>;
  const { name, sub, court, role } = actor;
  return (
    <span lang="zh-CN">
      {name ?? sub ?? '—'}
      {role !== undefined && ` · ${title('role', role)}`}
      {court !== undefined && (
        <>
          {' · '}
          <Court code={court} />
        </>
      )}
    </span>
  );
}

const LABELS: Readonly<Record<string, Phrase>> = {
  ip: '来自',
  name: '姓名',
  court: '所在法院',
  roles: '岗位',
  before: '原岗位',
  after: '新岗位',
};

/** What an entry tells beside who and about whom, each part with its name. */
function Details({ entry: { command, code, message, detail = {} } }: { entry: AuditEntryView }) {
  const { t } = useSession();
  const title = useTitle();
  const wordOf = (value: unknown): string =>
    Array.isArray(value)
      ? value.map((role) => title('role', String(role))).join('、') || '—'
      : typeof value === 'string' || typeof value === 'number'
        ? String(value)
        : JSON.stringify(value);
  const parts = Object.entries(detail).map(([key, value]) => {
    const label = LABELS[key];
    return `${label === undefined ? key : t(label)} ${wordOf(value)}`;
  });
  const told = [command, code, message, ...parts].filter((part) => part !== undefined && part !== '');
  return <span lang="zh-CN">{told.join(' · ')}</span>;
}

function Entries({ entries }: { entries: AuditEntryView[] }) {
  const { t } = useSession();
  return (
    <Table
      size="small"
      rowKey="seq"
      pagination={false}
      dataSource={entries}
      locale={{ emptyText: <Nothing text={t('没有记录。')} /> }}
      columns={[
        { title: t('序号'), dataIndex: 'seq', width: 80 },
        { title: t('实际时间'), key: 'at', width: 170, render: (_, { at }) => realTime(at) },
        {
          title: t('事项'),
          key: 'kind',
          width: 130,
          render: (_, { kind }) => (KINDS[kind] === undefined ? kind : t(KINDS[kind])),
        },
        { title: t('人员'), key: 'actor', width: 210, render: (_, { actor }) => <Who actor={actor} /> },
        {
          title: t('对象'),
          key: 'object',
          width: 170,
          render: (_, { account, caseId }) => account ?? caseId ?? '—',
        },
        { title: t('记录内容'), key: 'detail', render: (_, entry) => <Details entry={entry} /> },
        {
          title: t('摘要'),
          key: 'hash',
          width: 100,
          render: (_, { hash }) => <code title={hash}>{hash.slice(0, 8)}…</code>,
        },
      ]}
    />
  );
}

const FAULTS = {
  MISSING: '缺少记录或者次序不对',
  BROKEN_LINK: '与前一条记录不相连',
  CONTENT_CHANGED: '内容与摘要不符，已被改动',
} as const;

function Verified({ verification: { data, error } }: { verification: ReturnType<typeof useVerification> }) {
  const { t } = useSession();
  if (error) return <Problem error={error} />;
  if (!data) return null;
  const { faults, faultCount, entries, lastHash } = data;
  if (faultCount === 0) {
    const told = `${t('摘要链完整，条数')} ${entries} · ${t('最后一条摘要')} ${lastHash}`;
    return <Alert role="status" type="success" showIcon title={told} />;
  }
  return (
    <Alert
      role="status"
      type="error"
      showIcon
      title={`${t('摘要链不符之处')} ${faultCount} · ${t('核对的条数')} ${entries}`}
      description={
        <ul style={{ margin: 0, maxHeight: 240, overflow: 'auto' }}>
          {faults.map(({ seq, fault }) => (
            <li key={`${seq} ${fault}`}>{`${t('序号')} ${seq}：${t(FAULTS[fault])}`}</li>
          ))}
          {faultCount > faults.length && <li>…</li>}
        </ul>
      }
    />
  );
}

function Export({ trail }: { trail: Trail }) {
  const { t, today } = useSession();
  const [done, setDone] = useState('');
  const file = useExport((part, total) => setDone(`${part} / ${total}`));
  return (
    <>
      <Button loading={file.isPending} onClick={() => file.mutate({ trail, day: today })}>
        {t('导出全部')} {file.isPending && done}
      </Button>
      {file.error && <Problem error={file.error} />}
    </>
  );
}

function Reading({ trail }: { trail: Trail }) {
  const [page, setPage] = useState(0);
  const [last, setLast] = useState<number>();
  const { t } = useSession();
  const query = useAuditPage(trail, page, last);
  const verification = useVerification();
  return (
    <Loading query={query}>
      {({ entries, last: newest }) => (
        <div className="stack">
          <Space wrap>
            <Button loading={verification.isPending} onClick={() => verification.mutate(trail)}>
              {t('核对摘要链')}
            </Button>
            <Export trail={trail} />
          </Space>
          <Verified verification={verification} />
          <Entries entries={entries} />
          <Pagination
            size="small"
            current={page + 1}
            total={newest}
            pageSize={PAGE_SIZE}
            showSizeChanger={false}
            hideOnSinglePage
            onChange={(chosen) => {
              setLast(newest);
              setPage(chosen - 1);
            }}
          />
        </div>
      )}
    </Loading>
  );
}

/** The audit trails of all services: append-only, each entry chained to the one before it (GB/T 22239-2019 8.1.4.3). */
export function AuditPage() {
  const { t, me } = useSession();
  const [trail, setTrail] = useState<Trail>('identity');
  return (
    <Page title={t('审计')}>
      <Card size="small">
        <div className="stack">
          <Segmented
            aria-label={t('审计记录')}
            value={trail}
            onChange={setTrail}
            options={TRAILS.map((name) => ({ value: name, label: SERVICES[name].trail[me.language === 'en' ? 1 : 0] }))}
          />
          <Reading key={trail} trail={trail} />
        </div>
      </Card>
    </Page>
  );
}
