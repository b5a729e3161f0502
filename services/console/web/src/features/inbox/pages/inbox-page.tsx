import { useMutation } from '@tanstack/react-query';
import { Button, Card, Segmented, Space } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { kindOf } from '@xiezhi/contracts';
import type { InboxMessage } from '@xiezhi/contracts/views';
import { request } from '../../../shared/api/client';
import { LampSign, type LampColour } from '../../../shared/components/lamp';
import { Loading, Nothing, Page } from '../../../shared/components/page';
import { useTitle } from '../../../shared/components/words';
import { filePath } from '../../../shared/file-path';
import { queryClient, useInbox } from '../../../shared/queries';
import { useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';

const PAGE_SIZE = 50;
const COLOURS: Record<InboxMessage['level'], LampColour> = {
  INFO: 'grey',
  URGENT: 'red',
  REMINDER: 'amber',
  OVERDUE: 'dark',
};

const markRead = (id: string) => request(`notification/inbox/${encodeURIComponent(id)}/read`, { method: 'POST' });

function Message({ message, onRead }: { message: InboxMessage; onRead: (id: string) => void }) {
  const { t } = useSession();
  const title = useTitle();
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
    <Card size="small" role="listitem" style={message.read ? { opacity: 0.85 } : { borderLeft: '4px solid #1c4f91' }}>
      <Space size="large" wrap style={{ width: '100%', justifyContent: 'space-between' }}>
        <span>
          <LampSign colour={COLOURS[message.level]} text={title('level', message.level)} />
          <strong style={{ marginLeft: 12, fontWeight: message.read ? 400 : 600 }} lang="zh-CN">
            {message.text}
          </strong>
          {!message.read && <span className="soft">（{t('未读')}）</span>}
        </span>
        <Space>
          <span className="soft">
            {shortTime(message.at)} · {title('role', message.role)}
          </span>
          <Link to={filePath(message.caseId)} onClick={() => message.read || onRead(message.id)}>
            {linkText(message.caseId)}
          </Link>
          {!message.read && (
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
  const [params, setParams] = useSearchParams();
  const unread = params.get('unread') === '1';
  const before = params.get('before') ?? undefined;
  const inbox = useInbox({ unread, before, limit: PAGE_SIZE });
  const read = useMutation({
    mutationFn: markRead,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['inbox'] }),
  });
  const show = (only: string) => setParams(only === 'unread' ? { unread: '1' } : {});
  return (
    <Page
      title={t('消息')}
      aside={
        <Segmented
          value={unread ? 'unread' : 'all'}
          onChange={show}
          options={[
            { value: 'all', label: t('全部消息') },
            { value: 'unread', label: t('只看未读') },
          ]}
        />
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
            {next !== null && (
              <Button onClick={() => setParams({ ...(unread ? { unread: '1' } : {}), before: next })}>
                {t('更早的消息')}
              </Button>
            )}
          </div>
        )}
      </Loading>
    </Page>
  );
}
