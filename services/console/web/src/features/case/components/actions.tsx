import { Button, Collapse, Space } from 'antd';
import type { Action } from '@xiezhi/contracts/views';
import { Nothing } from '../../../shared/components/page';
import { CommandTitle } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';

/** Commands that answer one field record are given beside that record. */
const BESIDE_RECORDS = new Set(['execution.acknowledge', 'execution.object', 'execution.resolveObjection']);

/** What can be done at almost any time and moves no case on: offered after the rest. */
const ASIDE = new Set([
  'settings.adopt',
  'sensitivity.raise',
  'sensitivity.lower',
  'participants.change',
  'plan.return',
  'lead.register',
  'duty.urge',
  'collaboration.revoke',
  'application.amend',
  'application.withdraw',
  'order.conclude',
  'ground.override',
]);

/** What this person can do now as buttons, and what not yet with its reason. */
export function Actions({
  actions,
  planned,
  onAct,
}: {
  actions: readonly Action[];
  /** A plan holds, so that another version is no next step. */
  planned: boolean;
  onAct: (action: Action) => void;
}) {
  const { t } = useSession();
  const aside = (command: string) => ASIDE.has(command) || (planned && command === 'plan.submit');
  const possible = actions
    .filter(({ allowed, command }) => allowed && !BESIDE_RECORDS.has(command))
    .sort((a, b) => Number(aside(a.command)) - Number(aside(b.command)));
  const answers = actions.some(({ allowed, command }) => allowed && BESIDE_RECORDS.has(command));
  const later = actions.filter(({ allowed }) => !allowed);
  return (
    <div className="stack" style={{ gap: 8 }}>
      {possible.length === 0 && !answers && <Nothing text={t('目前没有需要您办理的事项。')} />}
      {possible.map((action, index) => (
        <Button
          key={action.command}
          block
          className="act"
          type={index === 0 && !aside(action.command) ? 'primary' : 'default'}
          onClick={() => onAct(action)}
        >
          <CommandTitle of={action} />
        </Button>
      ))}
      {answers && <span>{t('有待签收或者处理的现场记录，见“现场记录”。')}</span>}
      {later.length > 0 && (
        <Collapse
          size="small"
          ghost
          items={[
            {
              key: 'later',
              label: `${t('暂不能办理')}（${later.length}）`,
              children: (
                <Space orientation="vertical" size={6}>
                  {later.map((action) => (
                    <div key={action.command}>
                      <CommandTitle of={action} />
                      <div className="soft" lang="zh-CN">
                        {action.reason}
                      </div>
                    </div>
                  ))}
                </Space>
              ),
            },
          ]}
        />
      )}
    </div>
  );
}
