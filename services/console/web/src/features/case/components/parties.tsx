import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Modal, Tag } from 'antd';
import { useState } from 'react';
import type { CaseView } from '@xiezhi/contracts/views';
import { codesIn, PARTY_SIDES } from '@xiezhi/rules';
import { request } from '../../../shared/api/client';
import { Problem } from '../../../shared/components/page';
import { useTitle } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { Part } from './part';

interface Props {
  view: CaseView;
  onReveal: (view: CaseView) => void;
  onHide: () => void;
}

const useReveal = (caseId: string, onDone: (view: CaseView) => void) =>
  useMutation({
    // Kept by the open page alone.
    gcTime: 0,
    mutationFn: (reason: string) =>
      request<CaseView>(`intake/collaborations/${caseId}/parties/reveal`, { method: 'POST', body: { reason } }),
    onSuccess: onDone,
  });

function RevealDialog({ view, onReveal, onClose }: Omit<Props, 'onHide'> & { onClose: () => void }) {
  const { t } = useSession();
  const [form] = Form.useForm<{ reason: string }>();
  const reveal = useReveal(view.caseId, (clear) => {
    onReveal(clear);
    onClose();
  });
  return (
    <Modal
      open
      title={t('查看未隐名的当事人信息')}
      okText={t('查看')}
      cancelText={t('取消')}
      confirmLoading={reveal.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <p>{t('查看人、时间和理由逐次记入审计。只在本页显示，离开本页后恢复隐名。')}</p>
      {reveal.error && <Problem error={reveal.error} />}
      <Form form={form} layout="vertical" onFinish={({ reason }) => reveal.mutate(reason)}>
        <Form.Item
          name="reason"
          label={t('查看理由')}
          required
          rules={[
            {
              validator: (_, value: string | undefined) =>
                (value ?? '').trim().length >= 4
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('请写明查看理由，不少于4个字。'))),
            },
          ]}
        >
          <Input.TextArea autoFocus rows={2} maxLength={200} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** The parties: natural persons by surname until somebody says why they must be seen. */
export function Parties({ view, onReveal, onHide }: Props) {
  const { t } = useSession();
  const [asking, ask] = useState(false);
  const title = useTitle();
  return (
    <Part title={t('当事人')} id="parties">
      {!view.masked && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 8 }}
          title={t('现为未隐名显示，请勿外传。')}
          action={
            <Button size="small" className="no-print" onClick={onHide}>
              {t('恢复隐名')}
            </Button>
          }
        />
      )}
      <dl className="parties">
        {codesIn(PARTY_SIDES).map((side) => (
          <div key={side}>
            <dt>{title('side', side)}</dt>
            {view.case.parties
              .filter((party) => party.side === side)
              .map(({ name, kind, identity, address, agent }, index) => (
                <dd key={index}>
                  <span lang="zh-CN">{name}</span> <Tag>{title('partyKind', kind)}</Tag>
                  {[
                    [kind === 'person' ? t('证件号码') : t('统一社会信用代码'), identity],
                    [t('住所'), address],
                    [t('代理人'), agent],
                  ].map(
                    ([label, value]) =>
                      value && (
                        <div key={label} className="soft">
                          {label}：<span lang="zh-CN">{value}</span>
                        </div>
                      ),
                  )}
                </dd>
              ))}
          </div>
        ))}
      </dl>
      {view.masked &&
        (view.mayReveal ? (
          <Button size="small" className="no-print" onClick={() => ask(true)}>
            {t('查看全名等信息')}
          </Button>
        ) : (
          <span className="soft">{t('自然人姓名、证件号码、电话、账号和住址已隐去。')}</span>
        ))}
      {asking && <RevealDialog view={view} onReveal={onReveal} onClose={() => ask(false)} />}
    </Part>
  );
}
