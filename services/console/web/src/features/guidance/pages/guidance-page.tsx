import { Button, Card, Space, Table, Tag } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { GuidanceItem } from '@xiezhi/contracts/views';
import { mayPublishGuidance } from '@xiezhi/rules';
import { Loading, Nothing, Page } from '../../../shared/components/page';
import { Court } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';
import { useGuidanceList } from '../api/guidance';
import { GuidanceDrawer } from '../components/guidance';
import { Publish } from '../components/publish';

function Own({ own }: Pick<GuidanceItem, 'own'>) {
  const { t } = useSession();
  if (own === null) return null;
  return own ? <Tag color="green">✓ {t('本院已签收')}</Tag> : <Tag color="orange">○ {t('本院未签收')}</Tag>;
}

/** Guidance that the own court published or was sent, and that of the courts below (Art. 18). */
export function GuidancePage() {
  const { me, t, today } = useSession();
  const [params, setParams] = useSearchParams();
  const [pages, setPages] = useState<(string | undefined)[]>([undefined]);
  const [publishing, setPublishing] = useState<{ title: string; text: string } | true>();
  const id = params.get('id');
  const open = (guidance?: string) => setParams(guidance === undefined ? {} : { id: guidance });
  return (
    <Page
      title={t('指导意见')}
      aside={
        mayPublishGuidance(me, today) && (
          <Button type="primary" onClick={() => setPublishing(true)}>
            {t('发布指导意见')}
          </Button>
        )
      }
    >
      <Card size="small">
        <Loading query={useGuidanceList(pages.at(-1))}>
          {({ items, next }) => (
            <div className="stack">
              <Table<GuidanceItem>
                size="small"
                rowKey="guidance"
                pagination={false}
                dataSource={items}
                scroll={{ x: true }}
                locale={{ emptyText: <Nothing text={t('还没有指导意见。')} /> }}
                columns={[
                  {
                    title: t('标题'),
                    key: 'title',
                    render: (_, { guidance, title }) => (
                      <Button type="link" style={{ padding: 0 }} onClick={() => open(guidance)}>
                        <span lang="zh-CN">{title}</span>
                      </Button>
                    ),
                  },
                  { title: t('版本'), dataIndex: 'version', width: 70 },
                  { title: t('发布法院'), key: 'court', render: (_, { court }) => <Court code={court} /> },
                  { title: t('发布时间'), key: 'at', render: (_, { at }) => shortTime(at) },
                  { title: t('签收情况'), key: 'received', render: (_, one) => `${one.received}/${one.sent}` },
                  { title: '', key: 'own', render: (_, { own }) => <Own own={own} /> },
                ]}
              />
              <Space>
                <Button disabled={pages.length === 1} onClick={() => setPages(pages.slice(0, -1))}>
                  {t('上一页')}
                </Button>
                <Button disabled={next === null} onClick={() => next !== null && setPages([...pages, next])}>
                  {t('下一页')}
                </Button>
              </Space>
            </div>
          )}
        </Loading>
      </Card>
      {id !== null && (
        <GuidanceDrawer
          id={id}
          onClose={() => open()}
          onRevise={(of) => {
            open();
            setPublishing(of);
          }}
        />
      )}
      {publishing !== undefined && (
        <Publish initial={publishing === true ? undefined : publishing} onClose={() => setPublishing(undefined)} />
      )}
    </Page>
  );
}
