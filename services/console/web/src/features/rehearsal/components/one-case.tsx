import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Card, Select, Space } from 'antd';
import { useState } from 'react';
import type { CaseList, CaseView, MovedClock, TimelineItem } from '@xiezhi/contracts/views';
import { parseInstant } from '@xiezhi/rules';
import { request, withQuery } from '../../../shared/api/client';
import { Loading, Nothing, Problem } from '../../../shared/components/page';
import { Court, State, useTitle } from '../../../shared/components/words';
import { queryClient, useCase } from '../../../shared/queries';
import { useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';

const LISTED = 200;

/** Moves the court clock to the case's next rung; what has been recorded in the case since. */
async function goOn({ caseId, seq, nextRung }: CaseView): Promise<TimelineItem[]> {
  if (!nextRung) return [];
  const { cases } = await request<MovedClock>('command-center/clock/move', {
    method: 'POST',
    body: { to: nextRung.at },
  });
  const after = cases.find((moved) => moved.caseId === caseId)?.seq ?? seq;
  const now = await request<CaseView>(withQuery(`intake/collaborations/${caseId}`, { after }));
  return now.timeline.filter((entry) => entry.seq > seq);
}

function Happened({ entries }: { entries: readonly TimelineItem[] }) {
  const { t } = useSession();
  const title = useTitle();
  return (
    <div role="status" style={{ marginTop: 12 }}>
      <strong>{t('新增的案件记录')}</strong>
      {entries.length === 0 && <p className="soft">{t('本案没有新的记录。')}</p>}
      <ul>
        {entries.map(({ seq, type, at, court }) => (
          <li key={seq}>
            #{seq} · {shortTime(at)} · {title('event', type)} {court !== null && <Court code={court} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

function NextRung({ view }: { view: CaseView }) {
  const { t, now } = useSession();
  const title = useTitle();
  const move = useMutation({ mutationFn: goOn, onSettled: () => queryClient.invalidateQueries() });
  const next = view.nextRung;
  return (
    <>
      <p>
        <State code={view.state} />{' '}
        {next ? (
          <>
            {title('deadline', next.kind)} · {title('rung', next.rung)} · {shortTime(next.at)} (
            <Court code={next.court} />)
          </>
        ) : (
          t('本案没有在计的期限。')
        )}
      </p>
      <Button
        type="primary"
        disabled={!next || parseInstant(next.at) <= parseInstant(now)}
        loading={move.isPending}
        onClick={() => move.mutate(view)}
      >
        {t('推进到下一节点')}
      </Button>
      {move.error && <Problem error={move.error} />}
      {move.data && <Happened entries={move.data} />}
    </>
  );
}

function Chosen({ caseId }: { caseId: string }) {
  return <Loading query={useCase(caseId)}>{(view) => <NextRung view={view} />}</Loading>;
}

/** One case played forward, from deadline to deadline; the clock is everybody's, so the other cases go on as well. */
export function OneCase() {
  const { t } = useSession();
  const [caseId, choose] = useState<string>();
  const cases = useQuery({
    queryKey: ['cases', 'rehearsal'],
    queryFn: () => request<CaseList>(withQuery('intake/collaborations', { limit: LISTED })),
  });
  return (
    <Card size="small" title={t('推进一件案件')} style={{ marginTop: 12 }}>
      <p>{t('法院时间移到该案下一个提醒或者届满之时；其他案件的时间也随之前进。')}</p>
      <Loading query={cases}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing text={t('还没有案件。')} />
          ) : (
            <Space wrap>
              <Select
                aria-label={t('案件')}
                style={{ width: 360 }}
                showSearch={{ optionFilterProp: 'label' }}
                placeholder={t('选择案件')}
                value={caseId ?? null}
                onChange={(value: string | null) => choose(value ?? undefined)}
                options={items.map((item) => ({ value: item.caseId, label: item.documentNumber ?? item.caseNumber }))}
              />
            </Space>
          )
        }
      </Loading>
      {caseId !== undefined && <Chosen key={caseId} caseId={caseId} />}
    </Card>
  );
}
