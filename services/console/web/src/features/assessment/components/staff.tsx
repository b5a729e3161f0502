import { App, Button, Form, InputNumber, Select, Table } from 'antd';
import { mayAssess, MOST_OFFICERS } from '@xiezhi/rules';
import { Loading, Nothing, Problem } from '../../../shared/components/page';
import { Court } from '../../../shared/components/words';
import { DateInput } from '../../../shared/forms/date-input';
import { courtOptions, courtsBelow } from '../../../shared/forms/inputs';
import { useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';
import { useAct, useStaff } from '../api/assessment';

function SetStaff() {
  const { me, t, today } = useSession();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ court: string; officers: number; validFrom: string }>();
  const act = useAct('staff.set', () => {
    form.resetFields(['officers']);
    void message.success(t('已填报，以前的填报保留。'));
  });
  const needed = [{ required: true, message: t('请填写') }];
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ court: me.court, validFrom: today }}
      onFinish={(fields) => !act.isPending && act.mutate(fields)}
    >
      {act.error && <Problem error={act.error} />}
      <div className="columns three">
        <Form.Item name="court" label={t('法院')} rules={needed}>
          <Select
            options={courtOptions([me.court, ...courtsBelow(me.court, today)], today)}
            showSearch={{ optionFilterProp: 'label' }}
          />
        </Form.Item>
        <Form.Item name="officers" label={t('执行人员数')} rules={needed}>
          <InputNumber min={0} max={MOST_OFFICERS} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="validFrom" label={t('起算日期')} rules={needed}>
          <DateInput />
        </Form.Item>
      </div>
      <Button type="primary" htmlType="submit" loading={act.isPending}>
        {t('填报')}
      </Button>
    </Form>
  );
}

/** How many execute at each court, by the day from which it holds. */
export function Staff() {
  const { me, t, today } = useSession();
  return (
    <div className="stack">
      <Loading query={useStaff()}>
        {({ items }) => (
          <Table
            size="small"
            rowKey={({ court, validFrom }) => `${court} ${validFrom}`}
            pagination={false}
            dataSource={items}
            locale={{ emptyText: <Nothing text={t('还没有填报执行人员数。')} /> }}
            columns={[
              { title: t('法院'), key: 'court', render: (_, { court }) => <Court code={court} /> },
              { title: t('起算日期'), dataIndex: 'validFrom' },
              { title: t('执行人员数'), dataIndex: 'officers', align: 'right' },
              {
                title: t('填报人'),
                key: 'by',
                render: (_, { by, at }) => <span lang="zh-CN">{`${by.name} · ${shortTime(at)}`}</span>,
              },
            ]}
          />
        )}
      </Loading>
      {mayAssess('staff.set', me, today) && <SetStaff />}
    </div>
  );
}
