import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { signIn, SignInError } from './sign-in';

const HELP = `用法：npm run -s token -- --user 用户名 [--password 密码] [--issuer 地址]

登录并在标准输出打印访问令牌（有效期 60 分钟），例如：
  curl -H "Authorization: Bearer $(npm run -s token -- --user jl0104-handler)" 地址

  --user      用户名
  --password  密码；命令行会被同机其他用户看到，宜改用下面的方式
  --issuer    统一登录地址，默认取环境变量 OIDC_ISSUER，否则为 http://127.0.0.1:8705
  --help      显示本说明

未给出 --password 时，依次取：环境变量 XIEZHI_PASSWORD；数据目录（环境变量 XIEZHI_DATA，默认 .data）中
demo-accounts.json、first-accounts.json 记载的初始密码；标准输入的第一行。
`;

/** A message for the person at the terminal. */
class UsageError extends Error {}

/** The first password of an account this installation made itself; it may have been changed since. */
function recordedPassword(folder: string, username: string): string | undefined {
  for (const file of ['demo-accounts.json', 'first-accounts.json']) {
    try {
      const entries = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { username: string; password: string }[];
      const entry = entries.find((one) => one.username === username);
      if (entry) return entry.password;
    } catch {
      // No such installation here, or not ours to read: the password comes from elsewhere.
    }
  }
  return undefined;
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
  const issuer = options.issuer ?? (env['OIDC_ISSUER'] || 'http://127.0.0.1:8705');
  if (!URL.canParse(issuer)) throw new UsageError(`--issuer 不是地址：${issuer}`);
  const password =
    options.password ??
    (env['XIEZHI_PASSWORD'] || undefined) ??
    recordedPassword(env['XIEZHI_DATA'] || '.data', options.user) ??
    (await typedPassword(options.user));
  if (password === '') throw new UsageError('没有给出密码。用 --help 查看用法。');
  const { accessToken } = await signIn({ issuer, username: options.user, password });
  process.stdout.write(`${accessToken}\n`);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof UsageError) && !(error instanceof SignInError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  // A standard input that stays open would keep the process waiting.
  process.stdin.destroy();
}
