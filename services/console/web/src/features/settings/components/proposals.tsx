import { App, Button, Card, Input, Modal, Space, Table, Tag } from 'antd';
import { useState } from 'react';
import type { ProposalOf, SettingsView } from '@xiezhi/contracts/views';
import { HIGH_COURT, type SettingId, type SettingValue } from '@xiezhi/rules';
import { Loading, Nothing, Problem } from '../../../shared/components/page';
import { holds, useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';
import { differencesOf } from '../lib/difference';
import { useChange, useProposals } from '../api/settings';

type Values = Partial<Record<SettingId, SettingValue>>;

function Differences({ proposal, current }: { proposal: ProposalOf<'settings'>; current: Values }) {
  const open = proposal.status === 'PROPOSED';
  return (
    <ul className="checks" lang="zh-CN">
      {differencesOf(current, proposal.change.settings).map(({ id, title, before, after }) => (
        <li key={id}>
          {title}：{open && `${before} → `}
          <strong>{after}</strong>
        </li>
      ))}
    </ul>
  );
}

/** Approval, rejection or withdrawal: whoever is to decide reads first what would change. */
function Decide({
  proposal,
  current,
  onClose,
}: {
  proposal: ProposalOf<'settings'>;
  current: Values;
  onClose: () => void;
}) {
  const { me, t } = useSession();
  const { modal } = App.useApp();
  const [reason, setReason] = useState('');
  const change = useChange(onClose);
  const decides = holds(me, 'commandDirector') && me.court === HIGH_COURT;
  const id = proposal.proposal;
  const approve = () => {
    modal.confirm({
      title: t('批准后对施行日起收到的案件适用，不能撤销。确认？'),
      okText: t('确认'),
      cancelText: t('取消'),
      onOk: () => change.mutateAsync({ command: 'approve', body: { proposal: id } }).catch(() => undefined),
    });
  };
  const end = (command: 'reject' | 'withdraw') =>
    change.mutate({ command, body: { proposal: id, reason: reason.trim() } });
  return (
    <Modal open width={720} title={t('设置变更')} footer={null} onCancel={onClose}>
      {change.error && <Problem error={change.error} />}
      <p>
        <Tag>{t('设置，不是法律规定')}</Tag> <span lang="zh-CN">{proposal.change.reason}</span>
      </p>
      <Differences proposal={proposal} current={current} />
      <Space wrap style={{ marginTop: 12 }}>
        {decides && (
          <Button type="primary" loading={change.isPending} onClick={approve}>
            {t('批准')}
          </Button>
        )}
        <Input
          aria-label={t('理由')}
          placeholder={t('理由')}
          value={reason}
          maxLength={2_000}
          onChange={(event) => setReason(event.target.value)}
          style={{ width: 260 }}
        />
        <Button
          disabled={reason.trim() === '' || change.isPending}
          onClick={() => end(decides ? 'reject' : 'withdraw')}
        >
          {decides ? t('否决') : t('撤回')}
        </Button>
      </Space>
    </Modal>
  );
}

export function Proposals({ current }: { current: SettingsView }) {
  const { me, t } = useSession();
  const proposals = useProposals();
  const [chosen, choose] = useState<ProposalOf<'settings'>>();
  const values: Values = Object.fromEntries(current.settings.map(({ id, value }) => [id, value]));
  const decides = holds(me, 'commandDirector') && me.court === HIGH_COURT;
  const acts = (item: ProposalOf<'settings'>) =>
    item.status === 'PROPOSED' && (decides || (holds(me, 'systemAdmin') && item.own));
  return (
    <Card size="small" title={t('变更')}>
      <Loading query={proposals}>
        {({ items }) => (
          <Table
            size="small"
            rowKey="proposal"
            pagination={false}
            dataSource={items}
            locale={{ emptyText: <Nothing text={t('没有变更。')} /> }}
            columns={[
              { title: t('事项'), key: 'what', render: (_, item) => <Differences proposal={item} current={values} /> },
              {
                title: t('变更理由'),
                key: 'why',
                render: (_, { change }) => <span lang="zh-CN">{change.reason}</span>,
              },
              {
                title: t('提出'),
                key: 'by',
                render: (_, item) => `${item.proposedBy.name} · ${shortTime(item.proposedAt)}`,
              },
              {
                title: t('状态'),
                key: 'status',
                render: (_, { statusTitle, ended }) => (
                  <>
                    <Tag>{statusTitle}</Tag>
                    {ended && <span lang="zh-CN">{`${ended.by.name}：${ended.reason}`}</span>}
                  </>
                ),
              },
              {
                title: t('操作'),
                key: 'act',
                render: (_, item) =>
                  acts(item) ? (
                    <Button size="small" onClick={() => choose(item)}>
                      {decides ? t('核对并批准') : t('撤回')}
                    </Button>
                  ) : null,
              },
            ]}
          />
        )}
      </Loading>
      {chosen && <Decide proposal={chosen} current={values} onClose={() => choose(undefined)} />}
    </Card>
  );
}
