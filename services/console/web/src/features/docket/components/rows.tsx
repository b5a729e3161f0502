import { Button, Input, Space, Table } from 'antd';
import { useState } from 'react';
import type { DocketCase } from '@xiezhi/contracts/views';
import { Loading, Nothing } from '../../../shared/components/page';
import { Court } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';
import { yuan } from '../lib/amount';
import { useRows } from '../api/docket';
import { History } from './history';

const partiesOf = ({ parties }: DocketCase, side: string) =>
  parties
    .filter((party) => party.side === side)
    .map(({ name }) => name)
    .join('、') || '—';

export function Rows() {
  const { t } = useSession();
  const [q, setQ] = useState('');
  /** Where each page before this one began. */
  const [pages, setPages] = useState<(string | undefined)[]>([undefined]);
  const [opened, open] = useState<DocketCase>();
  const rows = useRows({ q, after: pages.at(-1) });
  return (
    <div className="stack">
      <Input.Search
        allowClear
        style={{ maxWidth: 420 }}
        aria-label={t('按案号或者案由查找')}
        placeholder={t('按案号或者案由查找')}
        maxLength={100}
        onSearch={(words) => {
          setQ(words.trim());
          setPages([undefined]);
        }}
      />
      <Loading query={rows}>
        {({ items, next, rows: kept }) => (
          <>
            <p role="status" className="soft">
              {t('保存的数据行数')} {kept}
            </p>
            <Table
              size="small"
              rowKey={({ court_code, case_no }) => `${court_code} ${case_no}`}
              pagination={false}
              dataSource={items}
              scroll={{ x: true }}
              locale={{
                emptyText: <Nothing text={next === null ? t('没有符合条件的案件。') : t('这一段没有，请继续查找。')} />,
              }}
              columns={[
                {
                  title: t('执行案号'),
                  key: 'number',
                  render: (_, { case_no }) => <span lang="zh-CN">{case_no}</span>,
                },
                { title: t('法院'), key: 'court', render: (_, { court_code }) => <Court code={court_code} /> },
                { title: t('立案'), dataIndex: 'filing_date', width: 105 },
                { title: t('案由'), key: 'cause', render: (_, { cause }) => <span lang="zh-CN">{cause ?? '—'}</span> },
                {
                  title: t('被执行人'),
                  key: 'respondent',
                  render: (_, row) => <span lang="zh-CN">{partiesOf(row, 'respondent')}</span>,
                },
                {
                  title: t('执行标的（元）'),
                  key: 'claim',
                  align: 'right',
                  render: (_, row) => yuan(row.claim_amount),
                },
                { title: t('有财产'), key: 'property', render: (_, row) => (row.has_property ? t('是') : t('否')) },
                { title: t('结案'), key: 'closed', width: 105, render: (_, row) => row.close_date ?? '—' },
                { title: t('数据时间'), key: 'snapshot', render: (_, row) => shortTime(row.snapshot_at) },
                {
                  title: t('数据次数'),
                  key: 'snapshots',
                  align: 'right',
                  render: (_, row) => (
                    <Button
                      type="link"
                      size="small"
                      aria-label={`${t('历次数据')} ${row.case_no}`}
                      onClick={() => open(row)}
                    >
                      {row.snapshots}
                    </Button>
                  ),
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
          </>
        )}
      </Loading>
      {opened && <History of={opened} onClose={() => open(undefined)} />}
    </div>
  );
}
