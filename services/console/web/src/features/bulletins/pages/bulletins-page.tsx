import { Button, Card, Select, Space, Table } from 'antd';
import { Link, useSearchParams } from 'react-router';
import type { BulletinItem } from '@xiezhi/contracts/views';
import { readsBulletins, tierOf } from '@xiezhi/rules';
import { Lamp } from '../../../shared/components/lamp';
import { Loading, Nothing, Page } from '../../../shared/components/page';
import { Court } from '../../../shared/components/words';
import { filePath } from '../../../shared/file-path';
import { courtOptions, courtsBelow } from '../../../shared/forms/inputs';
import { useSession } from '../../../shared/session';
import { endedPeriods, useBulletins } from '../api/bulletins';
import { Standing, usePeriodWords } from '../components/words';

/** When it is due, with what is left of it until it is first issued; a correction has no clock. */
function Due({ item: { due, court, status, version } }: { item: BulletinItem }) {
  if (due === null) return <>—</>;
  const runs = status !== 'ISSUED' && version === 1;
  return (
    <>
      {due} {runs && <Lamp due={due} court={court} status="OPEN" />}
    </>
  );
}

/** The half-year bulletins of the own court, those below it, and those it was sent (Art. 16). */
export function BulletinsPage() {
  const { me, t, today } = useSession();
  const inWords = usePeriodWords();
  const [params, setParams] = useSearchParams();
  const asked = (name: string) => params.get(name) ?? undefined;
  const filter = { period: asked('period'), court: asked('court'), after: asked('after') };
  const choose = (name: 'period' | 'court' | 'after', value: string | undefined) =>
    setParams((old) => {
      const next = new URLSearchParams(old);
      if (name !== 'after') next.delete('after');
      if (value === undefined) next.delete(name);
      else next.set(name, value);
      return next;
    });
  const makers = [me.court, ...courtsBelow(me.court, today)].filter((code) => tierOf(code, today) !== 'BASIC');
  return (
    <Page title={t('通报')}>
      <Card size="small">
        <div className="stack">
          <Space wrap>
            <Select
              aria-label={t('期间')}
              value={filter.period}
              placeholder={t('全部期间')}
              allowClear
              onChange={(value?: string) => choose('period', value)}
              options={endedPeriods(today).map((value) => ({ value, label: inWords(value) }))}
              style={{ width: 160 }}
            />
            {readsBulletins(me) && makers.length > 1 && (
              <Select
                aria-label={t('法院')}
                value={filter.court}
                placeholder={t('全部法院')}
                allowClear
                onChange={(value?: string) => choose('court', value)}
                options={courtOptions(makers, today)}
                showSearch={{ optionFilterProp: 'label' }}
                style={{ width: 300 }}
              />
            )}
            <span className="soft">{t('第十六条：高级法院和中级法院每半年通报一次；期限是设置，不是法律规定。')}</span>
          </Space>
          <Loading query={useBulletins(filter)}>
            {({ items, next }) => (
              <>
                <Table<BulletinItem>
                  size="small"
                  rowKey="bulletin"
                  pagination={false}
                  scroll={{ x: 'max-content' }}
                  dataSource={items}
                  locale={{ emptyText: <Nothing text={t('没有通报。半年期满，期内有案件或者底册的法院自动列出。')} /> }}
                  columns={[
                    {
                      title: t('期间'),
                      key: 'period',
                      render: (_, { bulletin, period }) => (
                        <Link className="case-link" to={filePath(bulletin)}>
                          {inWords(period)}
                        </Link>
                      ),
                    },
                    { title: t('法院'), key: 'court', render: (_, { court }) => <Court code={court} /> },
                    { title: t('状态'), key: 'status', render: (_, item) => <Standing {...item} /> },
                    { title: t('期限（设置）'), key: 'due', render: (_, item) => <Due item={item} /> },
                    { title: t('版本'), dataIndex: 'version', align: 'right' },
                    { title: t('印发日期'), key: 'issued', render: (_, { issuedOn }) => issuedOn ?? '—' },
                  ]}
                />
                <Space>
                  {filter.after !== undefined && (
                    <Button onClick={() => choose('after', undefined)}>{t('回到第一页')}</Button>
                  )}
                  {next !== null && <Button onClick={() => choose('after', next)}>{t('下一页')}</Button>}
                </Space>
              </>
            )}
          </Loading>
        </div>
      </Card>
    </Page>
  );
}
