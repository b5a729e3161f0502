import { Badge, Button, Card, Space, Tabs } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { readsBulletins, readsDockets } from '@xiezhi/rules';
import { Loading, Page } from '../../../shared/components/page';
import { SupervisionLine, supervisionTiles } from '../../../shared/components/supervision';
import { filePath } from '../../../shared/file-path';
import { useInbox, useReadAll, useSupervision } from '../../../shared/queries';
import { useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';
import { useCounts, VIEWS, type Asked, type View } from '../api/work-items';
import { Finding } from '../components/finding';
import { Items } from '../components/items';
import { OutOfOffice } from '../components/out-of-office';
import { SORTS } from '../lib/work';

const TITLES = {
  'due-soon': '即将逾期',
  overdue: '逾期未办',
  todo: '待办',
  done: '已办',
  initiated: '我发起的',
  cc: '抄送',
} as const satisfies Record<View, string>;

function Unread() {
  const { t } = useSession();
  const inbox = useInbox({ unread: true, limit: 5 });
  const readAll = useReadAll();
  const newest = inbox.data?.items[0];
  if (inbox.data?.items.length === 0) return null;
  return (
    <Card
      size="small"
      title={t('未读消息')}
      extra={
        <Space>
          {newest && (
            <Button size="small" loading={readAll.isPending} onClick={() => readAll.mutate({ through: newest.id })}>
              {t('全部已读')}
            </Button>
          )}
          <Link to="/inbox">{t('全部消息')}</Link>
        </Space>
      }
    >
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

/** View, order, filters and page stand in the address: a reload or a step back comes to the same rows. */
function useAsked() {
  const [params, setParams] = useSearchParams();
  const given = (name: string) => params.get(name) ?? undefined;
  const asked: Asked = {
    view: VIEWS.find((name) => name === params.get('view')) ?? 'todo',
    sort: SORTS.find((name) => name === params.get('sort')) ?? 'due',
    q: given('q'),
    command: given('command'),
    executing: given('executing'),
    cursor: given('cursor'),
  };
  const ask = (next: Asked) =>
    setParams(Object.entries(next).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
  return { asked, ask };
}

/** What waits for this person, most urgent first, in the six views. */
export function WorkbenchPage() {
  const { t } = useSession();
  const { asked, ask } = useAsked();
  const counts = useCounts().data ?? {};
  return (
    <Page title={t('工作台')} aside={<OutOfOffice />}>
      <div className="stack">
        <Unread />
        <Supervised />
        <Card size="small">
          <Tabs
            activeKey={asked.view}
            onChange={(key) => ask({ ...asked, view: key as View, cursor: undefined })}
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
              children: (
                <>
                  <Finding asked={asked} onFind={(found) => ask({ ...asked, ...found, cursor: undefined })} />
                  <Items asked={asked} onTurn={(cursor) => ask({ ...asked, cursor })} />
                </>
              ),
            }))}
          />
        </Card>
      </div>
    </Page>
  );
}
