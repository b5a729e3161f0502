import { EyeOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { requestFile } from '../api/client';
import { useSession } from '../session';
import { Problem } from './page';
import { PaperWindow } from './paper-window';

interface Props {
  /** Of the service that makes the draft. */
  path: string;
  /** What the paper would be made of; undefined where something is still missing, which the form itself says. */
  body: () => unknown;
  children?: ReactNode;
}

/** The paper that a form would become, to look at before it is sent. */
export function PaperDraft({ path, body, children }: Props) {
  const { t } = useSession();
  const [open, setOpen] = useState(false);
  const draft = useMutation({
    gcTime: 0,
    mutationFn: (given: unknown) => requestFile(path, { method: 'POST', body: given }),
    onSuccess: () => setOpen(true),
  });
  const look = () => {
    const given = body();
    if (given !== undefined) draft.mutate(given);
  };
  return (
    <div>
      <Button icon={<EyeOutlined />} loading={draft.isPending} onClick={look}>
        {t('预览文书（草稿）')}
      </Button>
      <span className="soft"> {t('带“草稿”水印，不保存、不编号。')}</span>
      {children}
      {draft.error && <Problem error={draft.error} />}
      <PaperWindow
        open={open}
        title={draft.data?.name.replace(/\.pdf$/, '') ?? ''}
        bytes={draft.data?.bytes}
        error={null}
        onClose={() => setOpen(false)}
      />
    </div>
  );
}
