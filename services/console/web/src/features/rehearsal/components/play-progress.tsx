import { Button, Progress, Space, Tag } from 'antd';
import { Problem } from '../../../shared/components/page';
import { saveFile } from '../../../shared/api/client';
import { useSession } from '../../../shared/session';
import { shortTime } from '../../../shared/wording';
import type { Play, PlayStep, Told } from '../api';

const STATUS = {
  running: { text: '正在播放', colour: 'blue' },
  stopping: { text: '办完当前一步后停止', colour: 'orange' },
  stopped: { text: '已停止', colour: 'orange' },
  finished: { text: '已播放完', colour: 'green' },
  failed: { text: '没有播放完', colour: 'red' },
} as const;

const STEP = { waiting: '等待', running: '办理中', done: '已完成' } as const;

const shown = (value: unknown): string => (value === undefined ? '—' : JSON.stringify(value));

function Outcome({ told: { ok, text, mismatches } }: { told: Told }) {
  const { t } = useSession();
  return (
    <div style={ok ? {} : { color: '#a8071a' }}>
      {ok ? `✓ ${t('与预期相符')}` : `✗ ${t('与预期不符')}`} · <span lang="zh-CN">{text}</span>
      {mismatches.map(({ path, expected, actual }) => (
        <div key={path} style={{ paddingInlineStart: 24, overflowWrap: 'anywhere' }}>
          {path}：{t('预期')} {shown(expected)}；{t('实际')} {shown(actual)}
        </div>
      ))}
    </div>
  );
}

function Step({ step }: { step: PlayStep }) {
  const { t } = useSession();
  const who = step.as ? [step.as.court, step.as.name].filter(Boolean).join(' ') : '';
  const what = step.do === null ? t(step.outcomes.length > 0 ? '检查' : '时间前进或者检查') : step.do;
  return (
    <li>
      {shortTime(step.at)} · {who} {what} · {t(STEP[step.status])}
      {step.outcomes.map((told) => (
        <Outcome key={told.text} told={told} />
      ))}
    </li>
  );
}

function Steer({ play, busy, steer }: Props) {
  const { t } = useSession();
  const facts = () =>
    saveFile({
      name: `${play.id}-facts.json`,
      bytes: new Blob([`${JSON.stringify({ [play.id]: play.facts }, null, 2)}\n`], { type: 'application/json' }),
    });
  return (
    <Space wrap>
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
        <a key={caseId} href={`/cases/${caseId}`}>
          {t('场景的案件')} {index + 1}
        </a>
      ))}
    </Space>
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
  return (
    <section aria-label={t('播放进度')} style={{ marginTop: 12 }}>
      <h3>
        {play.id} <span lang="zh-CN">{play.title}</span>
      </h3>
      <p role="status">
        <Tag color={colour}>{t(text)}</Tag> {t('步骤')} {play.step} / {play.steps.length} · {t('不符')} {play.failures}
      </p>
      <Progress
        percent={Math.round((done / play.steps.length) * 100)}
        aria-label={t('播放进度')}
        status={play.status === 'failed' || play.failures > 0 ? 'exception' : 'normal'}
      />
      {play.error !== null && <Problem error={new Error(play.error)} />}
      <Steer {...props} />
      <ol>
        {play.steps.map((step, index) => (
          <Step key={index} step={step} />
        ))}
      </ol>
      {play.final.map((told) => (
        <Outcome key={told.text} told={told} />
      ))}
    </section>
  );
}
