import { Alert, Button, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ScanHitView, ScanView } from '@xiezhi/contracts/views';
import { codesOf, DISPOSITIONS_IN_WRITING, SCAN_DISPOSE } from '@xiezhi/rules';
import { Loading, Nothing } from '../../../shared/components/page';
import { PaperLinks } from '../../../shared/components/paper-links';
import { Court, useTitle } from '../../../shared/components/words';
import { holds, useSession } from '../../../shared/session';
import { PAGE_SIZE, useHits } from '../api/docket';
import { Dispose } from './dispose';

/** What a scan has hit, as each stands today; whoever may dispose of it does so here. */
export function Hits({ of: { scan, court } }: { of: ScanView }) {
  const { t, me } = useSession();
  const title = useTitle();
  const hits = useHits(scan);
  const [chosen, setChosen] = useState<ScanHitView>();
  const mayDispose = holds(me, SCAN_DISPOSE.role) && codesOf(court).includes(me.court);
  return (
    <Loading query={hits}>
      {({ hits: items, more }) => (
        <div className="stack">
          {more.hits !== undefined && (
            <Alert showIcon type="info" title={t('这里列出净龄最早的一部分，其余在它们处置后列出。')} />
          )}
          <Table
            size="small"
            rowKey={({ executingCourt, caseNumber }) => `${executingCourt} ${caseNumber}`}
            pagination={{ pageSize: PAGE_SIZE, hideOnSinglePage: true, showSizeChanger: false }}
            dataSource={items}
            locale={{ emptyText: <Nothing text={t('没有案件。')} /> }}
            columns={[
              {
                title: t('执行案号'),
                key: 'number',
                render: (_, { caseNumber }) => <span lang="zh-CN">{caseNumber}</span>,
              },
              {
                title: t('执行法院'),
                key: 'court',
                render: (_, { executingCourt }) => <Court code={executingCourt} />,
              },
              { title: t('净龄满2年'), dataIndex: 'netDate' },
              {
                title: t('财产核实'),
                key: 'stale',
                render: (_, { stale }) => (stale ? t('超过90天未核实') : t('近期核实')),
              },
              { title: t('处置期限（设置）'), dataIndex: 'dispositionDue' },
              {
                title: t('处置'),
                key: 'disposition',
                render: (_, { disposition, collaboration, doneOn, status }) =>
                  disposition === null ? (
                    <Tag color={status === 'LATE' ? 'error' : 'processing'}>
                      {status === 'LATE' ? t('逾期未处置') : t('待处置')}
                    </Tag>
                  ) : (
                    <>
                      {`${title('disposition', disposition)} · ${doneOn ?? ''}`}
                      {collaboration !== null && (
                        <>
                          {' '}
                          <Link to={`/cases/${collaboration}`}>{t('所立案件')}</Link>
                        </>
                      )}
                    </>
                  ),
              },
              {
                title: t('文书'),
                key: 'paper',
                render: (_, { file, disposition, caseNumber }) =>
                  file !== null &&
                  disposition !== null &&
                  DISPOSITIONS_IN_WRITING.has(disposition) && <PaperLinks file={file} name={caseNumber} />,
              },
              {
                title: '',
                key: 'act',
                render: (_, hit) =>
                  mayDispose &&
                  hit.disposition === null && (
                    <Button size="small" onClick={() => setChosen(hit)}>
                      {t('处置…')}
                    </Button>
                  ),
              },
            ]}
          />
          {chosen && <Dispose hit={chosen} court={me.court} onClose={() => setChosen(undefined)} />}
        </div>
      )}
    </Loading>
  );
}
