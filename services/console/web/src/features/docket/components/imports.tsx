import { Alert, App, Button, Card, Space, Table, Tag } from 'antd';
import { useRef } from 'react';
import type { DocketBatch } from '@xiezhi/contracts/views';
import { Loading, Nothing, Problem } from '../../../shared/components/page';
import { Court, useTitle } from '../../../shared/components/words';
import { holds, useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';
import { useBatches, useReport, useUpload } from '../api/docket';

const COLOURS = { TAKING: 'processing', DONE: 'success', FAILED: 'warning' } as const;

/** Chosen, sent and taken in the background: the batch below tells how far it is. */
function Upload() {
  const { t } = useSession();
  const { message } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const upload = useUpload(() => void message.success(t('文件已收到，正在后台导入。')));
  return (
    <Card size="small" title={t('导入底册文件（CSV、XLSX、JSON Lines）')}>
      <p className="soft">
        {t(
          '首行为字段名（case_no、court_code、filing_date、has_property、snapshot_at等），至多1000000行。有错误的行不导入，其余各行照常导入。',
        )}
      </p>
      {upload.error && <Problem error={upload.error} />}
      <input
        ref={input}
        type="file"
        accept=".csv,.txt,.xlsx,.jsonl,.ndjson,text/csv"
        aria-label={t('底册文件')}
        style={{ display: 'none' }}
        onChange={({ target }) => {
          const [chosen] = target.files ?? [];
          if (chosen) upload.mutate(chosen);
          target.value = '';
        }}
      />
      <Button type="primary" loading={upload.isPending} onClick={() => input.current?.click()}>
        {t('选择文件并导入…')}
      </Button>
    </Card>
  );
}

/** What was not taken, as far as an answer holds it; the report has all. */
function Faults({ of: batch }: { of: DocketBatch }) {
  const { t } = useSession();
  const report = useReport();
  const { fault, rejected, rejectedCount, differs, differsCount } = batch;
  return (
    <div className="stack">
      {fault !== null && <Alert type="warning" showIcon title={<span lang="zh-CN">{fault}</span>} />}
      {report.error && <Problem error={report.error} />}
      <ul className="checks" lang="zh-CN">
        {rejected.slice(0, 20).map(({ row, case_no, code, message }) => (
          <li key={row}>{`${row} · ${case_no} · ${code} · ${message}`}</li>
        ))}
        {differs.slice(0, 20).map(({ case_no, field, ours, theirs }) => (
          <li
            key={`${case_no}${field}`}
          >{`${case_no} · ${field} · ${JSON.stringify(ours)} ≠ ${JSON.stringify(theirs)}`}</li>
        ))}
        {(rejectedCount > 20 || differsCount > 20) && <li>…</li>}
      </ul>
      <div>
        <Button loading={report.isPending} onClick={() => report.mutate(batch.batch)}>
          {t('下载全部问题清单')}
        </Button>
      </div>
    </div>
  );
}

const hasFaults = ({ fault, rejectedCount, differsCount }: DocketBatch) =>
  fault !== null || rejectedCount + differsCount > 0;

function Batches({ items }: { items: DocketBatch[] }) {
  const { t } = useSession();
  const title = useTitle();
  return (
    <Table
      size="small"
      rowKey="batch"
      pagination={false}
      dataSource={items}
      scroll={{ x: true }}
      locale={{ emptyText: <Nothing text={t('还没有导入过底册。')} /> }}
      expandable={{ rowExpandable: hasFaults, expandedRowRender: (batch) => <Faults of={batch} /> }}
      columns={[
        { title: t('导入时间'), key: 'at', width: 150, render: (_, { at }) => shortTime(at) },
        { title: t('法院'), key: 'court', render: (_, { court }) => <Court code={court} /> },
        {
          title: t('文件'),
          key: 'name',
          render: (_, { name, by }) => <span lang="zh-CN">{`${name ?? t('逐件录入')} · ${by}`}</span>,
        },
        {
          title: t('状态'),
          key: 'status',
          width: 110,
          render: (_, { status }) => <Tag color={COLOURS[status]}>{title('batch', status)}</Tag>,
        },
        { title: t('已处理行数'), dataIndex: 'rows', align: 'right' },
        { title: t('接收'), dataIndex: 'accepted', align: 'right' },
        { title: t('未变'), dataIndex: 'unchanged', align: 'right' },
        { title: t('未接收'), dataIndex: 'rejectedCount', align: 'right' },
        { title: t('与在办案件不同'), dataIndex: 'differsCount', align: 'right' },
      ]}
    />
  );
}

export function Imports() {
  const { me } = useSession();
  const batches = useBatches();
  return (
    <div className="stack">
      {holds(me, 'commandOfficer') && <Upload />}
      <Space orientation="vertical" style={{ width: '100%' }}>
        <Loading query={batches}>{({ items }) => <Batches items={items} />}</Loading>
      </Space>
    </div>
  );
}
