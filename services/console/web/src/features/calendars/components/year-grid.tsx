import type { CalendarYearView } from '@xiezhi/contracts/views';
import { addDays, weekday } from '@xiezhi/rules';
import { useSession } from '../../../shared/session';
import { weekdayTitle } from '../../../shared/wording';

type Kind = 'off' | 'closed' | 'makeup' | 'rest' | 'work';

function daysOf(year: number, month: number): string[] {
  const first = `${year}-${String(month).padStart(2, '0')}-01`;
  const days: string[] = [];
  for (let date = first; date.slice(0, 7) === first.slice(0, 7); date = addDays(date, 1)) days.push(date);
  return days;
}

type Days = Pick<CalendarYearView, 'year' | 'off' | 'makeup' | 'closed'> & {
  names?: CalendarYearView['names'] | undefined;
};

function kindOf(date: string, { off, makeup, closed }: Days): Kind {
  if (closed.includes(date)) return 'closed';
  if (off.includes(date)) return 'off';
  if (makeup.includes(date)) return 'makeup';
  return weekday(date) > 5 ? 'rest' : 'work';
}

const CLASS: Record<Kind, string> = { off: 'off', closed: 'paused', makeup: 'counted makeup', rest: 'rest', work: '' };

/** A month as people know it, Monday first; every mark is also a word. */
function Month({ view, month }: { view: Days; month: number }) {
  const { t, me } = useSession();
  const word: Record<Kind, string> = { off: t('放假'), closed: t('停办'), makeup: t('上班'), rest: t('休'), work: '' };
  const days = daysOf(view.year, month);
  const lead = weekday(days[0]!) - 1;
  const cells = [...Array.from({ length: lead }, () => undefined), ...days];
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) => cells.slice(week * 7, week * 7 + 7));
  return (
    <table className="month">
      <caption>{`${view.year}-${String(month).padStart(2, '0')}`}</caption>
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
        {weeks.map((week, index) => (
          <tr key={index}>
            {Array.from({ length: 7 }, (_, column) => {
              const date = week[column];
              const kind = date === undefined ? undefined : kindOf(date, view);
              const name = date !== undefined && kind === 'off' ? view.names?.[date] : undefined;
              return (
                <td key={column} className={kind ? CLASS[kind] : ''}>
                  {date !== undefined && Number(date.slice(8))}
                  <small title={name} lang={name === undefined ? undefined : 'zh-CN'}>
                    {name ?? (kind ? word[kind] : '')}
                  </small>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function YearGrid({ view }: { view: Days }) {
  return (
    <div className="year">
      {Array.from({ length: 12 }, (_, index) => (
        <Month key={index} view={view} month={index + 1} />
      ))}
    </div>
  );
}
