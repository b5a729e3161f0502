import { Alert, Button, Progress, Space, Tag } from 'antd';
import { Link } from 'react-router';
import { Problem } from '../../../shared/components/page';
import { saveFile } from '../../../shared/api/client';
import { useSession } from '../../../shared/session';
import type { PlayProgress as Play } from '@xiezhi/contracts/views';
import { Outcome, StepsTable } from './steps-table';

const STATUS = {
  running: { text: '正在播放', colour: 'blue' },
  stopping: { text: '办完当前一步后停止', colour: 'orange' },
  stopped: { text: '已停止', colour: 'orange' },
  finished: { text: '已播放完', colour: 'green' },
  failed: { text: '没有播放完', colour: 'red' },
} as const;

function Steer({ play, busy, steer }: Props) {
  const { t } = useSession();
  const facts = () =>
    saveFile({
      name: `${play.id}-facts.json`,
      bytes: new Blob([`${JSON.stringify({ [play.id]: play.facts }, null, 2)}\n`], { type: 'application/json' }),
    });
  return (
    <Space wrap style={{ margin: '8px 0 12px' }}>
      {play.status === 'running' && (
        <Button loading={busy} onClick={() => steer('stop')}>
          {t('停止')}
        </Button>
      )}
      {(play.status === 'stopping' || play.status === 'stopped') && (
        <Button type="primary" loading={busy} onClick={() => steer('resume')}>
          {t('继续播放')}
        </Button>
      )}
      {play.facts !== null && <Button onClick={facts}>{t('下载场景事实（JSON）')}</Button>}
      {play.caseIds.map((caseId, index) => (
        <Link key={caseId} to={`/cases/${caseId}`}>
          {t('场景的案件')} {index + 1}
        </Link>
      ))}
    </Space>
  );
}

function Verdict({ play }: { play: Play }) {
  const { t } = useSession();
  if (play.status !== 'finished') return null;
  return play.failures === 0 ? (
    <Alert type="success" showIcon title={t('各步骤和最后的事实全部与预期相符。')} />
  ) : (
    <Alert type="error" showIcon title={`${t('与预期不符')}：${play.failures}`} />
  );
}

interface Props {
  play: Play;
  busy: boolean;
  steer: (what: 'stop' | 'resume') => void;
}

/** How far a story has come, and where it went otherwise than its file expects. */
export function PlayProgress(props: Props) {
  const { t } = useSession();
  const { play } = props;
  const { text, colour } = STATUS[play.status];
  const done = play.steps.filter(({ status }) => status === 'done').length;
  const preparing = play.step === 0 && play.status === 'running';
  return (
    <section aria-label={t('播放进度')} style={{ marginTop: 12 }}>
      <h2 className="part">
        <Tag>{t('演练')}</Tag> {play.id} <span lang="zh-CN">{play.title}</span>
      </h2>
      <p role="status">
        <Tag color={colour}>{t(text)}</Tag>{' '}
        {preparing ? t('正在为场景中的人员建立账号。') : `${t('步骤')} ${play.step} / ${play.steps.length}`} ·{' '}
        {t('不符')} {play.failures}
      </p>
      <Progress
        percent={Math.round((done / play.steps.length) * 100)}
        aria-label={t('播放进度')}
        status={play.status === 'failed' || play.failures > 0 ? 'exception' : 'normal'}
      />
      {play.error !== null && <Problem error={new Error(play.error)} />}
      <Verdict play={play} />
      <Steer {...props} />
      <StepsTable steps={play.steps} step={play.step} />
      {play.final.length > 0 && <h3 className="part">{t('最后的事实')}</h3>}
      {play.final.map((outcome) => (
        <Outcome key={outcome.text} outcome={outcome} />
      ))}
    </section>
  );
}
