import { Result } from 'antd';
import { Link } from 'react-router';
import { useSession } from '../shared/session';

export function NotFound() {
  const { t } = useSession();
  return <Result status="404" title={t('没有这个页面')} extra={<Link to="/">{t('工作台')}</Link>} />;
}
