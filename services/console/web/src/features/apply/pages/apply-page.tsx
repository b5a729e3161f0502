import { Alert, App, Button, Card, Form, Space, Steps } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { Navigate, useLocation, useNavigate, useSearchParams } from 'react-router';
import type { OpeningCommandType } from '@xiezhi/rules';
import { ApiError } from '../../../shared/api/client';
import { Page, Problem } from '../../../shared/components/page';
import { PaperDraft } from '../../../shared/components/paper-draft';
import { DraftElsewhere } from '../../../shared/components/draft-elsewhere';
import { clearDraft, draftForm, isDraftId, newDraftId, readDraft, writeDraft } from '../../../shared/drafts';
import { pathOf } from '../../../shared/forms/paths';
import { showFaults, showField } from '../../../shared/forms/show-faults';
import { useSend } from '../../../shared/forms/use-send';
import { holds, useSession } from '../../../shared/session';
import { addresseesOf, toSend, type ApplicationDraft } from '../lib/completeness';
import { faultsOf, isSame, LAST_STEP, stepOf, type Fault } from '../lib/faults';
import { CaseStep } from '../components/case-step';
import { DraftList } from '../components/draft-list';
import { CheckStep, ExclusionsStep, GroundsStep, PartiesStep, RequestStep } from '../components/steps';

/** Art. 6: an application to the court above. */
export const ApplyPage = () => <OpeningPage form="application.submit" />;

/** Art. 4: a case that came from above or that the court takes up by itself. */
export const OrderPage = () => <OpeningPage form="order.register" />;

/** The step stands in the address: a reload keeps it, and a step back leads to the one before. */
function useStep() {
  const [search, setSearch] = useSearchParams();
  const given = Number(search.get('step'));
  const step = Number.isInteger(given) && given >= 1 && given <= LAST_STEP + 1 ? given - 1 : 0;
  const go = (to: number) => {
    if (to === step) return;
    setSearch((before) => {
      const after = new URLSearchParams(before);
      after.set('step', String(to + 1));
      return after;
    });
  };
  return [step, go] as const;
}

/** What is objected to, each with the way to its field. */
function Faults({ faults, onGo }: { faults: readonly Fault[]; onGo: (fault: Fault) => void }) {
  const { t } = useSession();
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      style={{ marginBottom: 12 }}
      title={`${t('需要更正或者补充')}（${faults.length}）`}
      description={
        <ul className="plain">
          {faults.map((fault) => (
            <li key={fault.path.join('.')}>
              <Button type="link" size="small" lang="zh-CN" onClick={() => onGo(fault)}>
                {fault.message}
              </Button>
            </li>
          ))}
        </ul>
      }
    />
  );
}

/** Each draft has its address: two tabs are two applications, and a reload is the same one. */
function OpeningPage({ form }: { form: OpeningCommandType }) {
  const [search] = useSearchParams();
  const { key } = useLocation();
  const fresh = useMemo(newDraftId, [key]);
  const id = search.get('draft');
  if (!isDraftId(id)) return <Navigate replace to={{ search: `?draft=${fresh}` }} />;
  return <OpeningForm key={id} form={form} id={id} />;
}

function OpeningForm({ form: FORM, id }: { form: OpeningCommandType; id: string }) {
  const place = draftForm(FORM, id);
  const order = FORM === 'order.register';
  const { me, t, today } = useSession();
  const { modal } = App.useApp();
  const navigate = useNavigate();
  const [form] = Form.useForm<ApplicationDraft>();
  const [step, setStep] = useStep();
  const [stored] = useState(() => readDraft<ApplicationDraft>(me.sub, place));
  const [draft, setDraft] = useState<ApplicationDraft>(
    () =>
      stored ?? {
        ...(order ? {} : { to: addresseesOf(me.court, today)[0], channel: 'ELECTRONIC' as const }),
        parties: [
          { side: 'applicant', name: '', kind: 'person' },
          { side: 'respondent', name: '', kind: 'person' },
        ],
      },
  );
  const [objected, setObjected] = useState<readonly Fault[]>([]);
  const faults = faultsOf(FORM, draft, { court: me.court, today });
  const [sought, setSought] = useState<Fault>();
  const send = useSend(({ caseId, status }) => {
    void navigate(status === 'RECEIVED' ? '/cases' : `/cases/${caseId}`);
  });

  const keep = (values: ApplicationDraft) => {
    setDraft(values);
    writeDraft(me.sub, place, values);
  };
  const set = (values: ApplicationDraft) => {
    form.setFieldsValue(values as Parameters<typeof form.setFieldsValue>[0]);
    keep({ ...draft, ...values });
  };
  const goTo = (fault: Fault) => {
    setStep(stepOf(fault));
    setSought(fault);
  };
  const show = (problems: readonly Fault[]) => {
    setObjected(problems);
    if (problems[0]) goTo(problems[0]);
  };
  // What has been put right is no fault any more; what only the service knows stands until the next try.
  const standing = objected.filter((fault) => fault.told === true || faults.some((other) => isSame(other, fault)));
  // The fields of a step exist only once it is shown.
  useEffect(() => {
    showFaults(
      form,
      standing.filter((fault) => stepOf(fault) === step),
    );
    if (!sought || stepOf(sought) !== step) return;
    showField(form, sought.path, { focus: true });
    setSought(undefined);
  }, [standing.map(({ path, message }) => `${path.join('.')}${message}`).join(), sought, step, form]);
  useEffect(() => {
    if (!(send.error instanceof ApiError) || send.error.errors.length === 0) return;
    show(send.error.errors.map(({ path, message }) => ({ path: pathOf(path), message, told: true })));
  }, [send.error]);

  if (!holds(me, 'handler')) return <Alert type="info" showIcon title={t('只有经办人可以办理。')} />;

  /** What would be sent; undefined where the form objects to it and says so. */
  const checked = () => {
    const body = toSend(draft);
    show(faults);
    return faults.length > 0 ? undefined : body;
  };
  const submit = () => {
    const body = checked();
    if (!body || send.isPending) return;
    modal.confirm({
      title: order ? t('登记后立项，审查期限自收到日起算。确认登记？') : t('报请后由收件法院起算期限，确认报请？'),
      okText: t('确认'),
      cancelText: t('取消'),
      onOk: () =>
        send
          .mutateAsync({ form: place, path: order ? 'intake/orders' : 'intake/collaborations', body, role: 'handler' })
          .catch(() => undefined),
    });
  };
  /** A step is left when nothing on it is objected to; the titles above lead anywhere all the same. */
  const next = () => {
    const here = faults.filter((fault) => stepOf(fault) === step);
    setObjected([...objected.filter((fault) => stepOf(fault) !== step), ...here]);
    if (here[0]) setSought(here[0]);
    else setStep(step + 1);
  };
  const discard = () => {
    modal.confirm({
      title: t('清除已填写的全部内容？'),
      okText: t('清除'),
      cancelText: t('取消'),
      onOk: () => {
        clearDraft(me.sub, place);
        void navigate({ search: '' });
      },
    });
  };

  const reload = () => {
    const there = readDraft<ApplicationDraft>(me.sub, place);
    if (!there) return;
    form.resetFields();
    form.setFieldsValue(there as Parameters<typeof form.setFieldsValue>[0]);
    setDraft(there);
  };

  const titles = ['案件基本情况', '当事人', '协同执行事由', '扣除期间与净龄', '协助事项与材料', '核对并提交'] as const;
  return (
    <Page
      title={order ? t('登记交办、依职权案件') : t('报请协同执行')}
      aside={<Button onClick={discard}>{t('清除草稿')}</Button>}
    >
      <DraftList form={FORM} shown={id} />
      <DraftElsewhere form={place} onReload={reload} />
      {stored && (
        <Alert type="info" showIcon closable title={t('已恢复上次未提交的内容。')} style={{ marginBottom: 12 }} />
      )}
      {send.error && <Problem error={send.error} />}
      {standing.length > 0 && <Faults faults={standing} onGo={goTo} />}
      <Card size="small">
        <Steps
          size="small"
          current={step}
          onChange={setStep}
          items={titles.map((title, index) => ({
            title: t(title),
            ...(index < step && faults.some((fault) => stepOf(fault) === index) ? { status: 'error' as const } : {}),
          }))}
        />
        <Form<ApplicationDraft>
          form={form}
          layout="vertical"
          initialValues={draft}
          style={{ marginTop: 20, maxWidth: 980 }}
          onValuesChange={() => keep({ ...draft, ...form.getFieldsValue(true) })}
        >
          {step === 0 && <CaseStep draft={draft} order={order} />}
          {step === 1 && <PartiesStep />}
          {step === 2 && <GroundsStep draft={draft} onGrounds={(grounds) => set({ grounds })} />}
          {step === 3 && <ExclusionsStep draft={draft} />}
          {step === 4 && (
            <RequestStep draft={draft} onSuggest={(suggestedParticipants) => set({ suggestedParticipants })} />
          )}
          {step === LAST_STEP && (
            <CheckStep draft={draft}>
              {!order && <PaperDraft path="decision/applications/preview" body={checked} />}
            </CheckStep>
          )}
        </Form>
        <Space style={{ marginTop: 16 }}>
          <Button disabled={step === 0} onClick={() => setStep(step - 1)}>
            {t('上一步')}
          </Button>
          {step < LAST_STEP ? (
            <Button type="primary" onClick={next}>
              {t('下一步')}
            </Button>
          ) : (
            <Button type="primary" loading={send.isPending} onClick={submit}>
              {order ? t('登记') : t('报请')}
            </Button>
          )}
          <span className="soft">{t('填写内容自动保存在本机，提交、退出登录或者登录到期后清除。')}</span>
        </Space>
      </Card>
    </Page>
  );
}
