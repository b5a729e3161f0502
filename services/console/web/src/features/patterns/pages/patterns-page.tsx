import { Card } from 'antd';
import { Page } from '../../../shared/components/page';
import { useSession } from '../../../shared/session';
import { Patterns } from '../components/patterns';
import '../patterns.css';

/** What can be learnt from the collaborations of an area (Art. 18). */
export function PatternsPage() {
  const { t } = useSession();
  return (
    <Page title={t('分析')}>
      <Card size="small">
        <Patterns />
      </Card>
    </Page>
  );
}
