import type { CalendarDay } from '../rule/day-by-day';
import { weeksOf, type Cell } from '../rule/weeks';
import { useSession } from '../session';
import { weekdayTitle } from '../wording';

function classOf({ day }: Cell, due: string): string {
  if (!day) return 'outside';
  const classes = [day.kind === 'rest' && day.mark === 'HOLIDAY' ? 'off' : day.kind];
  if (day.mark === 'MAKEUP') classes.push('makeup');
  if (day.date === due) classes.push('due');
  return classes.join(' ');
}

/** A small calendar: which days were counted, which not and why; every mark is also a word. */
export function DayCalendar({ days, due }: { days: readonly CalendarDay[]; due: string }) {
  const { t, me } = useSession();
  if (days.length === 0) return null;
  const word = ({ day }: Cell): string => {
    if (!day) return '';
    if (day.date === due && day.ordinal)
      return me.language === 'zh' ? `第${day.ordinal}日 届满` : `day ${day.ordinal}, due`;
    if (day.kind === 'start') return t('收到日');
    if (day.kind === 'paused') return t('中止');
    if (day.ordinal)
      return me.language === 'zh' ? `第${day.ordinal}日${day.mark === 'MAKEUP' ? ' 班' : ''}` : `day ${day.ordinal}`;
    return day.mark === 'HOLIDAY' ? t('放假') : t('休');
  };
  return (
    <div className="months">
      {[...weeksOf(days)].map(([month, weeks]) => (
        <table className="month" key={month}>
          <caption>{month}</caption>
          <thead>
            <tr>
              {[1, 2, 3, 4, 5, 6, 7].map((day) => (
                <th key={day} scope="col">
                  {weekdayTitle(me.language, day)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map((cells, index) => (
              <tr key={index}>
                {cells.map((cell, column) => (
                  <td key={column} className={cell.date === '' ? '' : classOf(cell, due)} title={cell.day?.reason}>
                    {cell.date !== '' && Number(cell.date.slice(8))}
                    <small>{word(cell)}</small>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}
