import { useQuery } from '@tanstack/react-query';
import { Anchor, Card, Table, Tabs, Tag } from 'antd';
import type { RuleView, SettingsView } from '@xiezhi/contracts/views';
import { RULE_SET, RULE_SET_TITLE } from '@xiezhi/rules';
import { request } from '../../../shared/api/client';
import { Loading, Page } from '../../../shared/components/page';
import { SettingLegend, SettingMark } from '../../../shared/components/setting-mark';
import { useSession } from '../../../shared/session';

type Article = RuleView['articles'][number];

const useRules = () => useQuery({ queryKey: ['rules'], queryFn: () => request<RuleView>('command-center/rules') });

function Periods({ deadlines }: { deadlines: Article['deadlines'] }) {
  const { t } = useSession();
  if (deadlines.length === 0) return null;
  return (
    <ul className="checks">
      {deadlines.map(({ title, authority, period, law, note, notYet }, index) => (
        <li key={index}>
          {law ? <Tag color="blue">{t('法定')}</Tag> : <SettingMark />}{' '}
          <span lang="zh-CN" title={note ?? undefined}>
            {title}：{period}{' '}
            <span className="soft">{[law ? '' : authority, notYet ?? ''].filter(Boolean).join(' · ')}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Sentences({ of }: { of: readonly string[] }) {
  return (
    <ul lang="zh-CN">
      {of.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

function ArticleCard({ article }: { article: Article }) {
  const { t } = useSession();
  const { number, name, title, text, system, notYet, deadlines, readings } = article;
  return (
    <Card
      size="small"
      id={`article-${number}`}
      title={
        <h2 className="part" lang="zh-CN">
          {`${name} ${title}`}
        </h2>
      }
    >
      <blockquote className="law" lang="zh-CN">
        {text.split('\n').map((paragraph, index) => (
          <p key={index}>{paragraph}</p>
        ))}
      </blockquote>
      {system.length > 0 && (
        <>
          <h3 className="part">{t('系统的处理')}</h3>
          <Sentences of={system} />
        </>
      )}
      {notYet.length > 0 && (
        <>
          <h3 className="part">{t('系统尚未提供')}</h3>
          <Sentences of={notYet} />
        </>
      )}
      <Periods deadlines={deadlines} />
      {readings.map((reading) => (
        <p key={reading.id} lang="zh-CN">
          <Tag>{reading.note}</Tag> {reading.title}：{reading.reading}
        </p>
      ))}
    </Card>
  );
}

function Articles() {
  const rules = useRules();
  return (
    <Loading query={rules}>
      {({ articles }) => (
        <div className="case-grid">
          <div className="stack">
            {articles.map((article) => (
              <ArticleCard key={article.number} article={article} />
            ))}
          </div>
          <Anchor
            offsetTop={16}
            items={articles.map(({ number, name, title }) => ({
              key: number,
              href: `#article-${number}`,
              title: <span lang="zh-CN">{`${name} ${title}`}</span>,
            }))}
          />
        </div>
      )}
    </Loading>
  );
}

function Settings() {
  const { t } = useSession();
  const settings = useQuery({
    queryKey: ['settings'],
    queryFn: () => request<SettingsView>('command-center/settings'),
  });
  return (
    <Loading query={settings}>
      {({ settings: rows, version }) => (
        <Card size="small" title={`${t('设置，不是法律规定')} · ${t('版本')} ${version}`}>
          <Table
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={rows}
            columns={[
              { title: t('编号'), key: 'id', render: (_, { houseRule }) => houseRule ?? '—' },
              {
                title: t('事项'),
                key: 'title',
                render: (_, { title, notYet }) => (
                  <span lang="zh-CN">
                    {title} {notYet && <Tag>{notYet}</Tag>}
                  </span>
                ),
              },
              { title: t('条款'), key: 'articles', render: (_, { articles }) => articles.join('、') },
              { title: t('现值'), dataIndex: 'words' },
            ]}
          />
        </Card>
      )}
    </Loading>
  );
}

/** The Rule article by article, with what the system does; what is only a setting stands apart. */
export function RulesPage() {
  const { t } = useSession();
  return (
    <Page title={t('规则')}>
      <p className="soft" lang="zh-CN">
        {`${RULE_SET}《${RULE_SET_TITLE}》`}
      </p>
      <SettingLegend />
      <Tabs
        items={[
          { key: 'articles', label: t('条文'), children: <Articles /> },
          { key: 'settings', label: t('设置（非法律规定）'), children: <Settings /> },
        ]}
      />
    </Page>
  );
}
