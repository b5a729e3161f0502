import { Table, Tag } from 'antd';
import type { CaseView } from '@xiezhi/contracts/views';
import { ENFORCEMENT_PROVISIONS } from '@xiezhi/rules';
import { Court, Terms, useTitle } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';
import { serviceOf, type Service, type DatedChange } from '../lib/story';
import { KeptAdvice } from './allocation';
import { Part } from './part';

function ServiceTable({ view }: { view: CaseView }) {
  const { t } = useSession();
  const rows = serviceOf(view);
  if (rows.length === 0) return null;
  const kinds = { ADDRESSEE: t('主送'), COPY: t('抄送'), LATER: t('后增') };
  const receipt = ({ acknowledgedAt }: Service) => {
    if (acknowledgedAt === undefined) return <span className="soft">{t('不需签收')}</span>;
    if (acknowledgedAt === null) return <Tag color="orange">○ {t('尚未签收')}</Tag>;
    return `✓ ${t('签收')} ${shortTime(acknowledgedAt)}`;
  };
  return (
    <>
      <h3 className="part">{t('送达')}</h3>
      <Table<Service>
        size="small"
        rowKey={({ court, number, kind }) => `${court}${number}${kind}`}
        pagination={false}
        dataSource={rows}
        columns={[
          {
            title: t('法院'),
            key: 'court',
            render: (_, { court }) => <Court code={court} on={view.decision?.decidedOn} />,
          },
          { title: t('方式'), key: 'kind', render: (_, { kind }) => kinds[kind] },
          { title: t('文号'), key: 'number', render: (_, { number }) => <span lang="zh-CN">{number}</span> },
          { title: t('签收'), key: 'receipt', render: (_, row) => receipt(row) },
        ]}
      />
    </>
  );
}

/** Opinion of the relay court (Art. 8), which comes before any review. */
function Forwarded({ changes }: { changes: readonly DatedChange[] }) {
  const { t } = useSession();
  const title = useTitle();
  return changes.map(
    ({ seq, at, opinion, by, text }) =>
      opinion && (
        <p key={seq}>
          <span className="soft">{t('层报意见')}：</span>
          <strong>{title('opinion', opinion)}</strong> · {by && <Court code={by} />} {at?.slice(0, 10)} ·{' '}
          <span lang="zh-CN">{text}</span>
        </p>
      ),
  );
}

function Conclusion({ view: { conclusion } }: { view: CaseView }) {
  const { t } = useSession();
  const title = useTitle();
  if (!conclusion) return null;
  const { ground, reasons, confirmedBy, on } = conclusion;
  return (
    <>
      <h3 className="part">{t('交办终结')}</h3>
      <Terms
        entries={[
          [t('情形'), title('conclusion', ground)],
          [t('理由'), reasons],
          [t('确认法院'), confirmedBy && <Court code={confirmedBy} />],
          [t('生效日期'), on ?? <Tag color="orange">{confirmedBy ? t('等待上级法院确认') : t('未生效')}</Tag>],
        ]}
      />
    </>
  );
}

/** The proposal, the decision with its documents and their service, and the notices that went out. */
export function DecisionCard({ view, changes }: { view: CaseView; changes: readonly DatedChange[] }) {
  const { t } = useSession();
  const title = useTitle();
  const { decision, proposal, notices, conclusion } = view;
  const forwarded = changes.some(({ opinion }) => opinion);
  const something = decision ?? proposal ?? conclusion;
  return (
    <Part
      title={t('审查与决定')}
      id="decision"
      empty={!something && !forwarded && notices.length === 0 && t('尚未作出决定。')}
    >
      <Forwarded changes={changes} />
      {proposal && (
        <p>
          <span className="soft">{t('审查意见')}：</span>
          {title('review', proposal.outcome)} · <span lang="zh-CN">{proposal.reasons}</span>
        </p>
      )}
      {decision && (
        <Terms
          entries={[
            [t('结论'), <strong>{title('review', decision.outcome)}</strong>],
            [t('决定日期'), decision.decidedOn],
            [t('法律依据'), decision.legalBasis && `${ENFORCEMENT_PROVISIONS}${decision.legalBasis}`],
            [t('主文'), decision.operative],
            [t('理由'), decision.reasons],
            [t('逾期理由'), decision.overdueReason],
          ]}
        />
      )}
      <KeptAdvice view={view} />
      <ServiceTable view={view} />
      <Conclusion view={view} />
      {notices.map(({ kind, from, to, sentOn, receivedOn }, index) => (
        <p key={index}>
          {title('notice', kind)}：<Court code={from} /> → <Court code={to} /> · {t('发出')} {sentOn} ·{' '}
          {receivedOn ? `✓ ${t('签收')} ${receivedOn}` : <Tag>{t('尚未签收')}</Tag>}
        </p>
      ))}
    </Part>
  );
}
