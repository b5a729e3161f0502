import { DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button, Space } from 'antd';
import { requestFile, saveFile, withQuery } from '../api/client';
import { useSession } from '../session';

const FORMATS = ['pdf', 'docx'] as const;

/**
 * The paper that holds today of a hit or a bulletin, to take away.
 * @param file the file's id
 * @param name what the paper is, for those who have the page read to them
 */
export function PaperLinks({ file, name }: { file: string; name: string }) {
  const { t } = useSession();
  const { message } = App.useApp();
  const download = useMutation({
    mutationFn: async (format: (typeof FORMATS)[number]) =>
      saveFile(await requestFile(withQuery(`decision/files/${file}/papers/newest`, { format }))),
    onError: (error) => void message.error(error.message, 8),
  });
  return (
    <Space size={4} wrap>
      {FORMATS.map((format) => (
        <Button
          key={format}
          size="small"
          icon={<DownloadOutlined />}
          loading={download.isPending && download.variables === format}
          aria-label={`${t('下载')} ${format.toUpperCase()} ${name}`}
          onClick={() => download.mutate(format)}
        >
          {format.toUpperCase()}
        </Button>
      ))}
    </Space>
  );
}
