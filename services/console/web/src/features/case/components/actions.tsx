import { Button, Collapse, Space } from 'antd';
import type { Action } from '@xiezhi/contracts/views';
import { Nothing } from '../../../shared/components/page';
import { CommandTitle } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';

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
  onAct: (action: Action, record?: number) => void;
}) {
  const { t } = useSession();
  const aside = (command: string) => ASIDE.has(command) || (planned && command === 'plan.submit');
  // What answers field records is one act for each of them.
  const possible = actions
    .filter(({ allowed }) => allowed)
    .flatMap((action) => (action.records ?? [undefined]).map((record) => ({ action, record })))
    .sort((a, b) => Number(aside(a.action.command)) - Number(aside(b.action.command)));
  const later = actions.filter(({ allowed }) => !allowed);
  return (
    <div className="stack" style={{ gap: 8 }}>
      {possible.length === 0 && <Nothing text={t('目前没有需要您办理的事项。')} />}
      {possible.map(({ action, record }, index) => (
        <Button
          key={`${action.command}:${record ?? ''}`}
          block
          className="act"
          type={index === 0 && !aside(action.command) ? 'primary' : 'default'}
          onClick={() => onAct(action, record)}
        >
          <CommandTitle of={action} />
          {record !== undefined && ` · ${t('第')}${record}${t('号')}`}
        </Button>
      ))}
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
