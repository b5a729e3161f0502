import { Table } from 'antd';
import type { BulletinVersionView, BulletinView } from '@xiezhi/contracts/views';
import { changedLines, halfYearDays } from '@xiezhi/rules';
import { Nothing } from '../../../shared/components/page';
import { Court } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { shortTime, wordIn } from '../../../shared/wording';

/** Why a version corrects the one before, and which figures became others. */
function Correction({ version, period }: { version: BulletinVersionView; period: string }) {
  const { t, me } = useSession();
  const { last } = halfYearDays(period);
  const { reason, changed } = version.correction!;
  const lines = changed.flatMap(changedLines).map((line, index) => ({ ...line, key: index }));
  return (
    <div className="stack">
      <p>
        {t('更正理由')}：<span lang="zh-CN">{reason}</span>
      </p>
      <Table
        size="small"
        rowKey="key"
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ x: 'max-content' }}
        dataSource={lines}
        locale={{ emptyText: <Nothing text={t('数字没有变化。')} /> }}
        columns={[
          {
            title: t('法院'),
            key: 'court',
            render: (_, { court }) => (court === null ? t('合计') : <Court code={court} on={last} />),
          },
          { title: t('数字'), key: 'figure', render: (_, { title }) => wordIn(me.language, title) },
          { title: t('更正前'), key: 'from', render: (_, { from }) => <s lang="zh-CN">{from ?? '—'}</s> },
          { title: t('更正后'), key: 'to', render: (_, { to }) => <span lang="zh-CN">{to ?? '—'}</span> },
        ]}
      />
    </div>
  );
}

/** Every version that stands, newest first: who froze its figures when, who issued it to whom, what it corrects. */
export function Versions({ bulletin: { versions, period } }: { bulletin: BulletinView }) {
  const { t } = useSession();
  return (
    <Table<BulletinVersionView>
      size="small"
      rowKey="version"
      pagination={false}
      scroll={{ x: 'max-content' }}
      dataSource={versions}
      locale={{ emptyText: <Nothing text={t('还没有起草。')} /> }}
      expandable={{
        rowExpandable: ({ correction }) => correction !== null,
        expandedRowRender: (version) => <Correction version={version} period={period} />,
        defaultExpandAllRows: true,
      }}
      columns={[
        { title: t('版本'), dataIndex: 'version' },
        { title: t('数字截至'), key: 'frozen', render: (_, { frozenAt }) => shortTime(frozenAt) },
        { title: t('起草人'), key: 'by', render: (_, { by }) => <span lang="zh-CN">{by.name}</span> },
        { title: t('印发日期'), key: 'issued', render: (_, { issued }) => issued?.on ?? '—' },
        {
          title: t('印发人'),
          key: 'issuer',
          render: (_, { issued }) => (issued ? <span lang="zh-CN">{issued.by.name}</span> : '—'),
        },
        { title: t('送达法院数'), key: 'to', align: 'right', render: (_, { issued }) => issued?.to.length ?? '—' },
      ]}
    />
  );
}
