import { Alert, App, Button, Drawer, Form, Space } from 'antd';
import { useEffect, useMemo, type ReactNode } from 'react';
import { ownerOf } from '@xiezhi/contracts';
import type { Action, CaseView } from '@xiezhi/contracts/views';
import { COMMAND } from '@xiezhi/rules';
import type { CommandType } from '@xiezhi/rules';
import { ApiError } from '../api/client';
import { DraftElsewhere } from '../components/draft-elsewhere';
import { Problem } from '../components/page';
import { CommandTitle } from '../components/words';
import { readDraft, writeDraft } from '../drafts';
import { useSession } from '../session';
import { wordIn } from '../wording';
import { entryChoices } from './case-choices';
import { blanksLeft, fieldsAsked, settled } from './asked';
import { withFigure } from './fields';
import type { Field } from './fields';
import { FieldItem } from './inputs';
import { pathOf } from './paths';
import { filled, formOf, objections, type FieldProblem } from './schema-fields';
import { useSend } from './use-send';

/** What helps to fill in a form may read what stands in it, and add to one of its fields. */
export interface DraftTools {
  command: CommandType;
  values(): Values;
  /** Adds a text to a field, after what stands there. */
  insert(field: string, text: string): void;
  /** Puts values into fields, in place of what stands there. */
  fill(values: Values): void;
}

interface Props {
  view: CaseView;
  action: Action;
  /** The field record the command answers. */
  record?: number | undefined;
  onClose: () => void;
  /** Shown above the fields. */
  before?: (tools: DraftTools) => ReactNode;
  /** Shown under the fields. */
  aid?: (tools: DraftTools) => ReactNode;
}

type Values = Record<string, unknown>;

/** A text after another, on a line of its own; a list of lines gets one more. */
const appended = (before: unknown, text: string): unknown => {
  if (Array.isArray(before)) return [...before.filter((line) => line !== ''), text];
  return typeof before === 'string' && before.trim() !== '' ? `${before.trimEnd()}\n${text}` : text;
};

const DEFAULTS: Partial<Record<CommandType, Values>> = {
  'plan.recordMeeting': { presidentReview: false },
  'application.supplement': { materials: [], complete: false },
  'ground.secondRead': { ground: '3-8' },
};

/** By which name a command says which field record it answers. */
const recordField = (command: CommandType): 'record' | 'about' =>
  'about' in COMMAND[command].fields ? 'about' : 'record';

/** Of what was sent back, what the form asks for. */
const begun = (returned: object, fields: readonly Field[]): Values =>
  Object.fromEntries(Object.entries(returned).filter(([name]) => fields.some((field) => field.name === name)));

/**
 * A command as a form: draft kept, checked by the contract's schema, confirmed where it cannot be taken back. A command
 * with nothing to fill in is only its confirmation.
 */
export function CommandDrawer({ view, action, record, onClose, before, aid }: Props) {
  const { me, t, today } = useSession();
  const { modal } = App.useApp();
  const [form] = Form.useForm<Values>();
  const { command } = action;
  const { fields: all, confirm: asking, confirmed, doubt, from } = formOf(command);
  const confirm = asking && withFigure(t(asking), confirmed);
  const name = `${view.caseId}:${command}${record === undefined ? '' : `:${record}`}`;
  const send = useSend(onClose);
  const draft = useMemo(() => readDraft<Values>(me.sub, name), [me.sub, name]);
  const reader = { court: me.court, language: me.language, today };
  const initial: Values = {
    ...DEFAULTS[command],
    ...settled(fieldsAsked(all, view, reader, {}), view, reader),
    ...begun(from?.(view, record) ?? {}, all),
    ...draft,
  };
  const values = Form.useWatch((all) => all, { form, preserve: true }) ?? initial;
  const fields = fieldsAsked(all, view, reader, values);
  const show = (problems: readonly FieldProblem[]) => {
    form.setFields(problems.map((problem) => ({ name: problem.name, errors: [problem.message] })));
    const first = fields.find((field) => problems.some((problem) => problem.name[0] === field.name));
    if (first) form.scrollToField([first.name], { block: 'center' });
  };

  useEffect(() => {
    if (!(send.error instanceof ApiError)) return;
    form.setFields(send.error.errors.map(({ path, message }) => ({ name: pathOf(path), errors: [message] })));
  }, [send.error, form]);

  const submit = () => {
    if (send.isPending) return;
    const given = form.getFieldsValue(true);
    const lists = fields.filter(({ kind }) => kind === 'lines').map((field) => field.name);
    const asked = new Set(fields.map((field) => field.name));
    const tidy = Object.fromEntries(
      Object.entries(given)
        // What was answered before another answer made it no question is not sent.
        .filter(([key]) => asked.has(key))
        .map(([key, value]) => [
          key,
          lists.includes(key) && Array.isArray(value) ? value.filter((line: string) => line.trim() !== '') : value,
        ]),
    );
    const body = {
      ...DEFAULTS[command],
      ...filled(tidy),
      ...(record === undefined ? {} : { [recordField(command)]: record }),
    };
    form.setFields(fields.map((field) => ({ name: field.name, errors: [] })));
    const problems = [
      ...objections(command, body),
      ...blanksLeft(fields, body).map((blank) => ({ ...blank, message: t(blank.message) })),
    ];
    const missing = fields
      .filter((field) => field.required && !(field.name in body))
      .map((field) => ({ name: [field.name], message: `${t('请填写')}${wordIn(me.language, field.label)}` }));
    const known = new Set(missing.map((problem) => String(problem.name[0])));
    const wrong = [...missing, ...problems.filter((problem) => !known.has(String(problem.name[0])))];
    if (wrong.length > 0) return show(wrong);
    const path = `${ownerOf(command)}/collaborations/${view.caseId}/commands/${command}`;
    const go = () => send.mutateAsync({ form: name, path, body, role: action.role }).catch(() => undefined);
    if (confirm === undefined || fields.length === 0) return void go();
    const doubted = doubt?.(body, view);
    modal.confirm({
      title: confirm,
      content: doubted && t(doubted),
      okText: t('确认'),
      cancelText: t('取消'),
      onOk: go,
    });
  };

  const fill = (given: Values) => {
    form.setFieldsValue(given);
    writeDraft(me.sub, name, form.getFieldsValue(true));
  };
  const insert = (field: string, text: string) => {
    const { kind } = fields.find((candidate) => candidate.name === field) ?? {};
    const standing: unknown = form.getFieldValue(field) ?? (kind === 'lines' ? [] : undefined);
    fill({ [field]: appended(standing, text) });
  };

  const tools: DraftTools = {
    command,
    values: () => filled(form.getFieldsValue(true) as Values),
    insert,
    fill,
  };

  return (
    <Drawer
      open
      size={640}
      // The facts it is written from stay in sight beside it.
      mask={false}
      title={
        <>
          <CommandTitle of={action} />
          {record !== undefined && ` · ${t('第')}${record}${t('号')}`}
        </>
      }
      onClose={onClose}
      destroyOnHidden
      footer={
        <Space>
          <Button type="primary" loading={send.isPending} onClick={submit}>
            {fields.length === 0 ? t('确认') : t('提交')}
          </Button>
          <Button onClick={onClose}>{t('取消')}</Button>
          {fields.length > 0 && (
            <span className="soft">{t('填写内容自动保存在本机，提交、退出登录或者登录到期后清除。')}</span>
          )}
        </Space>
      }
    >
      {send.error && <Problem error={send.error} />}
      {before?.(tools)}
      <DraftElsewhere form={name} onReload={() => form.setFieldsValue(readDraft<Values>(me.sub, name) ?? {})} />
      {draft && <Alert type="info" showIcon title={t('已恢复上次未提交的内容。')} style={{ marginBottom: 12 }} />}
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={initial}
        onValuesChange={(_, values) => writeDraft(me.sub, name, values)}
      >
        {fields.length === 0 && confirm && <p>{confirm}</p>}
        {fields.map((field) => (
          <FieldItem
            key={field.name}
            field={field}
            involved={view}
            entries={field.kind === 'entries' ? entryChoices(view, me.language) : []}
            of={view}
          />
        ))}
      </Form>
      {aid?.(tools)}
    </Drawer>
  );
}
