import { Alert } from 'antd';
import type { CaseView } from '@xiezhi/contracts/views';
import { Terms, useTitle } from '../../../shared/components/words';
import type { DraftTools } from '../../../shared/forms/command-drawer';
import { useSession } from '../../../shared/session';
import { yuan } from '../../../shared/wording';
import { resultTerms } from '../lib/result-terms';
import { Agreements, PlanText } from './plan';
import { Proposed } from './proposed';

interface Props {
  view: CaseView;
  tools: DraftTools;
}

function Plan({ view: { planVersions, executingCourt, participants }, tools }: Props) {
  const { t } = useSession();
  const plan = planVersions.at(-1);
  if (!plan) return null;
  return (
    <section className="proposed" aria-label={t('工作方案')}>
      <p>
        <strong>
          {t('工作方案')} · {t('第')}
          {plan.version}
          {t('版')}
        </strong>
      </p>
      <PlanText plan={plan} />
      <Agreements plan={plan} courts={[executingCourt, ...participants]} />
      {tools.command === 'plan.approve' && (
        <p className="soft">
          {t('需要修改的，请以“退回工作方案修改”写明意见退回；由指挥中心专人修改后另行提交一版。')}
        </p>
      )}
    </section>
  );
}

function CloseRequest({ view: { closeRequest } }: Props) {
  const { t } = useSession();
  const title = useTitle();
  if (!closeRequest) return null;
  return (
    <section className="proposed" aria-label={t('办结情况')}>
      <Terms
        entries={[
          [t('报请办结方式'), title('close', closeRequest.outcome)],
          [t('执行到位金额'), `${yuan(closeRequest.recoveredAmount)} ${t('元')}`],
          [t('办结情况'), closeRequest.summary],
        ]}
      />
    </section>
  );
}

function OwnResult({ view: { selfExecution } }: Props) {
  const { t } = useSession();
  const title = useTitle();
  const { result } = selfExecution;
  if (!result) return null;
  return (
    <section className="proposed" aria-label={t('办理结果')}>
      <Terms entries={resultTerms(result, t, title)} />
    </section>
  );
}

/** A note stands where the amount is decided upon, not only on the page that the form covers. */
function Noted({ view: { notes } }: Props) {
  return notes
    .filter(({ code }) => code === 'RECOVERED_BEYOND_CLAIM')
    .map(({ code, text }) => <Alert key={code} type="warning" showIcon title={<span lang="zh-CN">{text}</span>} />);
}

/** Above a form, what is decided upon with it: the form covers the page where it stands. */
export function DecidedUpon(props: Props) {
  switch (props.tools.command) {
    case 'review.decide':
      return <Proposed {...props} />;
    case 'plan.agree':
    case 'plan.approve':
    case 'plan.return':
    case 'plan.recordMeeting':
    case 'plan.presidentReview':
      return <Plan {...props} />;
    case 'closeout.confirm':
    case 'closeout.return':
      return (
        <>
          <CloseRequest {...props} />
          <Noted {...props} />
        </>
      );
    case 'selfExecution.confirm':
    case 'selfExecution.return':
      return (
        <>
          <OwnResult {...props} />
          <Noted {...props} />
        </>
      );
    default:
      return null;
  }
}
