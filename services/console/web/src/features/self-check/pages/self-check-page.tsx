import { Alert, Button, Card, Space } from 'antd';
import { useSearchParams } from 'react-router';
import { addDays, isLocalDate, readsPunctuality } from '@xiezhi/rules';
import { Loading, Page } from '../../../shared/components/page';
import { DateInput } from '../../../shared/forms/date-input';
import { useSession } from '../../../shared/session';
import { usePastMisses, usePunctuality, type Span } from '../api/punctuality';
import { Figures } from '../components/figures';
import { Misses } from '../components/misses';

const USUAL_DAYS = 30;

function Choose({ span, onChange }: { span: Span; onChange: (span: Span) => void }) {
  const { t } = useSession();
  return (
    <Space wrap>
      <span>{t('到期日期')}</span>
      <DateInput value={span.from} onChange={(from) => from && isLocalDate(from) && onChange({ ...span, from })} />
      <span>—</span>
      <DateInput value={span.to} onChange={(to) => to && isLocalDate(to) && onChange({ ...span, to })} />
    </Space>
  );
}

function Past({ span }: { span: Span }) {
  const { t } = useSession();
  const [params, setParams] = useSearchParams();
  const after = params.get('after') ?? '';
  const turn = (to: string) => {
    params.set('after', to);
    setParams(params);
  };
  return (
    <Card size="small" title={t('以往的静默漏发')}>
      <Loading query={usePastMisses(span, after)}>
        {({ items, next }) => (
          <div className="stack">
            <Misses items={items} past nothing={t('这一期间没有以往的静默漏发。')} />
            <Space>
              {after !== '' && <Button onClick={() => turn('')}>{t('回到开头')}</Button>}
              {next !== null && <Button onClick={() => turn(next)}>{t('下一页')}</Button>}
            </Space>
          </div>
        )}
      </Loading>
    </Card>
  );
}

/** 系统自查: how punctual the system's own clocks are, and what they have missed. */
export function SelfCheckPage() {
  const { me, t, today } = useSession();
  const [params, setParams] = useSearchParams();
  const span = { from: params.get('from') ?? addDays(today, -USUAL_DAYS), to: params.get('to') ?? today };
  const query = usePunctuality(span);
  if (!readsPunctuality(me)) {
    return (
      <Page title={t('系统自查')}>
        <Alert type="error" showIcon title={t('系统自查供系统管理员、督察、考核和指挥岗位使用。')} />
      </Page>
    );
  }
  return (
    <Page
      title={t('系统自查')}
      aside={<Choose span={span} onChange={(chosen) => setParams({ from: chosen.from, to: chosen.to })} />}
    >
      <div className="stack">
        <p className="soft">
          {t(
            '系统只按案件记录推算各期限应有的提醒和逾期记录，与流程和定时器无关；缺少的在此列出，并通知系统管理员和督察。',
          )}
        </p>
        <Loading query={query}>
          {(view) => (
            <>
              <Card size="small" title={`${t('现在的静默漏发')} ${view.silentMissCount}`}>
                {view.silentMissCount > 0 && (
                  <Alert
                    type="error"
                    showIcon
                    role="alert"
                    style={{ marginBottom: 12 }}
                    title={t('应有的提醒或者逾期记录没有记入案件，请检查流程进程。')}
                  />
                )}
                <Misses items={view.silentMisses} nothing={t('没有静默漏发。')} />
                {view.silentMissCount > view.silentMisses.length && (
                  <p className="soft">
                    {t('另有未列出的')} {view.silentMissCount - view.silentMisses.length}
                  </p>
                )}
              </Card>
              <Card size="small" title={t('迟延')}>
                <Figures view={view} />
              </Card>
            </>
          )}
        </Loading>
        <Past span={span} />
      </div>
    </Page>
  );
}
