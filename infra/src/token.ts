import { signIn, SignInError } from '@xiezhi/client';
import { parseArgs } from 'node:util';
import { Failure, printFailure } from '../bootstrap/failure.mjs';
import { stackUrls } from './environment';
import { firstAccountFiles, readAccounts, readRunning, settingsOf } from './installation';
import type { Settings } from './installation';
import { portsAt } from './ports';
import { repositoryRoot } from './root';

const HELP = `用法：npm run -s token -- --user 用户名 [--password 密码] [--issuer 地址] [--rehearsal]

登录并在标准输出打印访问令牌（有效期 60 分钟），例如：
  curl -H "Authorization: Bearer $(npm run -s token -- --user jl0104-handler)" 地址

  --user       用户名
  --password   密码；命令行会被同机其他用户看到，宜改用下面的方式
  --issuer     统一登录地址，默认取环境变量 OIDC_ISSUER，否则为数据目录中正在运行的系统的地址，
               没有运行的，按 XIEZHI_PORT_BASE（默认 8700）推定
  --rehearsal  登录演练环境
  --help       显示本说明

数据目录与 npm start 相同：环境变量 XIEZHI_DATA，默认 .data，演练环境为 .data-rehearsal。
未给出 --password 时，依次取：环境变量 XIEZHI_PASSWORD；数据目录中 demo-accounts.json、first-accounts.json
记载的初始密码；标准输入的第一行。
`;

/** A message for the person at the terminal. */
class UsageError extends Error {}

/** The first password of an account this installation made itself; it may have been changed since. */
function recordedPassword(dataDir: string, username: string): string | undefined {
  try {
    const accounts = firstAccountFiles(dataDir).flatMap(readAccounts);
    return accounts.find((account) => account.username === username)?.password;
  } catch {
    // Not ours to read: the password comes from elsewhere.
    return undefined;
  }
}

/** Where `npm start` with the same settings has its sign-in. */
function issuerOf({ dataDir, base }: Settings): string {
  const running = readRunning(dataDir)?.parts.find(({ part }) => part === 'identity');
  return running?.url ?? stackUrls(portsAt(base), {}).identity;
}

/** The first line of standard input; at a terminal it is asked for and not shown while it is typed. */
async function typedPassword(username: string): Promise<string> {
  const { stdin, stderr } = process;
  const terminal = stdin.isTTY === true;
  if (terminal) {
    stderr.write(`${username} 的密码：`);
    stdin.setRawMode(true);
  }
  let typed = '';
  try {
    stdin.setEncoding('utf8');
    for await (const chunk of stdin) {
      for (const sign of String(chunk)) {
        if (sign === '\n' || sign === '\r' || sign === '\u0004') return typed;
        if (sign === '\u0003') throw new UsageError('已取消。');
        typed = sign === '\u007f' || sign === '\b' ? [...typed].slice(0, -1).join('') : typed + sign;
      }
    }
    return typed;
  } finally {
    if (terminal) {
      stdin.setRawMode(false);
      stderr.write('\n');
    }
  }
}

function readArguments(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        user: { type: 'string' },
        password: { type: 'string' },
        issuer: { type: 'string' },
        rehearsal: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    const [, option] = /'([^']+)'/.exec((error as Error).message) ?? [];
    throw new UsageError(`参数不正确${option ? `：${option}` : ''}。用 --help 查看用法。`);
  }
}

async function main(): Promise<void> {
  const { env } = process;
  const options = readArguments(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  if (!options.user) throw new UsageError('请用 --user 指明用户名。用 --help 查看用法。');
  const settings = settingsOf(options.rehearsal ? ['--rehearsal'] : [], env, repositoryRoot());
  const issuer = options.issuer ?? (env['OIDC_ISSUER'] || issuerOf(settings));
  if (!URL.canParse(issuer)) throw new UsageError(`--issuer 不是地址：${issuer}`);
  const password =
    options.password ??
    (env['XIEZHI_PASSWORD'] || undefined) ??
    recordedPassword(settings.dataDir, options.user) ??
    (await typedPassword(options.user));
  if (password === '') throw new UsageError('没有给出密码。用 --help 查看用法。');
  const { accessToken } = await signIn({ issuer, username: options.user, password });
  process.stdout.write(`${accessToken}\n`);
}

try {
  await main();
} catch (error) {
  if (error instanceof Failure) printFailure(error);
  else if (error instanceof UsageError || error instanceof SignInError) process.stderr.write(`${error.message}\n`);
  else throw error;
  process.exitCode = 1;
} finally {
  // A standard input that stays open would keep the process waiting.
  process.stdin.destroy();
}
