import { Table } from 'antd';
import { Link } from 'react-router';
import type { MustComplete as Item } from '@xiezhi/contracts/views';
import { Loading, Nothing } from '../../../shared/components/page';
import { Court } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { useMustComplete } from '../api/assessment';
import { Pass } from './pass';

function Outstanding({ cases, outstandingCount }: Item) {
  const { t } = useSession();
  const hidden = outstandingCount - cases.length;
  return (
    <>
      <Table
        size="small"
        rowKey="caseId"
        pagination={{ hideOnSinglePage: true, pageSize: 50, showSizeChanger: false }}
        dataSource={cases}
        locale={{ emptyText: <Nothing text={t('没有未办结的案件。')} /> }}
        columns={[
          {
            title: t('文号'),
            key: 'number',
            render: (_, { caseId, number }) => (
              <Link to={`/cases/${caseId}`} lang="zh-CN">
                {number}
              </Link>
            ),
          },
          { title: t('案号'), key: 'case', render: (_, { caseNumber }) => <span lang="zh-CN">{caseNumber}</span> },
          { title: t('执行法院'), key: 'court', render: (_, { executingCourt }) => <Court code={executingCourt} /> },
          { title: t('收到日期'), key: 'received', render: (_, { receivedOn }) => receivedOn ?? '—' },
        ]}
      />
      {hidden > 0 && (
        <p className="soft">
          {t('另有您无权查看的未办结案件')} {hidden}
        </p>
      )}
    </>
  );
}

/** What has to be completed, without limit of years (Art. 15 (2)). */
export function MustComplete() {
  const { t } = useSession();
  return (
    <div className="stack">
      <p className="soft">
        {t('依据第十五条第二款：上级要求的自收到时起、决定协同的自决定时起，应当全部办理完毕，不限年度；撤销的不计。')}
      </p>
      <Loading query={useMustComplete()}>
        {({ items }) => (
          <Table
            size="small"
            rowKey="court"
            pagination={false}
            dataSource={items}
            locale={{ emptyText: <Nothing text={t('没有应当办结的案件。')} /> }}
            expandable={{ expandedRowRender: (item) => <Outstanding {...item} /> }}
            columns={[
              { title: t('决定法院'), key: 'court', render: (_, { court }) => <Court code={court} /> },
              { title: t('应当办结'), dataIndex: 'total', align: 'right' },
              { title: t('已办结'), dataIndex: 'closed', align: 'right' },
              { title: t('已撤销'), dataIndex: 'revoked', align: 'right' },
              { title: t('未办结'), dataIndex: 'outstandingCount', align: 'right' },
              { title: t('办结率（目标100%）'), key: 'rate', render: (_, item) => <Pass {...item} /> },
            ]}
          />
        )}
      </Loading>
    </div>
  );
}
