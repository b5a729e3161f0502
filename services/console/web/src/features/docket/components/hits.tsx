import { Alert, App, Button, Form, Input, Modal, Select, Table, Tag } from 'antd';
import { useState } from 'react';
import { among, codesOf, DISPOSITIONS, DISPOSITIONS_IN_WRITING, SCAN_DISPOSE, type Disposition } from '@xiezhi/rules';
import { Loading, Nothing, Problem } from '../../../shared/components/page';
import { PaperLinks } from '../../../shared/components/paper-links';
import { Court, useChoices, useTitle } from '../../../shared/components/words';
import { holds, useSession } from '../../../shared/session';
import { PAGE_SIZE, useDispose, useHits, type Hit, type Scan } from '../api/docket';

const LONGEST_TEXT = 20_000;

/** What the system takes from a person; a collaboration decided or designated is not opened from here. */
const OFFERED = among(DISPOSITIONS, 'EXEMPT_WITH_REASON', 'ALREADY_COLLABORATING');

interface Fields {
  disposition: Disposition;
  reason?: string;
}

function Dispose({ hit: { caseNumber }, onClose }: { hit: Hit; onClose: () => void }) {
  const { t } = useSession();
  const { message } = App.useApp();
  const choices = useChoices();
  const [form] = Form.useForm<Fields>();
  const disposition = Form.useWatch('disposition', form);
  const dispose = useDispose(caseNumber, () => {
    void message.success(t('已处置。'));
    onClose();
  });
  return (
    <Modal
      open
      title={
        <>
          {t('处置扫描结果')} · <span lang="zh-CN">{caseNumber}</span>
        </>
      }
      okText={t('处置')}
      cancelText={t('取消')}
      confirmLoading={dispose.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {dispose.error && <Problem error={dispose.error} />}
      <p className="soft">{t('应当协同的，由本院立案协同；立案后这一结果自行了结。')}</p>
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={{ disposition: 'EXEMPT_WITH_REASON' }}
        onFinish={({ disposition: as, reason }) => {
          const why = reason?.trim();
          if (!dispose.isPending) dispose.mutate({ disposition: as, ...(why ? { reason: why } : {}) });
        }}
      >
        <Form.Item name="disposition" label={t('处置方式')}>
          <Select options={choices(OFFERED)} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('理由')}
          rules={
            disposition === 'ALREADY_COLLABORATING'
              ? []
              : [{ required: true, whitespace: true, message: t('请填写理由') }]
          }
        >
          <Input.TextArea rows={3} maxLength={LONGEST_TEXT} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** What a scan has hit, as each stands today; whoever may dispose of it does so here. */
export function Hits({ of: { scan, court } }: { of: Scan }) {
  const { t, me } = useSession();
  const title = useTitle();
  const hits = useHits(scan);
  const [chosen, setChosen] = useState<Hit>();
  const mayDispose = holds(me, SCAN_DISPOSE.role) && codesOf(court).includes(me.court);
  return (
    <Loading query={hits}>
      {({ hits: items, more }) => (
        <div className="stack">
          {more.hits !== undefined && (
            <Alert showIcon type="info" title={t('这里列出净龄最早的一部分，其余在它们处置后列出。')} />
          )}
          <Table
            size="small"
            rowKey={({ executingCourt, caseNumber }) => `${executingCourt} ${caseNumber}`}
            pagination={{ pageSize: PAGE_SIZE, hideOnSinglePage: true, showSizeChanger: false }}
            dataSource={items}
            locale={{ emptyText: <Nothing text={t('没有案件。')} /> }}
            columns={[
              {
                title: t('执行案号'),
                key: 'number',
                render: (_, { caseNumber }) => <span lang="zh-CN">{caseNumber}</span>,
              },
              {
                title: t('执行法院'),
                key: 'court',
                render: (_, { executingCourt }) => <Court code={executingCourt} />,
              },
              { title: t('净龄满2年'), dataIndex: 'netDate' },
              {
                title: t('财产核实'),
                key: 'stale',
                render: (_, { stale }) => (stale ? t('超过90天未核实') : t('近期核实')),
              },
              { title: t('处置期限（设置）'), dataIndex: 'dispositionDue' },
              {
                title: t('处置'),
                key: 'disposition',
                render: (_, { disposition, doneOn, status }) =>
                  disposition === null ? (
                    <Tag color={status === 'LATE' ? 'error' : 'processing'}>
                      {status === 'LATE' ? t('逾期未处置') : t('待处置')}
                    </Tag>
                  ) : (
                    `${title('disposition', disposition)} · ${doneOn ?? ''}`
                  ),
              },
              {
                title: t('文书'),
                key: 'paper',
                render: (_, { file, disposition, caseNumber }) =>
                  file !== null &&
                  disposition !== null &&
                  DISPOSITIONS_IN_WRITING.has(disposition) && <PaperLinks file={file} name={caseNumber} />,
              },
              {
                title: '',
                key: 'act',
                render: (_, hit) =>
                  mayDispose &&
                  hit.disposition === null && (
                    <Button size="small" onClick={() => setChosen(hit)}>
                      {t('处置…')}
                    </Button>
                  ),
              },
            ]}
          />
          {chosen && <Dispose hit={chosen} onClose={() => setChosen(undefined)} />}
        </div>
      )}
    </Loading>
  );
}
