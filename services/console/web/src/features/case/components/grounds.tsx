import { Table, Tag } from 'antd';
import type { CaseView } from '@xiezhi/contracts/views';
import { Court, Terms } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { groundText } from '../../../shared/wording';
import { Part } from './part';

type Ground = CaseView['grounds'][number];
type Claim = CaseView['case']['grounds'][number];

function Met({ met }: { met: boolean | null }) {
  const { t } = useSession();
  if (met === null) return <Tag>? {t('须人工判断')}</Tag>;
  return met ? <Tag color="green">✓ {t('符合')}</Tag> : <Tag color="red">✗ {t('不符合')}</Tag>;
}

/** What was computed of a ground, what proof is not there, and what people have said of it since. */
function Assessment({ ground: { met, explanation, missing, override, secondReading } }: { ground: Ground }) {
  const { t } = useSession();
  const unsaid = missing.filter((proof) => !explanation.includes(proof));
  return (
    <>
      <div>
        <Met met={met} /> <span lang="zh-CN">{explanation}</span>
      </div>
      {unsaid.length > 0 && (
        <div className="caution" lang="zh-CN">
          <span aria-hidden="true">△ </span>
          {t('缺少证明')}：{unsaid.join('；')}
        </div>
      )}
      {override && (
        <div>
          <Tag color="orange">{t('仍予认定')}</Tag>
          <span lang="zh-CN">
            {override.by} {override.on}：{override.reason}
          </span>
        </div>
      )}
      {secondReading && (
        <div>
          <Tag color="blue">{t('复核')}</Tag>
          <span lang="zh-CN">
            {secondReading.by} {secondReading.on}：{secondReading.opinion}
          </span>
        </div>
      )}
      {secondReading === null && <Tag>{t('尚无第二人复核')}</Tag>}
    </>
  );
}

function Claimed({ claim }: { claim: Claim | undefined }) {
  const { t } = useSession();
  if (!claim) return null;
  const { facts, relatedCases = [], propertyCourt, propertyPlace, respondentKind } = claim;
  return (
    <>
      <span lang="zh-CN">{facts}</span>
      {(propertyCourt !== undefined || propertyPlace !== undefined) && (
        <div className="soft">
          {t('财产所在地')}：<span lang="zh-CN">{propertyPlace}</span> {propertyCourt && <Court code={propertyCourt} />}
        </div>
      )}
      {relatedCases.length > 0 && (
        <div className="soft" lang="zh-CN">
          {t('关联案件')}：{relatedCases.join('、')}
        </div>
      )}
      {respondentKind && (
        <div className="soft" lang="zh-CN">
          {t('特殊主体')}：{respondentKind}
        </div>
      )}
    </>
  );
}

export function Grounds({ view }: { view: CaseView }) {
  const { t } = useSession();
  const { netAge, case: fields } = view;
  const claimOf = ({ code }: Ground) => fields.grounds.find((claim) => claim.code === code);
  return (
    <Part title={t('协同执行事由')} id="grounds">
      <Table
        size="small"
        rowKey="code"
        pagination={false}
        dataSource={view.grounds}
        columns={[
          {
            title: t('事由'),
            key: 'code',
            width: '28%',
            render: (_, { code }) => (
              <span lang="zh-CN">
                第三条第（{'一二三四五六七八'[Number(code.slice(2)) - 1]}）项：{groundText(code)}
              </span>
            ),
          },
          { title: t('计算核对'), key: 'met', width: '38%', render: (_, ground) => <Assessment ground={ground} /> },
          { title: t('申请所述'), key: 'facts', render: (_, ground) => <Claimed claim={claimOf(ground)} /> },
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
    </Part>
  );
}
