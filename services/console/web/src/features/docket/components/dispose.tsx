import { App, Form, Input, Modal, Radio } from 'antd';
import type { ScanHitView } from '@xiezhi/contracts/views';
import { among, DISPOSITIONS, disposeFields, intermediateOf, opensAs, type Disposition } from '@xiezhi/rules';
import { FieldItem } from '../../../shared/forms/inputs';
import { Court, useChoices } from '../../../shared/components/words';
import { Problem } from '../../../shared/components/page';
import { useSession } from '../../../shared/session';
import { useDispose, type Disposal } from '../api/docket';

const LONGEST_TEXT = 20_000;

const PARTICIPANTS = {
  name: 'participants',
  label: disposeFields.participants.label,
  kind: 'courts',
  among: 'jurisdiction',
} as const;

/** What is asked for; a court that is to review follows from the case. */
type Fields = Pick<Disposal, 'disposition' | 'reason' | 'participants'>;

/** What goes with a disposition, and nothing else. */
function disposalOf({ disposition, reason, participants = [] }: Fields, to: string | undefined): Disposal {
  const why = reason?.trim();
  return {
    disposition,
    ...(why ? { reason: why } : {}),
    ...(disposition === 'DECIDE' && participants.length > 0 ? { participants } : {}),
    ...(disposition === 'DESIGNATE' && to !== undefined ? { to } : {}),
  };
}

/** Disposes of a hit of the own court: a collaboration decided or designated, an exemption, or that there is one already. */
export function Dispose({ hit, court, onClose }: { hit: ScanHitView; court: string; onClose: () => void }) {
  const { t, today } = useSession();
  const { message } = App.useApp();
  const choices = useChoices();
  const [form] = Form.useForm<Fields>();
  const disposition: Disposition | undefined = Form.useWatch('disposition', form);
  const { caseNumber, executingCourt } = hit;
  const opens = opensAs({ court, executingCourt }, today);
  const to = intermediateOf(executingCourt, today);
  const offered = among(DISPOSITIONS, opens, 'EXEMPT_WITH_REASON', 'ALREADY_COLLABORATING');
  const dispose = useDispose(caseNumber, (done) => {
    void message.success(done ? t('已处置。') : t('已收到，系统恢复后办理。'));
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
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={{ disposition: opens }}
        onFinish={(given) => {
          if (!dispose.isPending) dispose.mutate(disposalOf(given, to));
        }}
      >
        <Form.Item name="disposition" label={t('处置方式')}>
          <Radio.Group options={choices(offered)} />
        </Form.Item>
        {disposition === 'DECIDE' && (
          <>
            <p className="soft">{t('即日立案并决定协同，编定文号，发出决定书。')}</p>
            <FieldItem field={PARTICIPANTS} involved={{ decidingCourt: court, executingCourt, participants: [] }} />
          </>
        )}
        {disposition === 'DESIGNATE' && (
          <p className="soft">
            {t('即日在下列法院立案审查，不得不予协同：')} <Court code={to ?? null} />
          </p>
        )}
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
