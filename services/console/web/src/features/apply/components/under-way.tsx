import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { Link } from 'react-router';
import type { ActiveCollaboration } from '@xiezhi/contracts/views';
import { readCaseNumber } from '@xiezhi/rules';
import { request, withQuery } from '../../../shared/api/client';
import { useTitle } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import type { ApplicationDraft } from '../lib/completeness';

/** Says so as soon as the number is typed, where the enforcement case is in a collaboration that its reader may see. */
export function UnderWay({ draft }: { draft: ApplicationDraft }) {
  const { me, t } = useSession();
  const title = useTitle();
  const { caseNumber = '', transferredFrom, executingCourt = me.court } = draft;
  const { data } = useQuery({
    queryKey: ['active', caseNumber, executingCourt, transferredFrom],
    enabled: readCaseNumber(caseNumber) !== null,
    queryFn: () =>
      request<ActiveCollaboration>(
        withQuery('intake/collaborations/active', { caseNumber, executing: executingCourt, transferredFrom }),
      ),
  });
  if (!data?.active) return null;
  const { caseId, subject, state } = data.active;
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      style={{ marginBottom: 16 }}
      title={
        <>
          {t('该执行案件已有正在进行的协同执行，不能重复报请：')}
          <Link to={`/cases/${caseId}`} lang="zh-CN">
            {subject}
          </Link>
          （{title('status', state)}）
        </>
      }
    />
  );
}
