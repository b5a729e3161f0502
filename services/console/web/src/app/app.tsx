import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { App as Feedback, ConfigProvider, Result, Spin } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import type { Locale } from 'antd/es/locale';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { RouterProvider } from 'react-router/dom';
import type { ClockView, Me } from '@xiezhi/contracts/views';
import { toInstant } from '@xiezhi/rules';
import { ApiError, request, useCsrf } from '../shared/api/client';
import { translator } from '../shared/language';
import { holdDrafts, sweepDrafts } from '../shared/drafts';
import { queryClient } from '../shared/queries';
import { SessionContext } from '../shared/session';
import { startupWords } from '../shared/startup-words';
import { router } from './router';

const nonce = document.querySelector('meta[name="style-nonce"]')?.getAttribute('content') ?? '';

/** The last one comes with the console and is asked for what none of the machine's own faces has: rare names. */
const CHINESE_FONTS =
  '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",system-ui,sans-serif,"LXGW WenKai"';
/** Chinese fonts set the apostrophe as wide as a character. */
const ENGLISH_THEME = {
  token: { fontFamily: `"Segoe UI",Roboto,"Helvetica Neue","Liberation Sans",Arial,${CHINESE_FONTS}` },
};

const theme = {
  token: {
    colorPrimary: '#1c4f91',
    colorLink: '#0b4f9e',
    colorTextSecondary: '#4d5b69',
    colorTextDescription: '#4d5b69',
    colorTextPlaceholder: '#6b7682',
    borderRadius: 4,
    fontFamily: CHINESE_FONTS,
  },
  components: { Layout: { headerBg: '#123a6b', headerPadding: '0', headerHeight: 52 } },
};

/** A rehearsal's clock stands still between moves; the real one is the machine's. */
function useNow(me: Me | undefined): string {
  const [ticks, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 20_000);
    return () => clearInterval(timer);
  }, []);
  const rehearsal = me?.rehearsal === true;
  const { data } = useQuery({
    queryKey: ['clock'],
    enabled: rehearsal,
    refetchInterval: 30_000,
    queryFn: () => request<ClockView>('command-center/clock'),
  });
  void ticks;
  return rehearsal && data ? data.now : toInstant(Date.now());
}

function useEnglish(wanted: boolean): Locale | undefined {
  const [locale, setLocale] = useState<Locale>();
  useEffect(() => {
    if (wanted) void import('antd/locale/en_US').then((module) => setLocale(module.default));
  }, [wanted]);
  return locale;
}

const SENT = 'xiezhi:sent-to-sign-in';
/** Whoever comes back without a session this soon would be sent round for ever. */
const ROUND_MS = 15_000;

function SentToSignIn() {
  const [round] = useState(() => Date.now() - Number(sessionStorage.getItem(SENT) ?? 0) < ROUND_MS);
  const target = `/auth/sign-in?returnTo=${encodeURIComponent(location.pathname + location.search)}`;
  useEffect(() => {
    if (round) return;
    sessionStorage.setItem(SENT, String(Date.now()));
    location.replace(target);
  }, [round, target]);
  const t = startupWords();
  if (!round) return null;
  return (
    <Result
      status="warning"
      title={t('登录没有生效，请检查浏览器是否允许本系统使用 Cookie。')}
      extra={<a href={target}>{t('重新登录')}</a>}
    />
  );
}

const SWEEP_MS = 60_000;

function SignedIn() {
  const { data: me, error } = useQuery({
    queryKey: ['me'],
    queryFn: () => request<Me>('me'),
    staleTime: Infinity,
  });
  const english = useEnglish(me?.language === 'en');
  const now = useNow(me);
  const language = me?.language ?? 'zh';
  const t = useMemo(() => translator(language), [language]);
  useCsrf(me?.csrf ?? '');
  useEffect(() => {
    if (!me) return;
    holdDrafts(me.sub, me.sessionEnds);
    const timer = setInterval(sweepDrafts, SWEEP_MS);
    return () => clearInterval(timer);
  }, [me]);
  if (error instanceof ApiError && error.status === 401) {
    return <SentToSignIn />;
  }
  if (error) return <Result status="warning" title={error.message} />;
  if (!me) return <Spin fullscreen aria-label={startupWords()('正在载入')} />;
  return (
    <ConfigProvider
      locale={language === 'en' && english ? english : zhCN}
      {...(language === 'en' ? { theme: ENGLISH_THEME } : {})}
    >
      <SessionContext value={{ me, t, now, today: now.slice(0, 10) }}>
        <RouterProvider router={router} />
      </SessionContext>
    </ConfigProvider>
  );
}

const lessMotion = matchMedia('(prefers-reduced-motion: reduce)');
const onLessMotion = (changed: () => void) => {
  lessMotion.addEventListener('change', changed);
  return () => lessMotion.removeEventListener('change', changed);
};

export function App() {
  const still = useSyncExternalStore(onLessMotion, () => lessMotion.matches);
  const calm = useMemo(() => (still ? { ...theme, token: { ...theme.token, motion: false } } : theme), [still]);
  return (
    <ConfigProvider theme={calm} csp={{ nonce }} locale={zhCN} button={{ autoInsertSpace: false }}>
      <Feedback message={{ maxCount: 3 }}>
        <QueryClientProvider client={queryClient}>
          <SignedIn />
        </QueryClientProvider>
      </Feedback>
    </ConfigProvider>
  );
}
