import { Button, Card, Select, Space, Table, type InputRef } from 'antd';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import type { CaseLine, CaseList } from '@xiezhi/contracts/views';
import { Loading, Nothing, Page } from '../../../shared/components/page';
import { useSession } from '../../../shared/session';
import { useAddress, usePreferredView } from '../lib/address';
import { PAGE_SIZE, useCases } from '../api/cases';
import { ColumnChooser, useColumnChoice, useColumns } from '../components/columns';
import { ExportButton } from '../components/export-button';
import { Filters } from '../components/filters';
import { KeyHelp, useListKeys } from '../components/keys';
import { Views } from '../components/views';

function useCount() {
  const { me } = useSession();
  return ({ items, total }: CaseList, page: number, placed: boolean): string => {
    const zh = me.language === 'zh';
    const { count, exact } = total;
    const whole = exact
      ? zh
        ? `共 ${count} 件`
        : `${count} cases`
      : zh
        ? `${count / 10_000} 万件以上`
        : `more than ${count} cases`;
    if (items.length === 0 || !placed) return whole;
    const from = (page - 1) * PAGE_SIZE + 1;
    const span = `${from}–${from + items.length - 1}`;
    return zh ? `${whole}，本页第 ${span} 件` : `${whole}, here ${span}`;
  };
}

export function CasesPage() {
  const { t } = useSession();
  const address = useAddress();
  const { filter, cursor, page, placed, change, open, first, previous, next } = address;
  const ready = usePreferredView(filter, cursor, (view) => open(view, true));
  const cases = useCases(filter, cursor, ready);
  const choice = useColumnChoice();
  const columns = useColumns(choice.shown);
  const count = useCount();
  const navigate = useNavigate();
  const searchBox = useRef<InputRef>(null);
  const table = useRef<HTMLDivElement>(null);
  const following = cases.isPlaceholderData ? null : (cases.data?.next ?? null);
  const turned = useRef(false);
  const turn = (to: (() => void) | undefined) =>
    to &&
    (() => {
      turned.current = true;
      to();
    });
  const back = turn(previous);
  const onward = turn(following === null ? undefined : () => next(following));
  useListKeys(table, { search: () => searchBox.current?.focus(), previous: back, next: onward });
  useEffect(() => {
    if (!turned.current || cases.isPlaceholderData) return;
    turned.current = false;
    table.current?.querySelector<HTMLElement>('a.case-link')?.focus();
    window.scrollTo(0, 0);
  }, [cases.data, cases.isPlaceholderData]);
  const filtered = Object.keys(filter).some((name) => name !== 'sort');

  return (
    <Page title={t('案件')} aside={<Views filter={filter} onOpen={(view) => open(view)} />}>
      <Card size="small" style={{ marginBottom: 10 }}>
        <Filters filter={filter} onChange={change} searchBox={searchBox} />
      </Card>
      <Loading query={cases}>
        {(listed) => (
          <>
            <div className="list-head">
              <span role="status" aria-live="polite">
                {count(listed, page, placed)}
              </span>
              <Space wrap size={8}>
                <Select
                  style={{ width: 160 }}
                  aria-label={t('排序')}
                  value={filter.sort ?? 'updated'}
                  onChange={(sort: string) => change({ sort: sort === 'updated' ? '' : sort })}
                  options={[
                    { value: 'updated', label: t('按最近变动') },
                    { value: 'due', label: t('按最近届满') },
                    { value: 'received', label: t('按收到日期') },
                  ]}
                />
                <ColumnChooser {...choice} />
                <ExportButton filter={filter} />
                <KeyHelp />
              </Space>
            </div>
            <div className="wide" ref={table} aria-busy={cases.isPlaceholderData}>
              <Table<CaseLine>
                size="small"
                rowKey="caseId"
                aria-label={t('案件列表表格')}
                dataSource={listed.items}
                columns={columns}
                pagination={false}
                loading={cases.isPlaceholderData}
                onRow={({ caseId }) => ({ onDoubleClick: () => void navigate(`/cases/${caseId}`) })}
                locale={{
                  emptyText: (
                    <Nothing
                      text={t(
                        filtered
                          ? '没有符合条件的案件，可以放宽或者清除条件。'
                          : '本院目前没有可以查看的协同执行案件。',
                      )}
                    />
                  ),
                }}
              />
            </div>
            <Space style={{ marginTop: 12 }}>
              {first && <Button onClick={first}>{t('回到第一页')}</Button>}
              {back && (
                <Button onClick={back} aria-keyshortcuts="PageUp">
                  {t('上一页')}
                </Button>
              )}
              {onward && (
                <Button onClick={onward} aria-keyshortcuts="PageDown">
                  {t('下一页')}
                </Button>
              )}
            </Space>
          </>
        )}
      </Loading>
    </Page>
  );
}
