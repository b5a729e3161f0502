import { App, Button, Collapse, Drawer, Space, Table, Tag } from 'antd';
import type { GuidanceVersion, GuidanceView } from '@xiezhi/contracts/views';
import { mayAcknowledgeGuidance, mayPublishGuidance } from '@xiezhi/rules';
import { requestFile, saveFile } from '../../../shared/api/client';
import { Loading, Problem } from '../../../shared/components/page';
import { Court } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';
import { filePathOf, useGuidance, useGuidanceAct } from '../api/guidance';

function Receipts({ receipts, on }: { receipts: GuidanceVersion['receipts']; on: string }) {
  const { t } = useSession();
  return (
    <Table
      size="small"
      rowKey="court"
      pagination={receipts.length > 20 ? { pageSize: 20, size: 'small', showSizeChanger: false } : false}
      dataSource={receipts}
      columns={[
        { title: t('法院'), key: 'court', render: (_, { court }) => <Court code={court} on={on} /> },
        {
          title: t('签收情况'),
          key: 'receipt',
          render: (_, { by, at }) =>
            at === null ? (
              <Tag color="orange">○ {t('尚未签收')}</Tag>
            ) : (
              <span lang="zh-CN">{`✓ ${shortTime(at)} ${by ?? ''}`}</span>
            ),
        },
      ]}
    />
  );
}

function Version({ guidance, of }: { guidance: string; of: GuidanceVersion }) {
  const { t } = useSession();
  const { message } = App.useApp();
  const save = (file: string) =>
    requestFile(filePathOf(guidance, file))
      .then(saveFile)
      .catch((error: unknown) => void message.error((error as Error).message, 8));
  return (
    <div className="stack" style={{ gap: 8 }}>
      <p className="prose" lang="zh-CN">
        {of.text}
      </p>
      {of.files.map(({ file, name }) => (
        <Button key={file} size="small" style={{ alignSelf: 'flex-start' }} onClick={() => void save(file)}>
          {t('附件')}：<span lang="zh-CN">{name}</span>
        </Button>
      ))}
      <Receipts receipts={of.receipts} on={of.at.slice(0, 10)} />
    </div>
  );
}

function Acknowledge({ of }: { of: GuidanceView }) {
  const { me, t } = useSession();
  const act = useGuidanceAct('guidance.acknowledge', () => undefined);
  if (of.own === null) return null;
  if (of.own) {
    return (
      <span>
        <Tag color="green">✓ {t('本院已签收')}</Tag>
      </span>
    );
  }
  const give = () => act.isPending || act.mutate({ guidance: of.guidance, version: of.version });
  return (
    <>
      {act.error && <Problem error={act.error} />}
      <Space wrap>
        <Tag color="orange">○ {t('本院未签收')}</Tag>
        {mayAcknowledgeGuidance(me) && (
          <>
            <Button type="primary" loading={act.isPending} onClick={give}>
              {t('签收指导意见')}
            </Button>
            <span className="soft">{t('签收即表示本院已收到并阅知这一版。')}</span>
          </>
        )}
      </Space>
    </>
  );
}

interface Props {
  id: string;
  onClose: () => void;
  onRevise: (of: { title: string; text: string }) => void;
}

/** A piece of guidance in all its versions, the newest first. */
export function GuidanceDrawer({ id, onClose, onRevise }: Props) {
  const { me, t, today } = useSession();
  const query = useGuidance(id);
  return (
    <Drawer
      open
      size={760}
      title={<span lang="zh-CN">{query.data?.title ?? t('指导意见')}</span>}
      onClose={onClose}
      destroyOnHidden
    >
      <Loading query={query}>
        {(guidance) => (
          <div className="stack">
            <Acknowledge of={guidance} />
            {guidance.court === me.court && mayPublishGuidance(me, today) && (
              <Button
                style={{ alignSelf: 'flex-start' }}
                onClick={() => onRevise({ title: guidance.title, text: guidance.versions[0]?.text ?? '' })}
              >
                {t('发布下一版')}
              </Button>
            )}
            <Collapse
              defaultActiveKey={[guidance.version]}
              items={guidance.versions.map((version) => ({
                key: version.version,
                label: (
                  <>
                    {t('第')}
                    {version.version}
                    {t('版')} · {shortTime(version.at)} · <span lang="zh-CN">{version.by.name}</span>
                  </>
                ),
                children: <Version guidance={guidance.guidance} of={version} />,
              }))}
            />
          </div>
        )}
      </Loading>
    </Drawer>
  );
}
