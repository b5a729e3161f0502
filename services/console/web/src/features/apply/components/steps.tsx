import { Alert, Checkbox, Form, Input, Select, Tag } from 'antd';
import {
  GROUNDS,
  HIGH_COURT,
  isIn,
  netAgeMet,
  PARTY_KINDS,
  PARTY_SIDES,
  type GroundClaim,
  type GroundCode,
  type Party,
} from '@xiezhi/rules';
import type { ReactNode } from 'react';
import { Court, Terms, useChoices, useTitle } from '../../../shared/components/words';
import { courtOptions, courtsBelow, Lines, MaterialRows, Rows } from '../../../shared/forms/inputs';
import { useSession } from '../../../shared/session';
import {
  completenessOf,
  netAgeOf,
  previewGround,
  suggestedCourts,
  type ApplicationDraft,
  type CheckItem,
} from '../lib/completeness';

export function PartiesStep() {
  const { t } = useSession();
  const choices = useChoices();
  const columns = [
    {
      name: 'side',
      label: t('地位'),
      width: 140,
      options: choices(PARTY_SIDES),
    },
    { name: 'name', label: t('姓名或者名称'), width: 320 },
    {
      name: 'kind',
      label: t('类型'),
      width: 120,
      options: choices(PARTY_KINDS),
    },
    { name: 'identity', label: t('证件号码或者统一社会信用代码'), width: 260 },
    { name: 'address', label: t('住所'), width: 320 },
    { name: 'agent', label: t('代理人'), width: 140 },
  ];
  return <Rows name="parties" columns={columns} add={t('添加当事人')} />;
}

function Evaluation({ claim, draft }: { claim: GroundClaim; draft: ApplicationDraft }) {
  const { me, t, today } = useSession();
  const { met, explanation } = previewGround(claim, draft, draft.executingCourt ?? me.court, today);
  const word = met === null ? `? ${t('须人工判断')}` : met ? `✓ ${t('符合')}` : `✗ ${t('不符合')}`;
  return (
    <p style={{ margin: '0 0 8px' }}>
      <Tag color={met === null ? 'default' : met ? 'green' : 'red'}>{word}</Tag>
      <span lang="zh-CN">{explanation}</span>
    </p>
  );
}

function GroundFields({ index, claim, draft }: { index: number; claim: GroundClaim; draft: ApplicationDraft }) {
  const { t, today } = useSession();
  const definition = GROUNDS.find(({ code }) => code === claim.code);
  return (
    <fieldset className="ground">
      <legend lang="zh-CN">{definition?.text}</legend>
      <Evaluation claim={claim} draft={draft} />
      <Form.Item
        name={['grounds', index, 'facts']}
        label={t('事实说明')}
        extra={<span lang="zh-CN">{definition?.proof}</span>}
      >
        <Input.TextArea rows={2} />
      </Form.Item>
      {claim.code === '3-5' && (
        <Form.Item name={['grounds', index, 'relatedCases']} label={t('关联案号')} extra={t('每行一个案号。')}>
          <Lines />
        </Form.Item>
      )}
      {claim.code === '3-6' && (
        <div className="columns">
          <Form.Item name={['grounds', index, 'propertyCourt']} label={t('财产所在地法院')}>
            <Select
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              options={courtOptions(courtsBelow(HIGH_COURT, today), today)}
            />
          </Form.Item>
          <Form.Item name={['grounds', index, 'propertyPlace']} label={t('财产所在地')}>
            <Input />
          </Form.Item>
        </div>
      )}
      {claim.code === '3-7' && (
        <Form.Item name={['grounds', index, 'respondentKind']} label={t('特殊主体类型')}>
          <Input />
        </Form.Item>
      )}
    </fieldset>
  );
}

export function GroundsStep({
  draft,
  onGrounds,
}: {
  draft: ApplicationDraft;
  onGrounds: (grounds: GroundClaim[]) => void;
}) {
  const { t } = useSession();
  const grounds = draft.grounds ?? [];
  const choose = (codes: GroundCode[]) =>
    onGrounds([...codes].sort().map((code) => grounds.find((ground) => ground.code === code) ?? { code }));
  return (
    <>
      <Form.Item label={t('第三条规定的情形')} required>
        <Checkbox.Group
          value={grounds.map(({ code }) => code)}
          onChange={(codes) => choose(codes as GroundCode[])}
          style={{ display: 'grid', gap: 6 }}
          options={GROUNDS.map(({ code, text }, index) => ({
            value: code,
            label: <span lang="zh-CN">{`（${'一二三四五六七八'[index]}）${text}`}</span>,
          }))}
        />
      </Form.Item>
      {grounds.map((claim, index) => (
        <GroundFields key={claim.code} index={index} claim={claim} draft={draft} />
      ))}
    </>
  );
}

export function ExclusionsStep({ draft }: { draft: ApplicationDraft }) {
  const { t, today } = useSession();
  const age = netAgeOf(draft);
  const columns = [
    { name: 'type', label: t('扣除事由'), width: 140 },
    { name: 'start', label: t('开始'), width: 150, type: 'date' as const },
    { name: 'end', label: t('结束'), width: 150, type: 'date' as const },
    { name: 'document', label: t('依据文书'), width: 260 },
  ];
  return (
    <>
      <p className="soft">{t('评估、拍卖等法定延长执限的期间不计入二年；重叠的日子只扣一次。')}</p>
      <Rows name="exclusions" columns={columns} add={t('添加扣除期间')} />
      <div aria-live="polite" style={{ marginTop: 16 }}>
        {age ? (
          <>
            <Terms
              entries={[
                [t('立案日'), age.filedOn],
                [t('满二年'), age.rawDate],
                [t('扣除天数'), `${age.excludedDays} ${t('天')}`],
                [t('净龄届满'), age.netDate],
                [t('方为满二年之日'), age.metFrom],
              ]}
            />
            <Alert
              style={{ marginTop: 12 }}
              showIcon
              type={netAgeMet(age, today) ? 'success' : 'info'}
              title={netAgeMet(age, today) ? t('至今日净龄已满二年。') : t('至今日净龄未满二年。')}
            />
          </>
        ) : (
          <p className="soft">{t('填写立案日期后自动计算净龄。')}</p>
        )}
      </div>
    </>
  );
}

export function RequestStep({ draft, onSuggest }: { draft: ApplicationDraft; onSuggest: (courts: string[]) => void }) {
  const { me, t, today } = useSession();
  const named = suggestedCourts(draft, draft.executingCourt ?? me.court).filter(
    (code) => !draft.suggestedParticipants?.includes(code),
  );
  return (
    <>
      <Form.Item name="matters" label={t('协助事项')} required>
        <Input.TextArea rows={4} />
      </Form.Item>
      <Form.Item name="proposal" label={t('建议意见')}>
        <Input.TextArea rows={2} />
      </Form.Item>
      <Form.Item name="suggestedParticipants" label={t('建议参与协同的法院')}>
        <Select
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          options={courtOptions(
            courtsBelow(HIGH_COURT, today).filter((code) => code !== me.court),
            today,
          )}
        />
      </Form.Item>
      {named.length > 0 && (
        <p>
          {t('所填事由涉及')}：
          {named.map((code) => (
            <button
              key={code}
              type="button"
              className="chip"
              onClick={() => onSuggest([...(draft.suggestedParticipants ?? []), code])}
            >
              + <Court code={code} />
            </button>
          ))}
        </p>
      )}
      <Form.Item label={t('相关案件材料')}>
        <MaterialRows name="materials" />
      </Form.Item>
    </>
  );
}

const CHECK_WORDS = {
  caseNumber: '案号',
  filingDate: '执行案件立案日期',
  cause: '案由',
  basis: '执行依据',
  grounds: '第三条规定的情形',
  proof: '各项情形的事实说明',
  matters: '协助事项',
  materials: '相关案件材料',
} as const satisfies Record<Exclude<CheckItem['key'], Party['side']>, string>;

export function CheckStep({ draft, children }: { draft: ApplicationDraft; children?: ReactNode }) {
  const { t } = useSession();
  const title = useTitle();
  return (
    <>
      <p>{t('第六条要求载明的内容：')}</p>
      <ul className="checks">
        {completenessOf(draft).map(({ key, done, remark }) => (
          <li key={key}>
            <Tag color={done ? 'green' : 'orange'}>{done ? `✓ ${t('已填')}` : `! ${t('欠缺')}`}</Tag>{' '}
            {isIn(PARTY_SIDES, key) ? title('side', key) : t(CHECK_WORDS[key])}{' '}
            {remark && (
              <span className="soft" lang="zh-CN">
                {remark}
              </span>
            )}
          </li>
        ))}
      </ul>
      {(draft.grounds ?? []).map((claim) => (
        <div key={claim.code}>
          <strong lang="zh-CN">{GROUNDS.find(({ code }) => code === claim.code)?.text}</strong>
          <Evaluation claim={claim} draft={draft} />
        </div>
      ))}
      {children}
      <p className="soft">{t('材料不齐也可以报请，审查法院会通知补正一次。收到时间以服务器为准。')}</p>
    </>
  );
}
