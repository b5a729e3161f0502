import { Badge, Button, Card, Space, Table, Tabs, Tag } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { WorkItem } from '@xiezhi/contracts/views';
import { localCourtName, readsBulletins, readsDockets } from '@xiezhi/rules';
import { LampReadingSign } from '../../../shared/components/lamp';
import { Loading, Nothing, Page } from '../../../shared/components/page';
import { SupervisionLine, supervisionTiles } from '../../../shared/components/supervision';
import { useTitle } from '../../../shared/components/words';
import { filePath } from '../../../shared/file-path';
import { useInbox, useSupervision } from '../../../shared/queries';
import { holds, useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';
import { useCounts, useHanding, useWorkItems, VIEWS, type View } from '../api/work-items';
import { HandOver } from '../components/hand-over';
import { OutOfOffice } from '../components/out-of-office';

const TITLES = {
  'due-soon': '即将逾期',
  overdue: '逾期未办',
  todo: '待办',
  done: '已办',
  initiated: '我发起的',
  cc: '抄送',
} as const satisfies Record<View, string>;

function Handling({ item }: { item: WorkItem }) {
  const { me, t } = useSession();
  const handing = useHanding();
  const [giving, give] = useState<'assign' | 'delegate'>();
  if (item.status !== 'OPEN' || item.form === 'WATCH') return null;
  return (
    <Space size={4} wrap>
      {!item.holder && (
        <Button size="small" loading={handing.isPending} onClick={() => handing.mutate({ item, action: 'claim' })}>
          {t('认领')}
        </Button>
      )}
      {item.mine && (
        <>
          <Button size="small" onClick={() => give('delegate')}>
            {t('委托代办')}
          </Button>
          <Button size="small" loading={handing.isPending} onClick={() => handing.mutate({ item, action: 'release' })}>
            {t('退回')}
          </Button>
        </>
      )}
      {holds(me, 'bureauDirector', 'commandDirector') && (
        <Button size="small" onClick={() => give('assign')}>
          {t('指派')}
        </Button>
      )}
      {giving && <HandOver item={item} action={giving} onClose={() => give(undefined)} />}
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

function Items({ view }: { view: View }) {
  const { t } = useSession();
  const [cursor, setCursor] = useState<string>();
  const query = useWorkItems(view, cursor);
  return (
    <Loading query={query}>
      {({ items, next }) => (
        <>
          <Table<WorkItem>
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={items}
            locale={{ emptyText: <Nothing text={t('没有事项')} /> }}
            columns={[
              {
                title: t('期限'),
                key: 'lamp',
                width: 190,
                render: (_, item) =>
                  item.status === 'OPEN' ? <LampReadingSign {...item} /> : item.doneAt && shortTime(item.doneAt),
              },
              {
                title: t('事项'),
                key: 'title',
                render: (_, item) => (
                  <Link to={filePath(item.caseId)} lang="zh-CN">
                    {item.title}
                  </Link>
                ),
              },
              { title: t('案件'), key: 'subject', render: (_, item) => <span lang="zh-CN">{item.subject}</span> },
              {
                title: t('届满'),
                key: 'due',
                width: 190,
                render: (_, item) => (
                  <>
                    {item.due ?? '—'} {item.provisional && <Tag>{t('暂定')}</Tag>}
                    {item.law === false && <div className="soft">{t('设置，不是法律规定')}</div>}
                  </>
                ),
              },
              {
                title: t('应办'),
                key: 'court',
                render: (_, item) => <span lang="zh-CN">{localCourtName(item.courtName)}</span>,
              },
              { title: t('办理人'), key: 'holder', render: (_, item) => <Holder item={item} /> },
              { title: t('操作'), key: 'actions', render: (_, item) => <Handling item={item} /> },
            ]}
          />
          <Space style={{ marginTop: 12 }}>
            {cursor !== undefined && <Button onClick={() => setCursor(undefined)}>{t('回到第一页')}</Button>}
            {next !== null && <Button onClick={() => setCursor(next)}>{t('下一页')}</Button>}
          </Space>
        </>
      )}
    </Loading>
  );
}

function Unread() {
  const { t } = useSession();
  const inbox = useInbox({ unread: true, limit: 5 });
  if (inbox.data?.items.length === 0) return null;
  return (
    <Card size="small" title={t('未读消息')} extra={<Link to="/inbox">{t('全部消息')}</Link>}>
      <Loading query={inbox}>
        {({ items }) =>
          items.map(({ id, caseId, text, at }) => (
            <p key={id} style={{ margin: '4px 0' }}>
              <span className="soft">{shortTime(at)}</span>{' '}
              <Link to={filePath(caseId)} lang="zh-CN">
                {text}
              </Link>
            </p>
          ))
        }
      </Loading>
    </Card>
  );
}

/** How the supervision of the area stands, for those who have a part in it. */
function Supervised() {
  const { me, t } = useSession();
  const { data } = useSupervision(readsBulletins(me));
  if (!data) return null;
  const { scan, bulletin, quota } = supervisionTiles(data, t);
  return (
    <Card size="small">
      <SupervisionLine title={t('扫描')} tiles={scan} />
      <SupervisionLine title={t('通报')} tiles={bulletin} />
      {readsDockets(me) && <SupervisionLine title={t('考核')} tiles={quota} />}
    </Card>
  );
}

/** What waits for this person, most urgent first, in the six views. */
export function WorkbenchPage() {
  const { t } = useSession();
  const [params, setParams] = useSearchParams();
  const view = VIEWS.find((name) => name === params.get('view')) ?? 'todo';
  const counts = useCounts().data ?? {};
  return (
    <Page title={t('工作台')} aside={<OutOfOffice />}>
      <div className="stack">
        <Unread />
        <Supervised />
        <Card size="small">
          <Tabs
            activeKey={view}
            onChange={(key) => setParams({ view: key })}
            destroyOnHidden
            items={VIEWS.map((name) => ({
              key: name,
              label: (
                <Badge
                  count={counts[name] ?? 0}
                  size="small"
                  offset={[12, -4]}
                  color={name === 'overdue' ? '#a11212' : '#1c4f91'}
                >
                  {t(TITLES[name])}
                </Badge>
              ),
              children: <Items view={name} />,
            }))}
          />
        </Card>
      </div>
    </Page>
  );
}
