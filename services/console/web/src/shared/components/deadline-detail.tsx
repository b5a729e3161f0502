import { Tag } from 'antd';
import type { DeadlineView } from '@xiezhi/contracts/views';
import { weekday, type CalendarYear } from '@xiezhi/rules';
import type { DatedChange } from '../answers';
import { CalendarsUsed } from './calendars-used';
import { DayCalendar } from './day-calendar';
import { Lamp } from './lamp';
import { Authority, Court, Terms, useTitle } from './words';
import { dayByDay, type CalendarDay } from '../rule/day-by-day';
import { useSession } from '../session';
import { authorityOf, shortTime, weekdayTitle } from '../wording';

export function usePeriod() {
  const { t } = useSession();
  const units = { workday: t('个工作日'), calendarDay: t('个自然日'), minute: t('分钟') };
  return ({ length: { amount, unit } }: DeadlineView) => `${amount} ${units[unit]}`;
}

export function useOutcome() {
  const { t, me } = useSession();
  return ({ doneOn, ordinal, lateWorkdays }: DeadlineView) => {
    if (doneOn === null) return undefined;
    const which =
      ordinal === null || ordinal === 0 ? '' : me.language === 'zh' ? `第${ordinal}个工作日` : `day ${ordinal}`;
    const late = lateWorkdays ? `${t('逾期')} ${lateWorkdays} ${t('个工作日')}` : '';
    return [doneOn, which, late].filter((part) => part !== '').join(' · ');
  };
}

/** The days as a list, for who cannot see the calendar and for paper. */
function DayList({ days, due }: { days: readonly CalendarDay[]; due: string }) {
  const { t, me } = useSession();
  const counts = ({ kind, ordinal }: CalendarDay) => {
    if (kind === 'start') return t('收到日');
    if (kind === 'paused') return t('中止');
    if (ordinal === null) return t('不计入');
    return me.language === 'zh' ? `第${ordinal}日` : `day ${ordinal}`;
  };
  return (
    <details className="days">
      <summary>{t('逐日列表')}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('日期')}</th>
            <th scope="col">{t('星期')}</th>
            <th scope="col">{t('计数')}</th>
            <th scope="col">{t('说明')}</th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.date}>
              <td>{day.date}</td>
              <td>{weekdayTitle(me.language, weekday(day.date))}</td>
              <td>
                {counts(day)}
                {day.date === due && ` · ${t('届满')}`}
              </td>
              <td lang="zh-CN">{day.kind === 'start' ? t('收到或发生当日，不计') : day.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Revisions({ deadline: { revisions }, revised }: { deadline: DeadlineView; revised: readonly DatedChange[] }) {
  const { t } = useSession();
  const when = ({ from, to }: { from: string; to: string }) =>
    revised.find(({ due }) => due?.from === from && due.to === to)?.at;
  return revisions.map((revision, index) => {
    const at = when(revision);
    return (
      <div key={index} className="revision">
        <strong>{t('期限变更')}</strong> {at && shortTime(at)}：<s>{revision.from}</s> {t('改为')}{' '}
        <strong>{revision.to}</strong>
        <div>
          {t('依据')}：<span lang="zh-CN">{revision.reason}</span>
        </div>
      </div>
    );
  });
}

/** Who was told or urged about a deadline, and how it ended without being met. */
function Fate({ deadline, end }: { deadline: DeadlineView; end: DatedChange | undefined }) {
  const { t } = useSession();
  const title = useTitle();
  const { escalated, urged = [], released, paused } = deadline;
  return (
    <>
      {paused && (
        <div>
          {t('补正期间不计入')}：{paused.from} – {paused.to}
        </div>
      )}
      {escalated && (
        <div>
          {t('逾期报告')} {escalated.on}：
          {escalated.to.map(({ court, role }) => (
            <span key={`${court}${role}`}>
              <Court code={court} on={escalated.on} /> {title('role', role)}；
            </span>
          ))}
        </div>
      )}
      {urged.map(({ on, by }, index) => (
        <div key={index}>
          {t('催办')} {on}：<Court code={by} on={on} />
        </div>
      ))}
      {end && (
        <div>
          {released ? t('不再计算') : t('已取消')} {end.at?.slice(0, 10)}：<span lang="zh-CN">{end.text}</span>
        </div>
      )}
    </>
  );
}

/** What was done too late is over all the same: its lamp no longer counts the days. */
function lampStatus({ status, doneOn, released }: DeadlineView): DeadlineView['status'] {
  if (doneOn !== null) return 'MET';
  return released ? 'CANCELLED' : status;
}

/** A period in one line: its days, its lamp and what is particular about it. */
export function DeadlineLabel({ deadline }: { deadline: DeadlineView }) {
  const { t } = useSession();
  const title = useTitle();
  const { kind, record, startedOn, due, court, status, expiresAt, provisional, revisions, suspended } = deadline;
  return (
    <span className="deadline-label">
      <strong>
        {title('deadline', kind)}
        {record !== undefined && ` · ${t('第')}${record}${t('号')}`}
      </strong>
      <span>
        {startedOn} → {due}
      </span>
      <Lamp due={due} court={court} status={lampStatus(deadline)} expiresAt={expiresAt} />
      {status === 'LATE' && <Tag color="red">{title('deadlineStatus', 'LATE')}</Tag>}
      {provisional && <Tag>{t('暂定')}</Tag>}
      {suspended && <Tag>{t('补正中，暂停提醒')}</Tag>}
      {revisions.length > 0 && <Tag>{t('有变更')}</Tag>}
    </span>
  );
}

interface Props {
  deadline: DeadlineView;
  /** Calendar years told to the case. */
  calendar: readonly CalendarYear[];
  /** The entry that cancelled or released it. */
  end: DatedChange | undefined;
  revised: readonly DatedChange[];
}

/** One period: by what law or setting, counted from when by which calendars, day by day, and what became of it. */
export function DeadlineDetail({ deadline, calendar, end, revised }: Props) {
  const { t } = useSession();
  const period = usePeriod();
  const outcome = useOutcome();
  const time = deadline.expiresAt.slice(11, 16);
  const days = dayByDay(deadline, calendar);
  return (
    <div className="stack" style={{ gap: 10 }}>
      <Terms
        entries={[
          [t('依据'), <Authority of={deadline} />],
          [t('责任法院'), <Court code={deadline.court} on={deadline.startedOn} />],
          [t('期间'), period(deadline)],
          [t('收到日'), `${deadline.startedOn}（${t('收到或发生当日，不计')}）`],
          [t('起算日'), days.find(({ ordinal }) => ordinal === 1)?.date],
          [t('届满'), time === '00:00' ? deadline.due : `${deadline.due} ${time}`],
          [t('完成于'), outcome(deadline)],
          [t('所用日历'), <CalendarsUsed calendar={deadline.calendar} told={calendar} />],
        ]}
      />
      {!authorityOf(deadline.authority).law && (
        <div className="soft">{t('此期限由本系统的设置规定，《细则》没有写明天数。')}</div>
      )}
      {deadline.provisional && <div>{t('暂定：所涉年度的放假安排尚未公布，公布后重新计算。')}</div>}
      {days.length > 0 ? (
        <>
          <DayCalendar days={days} due={deadline.due} />
          <DayList days={days} due={deadline.due} />
        </>
      ) : (
        <div className="soft">{t('此期限不按工作日计算，不逐日列出。')}</div>
      )}
      <Revisions deadline={deadline} revised={revised} />
      <Fate deadline={deadline} end={end} />
    </div>
  );
}
