import { Alert, Card, Select, Space, Tag } from 'antd';
import { useSearchParams } from 'react-router';
import { regionName } from '@xiezhi/rules';
import { Loading, Nothing, Page, Problem } from '../../../shared/components/page';
import { holds, useSession } from '../../../shared/session';
import { useOverview, useYear } from '../api/calendars';
import { ImportFile } from '../components/import-file';
import { Propose } from '../components/propose';
import { Proposals } from '../components/proposals';
import { YearGrid } from '../components/year-grid';

function Year({ region, year }: { region: string; year: number }) {
  const { t } = useSession();
  const [params, setParams] = useSearchParams();
  const version = Number(params.get('version')) || undefined;
  const query = useYear(region, year, version);
  if (query.error) return <Problem error={query.error} onRetry={query.refetch} />;
  return (
    <Loading query={query}>
      {(view) => {
        const { ended = [] } = view.versions.find((each) => each.version === view.version) ?? {};
        return (
          <div className="stack">
            <Space wrap>
              <Tag color="blue">
                {t('版本')} {view.version}
              </Tag>
              <span lang="zh-CN">{view.notice}</span>
              {view.off.length === 0 && view.makeup.length === 0 && <Tag>{t('本年不另放假')}</Tag>}
              {view.versions.length > 1 && (
                <Select
                  aria-label={t('版本')}
                  size="small"
                  value={view.version}
                  onChange={(value: number) => setParams({ region, year: String(year), version: String(value) })}
                  options={view.versions.map((each) => ({
                    value: each.version,
                    label: `${t('版本')} ${each.version}${each.approvedBy ? ` · ${each.approvedBy.name}` : ''}`,
                  }))}
                />
              )}
            </Space>
            {ended.length > 0 && (
              <Alert type="warning" showIcon title={`${t('本版本取消了临时停止办公')}：${ended.join('、')}`} />
            )}
            <YearGrid view={view} />
          </div>
        );
      }}
    </Loading>
  );
}

export function CalendarsPage() {
  const { me, t, today } = useSession();
  const [params, setParams] = useSearchParams();
  const overview = useOverview();
  const region = params.get('region') ?? 'national';
  const year = Number(params.get('year') ?? today.slice(0, 4));
  return (
    <Page title={t('日历')}>
      <Loading query={overview}>
        {({ regions, missing }) => {
          const years = regions.find((each) => each.region === region)?.years ?? [];
          const covered = regions.find((each) => each.region === 'national')?.coverageUntil;
          return (
            <div className="stack">
              {missing.length > 0 && (
                <Alert
                  type="warning"
                  showIcon
                  title={`${t('尚未录入的放假安排')}：${missing.map((each) => `${regionName(each.region)} ${each.year}`).join('、')}`}
                  description={t('到了录入的时候；录入并公布之前，涉及这些年度的期限均为暂定，不因此逾期。')}
                />
              )}
              {covered && (
                <Alert
                  type="info"
                  showIcon
                  title={`${t('全国放假安排已公布至')} ${covered}${t('；此后除法定节日外按周一至周五暂计。')}`}
                />
              )}
              <Card size="small">
                <Space style={{ marginBottom: 12 }} wrap>
                  <Select
                    aria-label={t('地区')}
                    style={{ width: 160 }}
                    value={region}
                    onChange={(value: string) => setParams({ region: value })}
                    options={regions.map((each) => ({ value: each.region, label: regionName(each.region) }))}
                  />
                  <Select
                    aria-label={t('年份')}
                    style={{ width: 120 }}
                    value={year}
                    onChange={(value: number) => setParams({ region, year: String(value) })}
                    options={[...new Set([...years.map((each) => each.year), year])]
                      .sort()
                      .map((each) => ({ value: each, label: each }))}
                  />
                </Space>
                {years.some((each) => each.year === year) ? (
                  <Year region={region} year={year} />
                ) : (
                  <Nothing
                    text={
                      region === 'national'
                        ? t('这一年的全国放假安排尚未公布。')
                        : t('这一年没有公布本地区的放假安排，适用全国安排。')
                    }
                  />
                )}
              </Card>
              <Proposals />
              {holds(me, 'systemAdmin') && <Propose />}
              {holds(me, 'systemAdmin') && <ImportFile />}
            </div>
          );
        }}
      </Loading>
    </Page>
  );
}
