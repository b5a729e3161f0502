import { Alert, Checkbox, Modal } from 'antd';
import { useState } from 'react';
import type { Account } from '@xiezhi/contracts/views';
import { ROLE_TITLES, type Role } from '@xiezhi/rules';
import { Problem } from '../../../shared/components/page';
import { useTitle } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { useChange } from '../api/accounts';
import { rolesMix } from '../lib/rights';

/** The security administrator says what an account may do. */
export function Roles({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useSession();
  const title = useTitle();
  const [roles, setRoles] = useState<Role[]>(account.roles);
  const change = useChange(onClose);
  const mixed = rolesMix(roles);
  return (
    <Modal
      open
      title={`${t('授予岗位')} · ${account.name}`}
      okText={t('保存')}
      cancelText={t('取消')}
      confirmLoading={change.isPending}
      okButtonProps={{ disabled: mixed }}
      onOk={() => change.mutate({ kind: 'roles', username: account.username, roles })}
      onCancel={onClose}
    >
      {change.error && <Problem error={change.error} />}
      <Checkbox.Group
        className="role-list"
        value={roles}
        onChange={setRoles}
        options={(Object.keys(ROLE_TITLES) as Role[]).map((role) => ({ value: role, label: title('role', role) }))}
      />
      {mixed && (
        <Alert
          type="error"
          showIcon
          title={t('三员分立：系统管理员、安全管理员、审计管理员各由一人担任，不兼任其他岗位。')}
        />
      )}
      <p className="soft">{t('已登录的人员最长六十分钟后按新岗位办理。')}</p>
    </Modal>
  );
}
