import { Button } from 'antd';
import type { CaseView } from '@xiezhi/contracts/views';
import { useTitle } from '../../../shared/components/words';
import type { DraftTools } from '../../../shared/forms/command-drawer';
import { useSession } from '../../../shared/session';
import { holdsHidden } from '../lib/proposed';

/** What the reviewer proposed, above the form of whoever decides on it, who may take it over as it stands. */
export function Proposed({ view, tools }: { view: CaseView; tools: DraftTools }) {
  const { t } = useSession();
  const title = useTitle();
  const { proposal } = view;
  if (!proposal) return null;
  const { outcome, reasons } = proposal;
  return (
    <section className="proposed" aria-label={t('审查意见')}>
      <p>
        <span className="soft">{t('审查意见')}：</span>
        <strong>{title('review', outcome)}</strong>
      </p>
      <p lang="zh-CN">{reasons}</p>
      {holdsHidden(view, reasons) ? (
        <p className="soft">{t('意见中的姓名、号码已经隐去，不能直接采用，请自行填写理由。')}</p>
      ) : (
        <Button size="small" onClick={() => tools.fill({ outcome, reasons })}>
          {t('采用审查意见')}
        </Button>
      )}
    </section>
  );
}
