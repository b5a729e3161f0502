import { Button, Space } from 'antd';
import type { BulletinView } from '@xiezhi/contracts/views';
import { Problem } from '../../../shared/components/page';
import { useSession } from '../../../shared/session';
import { usePaperDownload, usePapers } from '../api/bulletins';

/** The bulletin as a paper, the newest issued version first; nothing where there is none. */
export function Papers({ bulletin: { bulletin: id, seq, versions } }: { bulletin: BulletinView }) {
  const { t } = useSession();
  const papers = usePapers(
    id,
    seq,
    versions.some(({ issued }) => issued),
  );
  const download = usePaperDownload(id);
  const made = (papers.data?.papers ?? []).filter(({ status }) => status === 'ISSUED').reverse();
  if (made.length === 0) return null;
  return (
    <Space wrap>
      {download.error && <Problem error={download.error} />}
      {made.map(({ paperId, title, number }) => (
        <span key={paperId}>
          <span lang="zh-CN">
            {title} {number}
          </span>{' '}
          {(['pdf', 'docx'] as const).map((format) => (
            <Button
              key={format}
              size="small"
              loading={download.isPending}
              onClick={() => download.mutate({ paperId, format })}
            >
              {`${t('下载')} ${format.toUpperCase()}`}
            </Button>
          ))}
        </span>
      ))}
    </Space>
  );
}
