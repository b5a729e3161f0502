import { Button, Form, Input, Modal } from 'antd';
import type { Account } from '@xiezhi/contracts/views';
import { Problem } from '../../../shared/components/page';
import { useSession } from '../../../shared/session';
import { useChange } from '../api/accounts';
import { CourtSelect } from './court-select';

interface Fields {
  court: string;
  reason: string;
}

/** The system administrator proposes that an account goes to another court; the security administrator confirms it. */
export function Transfer({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useSession();
  const propose = useChange(onClose);
  return (
    <Modal
      open
      title={`${t('调到其他法院')} · ${account.name}（${account.username}）`}
      footer={null}
      onCancel={onClose}
    >
      {propose.error && <Problem error={propose.error} />}
      <p className="soft">{t('由安全管理员确认后生效；再次提出时以后一次为准。')}</p>
      <Form<Fields>
        layout="vertical"
        onFinish={(fields) =>
          !propose.isPending && propose.mutate({ kind: 'transfer', username: account.username, ...fields })
        }
      >
        <Form.Item
          name="court"
          label={t('新法院')}
          rules={[
            { required: true, message: t('请选择法院') },
            {
              validator: (_, court) =>
                court === account.court ? Promise.reject(new Error(t('与现在的法院相同'))) : Promise.resolve(),
            },
          ]}
        >
          <CourtSelect />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('调动的理由')}
          rules={[{ required: true, whitespace: true, message: t('请填写调动的理由') }]}
        >
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={propose.isPending}>
          {t('提出')}
        </Button>
      </Form>
    </Modal>
  );
}
