import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Card, Form, Input, Space } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { ownerOf } from '@xiezhi/contracts';
import type { CaseView } from '@xiezhi/contracts/views';
import { COMMAND, differenceOf, type KeptFields } from '@xiezhi/rules';
import { ApiError, request } from '../../../shared/api/client';
import { Loading, Page, Problem } from '../../../shared/components/page';
import { PaperDraft } from '../../../shared/components/paper-draft';
import { pathOf } from '../../../shared/forms/paths';
import { forgetFaults, showFaults, showField } from '../../../shared/forms/show-faults';
import { useSend } from '../../../shared/forms/use-send';
import { useActions } from '../../../shared/queries';
import { useSession } from '../../../shared/session';
import { wordIn } from '../../../shared/wording';
import { CaseFields } from '../components/case-step';
import { ExclusionsStep, GroundsStep, PartiesStep, RequestStep } from '../components/steps';
import { schemaObjections, toSend, type ApplicationDraft } from '../lib/completeness';

const COMMAND_NAME = 'application.amend';
const { fields: FIELDS } = COMMAND[COMMAND_NAME];

type Values = ApplicationDraft & { reason?: string };

/** What the command takes of the form; how and when the application came is not in it. */
function bodyOf({ reason, ...draft }: Values, version: number): Record<string, unknown> {
  const whole: Record<string, unknown> = { ...toSend(draft), version, ...(reason?.trim() ? { reason } : {}) };
  return Object.fromEntries(Object.entries(whole).filter(([name, value]) => name in FIELDS && value !== undefined));
}

/** What would be corrected, by the names of the fields. */
function corrected(view: CaseView, body: Record<string, unknown>): string[] {
  const { supplements: _, ...said } = view.case;
  const { reason: __, version: ___, ...stated } = body;
  const { before, after } = differenceOf(said, { ...stated } as KeptFields);
  return Object.keys(FIELDS).filter((field) => field in before || field in after);
}

function AmendForm({ view, role }: { view: CaseView; role: string }) {
  const { me, t } = useSession();
  const { modal, message } = App.useApp();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const [initial] = useState<Values>(() => {
    const { supplements: _, claimAmount, ...said } = view.case;
    return { ...said, ...(claimAmount === null ? {} : { claimAmount }) };
  });
  const [draft, setDraft] = useState<Values>(initial);
  const send = useSend(({ caseId, seq }) => void navigate(`/cases/${caseId}?after=${seq ?? 1}`));
  const show = (problems: { path: (string | number)[]; message: string }[]) => {
    showFaults(form, problems);
    const [first] = problems;
    if (first) showField(form, first.path);
  };
  useEffect(() => {
    if (!(send.error instanceof ApiError) || send.error.errors.length === 0) return;
    show(send.error.errors.map(({ path, message: said }) => ({ path: pathOf(path), message: said })));
  }, [send.error]);

  const set = (values: Values) => {
    form.setFieldsValue(values as Parameters<typeof form.setFieldsValue>[0]);
    setDraft({ ...draft, ...values });
  };
  /** What would be sent; undefined where the form objects to it and says so. */
  const checked = () => {
    const body = bodyOf(draft, 1 + view.changes.filter(({ amended }) => amended).length);
    const problems = schemaObjections(COMMAND_NAME, body);
    show(problems);
    return problems.length > 0 ? undefined : body;
  };
  const submit = () => {
    const body = checked();
    if (!body || send.isPending) return;
    const fields = corrected(view, body);
    if (fields.length === 0) return void message.info(t('没有更正任何内容。'));
    modal.confirm({
      title: t('将更正下列内容，确认更正？'),
      content: fields.map((field) => wordIn(me.language, FIELDS[field]!.label)).join('、'),
      okText: t('确认'),
      cancelText: t('取消'),
      onOk: () =>
        send
          .mutateAsync({
            form: `${view.caseId}:${COMMAND_NAME}`,
            path: `${ownerOf(COMMAND_NAME)}/collaborations/${view.caseId}/commands/${COMMAND_NAME}`,
            body,
            role,
          })
          .catch(() => undefined),
    });
  };
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      initialValues={initial}
      style={{ maxWidth: 980 }}
      onValuesChange={(changed: object) => {
        setDraft({ ...draft, ...form.getFieldsValue(true) });
        forgetFaults(form, changed);
      }}
    >
      <div className="stack">
        <Card size="small" title={<h2 className="part">{t('案件基本情况')}</h2>}>
          <CaseFields draft={draft} />
        </Card>
        <Card size="small" title={<h2 className="part">{t('当事人')}</h2>}>
          <PartiesStep />
        </Card>
        <Card size="small" title={<h2 className="part">{t('协同执行事由')}</h2>}>
          <GroundsStep draft={draft} onGrounds={(grounds) => set({ grounds })} />
        </Card>
        <Card size="small" title={<h2 className="part">{t('扣除期间与净龄')}</h2>}>
          <ExclusionsStep draft={draft} />
        </Card>
        <Card size="small" title={<h2 className="part">{t('协助事项与材料')}</h2>}>
          <RequestStep draft={draft} onSuggest={(suggestedParticipants) => set({ suggestedParticipants })} />
        </Card>
        <Card size="small">
          <Form.Item name="reason" label={t('更正说明')}>
            <Input.TextArea rows={2} maxLength={20_000} />
          </Form.Item>
          {send.error && <Problem error={send.error} />}
          <PaperDraft path={`decision/collaborations/${view.caseId}/application/preview`} body={checked} />
          <Space style={{ marginTop: 16 }}>
            <Button type="primary" loading={send.isPending} onClick={submit}>
              {t('更正报请')}
            </Button>
            <Link to={`/cases/${view.caseId}`}>{t('返回案件')}</Link>
          </Space>
        </Card>
      </div>
    </Form>
  );
}

/** The whole application with its parties in full, which is on record before it is shown, and which only this page keeps. */
function Shown({ caseId, role }: { caseId: string; role: string }) {
  const { t } = useSession();
  const reveal = useMutation({
    gcTime: 0,
    mutationFn: () =>
      request<CaseView>(`intake/collaborations/${caseId}/parties/reveal`, {
        method: 'POST',
        body: { reason: '更正报请' },
      }),
  });
  if (reveal.data) return <AmendForm view={reveal.data} role={role} />;
  return (
    <>
      {reveal.error && <Problem error={reveal.error} />}
      <Alert
        type="info"
        showIcon
        title={t('更正须核对未隐名的当事人信息，查看记入审计，只在本页显示。')}
        action={
          <Button type="primary" loading={reveal.isPending} onClick={() => reveal.mutate()}>
            {t('显示全文并更正')}
          </Button>
        }
      />
    </>
  );
}

/** Art. 6: the applicant corrects a slip, in the form filled with what was said. */
export function AmendPage() {
  const { t } = useSession();
  const { caseId = '' } = useParams();
  const actions = useActions(caseId);
  return (
    <Page title={t('更正报请')} aside={<Link to={`/cases/${caseId}`}>{t('返回案件')}</Link>}>
      <p className="soft">
        {t(
          '更正前、更正后均留存，收件法院收到通知，期限不因更正变动。换成另一件案件或者另一收件法院的，应当撤回后重新报请。',
        )}
      </p>
      <Loading query={actions}>
        {({ items }) => {
          const action = items.find(({ command }) => command === COMMAND_NAME);
          if (action?.allowed) return <Shown key={caseId} caseId={caseId} role={action.role} />;
          return (
            <Alert
              type="warning"
              showIcon
              title={t('现在不能更正报请')}
              description={<span lang="zh-CN">{action?.reason}</span>}
            />
          );
        }}
      </Loading>
    </Page>
  );
}
