import { Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { WorkItem } from '@xiezhi/contracts/views';
import { Problem } from '../../../shared/components/page';
import { useTitle } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { useColleagues } from '../api/work-items';
import { candidates } from '../lib/work';

const SHOWN = 5;

/** Which items a dialog is about: the first of them in words. */
export function Named({ items }: { items: readonly WorkItem[] }) {
  const { t } = useSession();
  return (
    <ul className="plain" lang="zh-CN">
      {items.slice(0, SHOWN).map(({ id, title, subject }) => (
        <li key={id}>
          {title} · {subject}
        </li>
      ))}
      {items.length > SHOWN && (
        <li>
          {t('共')} {items.length} {t('件')}
        </li>
      )}
    </ul>
  );
}

interface Props {
  items: readonly WorkItem[];
  action: 'assign' | 'delegate';
  busy: boolean;
  onGive: (body: { sub: string; reason?: string }) => void;
  onClose: () => void;
}

/** Gives work items to a colleague who can do them all; who may act by law does not change. */
export function HandOver({ items, action, busy, onGive, onClose }: Props) {
  const { me, t } = useSession();
  const title = useTitle();
  const people = useColleagues(true);
  const [sub, setSub] = useState<string>();
  const [reason, setReason] = useState('');
  const ready = sub !== undefined && (action === 'assign' || reason.trim() !== '');
  const offered = candidates(people.data?.people ?? [], items).filter(
    (person) => action === 'assign' || person.sub !== me.sub,
  );
  const give = () => {
    if (sub !== undefined) onGive({ sub, ...(action === 'delegate' ? { reason: reason.trim() } : {}) });
  };
  return (
    <Modal
      open
      title={t(action === 'assign' ? '指派' : '委托代办')}
      okText={t('确认')}
      cancelText={t('取消')}
      okButtonProps={{ disabled: !ready, loading: busy }}
      onOk={give}
      onCancel={onClose}
    >
      <Named items={items} />
      {people.error && <Problem error={people.error} onRetry={people.refetch} />}
      <Form layout="vertical">
        <Form.Item
          label={t('交给')}
          htmlFor="colleague"
          required
          {...(people.data && offered.length === 0 ? { extra: t('没有能够办理全部所选事项的本院人员。') } : {})}
        >
          <Select
            id="colleague"
            loading={people.isPending}
            showSearch={{ optionFilterProp: 'label' }}
            value={sub ?? null}
            onChange={(value: string | null) => setSub(value ?? undefined)}
            options={offered.map((person) => ({
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
