import { useMutation } from '@tanstack/react-query';
import { Button, Card, Segmented, Select, Space, Tag } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { kindOf } from '@xiezhi/contracts';
import type { InboxMessage } from '@xiezhi/contracts/views';
import { request } from '../../../shared/api/client';
import { LampSign, type LampColour } from '../../../shared/components/lamp';
import { Loading, Nothing, Page } from '../../../shared/components/page';
import { useTitle } from '../../../shared/components/words';
import { filePath } from '../../../shared/file-path';
import { queryClient, useInbox, useReadAll } from '../../../shared/queries';
import { useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';

const PAGE_SIZE = 50;
const COLOURS: Record<InboxMessage['level'], LampColour> = {
  INFO: 'grey',
  URGENT: 'red',
  REMINDER: 'amber',
  OVERDUE: 'dark',
};

const LEVELS = Object.keys(COLOURS) as InboxMessage['level'][];

const markRead = (id: string) => request(`notification/inbox/${encodeURIComponent(id)}/read`, { method: 'POST' });

function Message({ message, onRead }: { message: InboxMessage; onRead: (id: string) => void }) {
  const { t } = useSession();
  const title = useTitle();
  const unread = !message.read && !message.settled;
  const linkText = (fileId: string) => {
    if (fileId === '') return t('查看日历');
    switch (kindOf(fileId)) {
      case 'guidance':
        return t('查看指导意见');
      case 'bulletin':
        return t('查看通报');
      default:
        return t('查看案件');
    }
  };
  return (
    <Card size="small" role="listitem" style={unread ? { borderLeft: '4px solid #1c4f91' } : { opacity: 0.85 }}>
      <Space size="large" wrap style={{ width: '100%', justifyContent: 'space-between' }}>
        <span>
          <LampSign colour={COLOURS[message.level]} text={title('level', message.level)} />
          <strong style={{ marginLeft: 12, fontWeight: unread ? 600 : 400 }} lang="zh-CN">
            {message.text}
          </strong>
          {message.settled && (
            <>
              {' '}
              <Tag>{t('所涉事项已办结')}</Tag>
            </>
          )}
          {unread && <span className="soft">（{t('未读')}）</span>}
        </span>
        <Space>
          <span className="soft">
            {shortTime(message.at)} · {title('role', message.role)}
          </span>
          <Link to={filePath(message.caseId)} onClick={() => message.read || onRead(message.id)}>
            {linkText(message.caseId)}
          </Link>
          {unread && (
            <Button size="small" onClick={() => onRead(message.id)}>
              {t('标为已读')}
            </Button>
          )}
        </Space>
      </Space>
    </Card>
  );
}

export function InboxPage() {
  const { t } = useSession();
  const title = useTitle();
  const [params, setParams] = useSearchParams();
  const unread = params.get('unread') === '1';
  const before = params.get('before') ?? undefined;
  const level = LEVELS.find((name) => name === params.get('level'));
  const inbox = useInbox({ unread, level, before, limit: PAGE_SIZE });
  const readAll = useReadAll();
  const newest = before === undefined ? inbox.data?.items[0] : undefined;
  const read = useMutation({
    mutationFn: markRead,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['inbox'] }),
  });
  const show = (of: { unread: boolean; level: string | undefined }, from?: string) =>
    setParams({
      ...(of.unread ? { unread: '1' } : {}),
      ...(of.level === undefined ? {} : { level: of.level }),
      ...(from === undefined ? {} : { before: from }),
    });
  return (
    <Page
      title={t('消息')}
      aside={
        <Space wrap>
          <Select
            style={{ width: 140 }}
            aria-label={t('消息类别')}
            value={level ?? ''}
            onChange={(chosen: string) => show({ unread, level: chosen === '' ? undefined : chosen })}
            options={[
              { value: '', label: t('不限类别') },
              ...LEVELS.map((name) => ({ value: name, label: title('level', name) })),
            ]}
          />
          <Segmented
            value={unread ? 'unread' : 'all'}
            onChange={(only) => show({ unread: only === 'unread', level })}
            options={[
              { value: 'all', label: t('全部消息') },
              { value: 'unread', label: t('只看未读') },
            ]}
          />
          <Button
            disabled={newest === undefined}
            loading={readAll.isPending}
            onClick={() => newest && readAll.mutate({ through: newest.id, ...(level === undefined ? {} : { level }) })}
          >
            {t('全部已读')}
          </Button>
        </Space>
      }
    >
      <Loading query={inbox}>
        {({ items, next }) => (
          <div className="stack" style={{ gap: 8 }}>
            {items.length === 0 && <Nothing text={t('需要您知道或者办理的事项会出现在这里。')} />}
            {items.length > 0 && (
              <div className="stack" role="list" style={{ gap: 8 }}>
                {items.map((message) => (
                  <Message key={message.id} message={message} onRead={(id) => read.mutate(id)} />
                ))}
              </div>
            )}
            {next !== null && <Button onClick={() => show({ unread, level }, next)}>{t('更早的消息')}</Button>}
          </div>
        )}
      </Loading>
    </Page>
  );
}
