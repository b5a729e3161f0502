import { Card, Collapse, Tag } from 'antd';
import type { CaseView, DeadlineView } from '../../../shared/api/types';
import { DayCalendar } from '../../../shared/components/day-calendar';
import { Lamp } from '../../../shared/components/lamp';
import { Nothing } from '../../../shared/components/page';
import { Authority, Court, Terms, useTitle } from '../../../shared/components/words';
import { dayByDay } from '../../../shared/rule/day-by-day';
import { useSession } from '../../../shared/session';

/** The duty that is owed next: a right such as the objection is none. */
export function nextDue(view: CaseView): DeadlineView | undefined {
  return view.deadlines
    .filter(({ doneOn, status, kind }) => doneOn === null && status !== 'CANCELLED' && kind !== 'OBJECTION')
    .sort((a, b) => (a.due < b.due ? -1 : 1))[0];
}

function usePeriod() {
  const { t } = useSession();
  return ({ workdays, kind, expiresAt, startedOn, due }: DeadlineView) => {
    if (workdays !== null) return `${workdays} ${t('个工作日')}`;
    if (kind === 'OBJECTION') return `5 ${t('个自然日')}`;
    return expiresAt.slice(11, 16) === '00:00' ? `${startedOn} – ${due}` : t('30分钟');
  };
}

function useOutcome() {
  const { t, me } = useSession();
  return ({ doneOn, ordinal, lateWorkdays }: DeadlineView) => {
    if (doneOn === null) return undefined;
    const which =
      ordinal === null || ordinal === 0 ? '' : me.language === 'zh' ? `第${ordinal}个工作日` : `day ${ordinal}`;
    const late = lateWorkdays ? `${t('逾期')} ${lateWorkdays} ${t('个工作日')}` : '';
    return [doneOn, which, late].filter((part) => part !== '').join(' · ');
  };
}

function Detail({ deadline }: { deadline: DeadlineView }) {
  const { t } = useSession();
  const period = usePeriod();
  const outcome = useOutcome();
  const time = deadline.expiresAt.slice(11, 16);
  return (
    <div className="stack" style={{ gap: 10 }}>
      <Terms
        entries={[
          [t('依据'), <Authority authority={deadline.authority} />],
          [t('责任法院'), <Court code={deadline.court} on={deadline.startedOn} />],
          [t('期间'), period(deadline)],
          [t('起算'), `${deadline.startedOn}（${t('收到或发生当日，不计')}）`],
          [t('届满'), time === '00:00' ? deadline.due : `${deadline.due} ${time}`],
          [t('完成于'), outcome(deadline)],
          [t('所用日历'), deadline.calendar],
        ]}
      />
      {deadline.provisional && <div>{t('暂定：所涉年度的放假安排尚未公布，公布后重新计算。')}</div>}
      {deadline.countedDays.length > 0 ? (
        <DayCalendar days={dayByDay(deadline)} due={deadline.due} />
      ) : (
        <div className="soft">{t('此期限不按工作日计算，不逐日列出。')}</div>
      )}
      {deadline.revisions.map(({ from, to, reason }) => (
        <div key={`${from}${to}${reason}`}>
          {t('期限变更')}：{from} {t('改为')} <strong>{to}</strong>，{t('原因')}：<span lang="zh-CN">{reason}</span>
        </div>
      ))}
    </div>
  );
}

/** Every period of the case: what is running first open, each with the days it was counted by. */
export function Deadlines({ view }: { view: CaseView }) {
  const { t } = useSession();
  const title = useTitle();
  const next = nextDue(view);
  const key = (deadline: DeadlineView, index: number) => `${deadline.kind}-${index}`;
  const open = view.deadlines.flatMap((deadline, index) => (deadline === next ? [key(deadline, index)] : []));
  return (
    <Card size="small" title={t('期限')} id="deadlines">
      {view.deadlines.length === 0 ? (
        <Nothing text={t('没有期限')} />
      ) : (
        <Collapse
          size="small"
          defaultActiveKey={open}
          items={view.deadlines.map((deadline, index) => ({
            key: key(deadline, index),
            label: (
              <span className="deadline-label">
                <strong>{title('deadline', deadline.kind)}</strong>
                <span>
                  {deadline.startedOn} → {deadline.due}
                </span>
                <Lamp
                  due={deadline.due}
                  court={deadline.court}
                  status={deadline.status}
                  expiresAt={deadline.expiresAt}
                />
                {deadline.status === 'LATE' && <Tag color="red">{title('deadlineStatus', 'LATE')}</Tag>}
                {deadline.provisional && <Tag>{t('暂定')}</Tag>}
                {deadline.revisions.length > 0 && <Tag>{t('有变更')}</Tag>}
              </span>
            ),
            children: <Detail deadline={deadline} />,
          }))}
        />
      )}
    </Card>
  );
}
