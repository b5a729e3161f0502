import { Alert, Button, Modal, Typography } from 'antd';
import type { CreatedAccount } from '@xiezhi/contracts/views';
import { useSession } from '../../../shared/session';

/** A password nobody will be shown again: it is kept nowhere but in its hash. */
export function ToldPassword({ told, onClose }: { told: CreatedAccount; onClose: () => void }) {
  const { t } = useSession();
  return (
    <Modal
      open
      closable={false}
      mask={{ closable: false }}
      title={`${told.name}（${told.username}）`}
      footer={<Button onClick={onClose}>{t('已转交，关闭')}</Button>}
    >
      <p>
        {t('密码')}{' '}
        <Typography.Text code copyable className="told">
          {told.password ?? ''}
        </Typography.Text>
      </p>
      <Alert type="warning" showIcon title={t('密码只显示这一次。请当面转交本人，并提醒其登录后自行修改。')} />
    </Modal>
  );
}
