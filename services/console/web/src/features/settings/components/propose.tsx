import { App, Button, Card, Form, Input, InputNumber, Select, Switch, Table } from 'antd';
import { useState } from 'react';
import type { SettingsView } from '@xiezhi/contracts/views';
import { SETTINGS, valueInWords, type SettingDefinition, type SettingId, type SettingValue } from '@xiezhi/rules';
import { Nothing, Problem } from '../../../shared/components/page';
import { readDraft, writeDraft } from '../../../shared/drafts';
import { useSession } from '../../../shared/session';
import { changeOf, differencesOf, problemsOf } from '../lib/difference';
import { FORM, useChange } from '../api/settings';
import { DateInput } from '../../../shared/forms/date-input';

type Values = Partial<Record<SettingId, SettingValue | null>>;

interface Fields {
  values: Values;
  reason?: string;
  effectiveFrom?: string;
}

function Control({ range, ...bound }: Pick<SettingDefinition, 'range'> & Record<string, unknown>) {
  const { t } = useSession();
  if (range.kind === 'integer')
    return <InputNumber {...bound} precision={0} suffix={t(range.unit)} style={{ width: '100%' }} />;
  if (range.kind === 'flag') return <Switch {...bound} />;
  return <Select {...bound} options={Object.entries(range.options).map(([value, label]) => ({ value, label }))} />;
}

/** A change of the settings as a system administrator proposes it; another person approves it. */
export function Propose({ current }: { current: SettingsView }) {
  const { me, t, today } = useSession();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const before: Values = Object.fromEntries(current.settings.map(({ id, value }) => [id, value]));
  const start: Fields = readDraft<Fields>(me.sub, FORM) ?? { values: before };
  const [typed, setTyped] = useState<Values>(start.values);
  const change = changeOf(before, { ...before, ...typed });
  const problems = problemsOf(change);
  const propose = useChange(() => {
    form.setFieldsValue({ values: before, reason: '', effectiveFrom: '' });
    setTyped(before);
    void message.success(t('已提出，等待高级人民法院指挥中心负责人批准。'));
  });
  const differences = differencesOf(before, change);
  return (
    <Card size="small" title={`${t('提出设置变更')} · ${t('设置，不是法律规定')}`}>
      {propose.error && <Problem error={propose.error} />}
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={start}
        onValuesChange={(_, all) => {
          setTyped(all.values);
          writeDraft(me.sub, FORM, all);
        }}
        onFinish={({ reason = '', effectiveFrom }) => {
          if (propose.isPending || differences.length === 0 || problems.size > 0) return;
          propose.mutate({
            command: 'propose',
            body: { ...change, reason: reason.trim(), ...(effectiveFrom ? { effectiveFrom } : {}) },
          });
        }}
      >
        <div className="columns three">
          {SETTINGS.map((setting) => {
            const { id, title, range, houseRule, notYet } = setting;
            const objection = problems.get(id);
            return (
              <Form.Item
                key={id}
                name={['values', id]}
                label={<span lang="zh-CN">{`${title}${houseRule === null ? '' : `（${houseRule}）`}`}</span>}
                {...(range.kind === 'flag' ? { valuePropName: 'checked' } : {})}
                {...(objection === undefined ? {} : { validateStatus: 'error' as const, help: objection })}
                extra={
                  <>
                    {t('现值')} <span lang="zh-CN">{valueInWords(setting, before[id] ?? '')}</span>
                    {notYet && <div lang="zh-CN">{notYet}</div>}
                  </>
                }
              >
                <Control range={range} />
              </Form.Item>
            );
          })}
        </div>
        <h2 className="part">{t('将要变更')}</h2>
        <Table
          size="small"
          rowKey="id"
          pagination={false}
          dataSource={differences}
          locale={{ emptyText: <Nothing text={t('还没有改动。')} /> }}
          columns={[
            { title: t('事项'), dataIndex: 'title' },
            { title: t('现值'), dataIndex: 'before' },
            { title: t('新值'), key: 'after', render: (_, { after }) => <strong>{after}</strong> },
          ]}
        />
        <div className="columns" style={{ marginTop: 12 }}>
          <Form.Item name="effectiveFrom" label={t('施行日期')} extra={t('不填为批准之日；对施行日起收到的案件适用。')}>
            <DateInput min={today} />
          </Form.Item>
          <Form.Item
            name="reason"
            label={t('变更理由')}
            rules={[{ required: true, whitespace: true, message: t('请填写变更理由') }]}
          >
            <Input.TextArea maxLength={2_000} rows={1} />
          </Form.Item>
        </div>
        <Button
          type="primary"
          htmlType="submit"
          loading={propose.isPending}
          disabled={differences.length === 0 || problems.size > 0}
        >
          {t('提出')}
        </Button>
      </Form>
    </Card>
  );
}
