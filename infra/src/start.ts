import { PROGRAM_NAMES, PROGRAMS } from '@xiezhi/contracts/installation';
import { ROLE_TITLES } from '@xiezhi/rules';
import { join } from 'node:path';
import { printFailure } from '../bootstrap/failure.mjs';
import { urlOf } from './environment';
import { firstAccountFiles, Installation, readAccounts, settingsOf, type Settings } from './installation';
import { whenNpmIsGone } from './npm-parent';
import type { PartName, PartState, ProgramName } from './parts';
import { APPLICATION_OFFSET } from './ports';
import { repositoryRoot } from './root';
import { showSeeding } from './seeding';
import { startStack, type Stack } from './stack';
import { table } from './table';
import { serveApplication, watchPrograms } from './watching';

const LABELS: Record<PartName, string> = {
  temporal: 'Temporal 流程引擎',
  nats: 'NATS 消息',
  mongodb: '数据库',
  ...(Object.fromEntries(PROGRAM_NAMES.map((name) => [name, PROGRAMS[name].title[0]])) as Record<ProgramName, string>),
};

/** How often it is told what is still waited for. */
const TELL_MS = 60_000;

const seconds = (since: number) => `${((Date.now() - since) / 1_000).toFixed(1)} 秒`;

/** The console is pages, and another provider's interface is described elsewhere. */
const described = (name: ProgramName) => name !== 'console' && !(name === 'identity' && process.env.OIDC_ISSUER);

function addresses({ urls }: Stack): string {
  const docs = (url: string) => `${url}/docs`;
  return table([
    ['名称', '地址', '接口说明'],
    ...PROGRAM_NAMES.map((name) => [LABELS[name], urlOf(name, urls), described(name) ? docs(urlOf(name, urls)) : '']),
    ...(process.env.TEMPORAL_ADDRESS ? [] : [['Temporal 页面', urls.temporalUi, '']]),
    ['Temporal', urls.temporal, ''],
    ['NATS', urls.nats, ''],
    ['数据库', process.env.MONGODB_URI ? '（由 MONGODB_URI 指定）' : urls.mongodb, ''],
  ]);
}

function printFirstAccounts({ settings, firstStart }: Installation): void {
  const files = firstAccountFiles(settings.dataDir);
  if (files.length === 0) return;
  if (!firstStart) {
    console.log(`\n初始账号与密码见 ${files.join('、')}。`);
    return;
  }
  const rows = files.flatMap(readAccounts).map(({ username, password, name, court, courtName, roles }) => {
    return [username, password, name, `${courtName}（${court}）`, roles.map((role) => ROLE_TITLES[role]).join('、')];
  });
  console.log(`\n初始账号（密码为本次随机生成，另存于 ${files.join('、')}）\n`);
  console.log(table([['账号', '密码', '姓名', '法院', '角色'], ...rows]));
}

/** Programs are started again with their changes, and the console's application comes from its sources. */
function underWork(stack: Stack, { watched, base, dataDir }: Settings): () => Promise<void> {
  const root = repositoryRoot();
  const say = (line: string) => console.log(line);
  const endWatching = watchPrograms({ root, stack, programs: watched, say });
  const { console: gateway } = stack.urls;
  const logFile = join(dataDir, 'logs', 'application.log');
  const application = serveApplication({ root, port: base + APPLICATION_OFFSET, console: gateway, logFile });
  say(`\n源文件有改动即重新构建并启动：${watched.map((name) => LABELS[name]).join('、')}`);
  say(`控制台网页按源文件随改随见：先在 ${gateway} 登录，再打开 ${application.url}（日志：logs/application.log）`);
  return async () => {
    endWatching();
    await application.stop();
  };
}

async function launch(installation: Installation): Promise<void> {
  const { settings } = installation;
  const began = Date.now();
  const abort = new AbortController();
  let stack: Stack | undefined;
  let ended: (() => void) | undefined;
  const end = new Promise<void>((resolve) => (ended = resolve));

  let signals = 0;
  const leave = () => {
    signals++;
    // Whoever asks twice does not want to wait; the reaper sees to what is left.
    if (signals > 1) process.exit(1);
    console.log('\n正在停止 …（再按一次 Ctrl-C 立即结束）');
    abort.abort();
    ended?.();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, leave);
  // A closed terminal or pipe must not keep us from stopping in order.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  whenNpmIsGone(process.env, leave);

  const starting = new Set<PartName>();
  const stillStarting = setInterval(() => {
    for (const part of starting) console.log(`… ${LABELS[part]}仍在准备（${seconds(began)}；日志：logs/${part}.log）`);
  }, TELL_MS).unref();
  const onProgress = (part: PartName, state: PartState) => {
    if (state === 'starting') starting.add(part);
    else starting.delete(part);
    if (state === 'ready') console.log(`✓ ${LABELS[part]}（${seconds(began)}）`);
    if (state === 'down') console.log(`✗ ${LABELS[part]}停止工作，正在重新启动（日志：logs/${part}.log）`);
    if (stack) installation.publish(stack.parts());
  };
  console.log(`${settings.rehearsal ? '【演练环境】' : ''}正在启动，数据目录 ${settings.dataDir}`);
  try {
    stack = await startStack({
      dataDir: settings.dataDir,
      ports: { base: settings.base },
      rehearsal: settings.rehearsal,
      demo: settings.demo,
      demoData: settings.demoData,
      restart: true,
      onProgress,
      signal: abort.signal,
    });
  } catch (error) {
    if (!abort.signal.aborted) throw error;
    return;
  } finally {
    clearInterval(stillStarting);
  }
  installation.publish(stack.parts());
  console.log(`\n全部就绪，用时 ${seconds(began)}。${settings.rehearsal ? '【演练环境】' : ''}\n`);
  console.log(addresses(stack));
  printFirstAccounts(installation);
  installation.ready();
  if (settings.demoData) void showSeeding(stack.urls.ledger, abort.signal, (line) => console.log(line));
  const endWork = settings.watched.length > 0 ? underWork(stack, settings) : undefined;
  console.log('\n按 Ctrl-C 停止；在另一个窗口用 npm run status 查看运行情况。');
  await end;
  await endWork?.();
  await stack.stop();
}

try {
  const installation = Installation.open(settingsOf(process.argv.slice(2), process.env, repositoryRoot()));
  try {
    await launch(installation);
  } finally {
    installation.release();
  }
  console.log('已停止。');
  process.exit(0);
} catch (error) {
  printFailure(error);
  process.exit(1);
}
