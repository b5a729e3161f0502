import { PrinterOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Space, Tag } from 'antd';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import type { Action, CaseView } from '../../../shared/api/types';
import { Loading, Page } from '../../../shared/components/page';
import { Lamp } from '../../../shared/components/lamp';
import { State, useTitle } from '../../../shared/components/words';
import { CommandDrawer } from '../../../shared/forms/command-drawer';
import { useActions, useCase } from '../../../shared/queries';
import { useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';
import { Actions } from '../components/actions';
import { Deadlines, nextDue } from '../components/deadlines';
import { Facts, Grounds, Parties } from '../components/facts';
import { DecisionCard } from '../components/decision';
import { PlanCard } from '../components/plan';
import { Records } from '../components/records';
import { CaseTimeline } from '../components/timeline';

function Head({ view }: { view: CaseView }) {
  const { t } = useSession();
  const title = useTitle();
  const due = nextDue(view);
  return (
    <Space wrap size="middle" style={{ marginBottom: 12 }}>
      <State code={view.state} />
      {due && (
        <span>
          {title('deadline', due.kind)} · {due.due}{' '}
          <Lamp due={due.due} court={due.court} status={due.status} expiresAt={due.expiresAt} />
          {due.provisional && <Tag style={{ marginLeft: 6 }}>{t('暂定')}</Tag>}
        </span>
      )}
      <span className="soft">{title('route', view.route)}</span>
      {view.sensitivity === 'MAJOR' && <Tag color="red">{title('sensitivity', 'MAJOR')}</Tag>}
      {view.mustComplete && <Tag>{t('必须完成')}</Tag>}
    </Space>
  );
}

interface Chosen {
  action: Action;
  record?: number;
}

function Content({ view }: { view: CaseView }) {
  const { t, now } = useSession();
  const title = useTitle();
  const actions = useActions(view.caseId);
  const [chosen, choose] = useState<Chosen>();
  const items = actions.data?.items ?? [];
  return (
    <>
      <Head view={view} />
      {view.demo && (
        <Alert
          type="info"
          showIcon
          title={t('演示数据')}
          description={t('本案为演示数据，人名、单位和案情均为虚构。')}
          style={{ marginBottom: 8 }}
        />
      )}
      {view.warnings.map((code) => (
        <Alert key={code} type="warning" showIcon title={title('warning', code)} style={{ marginBottom: 8 }} />
      ))}
      <div className="case-grid">
        <div className="stack">
          <Deadlines view={view} />
          <Facts view={view} />
          <Grounds view={view} />
          <DecisionCard view={view} />
          <PlanCard view={view} />
          <Records view={view} actions={items} onAct={(action, record) => choose({ action, record })} />
        </div>
        <div className="stack">
          <Card size="small" title={t('现在可以办理')} className="no-print">
            <Loading query={actions}>
              {() => <Actions actions={items} onAct={(action) => choose({ action })} />}
            </Loading>
          </Card>
          <Parties view={view} />
          <CaseTimeline view={view} />
        </div>
      </div>
      <p className="soft print-only">
        {t('打印时间')} {shortTime(now)}
      </p>
      {chosen && (
        <CommandDrawer view={view} action={chosen.action} record={chosen.record} onClose={() => choose(undefined)} />
      )}
    </>
  );
}

export function CasePage() {
  const { t } = useSession();
  const { caseId = '' } = useParams();
  const [params] = useSearchParams();
  const after = Number(params.get('after')) || undefined;
  const query = useCase(caseId, after);
  const title = query.data?.documentNumber ?? query.data?.case.caseNumber ?? t('案件');
  return (
    <Page
      title={title}
      aside={
        <Button className="no-print" icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t('打印')}
        </Button>
      }
    >
      <Loading query={query}>{(view) => <Content view={view} />}</Loading>
    </Page>
  );
}
