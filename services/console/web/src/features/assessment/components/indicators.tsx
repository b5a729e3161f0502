import { App, Button, Form, Input, InputNumber, Select, Space, Table, Tag } from 'antd';
import { useState } from 'react';
import type { IndicatorReport } from '@xiezhi/contracts/views';
import { INDICATOR_CODES, INDICATORS, mayAssess, MOST_COUNTED, type IndicatorCode } from '@xiezhi/rules';
import { Loading, Nothing, Problem } from '../../../shared/components/page';
import { Court } from '../../../shared/components/words';
import { courtOptions, courtsBelow } from '../../../shared/forms/inputs';
import { useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';
import { periodsUntil, useAct, useFirstIndicator, useIndicators } from '../api/assessment';
import { Pass } from './pass';

/** What an indicator is called and how it is counted, in the reader's language. */
function useDefinition() {
  const { me } = useSession();
  return (code: IndicatorCode) => {
    const { title, numerator, denominator, target } = INDICATORS[code];
    const said = ([chinese, english]: readonly [string, string]) => (me.language === 'zh' ? chinese : english);
    return { title: said(title), numerator: said(numerator), denominator: said(denominator), target };
  };
}

function Definition({ code }: { code: IndicatorCode }) {
  const { t } = useSession();
  const { title, numerator, denominator, target } = useDefinition()(code);
  return (
    <>
      <strong>{`${code} ${title}`}</strong> ≥ {target}%
      <div className="soft">
        <Tag>{t('设置，不是法律规定')}</Tag> {t('分母')}：{denominator}；{t('分子')}：{numerator}
      </div>
    </>
  );
}

const figure = ({ numerator, denominator }: Pick<IndicatorReport, 'numerator' | 'denominator'>) =>
  `${numerator}/${denominator}`;

/** R1 by the docket, beside what was reported and never instead. */
function ByDocket({ court, period }: { court: string; period: string }) {
  const { t } = useSession();
  return (
    <Loading query={useFirstIndicator(court, period)}>
      {(counted) => (
        <p>
          {t('R1按底册计算（本院和辖区内法院，与填报的并列，不替代填报的）')}：{figure(counted)} <Pass {...counted} />
        </p>
      )}
    </Loading>
  );
}

function Earlier({ reports }: { reports: IndicatorReport[] }) {
  const { t } = useSession();
  return (
    <Table
      size="small"
      rowKey="version"
      pagination={false}
      dataSource={reports}
      columns={[
        { title: t('第几次填报'), dataIndex: 'version' },
        { title: t('分子 / 分母'), key: 'figure', render: (_, report) => figure(report) },
        { title: t('比率'), key: 'rate', render: (_, report) => <Pass {...report} /> },
        { title: t('数据来源'), key: 'source', render: (_, { source }) => <span lang="zh-CN">{source}</span> },
        {
          title: t('填报人'),
          key: 'by',
          render: (_, { by, at }) => <span lang="zh-CN">{`${by.name} · ${shortTime(at)}`}</span>,
        },
      ]}
    />
  );
}

interface Fields {
  court: string;
  code: IndicatorCode;
  numerator: number;
  denominator: number;
  source: string;
}

function ReportForm({ period }: { period: string }) {
  const { me, t, today } = useSession();
  const { message } = App.useApp();
  const definition = useDefinition();
  const [form] = Form.useForm<Fields>();
  const act = useAct('indicator.report', () => {
    form.resetFields(['numerator', 'denominator']);
    void message.success(t('已填报，以前的填报保留。'));
  });
  const needed = [{ required: true, message: t('请填写') }];
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      initialValues={{ court: me.court, code: 'R1' }}
      onFinish={(fields) => !act.isPending && act.mutate({ ...fields, source: fields.source.trim(), period })}
    >
      {act.error && <Problem error={act.error} />}
      <div className="columns three">
        <Form.Item name="court" label={t('法院')} rules={needed}>
          <Select
            options={courtOptions([me.court, ...courtsBelow(me.court, today)], today)}
            showSearch={{ optionFilterProp: 'label' }}
          />
        </Form.Item>
        <Form.Item name="code" label={`${t('指标')} · ${period}`} rules={needed}>
          <Select
            options={INDICATOR_CODES.map((code) => ({ value: code, label: `${code} ${definition(code).title}` }))}
          />
        </Form.Item>
        <Form.Item name="numerator" label={t('分子')} rules={needed}>
          <InputNumber min={0} max={MOST_COUNTED} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="denominator" label={t('分母')} rules={needed}>
          <InputNumber min={0} max={MOST_COUNTED} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item
          name="source"
          label={t('数据来源')}
          rules={[{ required: true, whitespace: true, message: t('请填写') }]}
        >
          <Input maxLength={500} />
        </Form.Item>
      </div>
      <Button type="primary" htmlType="submit" loading={act.isPending}>
        {t('填报')}
      </Button>
    </Form>
  );
}

/** The three 90 % and the 80 % as courts report them, each with what it counts. */
export function Indicators() {
  const { me, t, today } = useSession();
  const periods = periodsUntil(today);
  const [period, setPeriod] = useState(periods[1] ?? today.slice(0, 4));
  return (
    <div className="stack">
      <Space wrap>
        <Select
          aria-label={t('期间')}
          value={period}
          onChange={setPeriod}
          options={periods.map((value) => ({ value, label: value }))}
          style={{ width: 130 }}
        />
        <span className="soft">{t('第十五条只提“三个90%”，没有规定算式。')}</span>
      </Space>
      <ByDocket court={me.court} period={period} />
      <Loading query={useIndicators(period)}>
        {({ items }) => (
          <Table
            size="small"
            rowKey={({ court, code }) => `${court} ${code}`}
            pagination={false}
            dataSource={items}
            locale={{ emptyText: <Nothing text={t('这一期间还没有填报。')} /> }}
            expandable={{
              rowExpandable: ({ earlier }) => earlier.length > 0,
              expandedRowRender: ({ earlier }) => <Earlier reports={earlier} />,
            }}
            columns={[
              { title: t('法院'), key: 'court', render: (_, { court }) => <Court code={court} /> },
              { title: t('指标'), key: 'code', render: (_, { code }) => <Definition code={code} /> },
              { title: t('分子 / 分母'), key: 'figure', render: (_, item) => figure(item) },
              { title: t('比率'), key: 'rate', width: 150, render: (_, item) => <Pass {...item} /> },
              { title: t('数据来源'), key: 'source', render: (_, { source }) => <span lang="zh-CN">{source}</span> },
              {
                title: t('填报人'),
                key: 'by',
                render: (_, { by, at }) => <span lang="zh-CN">{`${by.name} · ${shortTime(at)}`}</span>,
              },
            ]}
          />
        )}
      </Loading>
      {mayAssess('indicator.report', me, today) && <ReportForm period={period} />}
    </div>
  );
}
