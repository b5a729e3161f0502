import { Button, Space, Tag } from 'antd';
import type { Action, CaseView } from '@xiezhi/contracts/views';
import { Court, useTitle } from '../../../shared/components/words';
import { entryChoices } from '../../../shared/forms/case-choices';
import type { FieldRecord } from '../../../shared/records';
import { useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';
import { Part } from './part';

interface Props {
  view: CaseView;
  actions: readonly Action[];
  onAct: (action: Action, record: number) => void;
}

/** A device without a connection kept it earlier than the system received it; only the latter counts. */
function Offline({ captured, at }: { captured: FieldRecord['captured']; at?: string }) {
  const { t } = useSession();
  if (!captured) return null;
  return (
    <div className="soft">
      <Tag>{t('离线补录')}</Tag>
      {captured.capturedAt !== undefined && `${t('设备记录')} ${shortTime(captured.capturedAt)}`}
      {at !== undefined && ` → ${t('系统收到')} ${shortTime(at)}`}
      {captured.clientSeq !== undefined && ` · ${t('设备序号')} ${captured.clientSeq}`}
      <div>{t('期限以系统收到的时间为准。')}</div>
    </div>
  );
}

function Answers({ record: { kind, to, acknowledgedOn, receipt, resolution } }: { record: FieldRecord }) {
  const { t } = useSession();
  const title = useTitle();
  return (
    <>
      {to !== null && kind !== 'OBJECTION' && (
        <div className="soft">{acknowledgedOn ? `✓ ${t('签收')} ${acknowledgedOn}` : `○ ${t('尚未签收')}`}</div>
      )}
      <Offline captured={receipt} />
      {kind === 'OBJECTION' && !resolution && <Tag color="orange">{t('复议待处理')}</Tag>}
      {resolution && (
        <div>
          <Tag>{title('objection', resolution.outcome)}</Tag>
          <span lang="zh-CN">{resolution.reasons}</span>
        </div>
      )}
    </>
  );
}

function Leads({ view }: { view: CaseView }) {
  const { t, me } = useSession();
  const title = useTitle();
  if (view.leads.length === 0) return null;
  const entries = new Map(entryChoices(view, me.language).map(({ value, label }) => [value, label]));
  const entryLabel = (seq: number) => entries.get(seq) ?? `#${seq}`;
  return (
    <>
      <h3 className="part">{t('问责线索')}</h3>
      {view.leads.map(({ number, category, court, facts, status, evidence, steps = [] }) => (
        <div key={number} lang="zh-CN">
          <p>
            {number} · {title('leadStatus', status)} · {category} · <Court code={court} /> · {facts}
          </p>
          {evidence.length > 0 && (
            <ul className="plain" aria-label={t('引用的案件记录')}>
              {evidence.map((seq) => (
                <li key={seq}>{entryLabel(seq)}</li>
              ))}
            </ul>
          )}
          {steps.map((step, index) => (
            <p key={index} className="soft">
              {step.on} {title('leadStatus', step.status)} {step.name}：{step.note}
            </p>
          ))}
        </div>
      ))}
    </>
  );
}

/** Field records as the conversation they are, each with its receipt and what can be answered to it. */
export function Records({ view, actions, onAct }: Props) {
  const { t, me } = useSession();
  const title = useTitle();
  const instruct = actions.find(({ command, allowed }) => allowed && command === 'execution.instruct');
  const waits = (number: number) =>
    view.urgentReports.find(
      ({ record, doneOn, status }) => record === number && doneOn === null && status !== 'CANCELLED',
    );
  const answers = (number: number) => actions.filter(({ allowed, records }) => allowed && records?.includes(number));
  return (
    <Part
      title={t('现场记录')}
      id="records"
      empty={view.records.length === 0 && view.leads.length === 0 && t('没有现场记录。')}
    >
      <ol className="talk">
        {view.records.map((record) => {
          const { number, kind, from, to, text, urgent, at, about, captured } = record;
          return (
            <li key={number} className={from === me.court ? 'own' : ''} id={`record-${number}`}>
              <Space size="small" wrap>
                <strong>
                  {number} · {title('record', kind)}
                </strong>
                {about !== undefined && (
                  <a href={`#record-${about}`}>
                    {t('针对')}
                    {t('第')}
                    {about}
                    {t('号')}
                  </a>
                )}
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
              <Offline captured={captured} at={at} />
              <Answers record={record} />
              {waits(number) && (
                <div>
                  <Tag color="red">{t('待研判')}</Tag> {t('届满')} {shortTime(waits(number)!.expiresAt)}
                </div>
              )}
              <Space className="no-print" style={{ marginTop: 4 }}>
                {instruct && waits(number) && (
                  <Button size="small" danger onClick={() => onAct(instruct, number)}>
                    {t('研判并发布指令')}
                  </Button>
                )}
                {answers(number).map((action) => (
                  <Button key={action.command} size="small" onClick={() => onAct(action, number)}>
                    <span lang="zh-CN">{action.title}</span>
                  </Button>
                ))}
              </Space>
            </li>
          );
        })}
      </ol>
      <Leads view={view} />
    </Part>
  );
}
