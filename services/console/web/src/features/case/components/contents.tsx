import { useEffect } from 'react';
import { useLocation } from 'react-router';
import type { Phrase } from '../../../shared/language';
import { useSession } from '../../../shared/session';

const PARTS = [
  ['deadlines', '期限'],
  ['facts', '基本情况'],
  ['grounds', '协同执行事由'],
  ['decision', '审查与决定'],
  ['papers', '文书'],
  ['plan', '工作方案'],
  ['records', '现场记录'],
  ['outcome', '自行执行与办结'],
  ['actions', '现在可以办理'],
  ['parties', '当事人'],
  ['timeline', '经过'],
] as const satisfies readonly (readonly [string, Phrase])[];

/** The address names the part, so that a reload, a bookmark or a step back comes to it again. */
export function Contents() {
  const { t } = useSession();
  const { hash } = useLocation();
  const current = hash.slice(1);
  useEffect(() => {
    // The browser looked for the part before the case was there.
    const part = current === '' ? null : document.getElementById(current);
    part?.scrollIntoView();
    part?.focus({ preventScroll: true });
  }, [current]);
  return (
    <nav className="contents no-print" aria-label={t('本页内容')}>
      {PARTS.map(([id, title]) => (
        <a key={id} href={`#${id}`} {...(id === current ? { 'aria-current': 'location' as const } : {})}>
          {t(title)}
        </a>
      ))}
    </nav>
  );
}
