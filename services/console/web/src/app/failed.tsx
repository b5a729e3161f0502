import { Button, Result } from 'antd';
import { useRouteError } from 'react-router';

/** A fault of a page; also when its file is gone because a new version was installed meanwhile. */
export function Failed() {
  const error = useRouteError();
  const stale = error instanceof TypeError && /import|module|fetch/i.test(error.message);
  return (
    <Result
      status="warning"
      title={stale ? '系统已更新，请重新载入本页。' : '本页出现错误，已填写的内容仍保存在本机。'}
      extra={
        <Button type="primary" onClick={() => location.reload()}>
          重新载入
        </Button>
      }
    />
  );
}
