import { Button, Card, Space, Tag } from 'antd';
import type { Action, CaseView } from '../../../shared/api/types';
import { Nothing } from '../../../shared/components/page';
import { Court, useTitle } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';

interface Props {
  view: CaseView;
  actions: readonly Action[];
  onAct: (action: Action, record: number) => void;
}

/** Field records as the conversation they are, each with its receipt and what can be answered to it. */
export function Records({ view, actions, onAct }: Props) {
  const { t, me } = useSession();
  const title = useTitle();
  const answers = (number: number) => actions.filter(({ allowed, records }) => allowed && records?.includes(number));
  return (
    <Card size="small" title={t('现场记录')} id="records">
      {view.records.length === 0 && <Nothing text={t('没有现场记录。')} />}
      <ol className="talk">
        {view.records.map(({ number, kind, from, to, text, urgent, at, acknowledgedOn }) => (
          <li key={number} className={from === me.court ? 'own' : ''}>
            <Space size="small" wrap>
              <strong>
                {number} · {title('record', kind)}
              </strong>
              {urgent && <Tag color="red">{t('紧急')}</Tag>}
              <span className="soft">
                <Court code={from} />
                {to && (
                  <>
                    {' → '}
                    <Court code={to} />
                  </>
                )}{' '}
                · {shortTime(at)}
              </span>
            </Space>
            <p className="text" lang="zh-CN">
              {text}
            </p>
            {to !== null && kind !== 'OBJECTION' && (
              <div className="soft">{acknowledgedOn ? `✓ ${t('签收')} ${acknowledgedOn}` : `○ ${t('尚未签收')}`}</div>
            )}
            <Space className="no-print" style={{ marginTop: 4 }}>
              {answers(number).map((action) => (
                <Button key={action.command} size="small" onClick={() => onAct(action, number)}>
                  <span lang="zh-CN">{action.title}</span>
                </Button>
              ))}
            </Space>
          </li>
        ))}
      </ol>
      {view.leads.length > 0 && (
        <>
          <h3 className="part">{t('问责线索')}</h3>
          {view.leads.map(({ number, category, court, facts, status }) => (
            <p key={number} lang="zh-CN">
              {number} · {title('leadStatus', status)} · {category} · <Court code={court} /> · {facts}
            </p>
          ))}
        </>
      )}
    </Card>
  );
}
