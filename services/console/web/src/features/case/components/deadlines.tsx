import { Collapse } from 'antd';
import type { CaseView } from '@xiezhi/contracts/views';
import type { DatedChange } from '../../../shared/answers';
import { DeadlineDetail, DeadlineLabel } from '../../../shared/components/deadline-detail';
import { SettingLegend } from '../../../shared/components/setting-mark';
import { useSession } from '../../../shared/session';
import { authorityOf } from '../../../shared/wording';
import { inTurn, nextDue, type Placed } from '../lib/deadlines';
import { endedDeadlines } from '../lib/story';
import { Part } from './part';

/** Every period of the case, what is owed next open and first, what has ended folded; each with the days it was counted by. */
export function Deadlines({ view, changes }: { view: CaseView; changes: readonly DatedChange[] }) {
  const { t } = useSession();
  const next = nextDue(view);
  const ends = endedDeadlines(view, changes);
  const { running, ended } = inTurn(view);
  const key = ({ deadline, index }: Placed) => `${deadline.kind}-${index}`;
  const itemOf = (placed: Placed) => {
    const { deadline, index } = placed;
    return {
      key: key(placed),
      label: <DeadlineLabel deadline={deadline} />,
      children: (
        <DeadlineDetail
          deadline={deadline}
          calendar={view.calendar}
          end={ends.get(index)}
          revised={changes.filter(
            ({ due, deadline: kind }) =>
              kind === deadline.kind && deadline.revisions.some(({ from, to }) => from === due?.from && to === due.to),
          )}
        />
      ),
    };
  };
  const open = running.filter(({ deadline }) => deadline === next).map(key);
  return (
    <Part title={t('期限')} id="deadlines" empty={view.deadlines.length === 0 && t('没有期限')}>
      <Collapse
        size="small"
        defaultActiveKey={open}
        items={[
          ...running.map(itemOf),
          ...(ended.length === 0
            ? []
            : [
                {
                  key: 'ended',
                  label: `${t('已经结束的期限')}（${ended.length}）`,
                  children: <Collapse size="small" items={ended.map(itemOf)} />,
                },
              ]),
        ]}
      />
      {view.deadlines.some((deadline) => !authorityOf(deadline.authority, deadline).law) && <SettingLegend />}
    </Part>
  );
}
