import { Button, Space, Table, Tag } from 'antd';
import { useState, type Key, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { ItemAct, WorkItem } from '@xiezhi/contracts/views';
import { localCourtName } from '@xiezhi/rules';
import { LampReadingSign } from '../../../shared/components/lamp';
import { Loading, Nothing } from '../../../shared/components/page';
import { SettingLegend, SettingMark } from '../../../shared/components/setting-mark';
import { useTitle } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';
import { useHanding, useWorkItems, type Asked } from '../api/work-items';
import { groupsOf, workPath, type Group } from '../lib/work';
import { Bulk } from './bulk';
import { HandOver } from './hand-over';

/** An act on one row; the button names its case to a screen reader. */
function Act({ item, words, ...rest }: { item: WorkItem; words: string; loading?: boolean; onClick: () => void }) {
  return (
    <Button size="small" aria-label={`${words} ${item.title} ${item.subject}`} {...rest}>
      {words}
    </Button>
  );
}

function Handling({ item }: { item: WorkItem }) {
  const { t } = useSession();
  const [giving, give] = useState<'assign' | 'delegate'>();
  const handing = useHanding(() => give(undefined));
  const may = (act: ItemAct) => item.acts.includes(act);
  const hand = (action: 'claim' | 'release') => handing.mutate({ item, action });
  const loading = handing.isPending;
  return (
    <Space size={4} wrap>
      {may('CLAIM') && <Act item={item} words={t('认领')} loading={loading} onClick={() => hand('claim')} />}
      {may('DELEGATE') && <Act item={item} words={t('委托代办')} onClick={() => give('delegate')} />}
      {may('RELEASE') && <Act item={item} words={t('取消认领')} loading={loading} onClick={() => hand('release')} />}
      {may('ASSIGN') && <Act item={item} words={t('指派')} onClick={() => give('assign')} />}
      {giving && (
        <HandOver
          items={[item]}
          action={giving}
          busy={loading}
          onGive={(body) => handing.mutate({ item, action: giving, body })}
          onClose={() => give(undefined)}
        />
      )}
    </Space>
  );
}

function Holder({ item }: { item: WorkItem }) {
  const { t, me } = useSession();
  const title = useTitle();
  if (!item.holder) {
    const words = item.roles.map((role) => title('role', role));
    return <span className="soft">{words.join(me.language === 'zh' ? '、' : ', ')}</span>;
  }
  return (
    <span>
      {item.mine ? <strong>{t('本人')}</strong> : item.holder.name}
      {item.holder.for && <span className="soft">（{`${t('代')}${item.holder.for.name}`}）</span>}
    </span>
  );
}

/** A period of minutes ends at its minute, every other one with its day. */
const untilWhen = ({ due, expiresAt }: WorkItem): string =>
  expiresAt === null || expiresAt.slice(11, 16) === '00:00' ? (due ?? '—') : shortTime(expiresAt);

function Clock({ item }: { item: WorkItem }) {
  const { t } = useSession();
  if (item.status !== 'OPEN') return item.doneAt && shortTime(item.doneAt);
  return (
    <>
      <LampReadingSign {...item} />
      {item.due !== null && (
        <div>
          {untilWhen(item)} {item.law === false && <SettingMark />} {item.provisional && <Tag>{t('暂定')}</Tag>}
        </div>
      )}
    </>
  );
}

/** Which case: by both its numbers, who is in it, and what it is about. */
function Which({ item: { subject, caseNumber, applicants, respondents, cause } }: { item: WorkItem }) {
  const parties = [applicants, respondents].filter(Boolean).join(' / ');
  return (
    <div lang="zh-CN">
      <div>{subject}</div>
      {caseNumber !== '' && caseNumber !== subject && <div>{caseNumber}</div>}
      {cause !== null && (
        <div className="soft">
          {parties} · {cause}
        </div>
      )}
    </div>
  );
}

function Courts({ item: { executingCourt, executingCourtName, court, courtName } }: { item: WorkItem }) {
  const { t } = useSession();
  return (
    <div lang="zh-CN">
      <div>{localCourtName(executingCourtName)}</div>
      {court !== executingCourt && (
        <div className="soft">
          {t('应办')}：{localCourtName(courtName)}
        </div>
      )}
    </div>
  );
}

type Heading = Group & { children: WorkItem[] };
type Row = WorkItem | Heading;
const isHeading = (row: Row): row is Heading => 'children' in row;
const nameOf = (row: Row) => (isHeading(row) ? row.title : `${row.title} ${row.subject}`);

function ItemTable({ items, asked }: { items: WorkItem[]; asked: Asked }) {
  const { t } = useSession();
  const [chosen, choose] = useState<readonly Key[]>([]);
  const [folded, fold] = useState<readonly Key[]>([]);
  const groups = groupsOf(items, asked.sort);
  const rows: Row[] = groups?.map((group) => ({ ...group, children: group.items })) ?? items;
  const column = (title: string, key: string, render: (item: WorkItem) => ReactNode, width?: number) => ({
    ...{ title, key },
    ...(width === undefined ? {} : { width }),
    onCell: (row: Row) => ({ colSpan: isHeading(row) ? 0 : 1 }),
    render: (_: unknown, row: Row) => (isHeading(row) ? null : render(row)),
  });
  const rest = [
    column(t('期限'), 'lamp', (item) => <Clock item={item} />, 190),
    column(t('案件'), 'case', (item) => <Which item={item} />),
    column(t('执行法院'), 'court', (item) => <Courts item={item} />),
    column(t('办理人'), 'holder', (item) => <Holder item={item} />),
    column(t('操作'), 'actions', (item) => <Handling item={item} />),
  ];
  return (
    <>
      <Bulk selected={items.filter(({ id }) => chosen.includes(id))} onDone={() => choose([])} />
      <Table<Row>
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={rows}
        rowSelection={{
          selectedRowKeys: [...chosen],
          onChange: (keys) => choose(keys),
          checkStrictly: false,
          getCheckboxProps: (row) => ({ 'aria-label': nameOf(row) }),
        }}
        expandable={{
          expandedRowKeys: (groups ?? []).map(({ id }) => id).filter((id) => !folded.includes(id)),
          onExpand: (open, { id }) => fold(open ? folded.filter((key) => key !== id) : [...folded, id]),
          indentSize: 0,
        }}
        locale={{ emptyText: <Nothing text={t('没有事项')} /> }}
        columns={[
          {
            title: t('事项'),
            key: 'title',
            onCell: (row) => ({ colSpan: isHeading(row) ? rest.length + 1 : 1 }),
            render: (_, row) =>
              isHeading(row) ? (
                <strong lang="zh-CN">
                  {row.title}（{row.items.length}）
                </strong>
              ) : (
                <Link to={workPath(row)} lang="zh-CN" aria-label={nameOf(row)}>
                  {row.title}
                </Link>
              ),
          },
          ...rest,
        ]}
      />
      {items.some(({ law }) => law === false) && <SettingLegend />}
    </>
  );
}

/** The items of a view as they were asked for, some at a time. */
export function Items({ asked, onTurn }: { asked: Asked; onTurn: (cursor: string | undefined) => void }) {
  const { t } = useSession();
  const query = useWorkItems(asked);
  return (
    <Loading query={query}>
      {({ items, next }) => (
        <>
          <ItemTable key={JSON.stringify(asked)} items={items} asked={asked} />
          <Space style={{ marginTop: 12 }}>
            {asked.cursor !== undefined && <Button onClick={() => onTurn(undefined)}>{t('回到第一页')}</Button>}
            {next !== null && <Button onClick={() => onTurn(next)}>{t('下一页')}</Button>}
          </Space>
        </>
      )}
    </Loading>
  );
}
