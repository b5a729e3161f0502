import { Tag } from 'antd';
import { useSession } from '../../../shared/session';

/** A rate and its verdict; nothing to divide by is neither. */
export function Pass({ display, pass }: { display: string; pass: boolean | null }) {
  const { t } = useSession();
  return (
    <>
      {display} {pass !== null && <Tag color={pass ? 'success' : 'error'}>{pass ? t('达标') : t('未达标')}</Tag>}
    </>
  );
}
