import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { csrfToken, request } from '../shared/api/client';
import { Problem } from '../shared/components/page';
import { useSession } from '../shared/session';

interface Fields {
  oldPassword: string;
  newPassword: string;
  again: string;
}

function Changed() {
  const { t } = useSession();
  return (
    <form method="post" action="/auth/sign-out">
      <p>{t('密码已修改，在各处的登录均已失效，请用新密码重新登录。')}</p>
      <input type="hidden" name="csrf" value={csrfToken()} />
      <Button type="primary" htmlType="submit">
        {t('重新登录')}
      </Button>
    </form>
  );
}

/** Everybody changes the own password; nothing of it is kept in the browser. */
export function OwnPassword() {
  const { me, t } = useSession();
  const [open, setOpen] = useState(false);
  const change = useMutation({
    mutationFn: ({ oldPassword, newPassword }: Fields) =>
      request(`identity/accounts/${me.sub}/password`, { method: 'POST', body: { oldPassword, newPassword } }),
  });
  const field = (name: keyof Fields, label: string, autoComplete: string, rules: object[] = []) => (
    <Form.Item
      name={name}
      label={label}
      dependencies={name === 'again' ? ['newPassword'] : []}
      rules={[{ required: true, message: t('请填写') }, ...rules]}
    >
      <Input.Password autoComplete={autoComplete} maxLength={128} />
    </Form.Item>
  );
  const same = ({ getFieldValue }: { getFieldValue: (name: keyof Fields) => unknown }) => ({
    validator: (_: unknown, typed: unknown) =>
      typed === undefined || typed === getFieldValue('newPassword')
        ? Promise.resolve()
        : Promise.reject(new Error(t('两次填写的新密码不一致'))),
  });
  return (
    <>
      <button type="button" className="link" onClick={() => setOpen(true)}>
        {t('修改密码')}
      </button>
      <Modal
        open={open}
        destroyOnHidden
        footer={null}
        title={t('修改密码')}
        closable={!change.isSuccess}
        mask={{ closable: false }}
        onCancel={() => {
          setOpen(false);
          change.reset();
        }}
      >
        {change.isSuccess ? (
          <Changed />
        ) : (
          <Form<Fields> layout="vertical" onFinish={(typed) => !change.isPending && change.mutate(typed)}>
            {change.error && <Problem error={change.error} />}
            <input type="hidden" autoComplete="username" value={me.sub} readOnly />
            {field('oldPassword', t('原密码'), 'current-password')}
            {field('newPassword', t('新密码'), 'new-password')}
            <p className="soft">{t('12 至 128 个字符；大写字母、小写字母、数字、其他字符中至少三种；不含用户名。')}</p>
            {field('again', t('再填一次新密码'), 'new-password', [same])}
            <Button type="primary" htmlType="submit" loading={change.isPending}>
              {t('修改')}
            </Button>
          </Form>
        )}
      </Modal>
    </>
  );
}
