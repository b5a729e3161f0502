import { Card, Table } from 'antd';
import { Link } from 'react-router';
import type { CaseSummary } from '../../../shared/api/types';
import { Lamp } from '../../../shared/components/lamp';
import { Loading, Nothing, Page } from '../../../shared/components/page';
import { Court, State } from '../../../shared/components/words';
import { useCases, useInbox } from '../../../shared/queries';
import { useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';

/** What waits: unread reminders, and the court's cases with the nearest due days first. */
export function WorkbenchPage() {
  const { t } = useSession();
  const inbox = useInbox({ unread: true, limit: 8 });
  const cases = useCases({ limit: 100 });
  return (
    <Page title={t('工作台')}>
      <div className="stack">
        <Card size="small" title={t('未读消息')} extra={<Link to="/inbox">{t('全部消息')}</Link>}>
          <Loading query={inbox}>
            {({ items }) =>
              items.length === 0 ? (
                <Nothing text={t('没有消息')} />
              ) : (
                items.map(({ id, caseId, text, at }) => (
                  <p key={id} style={{ margin: '4px 0' }}>
                    <span className="soft">{shortTime(at)}</span>{' '}
                    <Link to={`/cases/${caseId}`} lang="zh-CN">
                      {text}
                    </Link>
                  </p>
                ))
              )
            }
          </Loading>
        </Card>
        <Card size="small" title={t('最近届满')}>
          <Loading query={cases}>
            {({ items }) => (
              <Table<CaseSummary>
                size="small"
                rowKey="caseId"
                pagination={{ pageSize: 15, hideOnSinglePage: true }}
                dataSource={items
                  .filter(({ due }) => due !== null)
                  .sort((a, b) => (a.due ?? '').localeCompare(b.due ?? ''))}
                locale={{ emptyText: <Nothing text={t('没有案件')} /> }}
                columns={[
                  {
                    title: t('文号'),
                    key: 'number',
                    render: (_, item) => (
                      <Link to={`/cases/${item.caseId}`} lang="zh-CN">
                        {item.documentNumber ?? item.caseNumber}
                      </Link>
                    ),
                  },
                  { title: t('案由'), dataIndex: 'cause' },
                  { title: t('执行法院'), key: 'court', render: (_, item) => <Court code={item.executingCourt} /> },
                  { title: t('状态'), key: 'state', render: (_, item) => <State code={item.state} /> },
                  { title: t('届满'), dataIndex: 'due' },
                  {
                    title: '',
                    key: 'lamp',
                    render: (_, item) => item.due !== null && <Lamp due={item.due} court={item.decidingCourt} />,
                  },
                ]}
              />
            )}
          </Loading>
        </Card>
      </div>
    </Page>
  );
}
