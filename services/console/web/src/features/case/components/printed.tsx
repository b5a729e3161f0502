import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import type { CaseView } from '@xiezhi/contracts/views';
import { Court, useTitle } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { authorityOf, shortTime } from '../../../shared/wording';
import type { DatedChange } from '../lib/story';
import { useOutcome, usePeriod } from '../../../shared/components/deadline-detail';
import { EntryBy, EntryText } from './timeline';

/** True while the page is being put on paper, where nothing can be opened or turned. */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return printing;
}

/** Head of a printed case: whose it is, who printed it when, and whether it may go about. */
export function PrintedHead({ view }: { view: CaseView }) {
  const { t, me, now } = useSession();
  const title = useTitle();
  return (
    <header className="printed-head">
      {me.rehearsal && <p className="printed-mark">{t('演练系统，所列案件均非真实案件')}</p>}
      {view.restricted && <p className="printed-mark">{t('限定知悉范围，不得复制、外传')}</p>}
      {!view.masked && <p className="printed-mark">{t('含未隐名的当事人信息')}</p>}
      <p>
        <span lang="zh-CN">{view.case.caseNumber}</span> · {title('status', view.state)} · {title('route', view.route)}{' '}
        · <Court code={view.executingCourt} /> → <Court code={view.decidingCourt} />
      </p>
      <p>
        {t('打印时间')} {shortTime(now)} · {t('打印人')} {me.name}（<Court code={me.court} />
        ）· {t('截至记录')} #{view.seq}
      </p>
    </header>
  );
}

/** Deadlines and the whole timeline as tables, which the page shows in parts only. */
export function PrintedTables({ view, changes }: { view: CaseView; changes: readonly DatedChange[] }) {
  const { t } = useSession();
  const title = useTitle();
  const period = usePeriod();
  const outcome = useOutcome();
  const bySeq = new Map(changes.map((change) => [change.seq, change]));
  return (
    <>
      <h2>{t('期限')}</h2>
      <table className="printed-table">
        <thead>
          <tr>
            {([t('期限'), t('依据'), t('责任法院'), t('期间'), t('收到日'), t('届满'), t('状态')] as const).map(
              (head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {view.deadlines.map((deadline, index) => {
            const { law, text } = authorityOf(deadline.authority, deadline);
            return (
              <tr key={index}>
                <td>{title('deadline', deadline.kind)}</td>
                <td lang="zh-CN">
                  {text}
                  {!law && `（${t('设置，不是法律规定')}）`}
                </td>
                <td>
                  <Court code={deadline.court} on={deadline.startedOn} />
                </td>
                <td>{period(deadline)}</td>
                <td className="day">{deadline.startedOn}</td>
                <td className="day">
                  {deadline.due}
                  {deadline.provisional && `（${t('暂定')}）`}
                  {deadline.revisions.map(({ from, to, reason }) => (
                    <div key={`${from}${to}`} lang="zh-CN" className="notice">
                      {from} → {to} {reason}
                    </div>
                  ))}
                </td>
                <td>
                  {title('deadlineStatus', deadline.status)} {outcome(deadline)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <h2>{t('经过')}</h2>
      <table className="printed-table">
        <tbody>
          {view.timeline.map((item) => (
            <tr key={item.seq}>
              <td>#{item.seq}</td>
              <td className="day">{shortTime(item.at)}</td>
              <td>
                {title('event', item.type)}
                <EntryText change={bySeq.get(item.seq)} />
              </td>
              <td>
                <EntryBy item={item} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
