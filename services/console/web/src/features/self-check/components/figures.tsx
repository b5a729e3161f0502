import { Table } from 'antd';
import type { PunctualityView } from '@xiezhi/contracts/views';
import { Terms } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';

const UNITS = [
  [86_400_000, '天', 'd'],
  [3_600_000, '小时', 'h'],
  [60_000, '分', 'min'],
  [1_000, '秒', 's'],
  [1, '毫秒', 'ms'],
] as const;

/** A span of time in the largest unit that it fills, to one decimal. */
export function spanText(ms: number, language: 'zh' | 'en'): string {
  const [size, zh, en] = UNITS.find(([unit]) => ms >= unit) ?? UNITS[4];
  return `${Number((ms / size).toFixed(1))} ${language === 'zh' ? zh : en}`;
}

/** How late what was written was, and how much of it how late. */
export function Figures({ view }: { view: PunctualityView }) {
  const { me, t } = useSession();
  const { rungs, unknown, p50Ms, p99Ms, maxMs, distribution, graceMs, checkedAt, watching } = view;
  const late = (ms: number | null) => (ms === null ? '—' : spanText(ms, me.language));
  const known = rungs - unknown;
  const classes = distribution.map(({ upToMs, count }) => ({
    key: String(upToMs),
    name: upToMs === null ? t('更迟') : `≤ ${spanText(upToMs, me.language)}`,
    count,
    share: known === 0 ? 0 : count / known,
  }));
  return (
    <div className="stack">
      <Terms
        entries={[
          [t('已记录的节点'), rungs],
          [t('迟延中位数'), late(p50Ms)],
          [t('迟延第99百分位'), late(p99Ms)],
          [t('最大迟延'), late(maxMs)],
          [t('迟延不能计算的节点'), unknown > 0 ? unknown : null],
          [t('缺少超过多久为静默漏发（设置，不是法律规定）'), late(graceMs)],
          [
            t('最近一轮检查'),
            <>
              {checkedAt === null ? '—' : shortTime(checkedAt)} {!watching && <strong>{t('监视进程没有报告')}</strong>}
            </>,
          ],
        ]}
      />
      <Table
        size="small"
        pagination={false}
        dataSource={classes}
        columns={[
          { title: t('迟延'), dataIndex: 'name' },
          { title: t('节点数'), dataIndex: 'count', align: 'right' },
          {
            title: t('所占比例'),
            key: 'share',
            render: (_, { share, name }) => (
              <>
                <meter min={0} max={1} value={share} aria-label={name} /> {(share * 100).toFixed(1)}%
              </>
            ),
          },
        ]}
      />
    </div>
  );
}
