import { App, Button, Form, Input, InputNumber, Modal, Select, Space, Table, Tag } from 'antd';
import { useState } from 'react';
import type { QuotaVersionView, QuotaView } from '@xiezhi/contracts/views';
import { EFFECTIVE_FROM, mayAssess, MOST_CASES_A_YEAR } from '@xiezhi/rules';
import { Loading, Nothing, Problem } from '../../../shared/components/page';
import { Court } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';
import { useAct, useQuotas } from '../api/assessment';

const FIRST_YEAR = Number(EFFECTIVE_FROM.slice(0, 4));
const LONGEST_TEXT = 20_000;

function History({ versions }: { versions: QuotaVersionView[] }) {
  const { t } = useSession();
  const words = { PROPOSED: t('待批准'), IN_FORCE: t('现行'), REPLACED: t('已有后来的版本') };
  const person = (by: { name: string } | null, at: string | null) =>
    by && at ? <span lang="zh-CN">{`${by.name} · ${shortTime(at)}`}</span> : '—';
  return (
    <Table
      size="small"
      rowKey="version"
      pagination={false}
      dataSource={versions}
      columns={[
        { title: t('版本'), dataIndex: 'version' },
        { title: t('件数'), dataIndex: 'number', align: 'right' },
        { title: t('理由'), key: 'why', render: (_, { rationale }) => <span lang="zh-CN">{rationale}</span> },
        { title: t('状态'), key: 'status', render: (_, { status }) => <Tag>{words[status]}</Tag> },
        { title: t('提出'), key: 'set', render: (_, { setBy, setAt }) => person(setBy, setAt) },
        {
          title: t('批准'),
          key: 'approved',
          render: (_, { approvedBy, approvedAt }) => person(approvedBy, approvedAt),
        },
      ]}
    />
  );
}

function SetQuota({ year }: { year: number }) {
  const { t } = useSession();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ number: number; rationale: string }>();
  const act = useAct('quota.set', () => {
    form.resetFields();
    void message.success(t('已提出，等待院长批准。'));
  });
  return (
    <Form
      form={form}
      layout="vertical"
      onFinish={({ number, rationale }) => !act.isPending && act.mutate({ year, number, rationale: rationale.trim() })}
    >
      {act.error && <Problem error={act.error} />}
      <Form.Item name="number" label={`${year} · ${t('件数')}`} rules={[{ required: true, message: t('请填写件数') }]}>
        <InputNumber min={0} max={MOST_CASES_A_YEAR} precision={0} />
      </Form.Item>
      <Form.Item
        name="rationale"
        label={t('理由')}
        extra={t('再次提出为下一版，以前的版本保留。')}
        rules={[{ required: true, whitespace: true, message: t('请填写理由') }]}
      >
        <Input.TextArea rows={2} maxLength={LONGEST_TEXT} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={act.isPending}>
        {t('提出')}
      </Button>
    </Form>
  );
}

/** Whoever approves reads first what it is. */
function Approve({ quota, onClose }: { quota: QuotaView; onClose: () => void }) {
  const { t } = useSession();
  const act = useAct('quota.approve', onClose);
  const { year, version } = quota;
  return (
    <Modal
      open
      title={`${t('批准年度数量')} · ${year}`}
      okText={t('批准')}
      cancelText={t('取消')}
      confirmLoading={act.isPending}
      onOk={() => act.mutate({ year, version })}
      onCancel={onClose}
    >
      {act.error && <Problem error={act.error} />}
      <p>
        {t('件数')} <strong>{quota.number}</strong>
      </p>
      <p lang="zh-CN">{quota.versions[0]?.rationale}</p>
    </Modal>
  );
}

/** How many cases each court means to handle in a year (Art. 15 (1)), how far it is, and who agreed to it. */
export function Quotas() {
  const { me, t, today } = useSession();
  const now = Number(today.slice(0, 4));
  const [year, setYear] = useState(now);
  const [chosen, choose] = useState<QuotaView>();
  const quotas = useQuotas(year);
  const approves = mayAssess('quota.approve', me, today);
  const years = Array.from({ length: now + 1 - FIRST_YEAR + 1 }, (_, index) => now + 1 - index);
  return (
    <div className="stack">
      <Space>
        <Select
          aria-label={t('年度')}
          value={year}
          onChange={setYear}
          options={years.map((value) => ({ value, label: String(value) }))}
          style={{ width: 110 }}
        />
        <span className="soft">{t('依据第十五条第一款，由各中级人民法院自行确定。')}</span>
      </Space>
      <Loading query={quotas}>
        {({ items }) => (
          <Table
            size="small"
            rowKey="court"
            pagination={false}
            dataSource={items}
            locale={{ emptyText: <Nothing text={t('这一年还没有确定数量。')} /> }}
            expandable={{ expandedRowRender: ({ versions }) => <History versions={versions} /> }}
            columns={[
              { title: t('法院'), key: 'court', render: (_, { court }) => <Court code={court} /> },
              { title: t('现行件数'), key: 'valid', align: 'right', render: (_, { inForce }) => inForce ?? '—' },
              { title: t('已决定协同'), dataIndex: 'decided', align: 'right' },
              { title: t('已办结'), dataIndex: 'closed', align: 'right' },
              {
                title: t('状态'),
                key: 'status',
                render: (_, { status, number }) =>
                  status === 'PROPOSED' ? (
                    <Tag color="warning">{`${t('待批准')} ${number}`}</Tag>
                  ) : (
                    <Tag>{t('现行')}</Tag>
                  ),
              },
              {
                title: t('操作'),
                key: 'act',
                render: (_, quota) =>
                  approves && quota.court === me.court && quota.status === 'PROPOSED' && !quota.own ? (
                    <Button size="small" onClick={() => choose(quota)}>
                      {t('核对并批准')}
                    </Button>
                  ) : null,
              },
            ]}
          />
        )}
      </Loading>
      {mayAssess('quota.set', me, today) && <SetQuota key={year} year={year} />}
      {chosen && <Approve quota={chosen} onClose={() => choose(undefined)} />}
    </div>
  );
}
