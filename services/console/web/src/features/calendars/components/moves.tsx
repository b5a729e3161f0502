import { Table, Tag } from 'antd';
import { Link } from 'react-router';
import type { CalendarPreview } from '@xiezhi/contracts/views';
import { Loading, Nothing } from '../../../shared/components/page';
import { Court, useTitle } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { usePreview } from '../api/calendars';
import { effectOf } from '../lib/effect';

/** How a deadline stands now and would stand then, and what that means to whoever is bound by it. */
function Standing({ of: { statusBefore, statusAfter } }: { of: CalendarPreview['items'][number] }) {
  const { t } = useSession();
  const title = useTitle();
  const effect = effectOf(statusBefore, statusAfter);
  if (effect === undefined) return <>{title('deadlineStatus', statusAfter)}</>;
  return (
    <>
      {title('deadlineStatus', statusBefore)} → {title('deadlineStatus', statusAfter)}{' '}
      <Tag color={effect.better ? 'green' : 'red'}>{t(effect.phrase)}</Tag>
    </>
  );
}

/** Which open deadlines approval would move. */
export function Moves({ proposal }: { proposal: string }) {
  const { t } = useSession();
  const title = useTitle();
  const preview = usePreview(proposal);
  const goesOn = preview.hasNextPage ? t('正在核对其余在办案件…') : undefined;
  return (
    <Loading query={preview}>
      {({ pages }) => {
        const hidden = pages.reduce((sum, page) => sum + page.hidden.deadlines, 0);
        return (
          <>
            <Table
              size="small"
              rowKey={({ caseId, kind, from }) => `${caseId}${kind}${from}`}
              pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false }}
              dataSource={pages.flatMap(({ items }) => items)}
              locale={{ emptyText: goesOn ? ' ' : <Nothing text={t('没有会变动的期限。')} /> }}
              columns={[
                {
                  title: t('案件'),
                  key: 'case',
                  render: (_, item) => (
                    <Link to={`/cases/${item.caseId}`}>{item.documentNumber ?? item.caseNumber}</Link>
                  ),
                },
                { title: t('期限事项'), key: 'kind', render: (_, item) => title('deadline', item.kind) },
                { title: t('责任法院'), key: 'court', render: (_, item) => <Court code={item.court} /> },
                { title: t('原届满'), dataIndex: 'from' },
                { title: t('新届满'), key: 'to', render: (_, item) => <strong>{item.to}</strong> },
                { title: t('状态'), key: 'standing', render: (_, item) => <Standing of={item} /> },
              ]}
            />
            {hidden > 0 && (
              <p className="soft">
                {t('另有您无权查看的案件期限')}：{hidden}
              </p>
            )}
            <p role="status" className="soft">
              {goesOn}
            </p>
          </>
        );
      }}
    </Loading>
  );
}
