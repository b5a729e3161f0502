import { Card, Steps, Table } from 'antd';
import type { PlanApproval } from '@xiezhi/rules';
import type { CaseView } from '../../../shared/api/types';
import { Nothing } from '../../../shared/components/page';
import { Court, useTitle } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';

/** Who has to say yes to a plan: the director, and for a major one the meeting and, if it says so, the president. */
export function ladderOf(view: Pick<CaseView, 'sensitivity' | 'plan'>): PlanApproval[] {
  if (view.sensitivity !== 'MAJOR') return ['COMMAND_DIRECTOR'];
  const president = view.plan?.approvals.includes('PRESIDENT') || view.plan?.status === 'BUREAU_APPROVED';
  return ['COMMAND_DIRECTOR', 'BUREAU_MEETING', ...(president ? (['PRESIDENT'] as const) : [])];
}

export function PlanCard({ view }: { view: CaseView }) {
  const { t } = useSession();
  const title = useTitle();
  const { plan, credentials } = view;
  return (
    <Card size="small" title={t('工作方案')}>
      {!plan ? (
        <Nothing text={t('尚未提交工作方案。')} />
      ) : (
        <>
          <p>
            {t('版本')} {plan.version} · <strong>{title('planStatus', plan.status)}</strong>
          </p>
          <Steps
            size="small"
            current={plan.approvals.length}
            status={plan.status === 'REJECTED' ? 'error' : 'process'}
            items={ladderOf(view).map((step) => ({
              title: title('approval', step),
              content: plan.approvals.includes(step) ? t('已通过') : t('待办'),
            }))}
          />
        </>
      )}
      {credentials.length > 0 && (
        <Table
          size="small"
          style={{ marginTop: 12 }}
          rowKey={({ name, credential }) => `${name}${credential}`}
          pagination={false}
          dataSource={credentials}
          columns={[
            { title: t('姓名'), dataIndex: 'name' },
            { title: t('法院'), key: 'court', render: (_, { court }) => <Court code={court} /> },
            { title: t('证件号'), dataIndex: 'credential' },
            {
              title: t('有效期'),
              key: 'valid',
              render: (_, { validFrom, validTo }) => `${validFrom} – ${validTo ?? t('至办结')}`,
            },
          ]}
        />
      )}
    </Card>
  );
}
