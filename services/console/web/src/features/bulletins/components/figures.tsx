import { Button, Table, Tabs } from 'antd';
import { useState } from 'react';
import type { BulletinView } from '@xiezhi/contracts/views';
import {
  FIGURE_COLUMNS,
  FIGURE_GROUPS,
  halfYearDays,
  type Bulletin as AllFigures,
  type FigureColumn,
  type FigureGroup,
} from '@xiezhi/rules';
import { Court } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { courtName, wordIn, yuan } from '../../../shared/wording';
import type { Opened } from '../api/bulletins';
import { CasesBehind } from './cases-behind';

type Row = AllFigures['total'] & { court?: string };

const GROUPS = Object.keys(FIGURE_GROUPS) as FigureGroup[];

/** A figure; where cases stand behind it, it opens them. */
function Figure({ column, row, onOpen }: { column: FigureColumn; row: Row; onOpen: (opened: Opened) => void }) {
  const value = column.of(row);
  if (value === null) return <>—</>;
  const shown = column.opens === 'recovered' ? yuan(Number(value)) : value;
  const { opens } = column;
  if (opens === null || value === 0) return <>{shown}</>;
  return (
    <Button
      type="link"
      size="small"
      className="figure"
      onClick={() => onOpen({ figure: opens, ...(row.court === undefined ? {} : { court: row.court }) })}
    >
      {shown}
    </Button>
  );
}

function useTitles(period: string) {
  const { t, me } = useSession();
  return ({ figure, court }: Opened) => {
    const column = FIGURE_COLUMNS.find(({ opens }) => opens === figure);
    const lists: Record<string, string> = { overdue: t('逾期未审结的案件'), lateEntries: t('上期以后补录的案件') };
    const name = column ? wordIn(me.language, column.title) : (lists[figure] ?? figure);
    const whose = court === undefined ? t('合计') : courtName(court, halfYearDays(period).last);
    return `${name} · ${whose}`;
  };
}

/** A list of a bulletin: its first numbers, and the rest where its cases are. */
function NumberList({ title, numbers, onOpen }: { title: string; numbers: readonly string[]; onOpen: () => void }) {
  const { t } = useSession();
  return (
    <div>
      <strong>
        {title} {numbers.length}
      </strong>{' '}
      <Button size="small" type="link" onClick={onOpen}>
        {t('查看案件')}
      </Button>
      <div lang="zh-CN" className="soft">
        {numbers.slice(0, 10).join('、')}
        {numbers.length > 10 && '……'}
      </div>
    </div>
  );
}

/** The figures of a bulletin, group by group: a row a court, the total last. */
export function Figures({ bulletin, figures }: { bulletin: BulletinView; figures: AllFigures }) {
  const { t, me } = useSession();
  const [opened, setOpened] = useState<Opened>();
  const titleOf = useTitles(bulletin.period);
  const { last } = halfYearDays(bulletin.period);
  const { rows, total, lateEntries } = figures;
  const tableOf = (group: FigureGroup) => (
    <Table<Row>
      size="small"
      rowKey={({ court = '' }) => court}
      pagination={false}
      scroll={{ x: 'max-content' }}
      dataSource={[...rows, total]}
      rowClassName={({ court }) => (court === undefined ? 'total' : '')}
      columns={[
        {
          title: t('法院'),
          key: 'court',
          fixed: 'start',
          render: (_, { court }) =>
            court === undefined ? <strong>{t('合计')}</strong> : <Court code={court} on={last} />,
        },
        ...FIGURE_COLUMNS.filter((column) => column.group === group).map((column, index) => ({
          title: wordIn(me.language, column.title),
          key: String(index),
          align: 'right' as const,
          render: (_: unknown, row: Row) => <Figure column={column} row={row} onOpen={setOpened} />,
        })),
      ]}
    />
  );
  return (
    <div className="stack">
      <Tabs
        destroyOnHidden
        items={GROUPS.map((group) => ({
          key: group,
          label: wordIn(me.language, FIGURE_GROUPS[group]),
          children: tableOf(group),
        }))}
      />
      {total.overdue.length > 0 && (
        <NumberList
          title={t('逾期未审结的案件')}
          numbers={total.overdue}
          onOpen={() => setOpened({ figure: 'overdue' })}
        />
      )}
      {lateEntries.length > 0 && (
        <NumberList
          title={t('上期以后补录的案件')}
          numbers={lateEntries}
          onOpen={() => setOpened({ figure: 'lateEntries' })}
        />
      )}
      {bulletin.hidden > 0 && (
        <p className="soft">
          {me.language === 'zh'
            ? `清单中另有${bulletin.hidden}件您无权查看，计入数字，不列出。`
            : `${bulletin.hidden} cases of these lists are counted that you may not see.`}
        </p>
      )}
      {opened && (
        <CasesBehind
          key={`${opened.figure} ${opened.court ?? ''}`}
          bulletin={bulletin}
          opened={opened}
          title={titleOf(opened)}
          onClose={() => setOpened(undefined)}
        />
      )}
    </div>
  );
}
