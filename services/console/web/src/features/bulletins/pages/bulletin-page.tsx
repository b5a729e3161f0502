import { Button, Card, Collapse, Space } from 'antd';
import { Link, useParams } from 'react-router';
import type { BulletinView } from '@xiezhi/contracts/views';
import { BULLETIN_COMMANDS, bulletinTitle } from '@xiezhi/rules';
import { DeadlineDetail, DeadlineLabel } from '../../../shared/components/deadline-detail';
import { Loading, Nothing, Page, Problem } from '../../../shared/components/page';
import { Court, Terms } from '../../../shared/components/words';
import { useSession } from '../../../shared/session';
import { courtName, shortTime, wordIn } from '../../../shared/wording';
import { useBulletin, useDownload } from '../api/bulletins';
import { Acts } from '../components/acts';
import { Figures } from '../components/figures';
import { Papers } from '../components/papers';
import { Standing, usePeriodWords } from '../components/words';
import { Versions } from '../components/versions';

const heading = (text: string) => <h2 className="part">{text}</h2>;

function Clock({ bulletin: { deadline, calendar, versions } }: { bulletin: BulletinView }) {
  const { t } = useSession();
  if (!deadline) return null;
  const runs = !versions.some(({ issued }) => issued);
  return (
    <Card size="small" title={heading(t('期限'))}>
      <Collapse
        size="small"
        defaultActiveKey={runs ? ['clock'] : []}
        items={[
          {
            key: 'clock',
            label: <DeadlineLabel deadline={deadline} />,
            children: <DeadlineDetail deadline={deadline} calendar={calendar} end={undefined} revised={[]} />,
          },
        ]}
      />
    </Card>
  );
}

/** What stands beside the figures, as its drafter wrote it. */
function Texts({ bulletin: { versions } }: { bulletin: BulletinView }) {
  const { me } = useSession();
  const [newest] = versions;
  if (!newest?.problems && !newest?.nextSteps) return null;
  const { problems, nextSteps } = BULLETIN_COMMANDS['bulletin.draft'].fields;
  const written = (text: string | null) =>
    text && (
      <span lang="zh-CN" style={{ whiteSpace: 'pre-wrap' }}>
        {text}
      </span>
    );
  return (
    <Card size="small">
      <Terms
        entries={[
          [wordIn(me.language, problems.label), written(newest.problems)],
          [wordIn(me.language, nextSteps.label), written(newest.nextSteps)],
        ]}
      />
    </Card>
  );
}

function Content({ bulletin }: { bulletin: BulletinView }) {
  const { t } = useSession();
  const download = useDownload(bulletin.bulletin);
  const { court, figures, versions, version } = bulletin;
  const [newest] = versions;
  return (
    <div className="stack">
      <Space wrap>
        <Standing {...bulletin} />
        <Court code={court} />
        {newest && (
          <span className="soft">
            {t('版本')} {version} · {t('数字截至')} {shortTime(newest.frozenAt)}
          </span>
        )}
        {figures && (
          <Button size="small" loading={download.isPending} onClick={() => download.mutate()}>
            {t('下载表格（XLSX）')}
          </Button>
        )}
        <Papers bulletin={bulletin} />
      </Space>
      {download.error && <Problem error={download.error} />}
      <Acts bulletin={bulletin} />
      <Clock bulletin={bulletin} />
      <Texts bulletin={bulletin} />
      <Card size="small" title={heading(t('各项数字'))}>
        {figures ? (
          <Figures bulletin={bulletin} figures={figures} />
        ) : (
          <Nothing text={t('起草时汇总并冻结各项数字，起草前没有数字。')} />
        )}
      </Card>
      <Card size="small" title={heading(t('各版'))}>
        <Versions bulletin={bulletin} />
      </Card>
    </div>
  );
}

/** One half-year's bulletin: its clock, its figures with the cases behind them, its versions, and what is to be done (Art. 16). */
export function BulletinPage() {
  const { t, me, today } = useSession();
  const { id = '' } = useParams();
  const inWords = usePeriodWords();
  const bulletin = useBulletin(id);
  const titleOf = ({ court, period }: BulletinView) =>
    me.language === 'zh'
      ? `${courtName(court, today)}${bulletinTitle({ period })}`
      : `${t('通报')} · ${inWords(period)}`;
  return (
    <Page
      title={bulletin.data ? titleOf(bulletin.data) : t('通报')}
      aside={<Link to="/bulletins">{t('全部通报')}</Link>}
    >
      <Loading query={bulletin}>{(data) => <Content bulletin={data} />}</Loading>
    </Page>
  );
}
