import { Drawer, Table } from 'antd';
import type { DocketRowView } from '@xiezhi/contracts/views';
import { Loading } from '../../../shared/components/page';
import { useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';
import { useHistory } from '../api/docket';
import { yuan } from '../lib/amount';

/** What may change of a case from one snapshot to the next. */
const CHANGING = [
  'claim_amount',
  'recovered_amount',
  'has_property',
  'property_verified_on',
  'close_date',
  'close_mode',
  'exclusions',
  'petition_count',
] as const satisfies readonly (keyof DocketRowView)[];
type Changing = (typeof CHANGING)[number];

const differs = (row: DocketRowView, before: DocketRowView | undefined, field: Changing): boolean =>
  before !== undefined && JSON.stringify(row[field]) !== JSON.stringify(before[field]);

function Periods({ of: { exclusions } }: { of: DocketRowView }) {
  const { t } = useSession();
  if (exclusions.length === 0) return <>—</>;
  return (
    <ul className="checks" lang="zh-CN">
      {exclusions.map(({ type, start, end }) => (
        <li key={`${type}${start}`}>{`${type} ${start} — ${end ?? t('持续中')}`}</li>
      ))}
    </ul>
  );
}

/** All that the docket has held of one case, the newest first; what differs from the snapshot before it is set in bold. */
export function History({ of: { case_no, court_code }, onClose }: { of: DocketRowView; onClose: () => void }) {
  const { t } = useSession();
  const history = useHistory(case_no, court_code);
  const shown = (field: Changing, row: DocketRowView) => {
    switch (field) {
      case 'has_property':
        return row.has_property ? t('是') : t('否');
      case 'claim_amount':
      case 'recovered_amount':
        return yuan(row[field]);
      case 'exclusions':
        return <Periods of={row} />;
      case 'petition_count':
        return row.petition_count;
      default:
        return <span lang="zh-CN">{row[field] ?? '—'}</span>;
    }
  };
  const titles: Record<Changing, string> = {
    claim_amount: t('执行标的（元）'),
    recovered_amount: t('已执行到位（元）'),
    has_property: t('有财产'),
    property_verified_on: t('财产核实'),
    close_date: t('结案'),
    close_mode: t('结案方式'),
    exclusions: t('扣除期间'),
    petition_count: t('信访次数'),
  };
  return (
    <Drawer
      open
      size="large"
      title={
        <>
          {t('历次数据')} · <span lang="zh-CN">{case_no}</span>
        </>
      }
      onClose={onClose}
    >
      <Loading query={history}>
        {({ items }) => (
          <Table
            size="small"
            rowKey="snapshot_at"
            pagination={false}
            dataSource={items}
            scroll={{ x: true }}
            columns={[
              { title: t('数据时间'), key: 'at', render: (_, { snapshot_at }) => shortTime(snapshot_at) },
              ...CHANGING.map((field) => ({
                title: titles[field],
                key: field,
                render: (_: unknown, row: DocketRowView, index: number) =>
                  differs(row, items[index + 1], field) ? <strong>{shown(field, row)}</strong> : shown(field, row),
              })),
            ]}
          />
        )}
      </Loading>
    </Drawer>
  );
}
