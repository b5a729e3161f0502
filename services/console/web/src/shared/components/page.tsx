import { Alert, Button, Empty, Skeleton } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { ApiError } from '../api/client';
import { useSession } from '../session';

/** A page with its heading, which is its title in the browser as well. */
export function Page({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  const { me, t } = useSession();
  useEffect(() => {
    document.title = `${me.rehearsal ? `【${t('演练')}】` : ''}${title} · 獬豸`;
  }, [title, me.rehearsal, t]);
  return (
    <>
      <div className="page-head">
        <h1>{title}</h1>
        {aside !== undefined && <div className="aside">{aside}</div>}
      </div>
      {children}
    </>
  );
}

interface Loaded<T> {
  data: T | undefined;
  error: Error | null;
  refetch: () => unknown;
}

/** What is being loaded: a skeleton, the refusal in its own words with another try, or the content. */
export function Loading<T>({ query, children }: { query: Loaded<T>; children: (data: T) => ReactNode }) {
  const { t } = useSession();
  if (query.data !== undefined) {
    return (
      <>
        {query.error && <Problem error={query.error} onRetry={query.refetch} />}
        {children(query.data)}
      </>
    );
  }
  if (query.error) return <Problem error={query.error} onRetry={query.refetch} />;
  return (
    <div role="status" aria-label={t('正在载入')}>
      <Skeleton active paragraph={{ rows: 6 }} />
    </div>
  );
}

export function Problem({ error, onRetry }: { error: Error; onRetry?: (() => unknown) | undefined }) {
  const { t } = useSession();
  const kept = error instanceof ApiError && error.status !== 403 && error.status !== 404;
  return (
    <Alert
      role="alert"
      type={kept ? 'warning' : 'error'}
      showIcon
      style={{ marginBottom: 12 }}
      title={<span lang="zh-CN">{error.message}</span>}
      action={
        onRetry && kept ? (
          <Button size="small" onClick={() => void onRetry()}>
            {t('重试')}
          </Button>
        ) : undefined
      }
    />
  );
}

export const Nothing = ({ text }: { text: string }) => (
  <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text} />
);
