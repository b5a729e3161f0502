import { Alert, Button, Form, Input, Modal, Space } from 'antd';
import { useState } from 'react';
import type { WorkItem } from '@xiezhi/contracts/views';
import { useSession } from '../../../shared/session';
import { useInTurn, type Undone } from '../api/work-items';
import { BULK_ACTS, fitting, type BulkAct } from '../lib/work';
import { HandOver, Named } from './hand-over';

const WORDS = {
  receive: '签收',
  claim: '认领',
  assign: '指派',
  urge: '催办',
} as const satisfies Record<BulkAct, string>;

interface Asking {
  act: BulkAct;
  items: readonly WorkItem[];
}

interface Answering {
  busy: boolean;
  onGive: (body: object) => void;
  onClose: () => void;
}

interface Told {
  done: number;
  undone: readonly Undone[];
}

function Outcome({ told: { done, undone }, onClose }: { told: Told; onClose: () => void }) {
  const { t } = useSession();
  const whole = undone.length === 0;
  return (
    <Alert
      role="status"
      type={whole ? 'success' : 'warning'}
      showIcon
      closable={{ onClose, 'aria-label': t('关闭') }}
      style={{ marginBottom: 12 }}
      title={`${done} ${t('件已办理')}${whole ? '' : ` · ${undone.length} ${t('件未能办理')}`}`}
      description={
        whole ? undefined : (
          <ul className="plain" lang="zh-CN">
            {undone.map(({ item, why }) => (
              <li key={item.id}>
                {item.title} · {item.subject}：{why ?? t('没有发出')}
              </li>
            ))}
          </ul>
        )
      }
    />
  );
}

function Urging({ items, busy, onGive, onClose }: Pick<Asking, 'items'> & Answering) {
  const { t } = useSession();
  const [text, setText] = useState('');
  return (
    <Modal
      open
      title={t('催办')}
      okText={t('确认')}
      cancelText={t('取消')}
      okButtonProps={{ loading: busy }}
      onOk={() => onGive(text.trim() === '' ? {} : { text: text.trim() })}
      onCancel={onClose}
    >
      <Named items={items} />
      <Form layout="vertical">
        <Form.Item label={t('催办内容')} htmlFor="urge" extra={t('可以不填。每一事项每天只能催办一次。')}>
          <Input.TextArea
            id="urge"
            rows={3}
            maxLength={20_000}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function Question({ asking: { act, items }, ...answering }: { asking: Asking } & Answering) {
  const { t } = useSession();
  if (act === 'assign') return <HandOver items={items} action="assign" {...answering} />;
  if (act === 'urge') return <Urging items={items} {...answering} />;
  return (
    <Modal
      open
      title={t(WORDS[act])}
      okText={t('确认')}
      cancelText={t('取消')}
      okButtonProps={{ loading: answering.busy }}
      onOk={() => answering.onGive({})}
      onCancel={answering.onClose}
    >
      {act === 'receive' && <p>{t('确认签收所选文书？签收日期为今日。')}</p>}
      <Named items={items} />
    </Modal>
  );
}

/** What can be done with the selected rows at once: each button says with how many of them, and what was not done is told. */
export function Bulk({ selected, onDone }: { selected: readonly WorkItem[]; onDone: () => void }) {
  const { t } = useSession();
  const { run, course } = useInTurn();
  const [asking, ask] = useState<Asking>();
  const [told, tell] = useState<Told>();
  const give = async ({ act, items }: Asking, body: object) => {
    const undone = await run(act, items, body);
    tell({ done: items.length - undone.length, undone });
    ask(undefined);
    onDone();
  };
  return (
    <>
      {told && <Outcome told={told} onClose={() => tell(undefined)} />}
      {selected.length > 0 && (
        <Space wrap style={{ marginBottom: 8 }}>
          <span>
            {t('已选')} {selected.length} {t('件')}
          </span>
          {BULK_ACTS.map((act) => {
            const items = fitting(selected, act);
            return (
              <Button key={act} size="small" disabled={items.length === 0} onClick={() => ask({ act, items })}>
                {t(WORDS[act])}（{items.length}）
              </Button>
            );
          })}
          {course && (
            <span role="status">
              {t('正在办理')} {course.done + 1} / {course.of}
            </span>
          )}
        </Space>
      )}
      {asking && (
        <Question
          asking={asking}
          busy={course !== undefined}
          onGive={(body) => void give(asking, body)}
          onClose={() => ask(undefined)}
        />
      )}
    </>
  );
}
