import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { WallCase, WallEvent, WallOverview } from '@xiezhi/contracts/views';
import { CASE_STATUSES, codesIn, lateBy, latenessInWords, weekday } from '@xiezhi/rules';
import { Court, useTitle } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { shortTime, weekdayTitle } from '../../../shared/wording';

function Panel({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className="panel">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

export function Figures({ view }: { view: WallOverview }) {
  const { t, me } = useSession();
  const [first] = view.overdue.items;
  const longest = first && lateBy(first);
  const figures = [
    { key: 'open', label: t('在办'), value: view.open },
    { key: 'dark', label: `✕ ${t('逾期')}`, value: view.lamps.DARK },
    { key: 'red', label: `! ${t('今日到期')}`, value: view.lamps.RED },
    { key: 'amber', label: `△ ${t('临近')}`, value: view.lamps.AMBER },
    { key: 'green', label: `✓ ${t('正常')}`, value: view.lamps.GREEN },
    { key: 'none', label: `– ${t('无期限')}`, value: view.lamps.NONE },
  ];
  return (
    <dl className="figures">
      {figures.map(({ key, label, value }) => (
        <div key={key} className={key}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div className="dark">
        <dt>{t('最长逾期')}</dt>
        <dd>
          {longest ? longest.count : '—'}
          {longest && <small> {longest.unit[me.language === 'zh' ? 0 : 1]}</small>}
        </dd>
      </div>
      {view.elsewhere > 0 && (
        <div className="none">
          <dt>{t('辖区外参与')}</dt>
          <dd>{view.elsewhere}</dd>
        </div>
      )}
    </dl>
  );
}

function Cases({ items, late }: { items: readonly WallCase[]; late?: boolean }) {
  const { me } = useSession();
  const words = me.language === 'zh' ? 0 : 1;
  return (
    <ul className="lines">
      {items.map((item) => (
        <li key={item.caseId}>
          <Link to={`/cases/${item.caseId}`} lang="zh-CN">
            {item.subject}
          </Link>
          <span lang="zh-CN" title={item.title ?? undefined}>
            <Court code={item.executingCourt} /> {item.title}
          </span>
          {late && <strong>✕ {latenessInWords(item)[words]}</strong>}
        </li>
      ))}
    </ul>
  );
}

export function Late({ overdue }: Pick<WallOverview, 'overdue'>) {
  const { t } = useSession();
  return (
    <Panel title={`${t('逾期未办')} ${overdue.count}`}>
      {overdue.count === 0 ? <p className="soft">{t('没有逾期。')}</p> : <Cases items={overdue.items} late />}
    </Panel>
  );
}

export function Today({ view }: { view: WallOverview }) {
  const { t } = useSession();
  return (
    <Panel title={`${t('今日到期')} ${view.today.count}`}>
      {view.today.count === 0 ? (
        <p className="soft">{t('今日没有到期的期限。')}</p>
      ) : (
        <Cases items={view.today.items} />
      )}
    </Panel>
  );
}

export function Week({ view }: { view: WallOverview }) {
  const { t, me, today } = useSession();
  const most = Math.max(1, ...view.week.map(({ count }) => count));
  return (
    <Panel title={t('本周到期')}>
      <ol className="week">
        {view.week.map(({ date, count }) => (
          <li key={date} className={date === today ? 'now' : ''} aria-current={date === today ? 'date' : undefined}>
            <b>{count}</b>
            <meter min={0} max={most} value={count} aria-label={`${date} ${count}`} />
            <span>
              {me.language === 'zh' ? '周' : ''}
              {weekdayTitle(me.language, weekday(date))} <small>{date.slice(5)}</small>
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

export function States({ states }: Pick<WallOverview, 'states'>) {
  const { t } = useSession();
  const title = useTitle();
  const counts = new Map(states.map(({ state, count }) => [state, count]));
  const shown = codesIn(CASE_STATUSES).filter((state) => counts.has(state));
  return (
    <Panel title={t('各状态案件')}>
      <dl className="states">
        {shown.map((state) => (
          <div key={state}>
            <dt>{title('status', state)}</dt>
            <dd>{counts.get(state)}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

export function Latest({ events }: { events: readonly WallEvent[] }) {
  const { t } = useSession();
  const title = useTitle();
  return (
    <Panel title={t('最新动态')}>
      {events.length === 0 && <p className="soft">{t('还没有案件。')}</p>}
      <ul className="lines events" aria-live="off">
        {events.map(({ caseId, seq, subject, executingCourt, type, at, court }) => (
          <li key={`${caseId}:${seq}`}>
            <time dateTime={at}>{shortTime(at).slice(5)}</time>
            <Link to={`/cases/${caseId}`} lang="zh-CN">
              {subject}
            </Link>
            <span>
              <Court code={court ?? executingCourt} /> <strong>{title('event', type)}</strong>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
