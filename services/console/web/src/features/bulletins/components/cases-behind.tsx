import { Alert, Button, Drawer, Space, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { BulletinView } from '@xiezhi/contracts/views';
import { Loading, Nothing } from '../../../shared/components/page';
import { Court } from '../../../shared/components/words';
import { filePath } from '../../../shared/file-path';
import { useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';
import { useBehind, type Opened } from '../api/bulletins';

interface Props {
  bulletin: BulletinView;
  opened: Opened;
  title: string;
  onClose: () => void;
}

/** The cases that a figure counts, as they stood when it was frozen; those not for this reader are counted only. */
export function CasesBehind({ bulletin: { bulletin, version }, opened, title, onClose }: Props) {
  const { t, me } = useSession();
  const [after, setAfter] = useState<string>();
  const behind = useBehind(bulletin, version, opened, after);
  return (
    <Drawer open size={880} title={title} onClose={onClose} destroyOnHidden>
      <Loading query={behind}>
        {({ items, cases, hidden, counted, recounted, frozenAt, next }) => (
          <div className="stack">
            <p>
              {t('通报所载')} <strong>{counted ?? '—'}</strong> · {t('涉及案件数')} {cases} · {t('数字截至')}{' '}
              {shortTime(frozenAt)}
            </p>
            {recounted !== counted && (
              <Alert
                showIcon
                type="warning"
                title={`${t('按冻结时刻的记录重新清点')}：${recounted ?? '—'}`}
                description={t('与通报所载不同：冻结以后有记录补入或者更正到当时。通报以所载为准，可以更正。')}
              />
            )}
            <Table
              size="small"
              rowKey="file"
              pagination={false}
              scroll={{ x: 'max-content' }}
              dataSource={items}
              locale={{
                emptyText: <Nothing text={hidden > 0 ? t('所计案件您都无权查看。') : t('没有案件。')} />,
              }}
              columns={[
                {
                  title: t('文号或者案号'),
                  key: 'number',
                  render: (_, { file, number }) => (
                    <Link className="case-link" to={filePath(file)} lang="zh-CN">
                      {number}
                    </Link>
                  ),
                },
                {
                  title: t('执行案号'),
                  key: 'case',
                  render: (_, { caseNumber }) => <span lang="zh-CN">{caseNumber}</span>,
                },
                {
                  title: t('执行法院'),
                  key: 'court',
                  render: (_, { executingCourt }) => <Court code={executingCourt} />,
                },
                { title: t('收到日期'), key: 'on', render: (_, { on }) => on ?? '—' },
              ]}
            />
            {hidden > 0 && (
              <p className="soft">
                {me.language === 'zh'
                  ? `另有${hidden}件您无权查看，计入数字，不列出。`
                  : `${hidden} more are counted that you may not see.`}
              </p>
            )}
            <Space>
              {after !== undefined && <Button onClick={() => setAfter(undefined)}>{t('回到第一页')}</Button>}
              {next !== null && <Button onClick={() => setAfter(next)}>{t('下一页')}</Button>}
            </Space>
          </div>
        )}
      </Loading>
    </Drawer>
  );
}
