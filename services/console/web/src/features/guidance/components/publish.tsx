import { App, Button, Drawer, Form, Input, Space } from 'antd';
import { useRef, useState } from 'react';
import type { GuidanceFile } from '@xiezhi/contracts/views';
import { MOST_GUIDANCE_BYTES, MOST_GUIDANCE_FILES } from '@xiezhi/rules';
import { Problem } from '../../../shared/components/page';
import { withFigure } from '../../../shared/forms/fields';
import { useSession } from '../../../shared/session';
import { uploadFile, useGuidanceAct } from '../api/guidance';

const MEGABYTE = 1024 ** 2;

function Files({ files, onChange }: { files: GuidanceFile[]; onChange: (files: GuidanceFile[]) => void }) {
  const { t } = useSession();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const input = useRef<HTMLInputElement>(null);
  const add = async (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    setError(undefined);
    try {
      const { file: id, name } = await uploadFile(file);
      onChange([...files.filter((known) => known.file !== id), { file: id, name }]);
    } catch (problem) {
      setError(problem as Error);
    } finally {
      setBusy(false);
      if (input.current) input.current.value = '';
    }
  };
  return (
    <Form.Item
      label={t('附件')}
      extra={withFigure(t('附件应为PDF、DOCX、XLSX、OFD文件，每个不超过{}MB。'), MOST_GUIDANCE_BYTES / MEGABYTE)}
    >
      {error && <Problem error={error} />}
      <div className="stack" style={{ gap: 6 }}>
        {files.map(({ file, name }) => (
          <span key={file} lang="zh-CN">
            {name}{' '}
            <Button size="small" onClick={() => onChange(files.filter((known) => known.file !== file))}>
              {t('移除')}
            </Button>
          </span>
        ))}
        <input
          ref={input}
          type="file"
          accept=".pdf,.docx,.xlsx,.ofd"
          aria-label={t('添加附件')}
          disabled={busy || files.length >= MOST_GUIDANCE_FILES}
          onChange={(event) => void add(event.target.files?.[0])}
        />
      </div>
    </Form.Item>
  );
}

interface Fields {
  title: string;
  text: string;
}

/** Guidance for all courts below, a next version where the title is known. */
export function Publish({ initial, onClose }: { initial?: Fields | undefined; onClose: () => void }) {
  const { t } = useSession();
  const { message, modal } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const [files, setFiles] = useState<GuidanceFile[]>([]);
  const act = useGuidanceAct('guidance.publish', () => {
    void message.success(t('已发布，已发往辖区内各法院。'));
    onClose();
  });
  const rule = (text: string) => [{ required: true, whitespace: true, message: text }];
  const publish = ({ title, text }: Fields) => {
    if (act.isPending) return;
    const body = { title: title.trim(), text: text.trim(), ...(files.length > 0 ? { files } : {}) };
    modal.confirm({
      title: t('发布后即发往辖区内各法院，不能撤回；以同一标题再次发布为下一版，以前的版本保留。'),
      okText: t('发布'),
      cancelText: t('取消'),
      onOk: () => act.mutateAsync(body).catch(() => undefined),
    });
  };
  return (
    <Drawer open size={680} title={t('发布指导意见')} onClose={onClose} destroyOnHidden>
      {act.error && <Problem error={act.error} />}
      <p className="soft">{t('发布后即发往辖区内各法院，不能撤回；以同一标题再次发布为下一版，以前的版本保留。')}</p>
      <Form<Fields> form={form} layout="vertical" initialValues={initial ?? {}} onFinish={publish}>
        <Form.Item name="title" label={t('标题')} rules={rule(t('请填写标题'))}>
          <Input maxLength={500} />
        </Form.Item>
        <Form.Item name="text" label={t('正文')} rules={rule(t('请填写正文'))}>
          <Input.TextArea rows={12} maxLength={20_000} />
        </Form.Item>
        <Files files={files} onChange={setFiles} />
        <Space>
          <Button type="primary" htmlType="submit" loading={act.isPending}>
            {t('发布')}
          </Button>
          <Button onClick={onClose}>{t('取消')}</Button>
        </Space>
      </Form>
    </Drawer>
  );
}
