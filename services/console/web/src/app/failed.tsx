import { Button, Result } from 'antd';
import { useRouteError } from 'react-router';
import { startupWords } from '../shared/startup-words';

/** A fault of a page; also when its file is gone because a new version was installed meanwhile. */
export function Failed() {
  const error = useRouteError();
  const t = startupWords();
  const stale = error instanceof TypeError && /import|module|fetch/i.test(error.message);
  return (
    <Result
      status="warning"
      title={t(stale ? '系统已更新，请重新载入本页。' : '本页出现错误，已填写的内容仍保存在本机。')}
      extra={
        <Button type="primary" onClick={() => location.reload()}>
          {t('重新载入')}
        </Button>
      }
    />
  );
}
