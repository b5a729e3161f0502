import { Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { WorkItem } from '@xiezhi/contracts/views';
import { Problem } from '../../../shared/components/page';
import { useTitle } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { useColleagues, useHanding } from '../api/work-items';

interface Props {
  item: WorkItem;
  action: 'assign' | 'delegate';
  onClose: () => void;
}

/** Gives a work item to a colleague; who may act by law does not change. */
export function HandOver({ item, action, onClose }: Props) {
  const { me, t } = useSession();
  const title = useTitle();
  const people = useColleagues(true);
  const handing = useHanding(onClose);
  const [sub, setSub] = useState<string>();
  const [reason, setReason] = useState('');
  const ready = sub !== undefined && (action === 'assign' || reason.trim() !== '');
  const give = () => {
    if (sub === undefined) return;
    handing.mutate({ item, action, body: { sub, ...(action === 'delegate' ? { reason: reason.trim() } : {}) } });
  };
  return (
    <Modal
      open
      title={t(action === 'assign' ? '指派' : '委托代办')}
      okText={t('确认')}
      cancelText={t('取消')}
      okButtonProps={{ disabled: !ready, loading: handing.isPending }}
      onOk={give}
      onCancel={onClose}
    >
      <p lang="zh-CN">
        {item.title} · {item.subject}
      </p>
      {people.error && <Problem error={people.error} onRetry={people.refetch} />}
      <Form layout="vertical">
        <Form.Item label={t('交给')} htmlFor="colleague" required>
          <Select
            id="colleague"
            loading={people.isPending}
            showSearch={{ optionFilterProp: 'label' }}
            value={sub ?? null}
            onChange={(value: string | null) => setSub(value ?? undefined)}
            options={(people.data?.people ?? [])
              .filter((person) => person.sub !== me.sub)
              .map((person) => ({
                value: person.sub,
                label: `${person.name}（${person.roles.map((role) => title('role', role)).join('、')}）`,
              }))}
          />
        </Form.Item>
        {action === 'delegate' && (
          <Form.Item label={t('原因')} htmlFor="reason" required>
            <Input id="reason" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
