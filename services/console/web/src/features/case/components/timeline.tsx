import { Pagination, Segmented, Timeline } from 'antd';
import { useSearchParams } from 'react-router';
import type { CaseView } from '@xiezhi/contracts/views';
import { Nothing } from '../../../shared/components/page';
import { Court, useTitle } from '../../../shared/components/words';
import { recordsBySeq, type FieldRecord } from '../../../shared/records';
import { useSession } from '../../../shared/session';
import { courtName, shortTime } from '../../../shared/wording';
import { amendedFields, labelOf } from '../lib/amended';
import type { DatedChange } from '../lib/story';
import { isClock, pageOf, PAGE_SIZE, type Which } from '../lib/timeline';
import { Part } from './part';

function colourOf(type: string): string {
  if (type === 'deadline.overdue' || type === 'application.lapsed') return '#a11212';
  return isClock(type) ? '#8895a3' : '#1c4f91';
}

type Item = CaseView['timeline'][number];

/** What an entry says beside its title. */
export function EntryText({ change }: { change: DatedChange | undefined }) {
  const { me, t, today } = useSession();
  const title = useTitle();
  if (!change) return null;
  const { deadline, court, due, opinion, added = [], removed = [], settings, amended, text } = change;
  const names = (codes: readonly string[]) => codes.map((code) => courtName(code, today)).join('、');
  const parts = [
    deadline && title('deadline', deadline),
    change.type === 'duty.urged' && court && `${t('催办')} ${courtName(court, today)}`,
    due && `${due.from} → ${due.to}`,
    opinion && title('opinion', opinion),
    added.length > 0 && `＋ ${names(added)}`,
    removed.length > 0 && `－ ${names(removed)}`,
    settings && `${t('第')}${settings.from}${t('版')} → ${t('第')}${settings.to}${t('版')}`,
    amended &&
      amendedFields(amended)
        .map((field) => labelOf(field, me.language))
        .join('、'),
    text,
  ].filter((part) => typeof part === 'string' && part !== '');
  if (parts.length === 0) return null;
  return (
    <div className="entry-text" lang="zh-CN">
      {parts.join(' · ')}
    </div>
  );
}

/** Which field record it was; its words stand with the record. */
function Recorded({ record: { number, kind } }: { record: FieldRecord }) {
  const title = useTitle();
  return (
    <a href={`#record-${number}`}>
      {number} · {title('record', kind)}
    </a>
  );
}

export function EntryBy({ item: { court, at, name, role } }: { item: Item }) {
  const { t } = useSession();
  const title = useTitle();
  const system = role === 'clock' || role === 'system';
  return (
    <>
      {court !== null && (
        <>
          {' · '}
          <Court code={court} on={at.slice(0, 10)} />
        </>
      )}
      {' · '}
      {name ?? (system ? t('系统') : '')}
      {!system && `（${title('role', role)}）`}
    </>
  );
}

/** Everything that happened, latest first, page by page; the page and the choice stand in the address. */
export function CaseTimeline({ view, changes }: { view: CaseView; changes: readonly DatedChange[] }) {
  const { t } = useSession();
  const title = useTitle();
  const [params, setParams] = useSearchParams();
  const which: Which = params.get('entries') === 'acts' ? 'acts' : 'all';
  const { shown, page, total } = pageOf(view.timeline, which, Number(params.get('page')) || 1);
  const records = recordsBySeq(view);
  const bySeq = new Map(changes.map((change) => [change.seq, change]));
  const turn = (next: { page?: number; entries?: Which }) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        after.delete('page');
        if (next.page !== undefined && next.page > 1) after.set('page', String(next.page));
        if (next.entries === 'acts') after.set('entries', 'acts');
        if (next.entries === 'all') after.delete('entries');
        return after;
      },
      { preventScrollReset: true },
    );
  return (
    <Part title={t('经过')} id="timeline">
      <Segmented<Which>
        size="small"
        className="no-print"
        aria-label={t('显示哪些经过')}
        value={which}
        onChange={(entries) => turn({ entries })}
        options={[
          { value: 'all', label: t('全部') },
          { value: 'acts', label: t('只看办理') },
        ]}
      />
      {shown.length === 0 && <Nothing text={t('没有记录。')} />}
      <Timeline
        style={{ marginTop: 12 }}
        items={shown.map((item) => ({
          key: item.seq,
          color: colourOf(item.type),
          content: (
            <div id={`entry-${item.seq}`}>
              <div>{title('event', item.type)}</div>
              {records.has(item.seq) && <Recorded record={records.get(item.seq)!} />}
              <EntryText change={bySeq.get(item.seq)} />
              <div className="soft">
                #{item.seq} · {shortTime(item.at)}
                <EntryBy item={item} />
              </div>
            </div>
          ),
        }))}
      />
      {total > PAGE_SIZE && (
        <Pagination
          className="no-print"
          size="small"
          simple
          showSizeChanger={false}
          current={page}
          pageSize={PAGE_SIZE}
          total={total}
          onChange={(next) => turn({ page: next })}
        />
      )}
      <div className="soft">
        {t('共')} {view.timeline.length} {t('条')}
      </div>
    </Part>
  );
}
