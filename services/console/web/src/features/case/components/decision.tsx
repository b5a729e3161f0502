import { Card, Tag } from 'antd';
import type { CaseView } from '../../../shared/api/types';
import { Nothing } from '../../../shared/components/page';
import { Court, Terms, useTitle } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';

/** The proposal, the decision with its documents, and the notices that went out. */
export function DecisionCard({ view }: { view: CaseView }) {
  const { t } = useSession();
  const title = useTitle();
  const { decision, proposal, notices } = view;
  return (
    <Card size="small" title={t('审查与决定')}>
      {proposal && (
        <p>
          <span className="soft">{t('审查意见')}：</span>
          {title('review', proposal.outcome)} · <span lang="zh-CN">{proposal.reasons}</span>
        </p>
      )}
      {decision ? (
        <>
          <Terms
            entries={[
              [t('结论'), <strong>{title('review', decision.outcome)}</strong>],
              [t('决定日期'), decision.decidedOn],
              [t('法律依据'), decision.legalBasis],
              [t('主文'), decision.operative],
              [t('理由'), decision.reasons],
              [t('逾期理由'), decision.overdueReason],
            ]}
          />
          {decision.documents.map(({ number, addressee, copies }) => (
            <p key={number}>
              <strong lang="zh-CN">{number}</strong> · {t('主送')} <Court code={addressee} on={decision.decidedOn} />
              {copies.length > 0 && (
                <>
                  {' '}
                  · {t('抄送')}{' '}
                  {copies.map((code) => (
                    <span key={code}>
                      <Court code={code} on={decision.decidedOn} />{' '}
                    </span>
                  ))}
                </>
              )}
            </p>
          ))}
        </>
      ) : (
        !proposal && <Nothing text={t('尚未作出决定。')} />
      )}
      {notices.map(({ kind, from, to, sentOn, receivedOn }, index) => (
        <p key={index}>
          {title('notice', kind)}：<Court code={from} /> → <Court code={to} /> · {t('发出')} {sentOn} ·{' '}
          {receivedOn ? `${t('签收')} ${receivedOn}` : <Tag>{t('尚未签收')}</Tag>}
        </p>
      ))}
    </Card>
  );
}
