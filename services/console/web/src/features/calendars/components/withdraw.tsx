import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { Problem } from '../../../shared/components/page';
import { useSession } from '../../../shared/session';
import { useChange } from '../api/calendars';

/** Taken back by whoever proposed it, with the reason, before anybody has decided. */
export function Withdraw({ proposal, subject, onClose }: { proposal: string; subject: string; onClose: () => void }) {
  const { t } = useSession();
  const [reason, setReason] = useState('');
  const change = useChange(onClose);
  return (
    <Modal
      open
      title={t('撤回自己的变更')}
      okText={t('撤回')}
      cancelText={t('取消')}
      okButtonProps={{ danger: true, disabled: reason.trim() === '', loading: change.isPending }}
      onOk={() => change.mutate({ command: 'withdraw', body: { proposal, reason: reason.trim() } })}
      onCancel={onClose}
    >
      {change.error && <Problem error={change.error} />}
      <p lang="zh-CN">{subject}</p>
      <p>{t('撤回后不能恢复，需要时重新提出。确认？')}</p>
      <Form layout="vertical">
        <Form.Item label={t('撤回的理由')} htmlFor="withdraw-reason" required>
          <Input.TextArea
            id="withdraw-reason"
            rows={2}
            maxLength={2_000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
