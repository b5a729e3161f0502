import { Alert, Tag } from 'antd';
import { Link } from 'react-router';
import type { CaseView } from '@xiezhi/contracts/views';
import { Court, Terms, useTitle } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { shortTime, yuan } from '../../../shared/wording';
import { sensitivityHistory, type DatedChange } from '../lib/story';
import { Amendments } from './amendments';
import { Part } from './part';

/** What whoever reads the case should know; it refuses nothing. */
export function Notes({ view }: { view: CaseView }) {
  const title = useTitle();
  const { t } = useSession();
  return (
    <>
      {view.demo && (
        <Alert
          type="info"
          showIcon
          title={t('本案为演示数据，人名、单位和案情均为虚构。')}
          style={{ marginBottom: 8 }}
        />
      )}
      {view.warnings.map((code) => (
        <Alert key={code} type="warning" showIcon title={title('warning', code)} style={{ marginBottom: 8 }} />
      ))}
      {view.notes.map(({ code, text }) => (
        <Alert
          key={code}
          type="info"
          showIcon
          title={
            <>
              {t('提示')}：<span lang="zh-CN">{text}</span>
            </>
          }
          style={{ marginBottom: 8 }}
        />
      ))}
    </>
  );
}

function Previous({ previous }: { previous: NonNullable<CaseView['previous']> }) {
  const { t } = useSession();
  const title = useTitle();
  return (
    <>
      <Link to={`/cases/${previous.caseId}`} lang="zh-CN">
        {previous.caseNumber}
      </Link>{' '}
      {title('status', previous.status)}
      {previous.resumed && <Tag>{t('恢复执行')}</Tag>}
      {previous.newGround !== null && (
        <Tag color={previous.newGround ? 'green' : 'orange'}>
          {previous.newGround ? t('有新的情形') : t('没有新的情形')}
        </Tag>
      )}
    </>
  );
}

function Sensitivity({ view, changes }: { view: CaseView; changes: readonly DatedChange[] }) {
  const title = useTitle();
  const history = sensitivityHistory(changes);
  return (
    <>
      {title('sensitivity', view.sensitivity)}
      {history.map(({ seq, at, sensitivity, by, name, text }) => (
        <div key={seq} className="soft">
          {at && shortTime(at)} {sensitivity && title('sensitivity', sensitivity)}
          {by && (
            <>
              {' · '}
              <Court code={by} on={at?.slice(0, 10)} /> {name}
            </>
          )}
          {text !== undefined && <span lang="zh-CN">：{text}</span>}
        </div>
      ))}
    </>
  );
}

function Participants({ view, changes }: { view: CaseView; changes: readonly DatedChange[] }) {
  const { t } = useSession();
  const comings = changes.filter(({ added, removed }) => added ?? removed);
  if (view.participants.length === 0 && comings.length === 0) return null;
  const courts = (codes: readonly string[]) => codes.map((code) => <Court key={code} code={code} />);
  return (
    <>
      {view.participants.map((code) => (
        <div key={code}>
          <Court code={code} />
        </div>
      ))}
      {comings.map(({ seq, at, added = [], removed = [], text }) => (
        <div key={seq} className="soft">
          {at?.slice(0, 10)} {added.length > 0 && <>＋ {courts(added)} </>}
          {removed.length > 0 && <>－ {courts(removed)} </>}
          <span lang="zh-CN">
            {t('理由')}：{text}
          </span>
        </div>
      ))}
    </>
  );
}

function Settings({ view, changes }: { view: CaseView; changes: readonly DatedChange[] }) {
  const { t } = useSession();
  return (
    <>
      {t('第')} {view.settings.version} {t('版')}（{t('设置，不是法律规定')}）
      {changes.map(
        ({ seq, at, settings, text }) =>
          settings && (
            <div key={seq} className="soft">
              {at?.slice(0, 10)} {settings.from} → {settings.to} <span lang="zh-CN">{text}</span>
            </div>
          ),
      )}
    </>
  );
}

function Letter({ letter: { number, issuedBy, channel } }: { letter: NonNullable<CaseView['letter']> }) {
  return (
    <span lang="zh-CN">
      {number} · {issuedBy} · {channel}
    </span>
  );
}

function Basis({ of: { document, number, madeBy, date } }: { of: NonNullable<CaseView['case']['basis']> }) {
  return (
    <span lang="zh-CN">
      {madeBy} {date} {number} {document}
    </span>
  );
}

function Materials({ view }: { view: CaseView }) {
  const { t } = useSession();
  const { materials = [], supplements } = view.case;
  if (materials.length + supplements.length === 0) return null;
  return (
    <>
      <h3 className="part">{t('材料')}</h3>
      <ul className="plain" lang="zh-CN">
        {materials.map(({ kind, title }, index) => (
          <li key={index}>
            {kind}：{title}
          </li>
        ))}
        {supplements.map(({ kind, title }, index) => (
          <li key={`s${index}`}>
            {kind}：{title} <Tag>{t('补充')}</Tag>
          </li>
        ))}
      </ul>
    </>
  );
}

export function Facts({ view, changes }: { view: CaseView; changes: readonly DatedChange[] }) {
  const { t } = useSession();
  const title = useTitle();
  const { case: fields } = view;
  return (
    <Part title={t('基本情况')} id="facts">
      <Terms
        entries={[
          [t('案号'), fields.caseNumber],
          [t('移送法院'), fields.transferredFrom && <Court code={fields.transferredFrom} on={fields.filingDate} />],
          [t('案由'), fields.cause],
          [t('执行依据'), fields.basis && <Basis of={fields.basis} />],
          [t('来源'), title('origin', view.origin)],
          [t('交办文书'), view.letter && <Letter letter={view.letter} />],
          [t('前案'), view.previous && <Previous previous={view.previous} />],
          [t('执行法院'), <Court code={view.executingCourt} />],
          [t('决定法院'), <Court code={view.decidingCourt} />],
          [t('层报法院'), view.relayCourt && <Court code={view.relayCourt} />],
          [t('参与法院'), <Participants view={view} changes={changes} />],
          [t('执行案件立案日期'), fields.filingDate],
          [t('申请执行标的额'), fields.claimAmount === null ? null : `${yuan(fields.claimAmount)} ${t('元')}`],
          [t('有财产可供执行'), fields.hasProperty ? t('是') : t('否')],
          [t('提交时间'), shortTime(view.submittedAt)],
          [t('收到日期'), view.receivedOn],
          [t('登记日期'), view.registeredOn],
          [t('受理日期'), view.acceptedOn],
          [t('案件性质'), <Sensitivity view={view} changes={changes} />],
          [t('适用的内部规则'), <Settings view={view} changes={changes} />],
        ]}
      />
      <h3 className="part">{t('协助事项')}</h3>
      <p className="prose" lang="zh-CN">
        {fields.matters}
      </p>
      {fields.proposal && (
        <>
          <h3 className="part">{t('建议意见')}</h3>
          <p className="prose" lang="zh-CN">
            {fields.proposal}
          </p>
        </>
      )}
      <Materials view={view} />
      <Amendments changes={changes} />
      {view.correction && (
        <p>
          <strong>{t('补正')}</strong>（{view.correction.on}）：
          <span lang="zh-CN">{view.correction.missing.join('；')}</span>{' '}
          <Tag>{view.correction.completed ? t('已补齐') : t('尚未补齐')}</Tag>
          {!view.correction.inTime && <Tag color="orange">{t('逾期通知，不影响审查期限')}</Tag>}
        </p>
      )}
    </Part>
  );
}
