import { Card, Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import { Page } from '../../../shared/components/page';
import { useSession } from '../../../shared/session';
import { Imports } from '../components/imports';
import { Rows } from '../components/rows';
import { Scans } from '../components/scans';

/** The dockets of the own court and those below it: their cases, the imports they came with, and the scans over them (Art. 14). */
export function DocketPage() {
  const { t } = useSession();
  const [params, setParams] = useSearchParams();
  return (
    <Page title={t('底册')}>
      <Card size="small">
        <Tabs
          activeKey={params.get('part') ?? 'cases'}
          onChange={(part) => setParams({ part })}
          destroyOnHidden
          items={[
            { key: 'cases', label: t('执行案件'), children: <Rows /> },
            { key: 'imports', label: t('导入'), children: <Imports /> },
            { key: 'scans', label: t('扫描结果'), children: <Scans /> },
          ]}
        />
      </Card>
    </Page>
  );
}
