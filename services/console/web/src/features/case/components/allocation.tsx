import { Button, Collapse, Table, Tag } from 'antd';
import type { CaseView } from '@xiezhi/contracts/views';
import type { AdvisedCourt, CommandType, CourtCode } from '@xiezhi/rules';
import { codeOn } from '@xiezhi/rules';
import { Nothing } from '../../../shared/components/page';
import { Court, useTitle } from '../../../shared/components/words';
import type { DraftTools } from '../../../shared/forms/command-drawer';
import { useSession } from '../../../shared/session';
import { wordIn } from '../../../shared/wording';
import { useAllocation, type AdviceRow } from '../api/allocation';
import { CourtSketch } from './court-sketch';

/** The forms beside which it is shown whom to draft, with the field that names the courts where there is one. */
const FIELDS: Partial<Record<CommandType, string | null>> = {
  'review.decide': 'participants',
  'participants.change': 'add',
  'plan.submit': null,
};

export const hasAdvice = (command: string): boolean => Object.hasOwn(FIELDS, command);

function Warnings({ of }: { of: Pick<AdvisedCourt, 'warnings'> }) {
  const title = useTitle();
  return of.warnings.map((warning) => (
    <Tag key={warning} color="orange">
      △ {title('warning', warning)}
    </Tag>
  ));
}

const figure = (value: number | null, digits: number) => (value === null ? '—' : value.toFixed(digits));

function Choose({ chosen, onChoose }: { chosen: boolean; onChoose: (() => void) | undefined }) {
  const { t } = useSession();
  if (!onChoose) return chosen ? <Tag color="blue">✓ {t('已选')}</Tag> : null;
  return (
    <Button size="small" type={chosen ? 'primary' : 'default'} aria-pressed={chosen} onClick={onChoose}>
      {chosen ? `✓ ${t('已选')}` : t('选用')}
    </Button>
  );
}

interface Choice {
  chosen: readonly CourtCode[];
  toggle?: ((court: CourtCode) => void) | undefined;
}

function Ranking({ rows, chosen, toggle }: Choice & { rows: readonly AdviceRow[] }) {
  const { me, t } = useSession();
  return (
    <Table<AdviceRow>
      size="small"
      rowKey="court"
      pagination={rows.length > 10 ? { pageSize: 10, size: 'small', showSizeChanger: false } : false}
      dataSource={[...rows]}
      locale={{ emptyText: <Nothing text={t('没有可以调用的法院。')} /> }}
      columns={[
        { title: '#', key: 'place', width: 36, render: (_, row) => (row.score === null ? '' : rows.indexOf(row) + 1) },
        {
          title: t('法院'),
          key: 'court',
          render: (_, row) => (
            <>
              <Court code={row.court} /> {row.score === null && <Tag>{t('无人员数据')}</Tag>}
              <div className="soft">{wordIn(me.language, row.reasons)}</div>
              <Warnings of={row} />
            </>
          ),
        },
        { title: t('得分'), key: 'score', width: 70, render: (_, { score }) => figure(score, 2) },
        {
          title: t('选用'),
          key: 'choose',
          width: 92,
          render: (_, { court }) => (
            <Choose chosen={chosen.includes(court)} onChoose={toggle && (() => toggle(court))} />
          ),
        },
      ]}
    />
  );
}

/** Beside a form that names participants: whom the figures speak for. It never stands in the way of the form. */
export function AllocationAdvice({ view, tools }: { view: CaseView; tools: DraftTools }) {
  const { t, today } = useSession();
  const { data: rows, error } = useAllocation(view);
  const field = FIELDS[tools.command] ?? null;
  const values = tools.values();
  if (values['outcome'] === 'REFUSE') return null;
  const named = field === null ? view.participants : values[field];
  const chosen = Array.isArray(named) ? (named as CourtCode[]) : [];
  const toggle = (field: string) => (court: CourtCode) =>
    tools.fill({ [field]: chosen.includes(court) ? chosen.filter((code) => code !== court) : [...chosen, court] });
  const advised = (rows ?? []).filter(({ court }) => field !== 'add' || !view.participants.includes(court));
  return (
    <section className="advice">
      <h3 className="part">{t('调用哪些法院的建议（第五条）')}</h3>
      {error && (
        <p className="soft" role="status">
          {t('建议暂时不可用，不影响办理。')} <span lang="zh-CN">{error.message}</span>
        </p>
      )}
      {!rows && !error && (
        <p className="soft" role="status">
          {t('正在计算建议…')}
        </p>
      )}
      {rows && (
        <>
          <p className="soft">{t('得分低者优先。各项的权重和提示的公里数是设置，不是法律规定；由决定的人取舍。')}</p>
          <Ranking rows={advised} chosen={chosen} toggle={field === null ? undefined : toggle(field)} />
          {advised.length > 0 && (
            <CourtSketch
              executing={codeOn(view.executingCourt, today)}
              advised={advised.map(({ court }) => court)}
              chosen={chosen}
            />
          )}
        </>
      )}
    </section>
  );
}

function Kept({ advised, drafted }: NonNullable<CaseView['drafting']>) {
  const { t } = useSession();
  const places = new Map(advised.map(({ court }, index) => [court, index + 1]));
  return (
    <Table<AdvisedCourt>
      size="small"
      rowKey="court"
      pagination={advised.length > 10 ? { pageSize: 10, size: 'small', showSizeChanger: false } : false}
      dataSource={advised}
      columns={[
        {
          title: '#',
          key: 'place',
          width: 36,
          render: (_, { court, score }) => (score === null ? '' : places.get(court)),
        },
        { title: t('法院'), key: 'court', render: (_, { court }) => <Court code={court} /> },
        { title: t('得分'), key: 'score', render: (_, { score }) => figure(score, 2) },
        { title: t('距离'), key: 'km', render: (_, { km }) => `${km} km` },
        {
          title: t('人均未结'),
          key: 'load',
          render: (_, { load }) => (load === null ? t('无人员数据') : figure(load, 1)),
        },
        { title: t('近三十日被抽调'), dataIndex: 'lent30' },
        { title: '', key: 'warnings', render: (_, row) => <Warnings of={row} /> },
        {
          title: t('选用'),
          key: 'chosen',
          render: (_, { court }) => <Choose chosen={drafted.includes(court)} onChoose={undefined} />,
        },
      ]}
    />
  );
}

/** What was advised with a decision beside what it chose; nothing where no advice is on record. */
export function KeptAdvice({ view: { drafting } }: { view: CaseView }) {
  const { t } = useSession();
  if (!drafting) return null;
  const { advised, drafted } = drafting;
  const unadvised = drafted.filter((code) => !advised.some(({ court }) => court === code));
  const chosen = drafted
    .map((code) => advised.findIndex(({ court }) => court === code) + 1)
    .filter((place) => place > 0)
    .map((place) => `#${place}`);
  return (
    <>
      <h3 className="part">{t('系统建议与实际选用')}</h3>
      <p>
        {t('已选')}：
        {drafted.map((code, index) => (
          <span key={code}>
            {index > 0 && '、'}
            <Court code={code} />
          </span>
        ))}{' '}
        {chosen.length > 0 && <span className="soft">{chosen.join(' ')}</span>}
        {unadvised.length > 0 && (
          <span className="soft">
            {' '}
            {t('未列入建议：')}
            {unadvised.join('、')}
          </span>
        )}
      </p>
      <Collapse
        size="small"
        items={[
          {
            key: 'advice',
            label: t('建议为作出决定当日的情况，随决定留存。'),
            children: <Kept advised={advised} drafted={drafted} />,
          },
        ]}
      />
    </>
  );
}
