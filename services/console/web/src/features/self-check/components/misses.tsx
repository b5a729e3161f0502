import { Table } from 'antd';
import { Link } from 'react-router';
import type { SilentMiss } from '@xiezhi/contracts/views';
import { Nothing } from '../../../shared/components/page';
import { Court, useTitle } from '../../../shared/components/words';
import { filePath } from '../../../shared/file-path';
import type { Phrase } from '../../../shared/language';
import { useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';

const ENDS: Record<NonNullable<SilentMiss['end']>, Phrase> = {
  WRITTEN: '已补记',
  NOT_OWED: '到期前已办理、变更或者取消',
  PASSED_OVER: '未记录，此后的记录已越过',
};

/** Rungs that are missing, or were; the file can be opened by those who may see it. */
export function Misses({ items, past, nothing }: { items: readonly SilentMiss[]; past?: boolean; nothing: string }) {
  const { t } = useSession();
  const title = useTitle();
  return (
    <Table
      size="small"
      rowKey={({ caseId, kind, rung, dueAt }) => `${caseId} ${kind} ${rung} ${dueAt}`}
      pagination={false}
      dataSource={[...items]}
      scroll={{ x: 'max-content' }}
      locale={{ emptyText: <Nothing text={nothing} /> }}
      columns={[
        {
          title: t('案件'),
          key: 'case',
          render: (_, { caseId, readable }) => (readable ? <Link to={filePath(caseId)}>{caseId}</Link> : caseId),
        },
        { title: t('期限'), key: 'kind', render: (_, { kind }) => title('clock', kind) },
        { title: t('节点'), key: 'rung', render: (_, { rung }) => title('clockRung', rung) },
        { title: t('应当记录的时刻'), key: 'due', render: (_, { dueAt }) => shortTime(dueAt) },
        { title: t('期限责任法院'), key: 'court', render: (_, { court }) => <Court code={court} /> },
        { title: t('发现于'), key: 'found', render: (_, { foundAt }) => shortTime(foundAt) },
        ...(past
          ? [
              {
                title: t('结果'),
                key: 'end',
                render: (_: unknown, { end, endedAt }: SilentMiss) => (
                  <>
                    {end && t(ENDS[end])} {endedAt && <span className="soft">{shortTime(endedAt)}</span>}
                  </>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
