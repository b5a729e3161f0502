import { Table, Tag } from 'antd';
import { useEffect, useRef } from 'react';
import { CommandTitle, Court, useTitle } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';
import type { PlayStep, StepOutcome } from '@xiezhi/contracts/views';

const STATUS = { waiting: '等待', running: '办理中', done: '已完成' } as const;
const COLOURS = { waiting: 'default', running: 'processing', done: 'success' } as const;

const shown = (value: unknown): string => (value === undefined ? '—' : JSON.stringify(value));

export function Outcome({ outcome }: { outcome: StepOutcome }) {
  const { t } = useSession();
  return (
    <div className={outcome.ok ? 'as-expected' : 'otherwise'}>
      <strong>{outcome.ok ? `✓ ${t('与预期相符')}` : `✗ ${t('与预期不符')}`}</strong>{' '}
      <span lang="zh-CN">{outcome.result}</span>
      {outcome.mismatches.length > 0 && (
        <dl className="mismatches">
          {outcome.mismatches.map(({ path, expected, actual }) => (
            <div key={path}>
              <dt>{path}</dt>
              <dd>
                {t('预期')} {shown(expected)}；{t('实际')} {shown(actual)}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

function Expected({ step }: { step: PlayStep }) {
  const { t } = useSession();
  if (step.expect === null) return null;
  return (
    <details>
      <summary>{t('预期的事实')}</summary>
      <pre className="facts" lang="zh-CN" tabIndex={0}>
        {JSON.stringify(step.expect, null, 2)}
      </pre>
    </details>
  );
}

function Who({ as, at }: PlayStep) {
  const title = useTitle();
  if (!as) return <>—</>;
  return (
    <>
      {as.court !== undefined && <Court code={as.court} on={at.slice(0, 10)} />} <span lang="zh-CN">{as.name}</span>{' '}
      {as.role !== undefined && title('role', as.role)}
    </>
  );
}

/** While a story is played, its step in hand comes into view by itself, once. */
function useFollow(step: number, playing: boolean) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!playing) return;
    box.current?.querySelector(`tr[data-row-key="${step}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [step, playing]);
  return box;
}

/** Who does what when, how far it is, and what came of it against what the file expects. */
export function StepsTable({ steps, step }: { steps: readonly PlayStep[]; step: number }) {
  const { t } = useSession();
  const playing = steps.some(({ status }) => status === 'running');
  const box = useFollow(step, playing);
  return (
    <div ref={box} className="play-steps">
      <Table
        size="small"
        rowKey="number"
        pagination={false}
        dataSource={steps.map((each, index) => ({ ...each, number: index + 1 }))}
        rowClassName={({ status }) => (status === 'running' ? 'in-hand' : '')}
        columns={[
          { title: t('步骤'), dataIndex: 'number', width: 60 },
          { title: t('法院时间'), key: 'at', width: 150, render: (_, { at }) => shortTime(at) },
          { title: t('办理人'), key: 'who', width: 240, render: (_, each) => <Who {...each} /> },
          {
            title: t('事项'),
            key: 'what',
            render: (_, each) =>
              each.do === null ? (
                t(each.outcomes.length > 0 || each.expect !== null ? '核对事实' : '时间前进')
              ) : (
                <CommandTitle of={{ command: each.do, title: each.title ?? each.do }} />
              ),
          },
          {
            title: t('状态'),
            key: 'status',
            width: 90,
            render: (_, { status }) => <Tag color={COLOURS[status]}>{t(STATUS[status])}</Tag>,
          },
          {
            title: t('结果'),
            key: 'result',
            width: '32%',
            render: (_, each) => (
              <>
                {each.outcomes.map((outcome) => (
                  <Outcome key={outcome.text} outcome={outcome} />
                ))}
                <Expected step={each} />
              </>
            ),
          },
        ]}
      />
    </div>
  );
}
