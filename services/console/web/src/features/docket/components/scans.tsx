import { Alert, Button, Card, Space, Table, Tabs } from 'antd';
import { useState } from 'react';
import type { ScanView } from '@xiezhi/contracts/views';
import { codesIn, SCAN_LISTS, tierOf, type ScanList } from '@xiezhi/rules';
import { DateInput } from '../../../shared/forms/date-input';
import { Loading, Nothing, Problem } from '../../../shared/components/page';
import { Court, useTitle } from '../../../shared/components/words';
import { holds, useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';
import { Hits } from './hits';
import { useFound, useRunScan, useScans } from '../api/docket';

function Run() {
  const { t, today } = useSession();
  const [asOf, setAsOf] = useState(today);
  const run = useRunScan();
  return (
    <Card size="small" title={t('扫描辖区底册（第十四条）')}>
      <p className="soft">
        {t('找出有财产可供执行、净龄满2年未结而没有协同的案件。命中的案件限期处置，期限是设置，不是法律规定。')}
      </p>
      {run.error && <Problem error={run.error} />}
      <Space wrap>
        <label htmlFor="scan-as-of">{t('以哪一天为准')}</label>
        <DateInput id="scan-as-of" value={asOf} onChange={(day) => day && setAsOf(day)} />
        <Button type="primary" loading={run.isPending} onClick={() => run.mutate(asOf)}>
          {t('扫描')}
        </Button>
      </Space>
    </Card>
  );
}

function Found({ scan, list }: { scan: string; list: ScanList }) {
  const { t } = useSession();
  const [pages, setPages] = useState<(string | undefined)[]>([undefined]);
  const found = useFound(scan, list, pages.at(-1));
  return (
    <Loading query={found}>
      {({ items, next }) => (
        <div className="stack">
          <Table
            size="small"
            rowKey={({ executingCourt, caseNumber }) => `${executingCourt} ${caseNumber}`}
            pagination={false}
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
            ]}
          />
          <Space>
            <Button disabled={pages.length === 1} onClick={() => setPages(pages.slice(0, -1))}>
              {t('上一页')}
            </Button>
            <Button disabled={next === null} onClick={() => next !== null && setPages([...pages, next])}>
              {t('下一页')}
            </Button>
          </Space>
        </div>
      )}
    </Loading>
  );
}

function Lists({ of }: { of: ScanView }) {
  const { scan, counts, status } = of;
  const { t } = useSession();
  const title = useTitle();
  if (status === 'RUNNING') return <Alert showIcon type="info" title={t('正在读取底册，完成后列出。')} />;
  return (
    <Tabs
      size="small"
      destroyOnHidden
      items={codesIn(SCAN_LISTS).map((list) => ({
        key: list,
        label: `${title('scanList', list)} ${counts[list]}`,
        children: list === 'hits' ? <Hits of={of} /> : <Found scan={scan} list={list} />,
      }))}
    />
  );
}

export function Scans() {
  const { t, me, today } = useSession();
  const scans = useScans();
  return (
    <div className="stack">
      {holds(me, 'commandOfficer') && tierOf(me.court, today) !== 'BASIC' && <Run />}
      <Loading query={scans}>
        {({ items }) => (
          <Table
            size="small"
            rowKey="scan"
            pagination={false}
            dataSource={items}
            locale={{ emptyText: <Nothing text={t('还没有扫描过。')} /> }}
            expandable={{ expandedRowRender: (scan) => <Lists of={scan} /> }}
            columns={[
              { title: t('扫描时间'), key: 'at', render: (_, { at }) => shortTime(at) },
              { title: t('法院'), key: 'court', render: (_, { court }) => <Court code={court} /> },
              { title: t('以哪一天为准'), dataIndex: 'asOf' },
              {
                title: t('何人'),
                key: 'by',
                render: (_, { name }) => <span lang="zh-CN">{name ?? t('自动')}</span>,
              },
              { title: t('读过的案件'), dataIndex: 'rows', align: 'right' },
              { title: t('命中'), key: 'hits', align: 'right', render: (_, { counts }) => counts.hits },
            ]}
          />
        )}
      </Loading>
    </div>
  );
}
