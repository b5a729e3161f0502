import { Page } from '../../../shared/components/page';
import { useSession } from '../../../shared/session';

/** What the Rule itself rests on. */
export function SourcesPage() {
  const { t } = useSession();
  return (
    <Page title={t('依据文件')}>
      <p>{t('本细则依据民事诉讼法和最高人民法院关于执行工作的规定制定。')}</p>
    </Page>
  );
}
