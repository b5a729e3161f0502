import {
  AuditOutlined,
  BarChartOutlined,
  FileDoneOutlined,
  BookOutlined,
  CalendarOutlined,
  DashboardOutlined,
  DatabaseOutlined,
  FastForwardOutlined,
  CalculatorOutlined,
  FileAddOutlined,
  BellOutlined,
  FolderOpenOutlined,
  FundProjectionScreenOutlined,
  HomeOutlined,
  LineChartOutlined,
  InfoCircleOutlined,
  ReadOutlined,
  NotificationOutlined,
  SafetyCertificateOutlined,
  SearchOutlined,
  SettingOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { Badge, Button, Input, Layout, Menu, Modal } from 'antd';
import { Suspense, useEffect, useState } from 'react';
import { Link, Outlet, useLocation, useNavigate } from 'react-router';
import {
  HIGH_COURT,
  readsBulletins,
  readsDockets,
  readsPatterns,
  readsPunctuality,
  ROLE_TITLES,
  seesOverview,
  tierOf,
} from '@xiezhi/rules';
import { csrfToken, SESSION_ENDED } from '../shared/api/client';
import { clearDrafts } from '../shared/drafts';
import { useDemonstration, useInbox, useSupervision } from '../shared/queries';
import { holds, useSession } from '../shared/session';
import { courtName, shortTime, titleOf } from '../shared/wording';
import { OwnPassword } from './password';
import { administers } from './roles';
import { useLiveUpdates } from './live';
import { GuidedTour } from './tour/tour';
import { UrgentReports } from './urgent-reports';

/** An entry, with how much of it waits for somebody. */
function Waiting({ path, label, waiting }: { path: string; label: string; waiting: number }) {
  return (
    <Link to={path}>
      {label} <Badge count={waiting} overflowCount={99} size="small" color="#1c4f91" />
    </Link>
  );
}

function useMenu() {
  const { me, t, today } = useSession();
  const business = !administers(me.roles);
  const { data: supervision } = useSupervision(readsBulletins(me));
  const item = (path: string, label: string, icon: React.ReactNode, shown = true, waiting = 0) =>
    shown ? [{ key: path, icon, label: <Waiting {...{ path, label, waiting }} /> }] : [];
  return [
    ...item('/', t('工作台'), <HomeOutlined />, business),
    ...item('/cases', t('案件'), <FolderOpenOutlined />, business),
    ...item('/apply', t('报请'), <FileAddOutlined />, holds(me, 'handler') && me.court !== HIGH_COURT),
    ...item('/order', t('登记交办'), <FileDoneOutlined />, holds(me, 'handler') && tierOf(me.court, today) !== 'BASIC'),
    ...item('/wall', t('指挥大屏'), <FundProjectionScreenOutlined />, seesOverview(me)),
    ...item('/docket', t('底册'), <DatabaseOutlined />, readsDockets(me), supervision?.scan.waiting),
    ...item('/assessment', t('考核'), <BarChartOutlined />, readsDockets(me)),
    ...item('/patterns', t('分析'), <LineChartOutlined />, readsPatterns(me)),
    ...item('/guidance', t('指导意见'), <ReadOutlined />, business),
    ...item('/bulletins', t('通报'), <NotificationOutlined />, business, supervision?.bulletin.waiting),
    ...item('/inbox', t('消息'), <BellOutlined />, business),
    ...item('/accounts', t('账号'), <TeamOutlined />, holds(me, 'systemAdmin', 'securityAdmin')),
    ...item('/audit', t('审计'), <AuditOutlined />, holds(me, 'auditAdmin')),
    ...item('/self-check', t('系统自查'), <DashboardOutlined />, readsPunctuality(me)),
    ...item('/calculator', t('期限计算器'), <CalculatorOutlined />),
    ...item('/rules', t('规则'), <BookOutlined />),
    ...item('/calendars', t('日历'), <CalendarOutlined />),
    ...item('/settings', t('设置'), <SettingOutlined />),
    ...item(
      '/rehearsal',
      t('演练'),
      <FastForwardOutlined />,
      me.rehearsal && holds(me, 'systemAdmin', 'commandDirector'),
    ),
    {
      key: 'verify',
      icon: <SafetyCertificateOutlined />,
      label: <a href="/verify">{t('文书核验')}</a>,
    },
    {
      key: 'about',
      icon: <InfoCircleOutlined />,
      label: <a href="/about">{t('关于')}</a>,
    },
  ];
}

function SessionEnded() {
  const { t } = useSession();
  const [ended, setEnded] = useState(false);
  useEffect(() => {
    const end = () => setEnded(true);
    window.addEventListener(SESSION_ENDED, end);
    return () => window.removeEventListener(SESSION_ENDED, end);
  }, []);
  const here = location.pathname + location.search + location.hash;
  return (
    <Modal open={ended} closable={false} title={t('登录已到期')} footer={null}>
      <p>{t('已填写的内容暂存在本机，请尽快重新登录，回到本页继续。')}</p>
      <Button type="primary" href={`/auth/sign-in?returnTo=${encodeURIComponent(here)}`}>
        {t('重新登录')}
      </Button>
    </Modal>
  );
}

/** The list asks for at least so much. */
const SHORTEST_SEARCH = 2;

/** Cases by any part of a number, a party or the cause, from wherever one is. */
function CaseSearch() {
  const { t } = useSession();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const find = () => {
    const q = text.trim();
    if ([...q].length < SHORTEST_SEARCH) return;
    void navigate(`/cases?${new URLSearchParams({ q })}`);
    setText('');
  };
  return (
    <Input
      className="find"
      role="searchbox"
      prefix={<SearchOutlined aria-hidden="true" />}
      maxLength={60}
      aria-label={t('查找案件')}
      placeholder={t('案号、当事人、案由')}
      title={t('案号、文号、当事人或者案由的一部分')}
      value={text}
      onChange={({ target }) => setText(target.value)}
      onPressEnter={find}
    />
  );
}

const SHOWN_UNREAD = 49;

function TopBar() {
  const { me, t, now } = useSession();
  const { data: unread } = useInbox({ unread: true, limit: 50 });
  const count = unread?.items.length ?? 0;
  const { pathname, search } = useLocation();
  const other = me.language === 'zh' ? 'en' : 'zh';
  const switched = new URLSearchParams(search);
  switched.set('lang', other);
  return (
    <div className="bar">
      <Link className="product" to="/">
        <b lang="zh-CN">獬豸</b> · {t('协同执行案件管理')}
      </Link>
      {!administers(me.roles) && <CaseSearch />}
      <span className="who">
        <span lang="zh-CN">{me.name}</span> · <span lang="zh-CN">{courtName(me.court, now.slice(0, 10))}</span> ·{' '}
        {me.roles
          .map((role) => (me.language === 'zh' ? ROLE_TITLES[role] : titleOf('en', 'role', role)))
          .join(me.language === 'zh' ? '、' : ', ')}
      </span>
      <time dateTime={now} title={t('法院时间')}>
        {shortTime(now)}
      </time>
      <GuidedTour />
      <Link
        to="/inbox"
        className="bell"
        aria-label={`${t('未读消息')} ${count > SHOWN_UNREAD ? `${SHOWN_UNREAD}+` : count}`}
      >
        <Badge count={count} overflowCount={SHOWN_UNREAD} size="small" color="#a11212">
          <BellOutlined style={{ fontSize: 18, color: '#fff' }} />
        </Badge>
      </Link>
      <a href={`${pathname}?${switched.toString()}`} lang={other === 'zh' ? 'zh-CN' : 'en'}>
        {other === 'zh' ? '中文' : 'English'}
      </a>
      <OwnPassword />
      <form method="post" action="/auth/sign-out" onSubmit={() => clearDrafts(me.sub)}>
        <input type="hidden" name="csrf" value={csrfToken()} />
        <button className="link">{t('退出登录')}</button>
      </form>
    </div>
  );
}

export function Shell() {
  const { me, t, now } = useSession();
  const { pathname } = useLocation();
  const items = useMenu();
  const { data: demo } = useDemonstration();
  useLiveUpdates();
  const current = items.map(({ key }) => key).findLast((key) => key !== '/' && pathname.startsWith(key)) ?? '/';
  return (
    <Layout style={{ minHeight: '100vh' }}>
      <a className="skip" href="#content">
        {t('跳到正文')}
      </a>
      {me.rehearsal && (
        <aside className="rehearsal" aria-label={t('演练')}>
          <strong>{t('演练')}</strong> {t('演练系统，所列案件均非真实案件')} · {t('法院时间')} {shortTime(now)}
        </aside>
      )}
      {demo?.present && (
        <aside className="rehearsal" aria-label={t('演示数据')}>
          <strong>{t('演示数据')}</strong> {t('系统中有演示案件：人名、单位和案情均为虚构，不是真实案件')}
        </aside>
      )}
      <UrgentReports />
      <Layout.Header>
        <TopBar />
      </Layout.Header>
      <Layout>
        <Layout.Sider width={me.language === 'zh' ? 168 : 196} theme="light" breakpoint="lg" collapsedWidth={56}>
          <nav aria-label={t('主导航')}>
            <Menu mode="inline" selectedKeys={[current]} items={items} style={{ borderInlineEnd: 0 }} />
          </nav>
        </Layout.Sider>
        <Layout.Content id="content" tabIndex={-1} style={{ padding: '18px 24px 40px', minWidth: 0, outline: 'none' }}>
          <Suspense fallback={null}>
            <Outlet />
          </Suspense>
        </Layout.Content>
      </Layout>
      <SessionEnded />
    </Layout>
  );
}
