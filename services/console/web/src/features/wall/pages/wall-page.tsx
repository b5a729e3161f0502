import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import type { WallOverview } from '@xiezhi/contracts/views';
import { seesOverview } from '@xiezhi/rules';
import { Court } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';
import { useFollowing, useOverview, useSelfCheck } from '../api/overview';
import { CourtMap, CourtTable } from '../components/court-map';
import { Figures, Late, Latest, States, Today, Week } from '../components/panels';
import { Supervision } from '../components/supervision';
import '../wall.css';

function fullScreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void document.documentElement.requestFullscreen?.().catch(() => undefined);
}

function Head({ table, onTable }: { table: boolean; onTable: () => void }) {
  const { me, t, now } = useSession();
  return (
    <header>
      <h1>
        <Court code={me.court} /> {t('协同执行指挥大屏')}
        {me.rehearsal && <mark>{t('演练')}</mark>}
      </h1>
      <time dateTime={now}>
        {t('法院时间')} <b>{shortTime(now)}</b>
      </time>
      <nav aria-label={t('主导航')}>
        <button type="button" aria-pressed={table} onClick={onTable}>
          {t('以表格查看')}
        </button>
        <button type="button" onClick={fullScreen}>
          {t('全屏')}
        </button>
        <Link to="/">{t('返回工作台')}</Link>
      </nav>
    </header>
  );
}

/** When the numbers are from, and whether they are still followed. */
function Freshness({ query }: { query: ReturnType<typeof useOverview> }) {
  const { t } = useSession();
  const { connected, ended } = useFollowing();
  const lost = !connected || query.isError;
  const at = new Date(query.dataUpdatedAt).toLocaleTimeString('zh-CN', { hour12: false, timeZone: 'Asia/Shanghai' });
  if (ended) {
    return (
      <p className="freshness lost" role="alert">
        ✕ {t('登录已到期')} <a href="/auth/sign-in?returnTo=%2Fwall">{t('重新登录')}</a>
      </p>
    );
  }
  return (
    <p className={lost ? 'freshness lost' : 'freshness'} role={lost ? 'alert' : undefined}>
      {lost ? `✕ ${t('连接中断，正在重新连接')}` : `● ${t('实时更新')}`}
      {query.data && ` · ${t('最近更新')} ${at}`}
    </p>
  );
}

/** That reminders or lateness which should be on record are not, or that nobody looks. */
function SilentMisses() {
  const { t } = useSession();
  const { data } = useSelfCheck();
  if (!data || (data.silentMissCount === 0 && data.watching)) return null;
  return (
    <p className="freshness lost" role="alert">
      ✕ {data.silentMissCount > 0 ? `${t('静默漏发')} ${data.silentMissCount}` : t('监视进程没有报告')}{' '}
      <Link to="/self-check">{t('系统自查')}</Link>
    </p>
  );
}

function Numbers({ view, table }: { view: WallOverview; table: boolean }) {
  return (
    <>
      <Figures view={view} />
      <Supervision />
      <div className="halves">
        <div className="left">
          {table ? (
            <CourtTable area={view.court} courts={view.courts} />
          ) : (
            <CourtMap area={view.court} courts={view.courts} />
          )}
          <States states={view.states} />
        </div>
        <div className="right">
          <Late overdue={view.overdue} />
          <Today view={view} />
          <Week view={view} />
          <Latest events={view.events} />
        </div>
      </div>
    </>
  );
}

/** 指挥大屏: the cases of the reader's area at one look, for a screen nobody touches. */
export function WallPage() {
  const { me, t } = useSession();
  const query = useOverview();
  const [table, setTable] = useState(false);
  useEffect(() => {
    document.title = `${t('协同执行指挥大屏')} · 獬豸`;
  }, [t]);
  if (!seesOverview(me)) {
    return (
      <main className="wall">
        <p role="alert">{t('指挥大屏供执行局负责人、指挥中心、院长和督察人员使用。')}</p>
        <Link to="/">{t('返回工作台')}</Link>
      </main>
    );
  }
  return (
    <main className="wall">
      <Head table={table} onTable={() => setTable(!table)} />
      <Freshness query={query} />
      <SilentMisses />
      {query.data ? (
        <Numbers view={query.data} table={table} />
      ) : (
        <p role="status">{query.error ? query.error.message : t('正在载入')}</p>
      )}
    </main>
  );
}
