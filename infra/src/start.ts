import { ROLE_TITLES } from '@xiezhi/rules';
import { printFailure } from '../bootstrap/failure.mjs';
import { firstAccountFiles, Installation, readAccounts, settingsOf } from './installation';
import { whenNpmIsGone } from './npm-parent';
import type { PartName, PartState } from './parts';
import { repositoryRoot } from './root';
import { showSeeding } from './seeding';
import { startStack, type Stack } from './stack';
import { table } from './table';

const LABELS: Record<PartName, string> = {
  temporal: 'Temporal 流程引擎',
  nats: 'NATS 消息',
  mongodb: '数据库',
  identity: '身份认证',
  intake: '受理',
  decision: '决定',
  'command-center': '指挥中心',
  notification: '通知',
  console: '控制台',
  worker: '案件流程与台账',
};

const seconds = (since: number) => `${((Date.now() - since) / 1_000).toFixed(1)} 秒`;

function addresses({ urls }: Stack): string {
  const docs = (url: string) => `${url}/docs`;
  return table([
    ['名称', '地址', '接口说明'],
    ['控制台', urls.console, ''],
    ['受理', urls.intake, docs(urls.intake)],
    ['决定', urls.decision, docs(urls.decision)],
    ['指挥中心', urls.commandCenter, docs(urls.commandCenter)],
    ['通知', urls.notification, docs(urls.notification)],
    ['身份认证', urls.identity, process.env.OIDC_ISSUER ? '' : docs(urls.identity)],
    ['案件台账', urls.ledger, docs(urls.ledger)],
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

  const onProgress = (part: PartName, state: PartState) => {
    if (state === 'ready') console.log(`✓ ${LABELS[part]}（${seconds(began)}）`);
    if (state === 'down') console.log(`✗ ${LABELS[part]}意外退出，正在重新启动（日志：logs/${part}.log）`);
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
  }
  installation.publish(stack.parts());
  console.log(`\n全部就绪，用时 ${seconds(began)}。${settings.rehearsal ? '【演练环境】' : ''}\n`);
  console.log(addresses(stack));
  printFirstAccounts(installation);
  installation.ready();
  if (settings.demoData) void showSeeding(stack.urls.ledger, abort.signal, (line) => console.log(line));
  console.log('\n按 Ctrl-C 停止；在另一个窗口用 npm run status 查看运行情况。');
  await end;
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
