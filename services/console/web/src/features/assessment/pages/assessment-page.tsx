import { Card, Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import { Page } from '../../../shared/components/page';
import { useSession } from '../../../shared/session';
import { Indicators } from '../components/indicators';
import { MustComplete } from '../components/must-complete';
import { Quotas } from '../components/quotas';
import { Staff } from '../components/staff';

/** The assessment of Art. 15 for the own court and those below it. */
export function AssessmentPage() {
  const { t } = useSession();
  const [params, setParams] = useSearchParams();
  return (
    <Page title={t('考核')}>
      <Card size="small">
        <Tabs
          activeKey={params.get('part') ?? 'quotas'}
          onChange={(part) => setParams({ part })}
          destroyOnHidden
          items={[
            { key: 'quotas', label: t('年度数量'), children: <Quotas /> },
            { key: 'must-complete', label: t('应当办结'), children: <MustComplete /> },
            { key: 'indicators', label: t('三个90%'), children: <Indicators /> },
            { key: 'staff', label: t('执行人员数'), children: <Staff /> },
          ]}
        />
      </Card>
    </Page>
  );
}
