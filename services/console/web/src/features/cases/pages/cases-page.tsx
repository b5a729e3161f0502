import { DownloadOutlined } from '@ant-design/icons';
import { Button, Card, Select, Space, Table, Tag } from 'antd';
import { useRef, type KeyboardEvent } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { courtsOn, isWithin } from '@xiezhi/rules';
import type { CaseSummary } from '../../../shared/api/types';
import { Lamp } from '../../../shared/components/lamp';
import { Loading, Nothing, Page } from '../../../shared/components/page';
import { Court, State, useTitle } from '../../../shared/components/words';
import { useCases } from '../../../shared/queries';
import { useSession } from '../../../shared/session';
import { CASE_STATUSES, shortTime } from '../../../shared/wording';
import { exportCases } from '../api/export';

const PAGE_SIZE = 50;

/** Filters stand in the address, so that reload, back and a sent link show the same list. */
function useFilter() {
  const [params, setParams] = useSearchParams();
  const read = (name: string) => params.get(name) ?? undefined;
  const filter = { state: read('state'), court: read('court'), cursor: read('cursor'), limit: PAGE_SIZE };
  const set = (name: string, value: string | undefined) => {
    const next = new URLSearchParams(params);
    if (name !== 'cursor') next.delete('cursor');
    if (value === undefined) next.delete(name);
    else next.set(name, value);
    setParams(next);
  };
  return { filter, set };
}

/** Arrow keys move from row to row; Enter follows the row's link. */
function moveByKey(event: KeyboardEvent<HTMLDivElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('a.case-link')];
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  if (at < 0) return;
  event.preventDefault();
  links[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
}

export function CasesPage() {
  const { t, today, me } = useSession();
  const title = useTitle();
  const { filter, set } = useFilter();
  const cases = useCases(filter);
  const navigate = useNavigate();
  const exporting = useRef(false);
  const courts = courtsOn(today)
    .filter(({ code }) => isWithin(code, me.court, today))
    .map(({ code, name }) => ({ value: code, label: name.replace(/^吉林省/, '') }));

  const save = async () => {
    if (exporting.current) return;
    exporting.current = true;
    await exportCases({ state: filter.state, court: filter.court }).finally(() => (exporting.current = false));
  };

  const columns = [
    {
      title: t('文号'),
      key: 'number',
      render: (item: CaseSummary) => (
        <>
          <Link className="case-link" to={`/cases/${item.caseId}`} lang="zh-CN">
            {item.documentNumber ?? item.caseNumber}
          </Link>
          {item.demo && <Tag style={{ marginInlineStart: 6 }}>{t('演示数据')}</Tag>}
        </>
      ),
    },
    { title: t('案号'), dataIndex: 'caseNumber', key: 'caseNumber' },
    { title: t('案由'), dataIndex: 'cause', key: 'cause', ellipsis: true },
    { title: t('执行法院'), key: 'executing', render: (item: CaseSummary) => <Court code={item.executingCourt} /> },
    { title: t('决定法院'), key: 'deciding', render: (item: CaseSummary) => <Court code={item.decidingCourt} /> },
    { title: t('途径'), key: 'route', render: (item: CaseSummary) => title('route', item.route) },
    { title: t('状态'), key: 'state', render: (item: CaseSummary) => <State code={item.state} /> },
    {
      title: t('最近届满'),
      key: 'due',
      render: (item: CaseSummary) => (item.due === null ? '—' : <Lamp due={item.due} court={item.decidingCourt} />),
    },
    { title: t('更新时间'), key: 'updated', render: (item: CaseSummary) => shortTime(item.updatedAt) },
  ];

  return (
    <Page title={t('案件')}>
      <Card size="small" style={{ marginBottom: 12 }}>
        <Space wrap>
          <Select
            aria-label={t('案件状态')}
            style={{ width: 180 }}
            allowClear
            placeholder={t('全部状态')}
            value={filter.state ?? null}
            onChange={(value: string | null) => set('state', value ?? undefined)}
            options={CASE_STATUSES.map((code) => ({ value: code, label: title('status', code) }))}
          />
          <Select
            aria-label={t('执行法院')}
            style={{ width: 280 }}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('全部执行法院')}
            value={filter.court ?? null}
            onChange={(value: string | null) => set('court', value ?? undefined)}
            options={courts}
          />
          <Button icon={<DownloadOutlined />} onClick={() => void save()}>
            {t('导出')}
          </Button>
        </Space>
      </Card>
      <Loading query={cases}>
        {({ items, next }) => (
          <div className="wide" onKeyDown={moveByKey}>
            <Table<CaseSummary>
              size="small"
              rowKey="caseId"
              dataSource={items}
              columns={columns}
              pagination={false}
              loading={cases.isPlaceholderData}
              onRow={({ caseId }) => ({ onDoubleClick: () => void navigate(`/cases/${caseId}`) })}
              locale={{ emptyText: <Nothing text={t('没有符合条件的案件。')} /> }}
            />
            <Space style={{ marginTop: 12 }}>
              {filter.cursor !== undefined && (
                <Button onClick={() => set('cursor', undefined)}>{t('回到第一页')}</Button>
              )}
              {next !== null && <Button onClick={() => set('cursor', next)}>{t('下一页')}</Button>}
            </Space>
          </div>
        )}
      </Loading>
    </Page>
  );
}
