import { App, Button, Card, Input, Modal, Progress, Space, Table, Tag } from 'antd';
import { useState } from 'react';
import type { ProposalOf } from '@xiezhi/contracts/views';
import { HIGH_COURT, regionName } from '@xiezhi/rules';
import { Loading, Nothing, Problem } from '../../../shared/components/page';
import { Terms } from '../../../shared/components/words';
import { holds, useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';
import { Remarks } from './import-file';
import { Moves } from './moves';
import { Withdraw } from './withdraw';
import { useChange, useProposals } from '../api/calendars';

function subjectOf({ change }: ProposalOf<'calendar'>): string {
  const { year, closure } = change;
  if (year) return `${regionName(year.region)} ${year.year} · ${year.notice}`;
  return closure ? `${regionName(closure.region)} · ${closure.reason}（${closure.days.join('、')}）` : '';
}

/** The days that are proposed, which whoever approves checks against the notice. */
function Days({ year }: { year: NonNullable<ProposalOf<'calendar'>['change']['year']> }) {
  const { t } = useSession();
  const called = (day: string) => (year.names?.[day] === undefined ? day : `${day}（${year.names[day]}）`);
  const listed = (days: readonly string[]) => (days.length === 0 ? '—' : days.join('、'));
  return (
    <Terms
      entries={[
        [`${t('放假日')} ${year.off.length}`, listed(year.off.map(called))],
        [`${t('调休上班日')} ${year.makeup.length}`, listed(year.makeup)],
      ]}
    />
  );
}

function Decide({ proposal, onClose }: { proposal: ProposalOf<'calendar'>; onClose: () => void }) {
  const { t } = useSession();
  const { modal } = App.useApp();
  const change = useChange(onClose);
  const [reason, setReason] = useState('');
  const approve = () => {
    modal.confirm({
      title: t('批准后立即公布并重新计算在办期限，不能撤销。确认？'),
      ...(proposal.ends.length > 0 ? { content: `${t('同时取消临时停止办公')}：${proposal.ends.join('、')}` } : {}),
      okText: t('确认'),
      cancelText: t('取消'),
      onOk: () =>
        change.mutateAsync({ command: 'approve', body: { proposal: proposal.proposal } }).catch(() => undefined),
    });
  };
  return (
    <Modal open width={860} title={subjectOf(proposal)} footer={null} onCancel={onClose}>
      {change.error && <Problem error={change.error} />}
      {proposal.change.year && <Days year={proposal.change.year} />}
      {proposal.remarks.length > 0 && (
        <>
          <h3 className="part">{t('请核对')}</h3>
          <Remarks items={proposal.remarks} />
        </>
      )}
      <h3 className="part">{t('批准后将变动的期限')}</h3>
      <Moves proposal={proposal.proposal} />
      <Space style={{ marginTop: 16 }} wrap>
        <Button type="primary" loading={change.isPending} onClick={approve}>
          {t('批准并公布')}
        </Button>
        <Input
          aria-label={t('否决的理由')}
          placeholder={t('否决的理由')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          style={{ width: 260 }}
        />
        <Button
          disabled={reason.trim() === ''}
          onClick={() =>
            change.mutate({ command: 'reject', body: { proposal: proposal.proposal, reason: reason.trim() } })
          }
        >
          {t('否决')}
        </Button>
      </Space>
    </Modal>
  );
}

export function Proposals() {
  const { me, t } = useSession();
  const proposals = useProposals();
  const [chosen, choose] = useState<ProposalOf<'calendar'>>();
  const [leaving, leave] = useState<ProposalOf<'calendar'>>();
  const decides = holds(me, 'commandDirector') && me.court === HIGH_COURT;
  const own = (proposal: ProposalOf<'calendar'>) => holds(me, 'systemAdmin') && proposal.own;
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
              { title: t('事项'), key: 'subject', render: (_, item) => <span lang="zh-CN">{subjectOf(item)}</span> },
              {
                title: t('提出'),
                key: 'by',
                render: (_, item) => `${item.proposedBy.name} · ${shortTime(item.proposedAt)}`,
              },
              {
                title: t('状态'),
                key: 'status',
                render: (_, { statusTitle, progress, ended }) => (
                  <>
                    <Tag lang="zh-CN">{statusTitle}</Tag>
                    {ended && <span lang="zh-CN">{`${ended.by.name}：${ended.reason}`}</span>}
                    {progress && progress.done < progress.total && (
                      <Progress percent={Math.round((100 * progress.done) / progress.total)} size="small" />
                    )}
                    {progress && progress.waiting > 0 && (
                      <span className="soft">
                        {t('尚未应答、系统继续通知的案件')} {progress.waiting}
                      </span>
                    )}
                  </>
                ),
              },
              {
                title: t('操作'),
                key: 'act',
                render: (_, item) =>
                  item.status === 'PROPOSED' && (
                    <Space size={4}>
                      {decides && (
                        <Button size="small" onClick={() => choose(item)}>
                          {t('核对并批准')}
                        </Button>
                      )}
                      {own(item) && (
                        <Button size="small" onClick={() => leave(item)}>
                          {t('撤回')}
                        </Button>
                      )}
                    </Space>
                  ),
              },
            ]}
          />
        )}
      </Loading>
      {chosen && <Decide proposal={chosen} onClose={() => choose(undefined)} />}
      {leaving && (
        <Withdraw proposal={leaving.proposal} subject={subjectOf(leaving)} onClose={() => leave(undefined)} />
      )}
    </Card>
  );
}
