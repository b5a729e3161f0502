import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import type { WorkItems } from '@xiezhi/contracts/views';
import { request, withQuery } from '../shared/api/client';
import { holds, useSession } from '../shared/session';

/** Who answers them (Art. 12), and whose duty it is that they are answered. */
const ANSWERING = ['commandOfficer', 'commandDirector'] as const;
const KEY = ['work', 'urgent'];
const REFRESH_MS = 60_000;

function useUrgentReports() {
  const { me } = useSession();
  const { data } = useQuery({
    queryKey: KEY,
    enabled: holds(me, ...ANSWERING),
    refetchInterval: REFRESH_MS,
    queryFn: () =>
      request<WorkItems>(withQuery('notification/work-items', { command: 'execution.instruct', limit: 50 })),
  });
  return data?.items.filter(({ kind }) => kind === 'URGENT_REPORT') ?? [];
}

/** Two short tones. A browser that wants a click on the page first stays silent, and the mark is seen all the same. */
function sound(): void {
  const context = new AudioContext();
  for (const [start, pitch] of [
    [0, 880],
    [0.25, 660],
  ] as const) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = pitch;
    volume.gain.value = 0.15;
    tone.connect(volume).connect(context.destination);
    tone.start(context.currentTime + start);
    tone.stop(context.currentTime + start + 0.2);
  }
  setTimeout(() => void context.close(), 1_500);
}

/** Sounds once for each that has come since the page was opened. */
function useSound(ids: readonly string[]): void {
  const heard = useRef<ReadonlySet<string>>(undefined);
  const all = ids.join();
  useEffect(() => {
    const before = heard.current;
    heard.current = new Set(all.split(','));
    if (before && all !== '' && all.split(',').some((id) => !before.has(id))) sound();
  }, [all]);
}

const minutesUntil = (instant: string, now: string): number =>
  Math.ceil((Date.parse(instant) - Date.parse(now)) / 60_000);

/** On every page, for the command centre: urgent reports from the field that nobody has answered yet, with their hour. */
export function UrgentReports() {
  const { t, now } = useSession();
  const items = useUrgentReports();
  useSound(items.map(({ id }) => id));
  if (items.length === 0) return null;
  return (
    <aside className="urgent" role="alert" aria-label={t('紧急报告')}>
      {items.map(({ id, caseId, subject, title, expiresAt, record }) => {
        const left = expiresAt === null ? undefined : minutesUntil(expiresAt, now);
        const form = new URLSearchParams({ do: 'execution.instruct', ...(record ? { record: String(record) } : {}) });
        return (
          <p key={id}>
            <strong>{t('紧急')}</strong>{' '}
            <Link to={`/cases/${caseId}?${form}`}>
              <span lang="zh-CN">
                {subject} · {title}
              </span>
            </Link>
            {expiresAt !== null && left !== undefined && (
              <span>
                {' · '}
                {t('届满')} {expiresAt.slice(11, 16)} ·{' '}
                {left > 0 ? `${t('还剩')}${left}${t('分钟')}` : `${t('已超过')}${1 - left}${t('分钟')}`}
              </span>
            )}
          </p>
        );
      })}
    </aside>
  );
}
