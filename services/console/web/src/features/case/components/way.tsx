import type { CaseView } from '@xiezhi/contracts/views';
import { wayOf, type CaseStage } from '@xiezhi/rules';
import { useTitle } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';

/** Where on the page a stage is told of. */
const PARTS: Readonly<Record<CaseStage, string>> = {
  APPLICATION: 'facts',
  ORDER: 'facts',
  FORWARDING: 'decision',
  ADMISSION: 'facts',
  REVIEW: 'decision',
  DECISION: 'decision',
  SERVICE: 'decision',
  PLAN: 'plan',
  EXECUTION: 'records',
  CLOSEOUT: 'outcome',
  SELF_EXECUTION: 'outcome',
};

const WORDS = { DONE: '已完成', CURRENT: '正在办理', AHEAD: '尚未到达' } as const;

/** Where the case stands: its stages in order, each leading to its part of the page. */
export function Way({ view }: { view: CaseView }) {
  const { t } = useSession();
  const title = useTitle();
  return (
    <ol className="way" aria-label={t('办理进程')}>
      {wayOf(view).map(({ stage, standing }) => (
        <li
          key={stage}
          className={standing.toLowerCase()}
          {...(standing === 'CURRENT' ? { 'aria-current': 'step' as const } : {})}
        >
          <a href={`#${PARTS[stage]}`}>
            <span aria-hidden="true">{standing === 'DONE' ? '✓ ' : ''}</span>
            {title('stage', stage)}
            <span className="visually-hidden">（{t(WORDS[standing])}）</span>
          </a>
        </li>
      ))}
    </ol>
  );
}
