import { Alert, App, Button, Card, Form, Input } from 'antd';
import type { BulletinView } from '@xiezhi/contracts/views';
import { BULLETIN_COMMANDS, codesOf, type BulletinCommandType } from '@xiezhi/rules';
import { DraftElsewhere } from '../../../shared/components/draft-elsewhere';
import { Problem } from '../../../shared/components/page';
import { readDraft, writeDraft } from '../../../shared/drafts';
import { holds, useSession } from '../../../shared/session';
import { wordIn } from '../../../shared/wording';
import { formOf, useBulletinAct } from '../api/bulletins';

const LONGEST_TEXT = 20_000;

interface Texts {
  reason?: string;
  problems?: string;
  nextSteps?: string;
}

/** Draws up the bulletin, or its correction: either freezes the figures as they are known now. */
function Write({ bulletin, command }: { bulletin: BulletinView; command: 'bulletin.draft' | 'bulletin.correct' }) {
  const { me, t } = useSession();
  const { message } = App.useApp();
  const [form] = Form.useForm<Texts>();
  const { bulletin: id, period, versions, status } = bulletin;
  const name = formOf(command, id);
  const act = useBulletinAct(command, id, () => void message.success(t('数字已冻结，等待局长印发。')));
  const [newest] = versions;
  const written: Texts = { problems: newest?.problems ?? '', nextSteps: newest?.nextSteps ?? '' };
  const correcting = command === 'bulletin.correct';
  const word = () => {
    if (correcting) return t('更正并重新冻结数字');
    return status === 'DRAFTED' ? t('修改并重新冻结数字') : t('起草并冻结数字');
  };
  const send = ({ reason = '', problems = '', nextSteps = '' }: Texts) => {
    const texts = { problems: problems.trim(), nextSteps: nextSteps.trim() };
    // A correction keeps the texts that it does not replace, so an emptied one has to be said.
    const given = Object.entries(texts).filter(([, text]) => text !== '' || correcting);
    const body = { period, ...Object.fromEntries(given), ...(correcting ? { reason: reason.trim() } : {}) };
    if (!act.isPending) act.mutate(body);
  };
  return (
    <Form<Texts>
      form={form}
      layout="vertical"
      initialValues={{ ...written, ...readDraft<Texts>(me.sub, name) }}
      onValuesChange={(_, values) => writeDraft(me.sub, name, values)}
      onFinish={send}
    >
      {act.error && <Problem error={act.error} />}
      <DraftElsewhere form={name} onReload={() => form.setFieldsValue(readDraft<Texts>(me.sub, name) ?? {})} />
      {correcting && (
        <Form.Item
          name="reason"
          label={t('更正理由')}
          rules={[{ required: true, whitespace: true, message: t('请填写更正理由') }]}
        >
          <Input.TextArea rows={2} maxLength={LONGEST_TEXT} />
        </Form.Item>
      )}
      <Form.Item name="problems" label={wordIn(me.language, BULLETIN_COMMANDS[command].fields.problems.label)}>
        <Input.TextArea rows={4} maxLength={LONGEST_TEXT} />
      </Form.Item>
      <Form.Item name="nextSteps" label={wordIn(me.language, BULLETIN_COMMANDS[command].fields.nextSteps.label)}>
        <Input.TextArea rows={4} maxLength={LONGEST_TEXT} />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={act.isPending}>
        {word()}
      </Button>
    </Form>
  );
}

function Issue({ bulletin: { bulletin: id, period, own, version, versions } }: { bulletin: BulletinView }) {
  const { t } = useSession();
  const { message, modal } = App.useApp();
  const act = useBulletinAct('bulletin.issue', id, () => void message.success(t('已印发，送辖区各法院。')));
  if (own) return <Alert showIcon type="info" title={t('您起草的通报由本院另一位执行局负责人印发。')} />;
  const ask = () => {
    void modal.confirm({
      title: version > 1 ? t('印发更正后的通报') : t('印发通报'),
      content: t('印发后送辖区各法院；印发的一版不再改动，有误的更正为下一版。'),
      okText: t('印发'),
      cancelText: t('取消'),
      onOk: () => act.mutateAsync({ period, frozenAt: versions[0]?.frozenAt }).catch(() => undefined),
    });
  };
  return (
    <div>
      {act.error && <Problem error={act.error} />}
      <Button type="primary" loading={act.isPending} onClick={ask}>
        {t('印发…')}
      </Button>
    </div>
  );
}

/** What this person may do with the bulletin as it stands; nothing for whoever only reads it. */
export function Acts({ bulletin }: { bulletin: BulletinView }) {
  const { me, t } = useSession();
  const { court, status, versions, version } = bulletin;
  const may = (command: BulletinCommandType) =>
    codesOf(court).includes(me.court) && holds(me, BULLETIN_COMMANDS[command].role);
  const issued = versions.some((one) => one.issued);
  const command = issued ? 'bulletin.correct' : 'bulletin.draft';
  const writes = may(command) && (status !== 'DRAFTED' || !issued);
  const issues = may('bulletin.issue') && status === 'DRAFTED';
  if (!writes && !issues) {
    return may(command) ? <Alert showIcon type="info" title={t('更正稿等待局长印发。')} /> : null;
  }
  return (
    <Card size="small">
      <div className="stack">
        {issues && <Issue bulletin={bulletin} />}
        {writes && <Write key={`${status} ${version}`} bulletin={bulletin} command={command} />}
      </div>
    </Card>
  );
}
