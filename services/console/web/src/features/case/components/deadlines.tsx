import { Collapse } from 'antd';
import type { CaseView, DeadlineView } from '@xiezhi/contracts/views';
import type { DatedChange } from '../../../shared/answers';
import { DeadlineDetail, DeadlineLabel } from '../../../shared/components/deadline-detail';
import { Nothing } from '../../../shared/components/page';
import { useSession } from '../../../shared/session';
import { endedDeadlines } from '../lib/story';
import { Part } from './part';

/** The duty that is owed next: a right such as the objection is none. */
export function nextDue(view: CaseView): DeadlineView | undefined {
  return view.deadlines
    .filter(({ doneOn, status, kind }) => doneOn === null && status !== 'CANCELLED' && kind !== 'OBJECTION')
    .sort((a, b) => (a.due < b.due ? -1 : 1))[0];
}

/** Every period of the case: what is owed next open, each with the days it was counted by. */
export function Deadlines({ view, changes }: { view: CaseView; changes: readonly DatedChange[] }) {
  const { t } = useSession();
  const next = nextDue(view);
  const ends = endedDeadlines(view, changes);
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
            label: <DeadlineLabel deadline={deadline} />,
            children: (
              <DeadlineDetail
                deadline={deadline}
                calendar={view.calendar}
                end={ends.get(index)}
                revised={changes.filter(
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
