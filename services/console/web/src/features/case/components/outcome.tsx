import { Alert, Tag } from 'antd';
import type { CaseView } from '@xiezhi/contracts/views';
import { Terms, useTitle } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { shortTime, yuan } from '../../../shared/wording';
import { resultTerms } from '../lib/result-terms';
import type { DatedChange } from '../lib/story';
import { Part } from './part';

/** 自行执行 (Art. 10): the plan, how it goes, how it ended. */
function SelfExecution({ view, changes }: { view: CaseView; changes: readonly DatedChange[] }) {
  const { t } = useSession();
  const { plan, reports, result } = view.selfExecution;
  const title = useTitle();
  const returned = changes.filter(({ type }) => type === 'selfExecution.resultReturned');
  const finished = changes.find(({ type }) => type === 'selfExecution.finished');
  const withdrawn = changes.find(({ type }) => type === 'application.withdrawn');
  return (
    <>
      {withdrawn && (
        <p>
          <span className="soft">{t('撤回报请')}：</span>
          {withdrawn.at?.slice(0, 10)} · <span lang="zh-CN">{withdrawn.text}</span>
        </p>
      )}
      {plan !== null && (
        <>
          <h3 className="part">{t('自行执行工作方案')}</h3>
          <p className="prose" lang="zh-CN">
            {plan}
          </p>
        </>
      )}
      {reports.length > 0 && <h3 className="part">{t('自行执行进展')}</h3>}
      {reports.map(({ number, text, at, name }) => (
        <p key={number} className="prose">
          {number} · {shortTime(at)} {name}：<span lang="zh-CN">{text}</span>
        </p>
      ))}
      {returned.map(({ seq, at, text }) => (
        <p key={seq}>
          <Tag color="orange">{t('退回办理结果')}</Tag> {at && shortTime(at)} <span lang="zh-CN">{text}</span>
        </p>
      ))}
      {result && (
        <>
          <h3 className="part">{finished ? t('自行执行结果') : t('自行执行结果（待本院执行局负责人确认）')}</h3>
          <Terms entries={resultTerms(result, t, title)} />
        </>
      )}
      {finished && !result && (
        <p className="prose">
          <strong>{t('办理结果')}</strong> {finished.at?.slice(0, 10)}：<span lang="zh-CN">{finished.text}</span>
        </p>
      )}
    </>
  );
}

function Returned({ changes }: { changes: readonly DatedChange[] }) {
  const { t } = useSession();
  return changes
    .filter(({ type }) => type === 'closeout.returned')
    .map(({ seq, at, text }) => (
      <p key={seq}>
        <Tag color="orange">{t('退回办结')}</Tag> {at && shortTime(at)} <span lang="zh-CN">{text}</span>
      </p>
    ));
}

/** How the case ended, or what has been asked for to end it. */
export function OutcomeCard({ view, changes }: { view: CaseView; changes: readonly DatedChange[] }) {
  const { t } = useSession();
  const title = useTitle();
  const { closeRequest, closed, selfExecution } = view;
  const returned = changes.some(({ type }) => type === 'closeout.returned');
  const withdrawn = changes.some(({ type }) => type === 'application.withdrawn');
  const self = selfExecution.plan !== null || selfExecution.reports.length > 0 || withdrawn;
  return (
    <Part
      title={t('自行执行与办结')}
      id="outcome"
      empty={!self && !closeRequest && !closed && !returned && t('尚未办结。')}
    >
      {self && <SelfExecution view={view} changes={changes} />}
      <Returned changes={changes} />
      {closed?.outcome === 'REVOKED' && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 8 }}
          title={`${t('协同执行已撤销')} ${closed.on}`}
          description={<span lang="zh-CN">{closed.reasons}</span>}
        />
      )}
      {closeRequest && (
        <Terms
          entries={[
            [t('报请办结方式'), title('close', closeRequest.outcome)],
            [t('执行到位金额'), `${yuan(closeRequest.recoveredAmount)} ${t('元')}`],
            [t('办结情况'), closeRequest.summary],
          ]}
        />
      )}
      {closed && (
        <Terms
          entries={[
            [t('办结方式'), <strong>{title('close', closed.outcome)}</strong>],
            [t('办结日期'), closed.on],
            [t('执行到位金额'), `${yuan(closed.recoveredAmount)} ${t('元')}`],
          ]}
        />
      )}
    </Part>
  );
}
