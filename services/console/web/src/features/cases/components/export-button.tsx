import { DownloadOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { requestFile, saveFile, withQuery } from '../../../shared/api/client';
import { useSession } from '../../../shared/session';
import type { Filter } from '../lib/filter';

/** Everything that is filtered, on all pages, as one workbook; while it comes it can be called off. */
export function ExportButton({ filter }: { filter: Filter }) {
  const { t } = useSession();
  const { message } = App.useApp();
  const [bytes, setBytes] = useState<number>();
  const ending = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => ending.current?.abort(), []);

  const save = async () => {
    const { signal } = (ending.current = new AbortController());
    setBytes(0);
    try {
      const path = withQuery('intake/collaborations/export.xlsx', filter);
      saveFile(await requestFile(path, { signal, onProgress: setBytes }));
      void message.success(t('导出完成'));
    } catch (error) {
      if (!signal.aborted) void message.error((error as Error).message, 8);
    } finally {
      setBytes(undefined);
    }
  };

  if (bytes === undefined) {
    return (
      <Button icon={<DownloadOutlined />} onClick={() => void save()}>
        {t('导出 XLSX')}
      </Button>
    );
  }
  return (
    <span role="status">
      {t('正在导出')}：{bytes === 0 ? t('正在整理数据…') : `${t('已接收')} ${Math.ceil(bytes / 1024)} KB`}{' '}
      <Button size="small" onClick={() => ending.current?.abort()}>
        {t('取消导出')}
      </Button>
    </span>
  );
}
