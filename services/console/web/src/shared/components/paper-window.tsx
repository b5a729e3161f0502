import { Modal, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { PdfPages } from './pdf-pages';
import { Problem } from './page';
import { useSession } from '../session';

interface Props {
  title: string;
  open: boolean;
  bytes: Blob | undefined;
  error: Error | null;
  footer?: ReactNode;
  onClose: () => void;
}

/** A paper to look at, over the page it belongs to. */
export function PaperWindow({ title, open, bytes, error, footer = null, onClose }: Props) {
  const { t } = useSession();
  return (
    <Modal
      open={open}
      onCancel={onClose}
      width={900}
      style={{ top: 24 }}
      title={<span lang="zh-CN">{title}</span>}
      footer={footer}
      destroyOnHidden
      closable={{ 'aria-label': t('关闭') }}
    >
      {error && <Problem error={error} />}
      {!error && !bytes && <Skeleton active paragraph={{ rows: 10 }} />}
      {bytes && <PdfPages bytes={bytes} />}
    </Modal>
  );
}
