import { Alert, Card, Table, Tabs, Tag } from 'antd';
import type { SettingsView } from '@xiezhi/contracts/views';
import { defaultOf, SETTINGS, valueInWords, type SettingRange } from '@xiezhi/rules';
import { Loading, Page } from '../../../shared/components/page';
import { holds, useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';
import { useSettings, useVersions } from '../api/settings';
import { Proposals } from '../components/proposals';
import { Propose } from '../components/propose';

function RangeWords({ range }: { range: SettingRange }) {
  const { me, t } = useSession();
  if (range.kind === 'integer') return <>{`${range.min} – ${range.max} ${t(range.unit)}`}</>;
  if (range.kind === 'choice') return <span lang="zh-CN">{Object.values(range.options).join('；')}</span>;
  return <>{me.language === 'zh' ? '是、否' : 'yes, no'}</>;
}

function Catalogue({ current }: { current: SettingsView }) {
  const { t } = useSession();
  const definitions = new Map(SETTINGS.map((setting) => [setting.id, setting]));
  return (
    <Table
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={current.settings}
      columns={[
        { title: t('编号'), key: 'rule', width: 80, render: (_, { houseRule }) => houseRule ?? '—' },
        {
          title: t('事项'),
          key: 'title',
          render: (_, { title, notYet }) => (
            <span lang="zh-CN">
              {title} {notYet && <Tag>{notYet}</Tag>}
            </span>
          ),
        },
        {
          title: t('条款'),
          key: 'articles',
          render: (_, { articles }) => <span lang="zh-CN">{articles.join('、')}</span>,
        },
        { title: t('现值'), key: 'words', render: (_, { words }) => <strong lang="zh-CN">{words}</strong> },
        {
          title: t('出厂值'),
          key: 'default',
          render: (_, { id }) => {
            const setting = definitions.get(id);
            return setting && <span lang="zh-CN">{valueInWords(setting, defaultOf(setting))}</span>;
          },
        },
        {
          title: t('可设范围'),
          key: 'range',
          render: (_, { id }) => {
            const setting = definitions.get(id);
            return setting && <RangeWords range={setting.range} />;
          },
        },
        {
          title: t('来源'),
          key: 'source',
          width: 210,
          render: (_, { changed }) =>
            changed
              ? `${t('版本')} ${changed.version} · ${changed.approvedBy?.name ?? ''} · ${changed.reason}`
              : t('出厂设置'),
        },
      ]}
    />
  );
}

function Versions() {
  const { t } = useSession();
  const versions = useVersions();
  return (
    <Loading query={versions}>
      {({ items }) => (
        <Table
          size="small"
          rowKey="version"
          pagination={false}
          dataSource={[...items].reverse()}
          columns={[
            { title: t('版本'), dataIndex: 'version' },
            { title: t('施行日期'), key: 'from', render: (_, item) => item.effectiveFrom || '—' },
            {
              title: t('变更'),
              key: 'changes',
              render: (_, { changes }) => (
                <ul className="checks" lang="zh-CN">
                  {changes.map(({ id, words }) => (
                    <li key={id}>{words}</li>
                  ))}
                </ul>
              ),
            },
            { title: t('变更理由'), key: 'reason', render: (_, { reason }) => <span lang="zh-CN">{reason}</span> },
            { title: t('提出'), key: 'by', render: (_, { proposedBy }) => proposedBy?.name ?? '—' },
            {
              title: t('批准'),
              key: 'approved',
              render: (_, { approvedBy, approvedAt }) =>
                approvedBy ? `${approvedBy.name} · ${approvedAt ? shortTime(approvedAt) : ''}` : '—',
            },
          ]}
        />
      )}
    </Loading>
  );
}

/** What the Rule leaves open and the High Court’s bureau has set: values, versions, and changes by two people. */
export function SettingsPage() {
  const { me, t } = useSession();
  const settings = useSettings();
  return (
    <Page title={t('设置（非法律规定）')}>
      <Loading query={settings}>
        {(current) => (
          <div className="stack">
            <Alert
              type="info"
              showIcon
              title={`${t('设置，不是法律规定')} · ${t('版本')} ${current.version}`}
              description={t('《细则》没有规定的期限和办法，由高级人民法院执行局设定。案件适用收到之日施行的版本。')}
            />
            <Card size="small">
              <Tabs
                items={[
                  { key: 'current', label: t('现行设置'), children: <Catalogue current={current} /> },
                  { key: 'versions', label: t('各版本'), children: <Versions /> },
                ]}
              />
            </Card>
            <Proposals current={current} />
            {holds(me, 'systemAdmin') && <Propose key={current.version} current={current} />}
          </div>
        )}
      </Loading>
    </Page>
  );
}
