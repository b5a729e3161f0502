import { Card, Table, Tag } from 'antd';
import type { CaseView } from '../../../shared/api/types';
import { Court, Terms, useTitle } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { groundText, yuan } from '../../../shared/wording';

export function Facts({ view }: { view: CaseView }) {
  const { t } = useSession();
  const title = useTitle();
  const { case: fields } = view;
  return (
    <Card size="small" title={t('基本情况')}>
      <Terms
        entries={[
          [t('案号'), fields.caseNumber],
          [t('案由'), fields.cause],
          [t('来源'), title('origin', view.origin)],
          [t('执行法院'), <Court code={view.executingCourt} />],
          [t('决定法院'), <Court code={view.decidingCourt} />],
          [t('层报法院'), view.relayCourt && <Court code={view.relayCourt} />],
          [
            t('参与法院'),
            view.participants.length > 0 &&
              view.participants.map((code) => (
                <div key={code}>
                  <Court code={code} />
                </div>
              )),
          ],
          [t('执行案件立案日期'), fields.filingDate],
          [t('申请执行标的额'), `${yuan(fields.claimAmount)} ${t('元')}`],
          [t('收到日期'), view.receivedOn],
          [t('登记日期'), view.registeredOn],
          [t('受理日期'), view.acceptedOn],
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
      {view.correction && (
        <p>
          <strong>{t('补正')}</strong>（{view.correction.on}）：
          <span lang="zh-CN">{view.correction.missing.join('；')}</span>
        </p>
      )}
    </Card>
  );
}

export function Parties({ view }: { view: CaseView }) {
  const { t } = useSession();
  return (
    <Card size="small" title={t('当事人')}>
      {view.case.parties.map(({ side, name, kind }, index) => (
        <div key={index}>
          <span className="soft">{side === 'applicant' ? t('申请执行人') : t('被执行人')}</span>{' '}
          <span lang="zh-CN">{name}</span> <span className="soft">{kind === 'person' ? t('自然人') : t('单位')}</span>
        </div>
      ))}
    </Card>
  );
}

function Met({ met }: { met: boolean | null }) {
  const { t } = useSession();
  if (met === null) return <Tag>? {t('须人工判断')}</Tag>;
  return met ? <Tag color="green">✓ {t('符合')}</Tag> : <Tag color="red">✗ {t('不符合')}</Tag>;
}

export function Grounds({ view }: { view: CaseView }) {
  const { t } = useSession();
  const { netAge, case: fields } = view;
  const rows = view.grounds.map((ground) => ({
    ...ground,
    claim: fields.grounds.find(({ code }) => code === ground.code),
  }));
  return (
    <Card size="small" title={t('协同执行事由')}>
      <Table
        size="small"
        rowKey="code"
        pagination={false}
        dataSource={rows}
        columns={[
          {
            title: t('事由'),
            key: 'code',
            render: (_, { code }) => (
              <span lang="zh-CN">
                第三条第（{'一二三四五六七八'[Number(code.slice(2)) - 1]}）项：{groundText(code)}
              </span>
            ),
          },
          {
            title: t('计算核对'),
            key: 'met',
            width: 320,
            render: (_, { met, explanation }) => (
              <>
                <Met met={met} /> <span lang="zh-CN">{explanation}</span>
              </>
            ),
          },
          { title: t('申请所述'), key: 'facts', render: (_, { claim }) => <span lang="zh-CN">{claim?.facts}</span> },
        ]}
      />
      {netAge && (
        <>
          <h3 className="part">{t('净龄')}</h3>
          <Terms
            entries={[
              [t('立案日'), netAge.filedOn],
              [t('满二年'), netAge.rawDate],
              [t('扣除天数'), `${netAge.excludedDays} ${t('天')}`],
              [t('净龄届满'), netAge.netDate],
              [t('方为满二年之日'), netAge.metFrom],
            ]}
          />
          {(fields.exclusions ?? []).map(({ type, start, end, document }, index) => (
            <div key={index} lang="zh-CN">
              {type} {start} – {end} {document}
            </div>
          ))}
        </>
      )}
    </Card>
  );
}
