import type { CalendarYear } from '@xiezhi/rules';
import { calendarsUsed } from '../rule/day-by-day';
import { useSession } from '../session';

/**
 * By which calendars days were counted, with the notices behind them.
 * @param calendar as a count names them: `national-2018@1 yanbian-2018@1`
 * @param told years beside those that ship
 */
export function CalendarsUsed({ calendar, told }: { calendar: string; told: readonly CalendarYear[] }) {
  const { t } = useSession();
  return calendarsUsed({ calendar }, told).map(({ region, year, version, notice }) => (
    <div key={`${region}${year}`} lang="zh-CN">
      {region} {year} {version === 0 ? t('尚未公布') : `${t('第')}${version}${t('版')}`}
      {notice !== undefined && <span className="soft"> {notice}</span>}
    </div>
  ));
}
