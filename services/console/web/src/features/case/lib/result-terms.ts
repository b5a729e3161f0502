import type { CaseView } from '@xiezhi/contracts/views';
import type { useTitle } from '../../../shared/components/words';
import type { useSession } from '../../../shared/session';
import { yuan } from '../../../shared/wording';

type Result = NonNullable<CaseView['selfExecution']['result']>;

/** How the court's own enforcement ended, as name and value. */
export function resultTerms(
  { outcome, recoveredAmount, text }: Result,
  t: ReturnType<typeof useSession>['t'],
  title: ReturnType<typeof useTitle>,
): [string, string][] {
  return [
    [t('结案方式'), title('close', outcome)],
    [t('执行到位金额'), `${yuan(recoveredAmount)} ${t('元')}`],
    [t('办理结果'), text],
  ];
}
