import { Tag } from 'antd';
import { halfYearInWords, type BulletinStatus } from '@xiezhi/rules';
import { useTitle } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';

/** `2024年上半年`, or `2024 H1`. */
export function usePeriodWords() {
  const { me } = useSession();
  return (period: string) => (me.language === 'zh' ? halfYearInWords(period) : period.replace('-', ' '));
}

const COLOURS: Record<BulletinStatus, string> = { OPEN: 'processing', DRAFTED: 'warning', ISSUED: 'success' };

/** How a bulletin stands, and whether it was not first issued in time. */
export function Standing({ status, late }: { status: BulletinStatus; late: boolean }) {
  const { t } = useSession();
  const title = useTitle();
  return (
    <>
      <Tag color={COLOURS[status]}>{title('bulletin', status)}</Tag>
      {late && <Tag color="error">{t('逾期')}</Tag>}
    </>
  );
}
