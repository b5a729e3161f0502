import { Collapse, Tag } from 'antd';
import type { CaseView, DeadlineView } from '../../../shared/api/types';
import { Lamp } from '../../../shared/components/lamp';
import { Nothing } from '../../../shared/components/page';
import { useTitle } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { endedDeadlines, type Told } from '../api/story';
import { DeadlineDetail } from './deadline-detail';
import { Part } from './part';

/** The duty that is owed next: a right such as the objection is none. */
export function nextDue(view: CaseView): DeadlineView | undefined {
  return view.deadlines
    .filter(({ doneOn, status, kind }) => doneOn === null && status !== 'CANCELLED' && kind !== 'OBJECTION')
    .sort((a, b) => (a.due < b.due ? -1 : 1))[0];
}

/** What was done too late is over all the same: its lamp no longer counts the days. */
function lampStatus({ status, doneOn, released }: DeadlineView): DeadlineView['status'] {
  if (doneOn !== null) return 'MET';
  return released ? 'CANCELLED' : status;
}

function Label({ deadline }: { deadline: DeadlineView }) {
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

/** Every period of the case: what is owed next open, each with the days it was counted by. */
export function Deadlines({ view, told }: { view: CaseView; told: readonly Told[] }) {
  const { t } = useSession();
  const next = nextDue(view);
  const ends = endedDeadlines(view, told);
  const key = (deadline: DeadlineView, index: number) => `${deadline.kind}-${index}`;
  const open = view.deadlines.flatMap((deadline, index) => (deadline === next ? [key(deadline, index)] : []));
  return (
    <Part title={t('期限')} id="deadlines">
      {view.deadlines.length === 0 ? (
        <Nothing text={t('没有期限')} />
      ) : (
        <Collapse
          size="small"
          defaultActiveKey={open}
          items={view.deadlines.map((deadline, index) => ({
            key: key(deadline, index),
            label: <Label deadline={deadline} />,
            children: (
              <DeadlineDetail
                deadline={deadline}
                calendar={view.calendar}
                end={ends.get(index)}
                revised={told.filter(
                  ({ due, deadline: kind }) =>
                    kind === deadline.kind &&
                    deadline.revisions.some(({ from, to }) => from === due?.from && to === due.to),
                )}
              />
            ),
          }))}
        />
      )}
    </Part>
  );
}
