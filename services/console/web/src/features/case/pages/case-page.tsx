import { PrinterOutlined } from '@ant-design/icons';
import { Button, Space, Tag } from 'antd';
import { useEffect, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { Action, CaseView } from '@xiezhi/contracts/views';
import type { CommandType } from '@xiezhi/rules';
import { Loading, Page } from '../../../shared/components/page';
import { Lamp } from '../../../shared/components/lamp';
import { State, useTitle } from '../../../shared/components/words';
import { CommandDrawer } from '../../../shared/forms/command-drawer';
import { useActions, useCase } from '../../../shared/queries';
import { useSession } from '../../../shared/session';
import { nextDue } from '../lib/deadlines';
import { shownView, datedChanges } from '../lib/story';
import { Actions } from '../components/actions';
import { AllocationAdvice, hasAdvice } from '../components/allocation';
import { Contents } from '../components/contents';
import { Deadlines } from '../components/deadlines';
import { DecidedUpon } from '../components/decided-upon';
import { DecisionCard } from '../components/decision';
import { DraftAid, hasAid } from '../components/draft-aid';
import { Facts, Notes } from '../components/facts';
import { Grounds } from '../components/grounds';
import { OutcomeCard } from '../components/outcome';
import { Papers } from '../components/papers';
import { Part } from '../components/part';
import { Parties } from '../components/parties';
import { PlanCard } from '../components/plan';
import { PrintedHead, PrintedTables, usePrinting } from '../components/printed';
import { Records } from '../components/records';
import { CaseTimeline } from '../components/timeline';
import { Way } from '../components/way';
import '../case.css';

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
      {view.restricted && <Tag color="red">{t('限定知悉范围')}</Tag>}
      {view.mustComplete && <Tag>{t('必须完成')}</Tag>}
    </Space>
  );
}

/** What was revealed is kept by the open page and by nothing else, not even by a page the browser keeps to step back to. */
function useRevealed() {
  const [revealed, reveal] = useState<CaseView>();
  useEffect(() => {
    const hide = () => reveal(undefined);
    window.addEventListener('pagehide', hide);
    return () => window.removeEventListener('pagehide', hide);
  }, []);
  return [revealed, reveal] as const;
}

/** Filled in on a page of its own, below the case's. */
const OWN_PAGE: Partial<Record<CommandType, string>> = { 'application.amend': 'amend' };

/** The open form stands in the address: a reload keeps it, a step back closes it. */
function useChosen(items: readonly Action[]) {
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const { caseId = '' } = useParams();
  const action = items.find(
    ({ command, allowed }) => allowed && command === params.get('do') && OWN_PAGE[command] === undefined,
  );
  const record = Number(params.get('record')) || undefined;
  const choose = (chosen?: { action: Action; record?: number }) => {
    const page = chosen && OWN_PAGE[chosen.action.command];
    if (page !== undefined) return void navigate(`/cases/${caseId}/${page}`);
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        for (const name of ['do', 'record']) after.delete(name);
        if (chosen) after.set('do', chosen.action.command);
        if (chosen?.record !== undefined) after.set('record', String(chosen.record));
        return after;
      },
      { replace: !chosen, preventScrollReset: true },
    );
  };
  return { chosen: action && { action, record }, choose };
}

/** Their clocks stand among the others, after them. */
const withUrgentReports = (view: CaseView): CaseView => ({
  ...view,
  deadlines: [...view.deadlines, ...view.urgentReports],
});

function Content({ view: masked }: { view: CaseView }) {
  const { t } = useSession();
  const actions = useActions(masked.caseId);
  const items = actions.data?.items ?? [];
  const { chosen, choose } = useChosen(items);
  const [revealed, reveal] = useRevealed();
  const printing = usePrinting();
  const view = withUrgentReports(shownView(masked, revealed));
  const changes = datedChanges(view);
  return (
    <div className={chosen ? 'case with-form' : 'case'}>
      <Contents />
      {printing && <PrintedHead view={view} />}
      <Way view={view} />
      <Head view={view} />
      <Notes view={view} />
      <div className="case-grid">
        <div className="stack">
          <Deadlines view={view} changes={changes} />
          <Facts view={view} changes={changes} />
          <Grounds view={view} />
          <DecisionCard view={view} changes={changes} />
          <Papers view={view} />
          <PlanCard view={view} />
          <Records view={view} actions={items} onAct={(action, record) => choose({ action, record })} />
          <OutcomeCard view={view} changes={changes} />
        </div>
        <div className="stack beside">
          <Part title={t('现在可以办理')} className="no-print" id="actions">
            <Loading query={actions}>
              {() => (
                <Actions
                  actions={items}
                  planned={view.plan?.status === 'APPROVED'}
                  onAct={(action, record) => choose({ action, ...(record === undefined ? {} : { record }) })}
                />
              )}
            </Loading>
          </Part>
          <Parties view={view} onReveal={reveal} onHide={() => reveal(undefined)} />
          <CaseTimeline view={view} changes={changes} />
        </div>
      </div>
      {printing && <PrintedTables view={view} changes={changes} />}
      {chosen && (
        <CommandDrawer
          view={view}
          action={chosen.action}
          record={chosen.record}
          onClose={() => choose()}
          before={(tools) => <DecidedUpon view={view} tools={tools} />}
          aid={(tools) => (
            <>
              {hasAdvice(tools.command) && <AllocationAdvice view={view} tools={tools} />}
              {hasAid(tools.command) && <DraftAid view={view} tools={tools} />}
            </>
          )}
        />
      )}
    </div>
  );
}

export function CasePage() {
  const { t } = useSession();
  const { caseId = '' } = useParams();
  const [params] = useSearchParams();
  const after = Number(params.get('after')) || undefined;
  const query = useCase(caseId, after);
  const numbers = [query.data?.documentNumber, query.data?.case.caseNumber].filter(Boolean);
  const title = numbers.length === 0 ? t('案件') : numbers.join(' · ');
  return (
    <Page
      title={title}
      aside={
        <Button className="no-print" icon={<PrinterOutlined />} onClick={() => window.print()}>
          {t('打印')}
        </Button>
      }
    >
      <Loading query={query}>{(view) => <Content key={caseId} view={view} />}</Loading>
    </Page>
  );
}
