import { App, Button, Card, Form, Input, InputNumber, Select } from 'antd';
import { useEffect } from 'react';
import { KNOWN_REGIONS, regionName } from '@xiezhi/rules';
import { ApiError } from '../../../shared/api/client';
import { Problem } from '../../../shared/components/page';
import { clearDraft, readDraft, writeDraft } from '../../../shared/drafts';
import { Lines } from '../../../shared/forms/inputs';
import { useSession } from '../../../shared/session';
import { useChange } from '../api/calendars';

interface Fields {
  region: string;
  year: number;
  off?: string[];
  makeup?: string[];
  notice?: string;
}

const FORM = 'calendar.propose';
const given = (lines: string[] | undefined) => (lines ?? []).map((line) => line.trim()).filter((line) => line !== '');

/** A year's notice as a system administrator proposes it; another person approves it. */
export function Propose() {
  const { me, t, today } = useSession();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const change = useChange(() => {
    clearDraft(me.sub, FORM);
    form.resetFields();
    void message.success(t('已提出，等待高级人民法院指挥中心负责人批准。'));
  });
  useEffect(() => {
    if (!(change.error instanceof ApiError)) return;
    form.setFields(
      change.error.errors.map(({ path, message: text }) => ({
        name: path.split(/[.[]/)[0] as keyof Fields,
        errors: [text],
      })),
    );
  }, [change.error, form]);
  const initial: Fields = readDraft<Fields>(me.sub, FORM) ?? {
    region: 'national',
    year: Number(today.slice(0, 4)) + 1,
  };
  return (
    <Card size="small" title={t('提出放假安排')}>
      {change.error && <Problem error={change.error} />}
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={initial}
        onValuesChange={(_, values) => writeDraft(me.sub, FORM, values)}
        onFinish={({ off, makeup, notice = '', ...head }) =>
          change.mutate({
            command: 'propose',
            body: { kind: 'notice', ...head, off: given(off), makeup: given(makeup), notice },
          })
        }
      >
        <div className="columns">
          <Form.Item name="region" label={t('地区')}>
            <Select options={KNOWN_REGIONS.map((region) => ({ value: region, label: regionName(region) }))} />
          </Form.Item>
          <Form.Item name="year" label={t('年份')}>
            <InputNumber min={1991} max={Number(today.slice(0, 4)) + 2} precision={0} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="off" label={t('放假日')} extra={t('每行一天，格式2027-01-01，包括假期中的周末。')}>
            <Lines />
          </Form.Item>
          <Form.Item name="makeup" label={t('调休上班日')} extra={t('每行一天。')}>
            <Lines />
          </Form.Item>
        </div>
        <Form.Item name="notice" label={t('依据的通知')} rules={[{ required: true, message: t('请填写依据的通知') }]}>
          <Input maxLength={2_000} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {t('提出')}
        </Button>
      </Form>
    </Card>
  );
}
