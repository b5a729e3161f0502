import { DownloadOutlined, EyeOutlined } from '@ant-design/icons';
import { Button, Progress, Space, Table, Tag } from 'antd';
import { useState } from 'react';
import type { CaseView, PaperView } from '@xiezhi/contracts/views';
import { Loading, Problem } from '../../../shared/components/page';
import { PaperWindow } from '../../../shared/components/paper-window';
import { Court } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import {
  caseFilePath,
  paperPath,
  timelinePath,
  useDownload,
  usePaperFile,
  usePapers,
  type Format,
} from '../api/papers';
import { Part } from './part';

const COLOURS = { VALID: 'green', SUPERSEDED: 'default', VOIDED: 'red' };

function Standing({ paper: { status, standing, standingTitle } }: { paper: PaperView }) {
  const { t, me } = useSession();
  if (status === 'DUE') return <Tag>{t('制作中')}</Tag>;
  if (status === 'UNPRINTABLE') return <Tag color="red">{t('未能制作')}</Tag>;
  const english = { VALID: 'in force', SUPERSEDED: 'replaced by a later one', VOIDED: 'revoked' };
  return <Tag color={COLOURS[standing]}>{me.language === 'en' ? english[standing] : standingTitle}</Tag>;
}

function Title({ paper: { title, formNote, warnings, reason } }: { paper: PaperView }) {
  const { t } = useSession();
  return (
    <div lang="zh-CN">
      <strong>{title}</strong>
      {formNote && <div className="soft">{formNote}</div>}
      {warnings.map((warning) => (
        <div key={warning} className="caution">
          <span aria-hidden="true">△ </span>
          {warning}
        </div>
      ))}
      {reason && (
        <div className="caution">
          {t('未能制作')}：{reason}
        </div>
      )}
    </div>
  );
}

/** Progress of what takes a moment: the whole file of a case is put together while it is asked for. */
function useFile(caseId: string) {
  const download = useDownload();
  const [progress, setProgress] = useState<{ received: number; total: number | undefined }>();
  const get = (path: string) => {
    setProgress({ received: 0, total: undefined });
    download.mutate(
      { path, onProgress: (received, total) => setProgress({ received, total }) },
      { onSettled: () => setProgress(undefined) },
    );
  };
  return {
    get,
    paper: ({ paperId }: PaperView, format: Format, masked = false) => get(paperPath(caseId, paperId, format, masked)),
    progress,
    error: download.error,
    busy: download.isPending,
  };
}

function Progressing({ received, total }: { received: number; total: number | undefined }) {
  const { t } = useSession();
  const kb = `${Math.ceil(received / 1024)} KB`;
  return (
    <div role="status">
      {received === 0 ? t('正在整理文件，请稍候……') : `${t('已下载')} ${kb}`}
      <Progress
        percent={total === undefined ? (received === 0 ? 5 : 50) : Math.round((received / total) * 100)}
        status="active"
        showInfo={total !== undefined}
        aria-label={t('下载进度')}
      />
    </div>
  );
}

/** Every paper of the case: as it stands, to look at, to take away, to check; and the file of the case as a whole. */
export function Papers({ view }: { view: CaseView }) {
  const { t } = useSession();
  const papers = usePapers(view.caseId, view.seq);
  const file = useFile(view.caseId);
  const [shown, show] = useState<PaperView>();
  const shownFile = usePaperFile(view.caseId, shown?.paperId);
  const name = (paper: PaperView) => `${paper.title} ${paper.number ?? ''}`;
  return (
    <Part
      title={t('文书')}
      id="papers"
      extra={
        <Space className="no-print" wrap>
          <Button size="small" disabled={file.busy} onClick={() => file.get(timelinePath(view.caseId))}>
            {t('导出时间线（XLSX）')}
          </Button>
          <Button size="small" disabled={file.busy} onClick={() => file.get(caseFilePath(view.caseId, true))}>
            {t('隐名卷宗（ZIP）')}
          </Button>
          <Button size="small" disabled={file.busy} onClick={() => file.get(caseFilePath(view.caseId, false))}>
            {t('下载卷宗（ZIP）')}
          </Button>
        </Space>
      }
    >
      {file.progress && <Progressing {...file.progress} />}
      {file.error && <Problem error={file.error} />}
      <Loading query={papers}>
        {({ papers: items }) =>
          items.length === 0 ? (
            <span className="soft">{t('尚无文书。')}</span>
          ) : (
            <div className="wide">
              <Table<PaperView>
                size="small"
                rowKey="paperId"
                pagination={false}
                dataSource={items}
                columns={[
                  { title: t('文书'), key: 'title', render: (_, paper) => <Title paper={paper} /> },
                  {
                    title: t('文号'),
                    key: 'number',
                    render: (_, { number, code }) => (
                      <div lang="zh-CN">
                        {number}
                        {code && (
                          <div>
                            <a href={`/verify?code=${encodeURIComponent(code)}`}>
                              {t('核验')} <span className="code">{code}</span>
                            </a>
                          </div>
                        )}
                      </div>
                    ),
                  },
                  { title: t('日期'), dataIndex: 'date', width: 100 },
                  {
                    title: t('签发法院'),
                    key: 'court',
                    render: (_, { court, date }) => court && <Court code={court} on={date ?? undefined} />,
                  },
                  { title: t('状态'), key: 'standing', render: (_, paper) => <Standing paper={paper} /> },
                  {
                    title: t('操作'),
                    key: 'files',
                    className: 'no-print',
                    render: (_, paper) =>
                      paper.status === 'UNPRINTABLE' ? null : (
                        <Space size={4} wrap>
                          <Button
                            size="small"
                            icon={<EyeOutlined />}
                            aria-label={`${t('预览')} ${name(paper)}`}
                            onClick={() => show(paper)}
                          >
                            {t('预览')}
                          </Button>
                          {(['pdf', 'docx'] as const).map((format) => (
                            <Button
                              key={format}
                              size="small"
                              icon={<DownloadOutlined />}
                              disabled={file.busy}
                              aria-label={`${t('下载')} ${format.toUpperCase()} ${name(paper)}`}
                              onClick={() => file.paper(paper, format)}
                            >
                              {format.toUpperCase()}
                            </Button>
                          ))}
                        </Space>
                      ),
                  },
                ]}
              />
            </div>
          )
        }
      </Loading>
      <PaperWindow
        open={shown !== undefined}
        title={shown ? name(shown) : ''}
        bytes={shownFile.data?.bytes}
        error={shownFile.error}
        onClose={() => show(undefined)}
        footer={
          shown && (
            <Space wrap>
              <Button disabled={file.busy} onClick={() => file.paper(shown, 'pdf', true)}>
                {t('下载隐名副本')}
              </Button>
              <Button disabled={file.busy} onClick={() => file.paper(shown, 'docx')}>
                {t('下载')} DOCX
              </Button>
              <Button type="primary" disabled={file.busy} onClick={() => file.paper(shown, 'pdf')}>
                {t('下载')} PDF
              </Button>
            </Space>
          )
        }
      />
    </Part>
  );
}
