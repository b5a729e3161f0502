import { Button, Form, Modal, Select, Space } from 'antd';
import { Problem } from '../../../shared/components/page';
import { DateInput } from '../../../shared/forms/date-input';
import { holds, useSession } from '../../../shared/session';
import { useAbsence, useColleagues, useSetAbsence } from '../api/work-items';

interface Fields {
  from: string;
  to: string;
  delegate: string;
}

export function AbsenceDialog({ onClose }: { onClose: () => void }) {
  const { me, t, today } = useSession();
  const people = useColleagues(true);
  const absence = useAbsence().data?.outOfOffice ?? undefined;
  const set = useSetAbsence(onClose);
  const [form] = Form.useForm<Fields>();
  const required = [{ required: true, message: t('请填写') }];
  return (
    <Modal open title={t('外出代办')} footer={null} onCancel={onClose}>
      <p>{t('期间内新认领、新指派给您的事项由代办人办理。')}</p>
      {set.error && <Problem error={set.error} />}
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={{ from: absence?.from ?? today, to: absence?.to ?? today, delegate: absence?.delegate.sub }}
        onFinish={(fields) => set.mutate(fields)}
      >
        <div className="columns">
          <Form.Item name="from" label={t('开始')} rules={required}>
            <DateInput />
          </Form.Item>
          <Form.Item name="to" label={t('结束')} rules={required}>
            <DateInput />
          </Form.Item>
        </div>
        <Form.Item name="delegate" label={t('代办人')} rules={required}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={(people.data?.people ?? [])
              .filter((person) => person.sub !== me.sub && person.roles.some((role) => holds(me, role)))
              .map((person) => ({ value: person.sub, label: person.name }))}
          />
        </Form.Item>
        <Space>
          <Button type="primary" htmlType="submit" loading={set.isPending}>
            {t('保存')}
          </Button>
          {absence && <Button onClick={() => set.mutate(null)}>{t('取消外出代办')}</Button>}
        </Space>
      </Form>
    </Modal>
  );
}
