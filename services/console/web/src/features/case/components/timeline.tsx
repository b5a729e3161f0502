import { Button, Card, Timeline } from 'antd';
import { useState } from 'react';
import type { CaseView } from '../../../shared/api/types';
import { Court, useTitle } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';

const SHOWN = 20;

function colourOf(type: string): string {
  if (type === 'deadline.overdue' || type === 'application.lapsed') return '#a11212';
  if (type.startsWith('deadline.') || type === 'calendar.revised') return '#8895a3';
  return '#1c4f91';
}

/** Everything that happened, latest first: what, who, for which court, when. */
export function CaseTimeline({ view }: { view: CaseView }) {
  const { t } = useSession();
  const title = useTitle();
  const [all, showAll] = useState(false);
  const items = view.timeline.toReversed();
  const shown = all ? items : items.slice(0, SHOWN);
  return (
    <Card size="small" title={t('经过')}>
      <Timeline
        style={{ marginTop: 8 }}
        items={shown.map(({ seq, type, at, court, role, name }) => ({
          key: seq,
          color: colourOf(type),
          content: (
            <div>
              <div>{title('event', type)}</div>
              <div className="soft">
                #{seq} · {shortTime(at)}
                {court !== null && (
                  <>
                    {' · '}
                    <Court code={court} on={at.slice(0, 10)} />
                  </>
                )}
                {' · '}
                {name ?? (role === 'clock' || role === 'system' ? t('系统') : '')}
                {role !== 'clock' && role !== 'system' && `（${title('role', role)}）`}
              </div>
            </div>
          ),
        }))}
      />
      {!all && items.length > SHOWN && (
        <Button type="link" onClick={() => showAll(true)}>
          {t('显示全部')}（{items.length}）
        </Button>
      )}
    </Card>
  );
}
