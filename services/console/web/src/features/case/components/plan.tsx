import { Alert, Collapse, Steps, Table, Tag } from 'antd';
import type { CaseView, PlanVersion } from '@xiezhi/contracts/views';
import { PLAN_SECTIONS, type PlanApproval } from '@xiezhi/rules';
import { Court, useTitle } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { planChanges } from '../lib/plan-diff';
import { Part } from './part';
import { Pieces } from './pieces';

/** Who has to say yes to a plan: the director, and for a major one the meeting and, if it says so, the president. */
export function ladderOf(view: Pick<CaseView, 'sensitivity' | 'plan'>): PlanApproval[] {
  if (view.sensitivity !== 'MAJOR') return ['COMMAND_DIRECTOR'];
  const president = view.plan?.approvals.includes('PRESIDENT') || view.plan?.status === 'BUREAU_APPROVED';
  return ['COMMAND_DIRECTOR', 'BUREAU_MEETING', ...(president ? (['PRESIDENT'] as const) : [])];
}

/** What a version changed of the one before it. */
function Changes({ before, after }: { before: PlanVersion; after: PlanVersion }) {
  const { t } = useSession();
  const title = useTitle();
  const { sections, officers } = planChanges(before, after);
  if (sections.length + officers.added.length + officers.removed.length === 0) {
    return <p className="soft">{t('内容与上一版相同。')}</p>;
  }
  return (
    <section className="changes">
      <h4>
        {t('与上一版相比')}（<del>{t('删去')}</del> <ins>{t('新增')}</ins>）
      </h4>
      {sections.map(({ section, pieces }) => (
        <div key={section}>
          <strong>{title('planSection', section)}</strong>
          <Pieces pieces={pieces} />
        </div>
      ))}
      {[...officers.removed, ...officers.added].map((officer) => {
        const text = `${officer.name}（${officer.credential}）`;
        return (
          <div key={text} lang="zh-CN">
            {t('执行人员')}：{officers.added.includes(officer) ? <ins>{text}</ins> : <del>{text}</del>}
          </div>
        );
      })}
    </section>
  );
}

const MARKS = { PASS: '✓', REJECT: '✗', RETURN: '↩' } as const;

function Approvals({ steps = [] }: PlanVersion) {
  const { t } = useSession();
  const title = useTitle();
  return steps.map(({ by, outcome, on, name, minutes, attendees, opinion, next }, index) => (
    <div key={index} className="revision">
      {MARKS[outcome]} {title('approval', by)} {title('verdict', outcome)} · {on} {name}
      {next && ` · ${t('转')}${title('approval', next)}`}
      {attendees && attendees.length > 0 && (
        <div lang="zh-CN">
          {t('参会人员')}：{attendees.join('、')}
        </div>
      )}
      {opinion && (
        <p className="prose" lang="zh-CN">
          {t('批示')}：{opinion}
        </p>
      )}
      {minutes && (
        <p className="prose" lang="zh-CN">
          {t('会议记录')}：{minutes}
        </p>
      )}
    </div>
  ));
}

/** Art. 11: which of the courts at work have agreed to a version, and which have not. */
export function Agreements({ plan: { agreed = [] }, courts }: { plan: PlanVersion; courts: readonly string[] }) {
  const { t } = useSession();
  const missing = courts.filter((code) => !agreed.some(({ court }) => court === code));
  return (
    <div className="revision">
      <strong>{t('共同商定')}</strong>
      {agreed.map(({ court, on, name, opinion }) => (
        <div key={court}>
          ✓ <Court code={court} on={on} /> · {on} {name}
          {opinion && <span lang="zh-CN">：{opinion}</span>}
        </div>
      ))}
      {missing.map((court) => (
        <div key={court} className="soft">
          ○ <Court code={court} /> · {t('尚未商定')}
        </div>
      ))}
    </div>
  );
}

/** The sections of a version and the officers it names. */
export function PlanText({ plan }: { plan: PlanVersion }) {
  const { t } = useSession();
  const title = useTitle();
  return (
    <>
      {PLAN_SECTIONS.filter((section) => plan[section]).map((section) => (
        <div key={section}>
          <strong>{title('planSection', section)}</strong>
          <p className="prose" lang="zh-CN">
            {plan[section]}
          </p>
        </div>
      ))}
      {plan.officers.length > 0 && (
        <div lang="zh-CN">
          {t('执行人员')}：{plan.officers.map(({ name, credential }) => `${name}（${credential}）`).join('、')}
        </div>
      )}
    </>
  );
}

interface Shown {
  plan: PlanVersion;
  before: PlanVersion | undefined;
  /** Whose agreement is asked for; of an earlier version only who agreed is known. */
  courts: readonly string[];
}

function Version({ plan, before, courts }: Shown) {
  return (
    <div className="stack" style={{ gap: 8 }}>
      {before && <Changes before={before} after={plan} />}
      <PlanText plan={plan} />
      {(courts.length > 0 || plan.agreed) && <Agreements plan={plan} courts={courts} />}
      <Approvals {...plan} />
    </div>
  );
}

function Versions({ versions, courts }: { versions: readonly PlanVersion[]; courts: readonly string[] }) {
  const { t } = useSession();
  const title = useTitle();
  const items = versions.map((plan, index) => ({
    key: plan.version,
    label: (
      <span className="deadline-label">
        <strong>
          {t('第')}
          {plan.version}
          {t('版')}
        </strong>
        <Tag>{title('planStatus', plan.status)}</Tag>
        <span className="soft">
          {t('提交于')} {plan.submittedOn} {plan.submittedByName}
          {plan.approvedOn && ` · ${t('批准于')} ${plan.approvedOn}`}
        </span>
      </span>
    ),
    children: <Version plan={plan} before={versions[index - 1]} courts={index === versions.length - 1 ? courts : []} />,
  }));
  return <Collapse size="small" style={{ marginTop: 12 }} items={items.toReversed()} />;
}

/** Why the plan has to be worked over, in sight while it is. */
function Returned({ plan }: { plan: PlanVersion | undefined }) {
  const title = useTitle();
  const step = plan?.status === 'RETURNED' ? plan.steps?.at(-1) : undefined;
  if (!step) return null;
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginTop: 12 }}
      title={`${title('approval', step.by)} ${title('verdict', step.outcome)} · ${step.on} ${step.name ?? ''}`}
      description={
        <span className="prose" lang="zh-CN">
          {step.opinion}
        </span>
      }
    />
  );
}

export function PlanCard({ view }: { view: CaseView }) {
  const { t } = useSession();
  const title = useTitle();
  const { plan, credentials, planVersions } = view;
  return (
    <Part title={t('工作方案')} id="plan" empty={!plan && credentials.length === 0 && t('尚未提交工作方案。')}>
      {plan && (
        <>
          <p>
            {t('版本')} {plan.version} · <strong>{title('planStatus', plan.status)}</strong>
          </p>
          <Steps
            size="small"
            current={plan.approvals.length}
            status={plan.status === 'REJECTED' || plan.status === 'RETURNED' ? 'error' : 'process'}
            items={ladderOf(view).map((step) => ({
              title: title('approval', step),
              content: plan.approvals.includes(step) ? t('已通过') : t('待办'),
            }))}
          />
          <Returned plan={planVersions.at(-1)} />
          <Versions versions={planVersions} courts={[view.executingCourt, ...view.participants]} />
        </>
      )}
      {credentials.length > 0 && (
        <Table
          size="small"
          style={{ marginTop: 12 }}
          rowKey={({ name, credential, validFrom }) => `${name}${credential}${validFrom}`}
          pagination={false}
          dataSource={credentials}
          columns={[
            { title: t('姓名'), dataIndex: 'name' },
            { title: t('法院'), key: 'court', render: (_, { court }) => <Court code={court} /> },
            { title: t('证件号'), dataIndex: 'credential' },
            {
              title: t('有效期'),
              key: 'valid',
              render: (_, { validFrom, validTo }) => `${validFrom} – ${validTo ?? t('至办结')}`,
            },
          ]}
        />
      )}
    </Part>
  );
}
