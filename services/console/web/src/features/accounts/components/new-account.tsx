import { Button, Form, Input, Modal } from 'antd';
import type { CreatedAccount } from '@xiezhi/contracts/views';
import { Problem } from '../../../shared/components/page';
import { useSession } from '../../../shared/session';
import { useChange, type NewAccount as Fields } from '../api/accounts';
import { CourtSelect } from './court-select';

const USERNAME = /^[a-z0-9][a-z0-9._-]{1,62}$/;

/** The system administrator makes an account without any role. */
export function NewAccount({ onMade, onClose }: { onMade: (told: CreatedAccount) => void; onClose: () => void }) {
  const { me, t } = useSession();
  const create = useChange(onMade);
  return (
    <Modal open title={t('新建账号')} footer={null} onCancel={onClose}>
      {create.error && <Problem error={create.error} />}
      <p className="soft">{t('新账号没有岗位，由安全管理员授予。')}</p>
      <Form<Fields>
        layout="vertical"
        initialValues={{ court: me.court }}
        onFinish={(account) => !create.isPending && create.mutate({ kind: 'create', account })}
      >
        <Form.Item
          name="username"
          label={t('用户名')}
          extra={t('小写字母、数字、点、下划线、连字符，2 至 63 个字符')}
          normalize={(typed: string) => typed.trim().toLowerCase()}
          rules={[
            { required: true, message: t('请填写用户名') },
            { pattern: USERNAME, message: t('小写字母、数字、点、下划线、连字符，2 至 63 个字符') },
          ]}
        >
          <Input autoComplete="off" maxLength={63} />
        </Form.Item>
        <Form.Item
          name="name"
          label={t('姓名')}
          rules={[{ required: true, whitespace: true, message: t('请填写姓名') }]}
        >
          <Input autoComplete="off" maxLength={40} />
        </Form.Item>
        <Form.Item name="court" label={t('所在法院')} rules={[{ required: true, message: t('请选择法院') }]}>
          <CourtSelect />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={create.isPending}>
          {t('建立')}
        </Button>
      </Form>
    </Modal>
  );
}
