import { startStack, type Stack } from '@xiezhi/infra';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signIn, SignInError } from '../src';

const program = join(__dirname, '../../../infra/dist/token.js');

let stack: Stack;
let folder: string;
let password: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xiezhi-client-'));
  stack = await startStack({
    dataDir: folder,
    ports: 'free',
    rehearsal: false,
    demo: true,
    parts: ['mongodb', 'identity'],
  });
  const people = JSON.parse(await readFile(join(folder, 'demo-accounts.json'), 'utf8')) as {
    username: string;
    password: string;
  }[];
  password = people.find(({ username }) => username === 'jl0104-handler')!.password;
});

afterAll(async () => {
  await stack.discard();
  await rm(folder, { recursive: true, force: true });
});

interface Run {
  code: number;
  out: string;
  err: string;
}

function token(args: string[], env: Record<string, string> = {}, input = ''): Promise<Run> {
  const clean = { PATH: process.env['PATH'] ?? '', XIEZHI_DATA: join(folder, 'none'), ...env };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, ...args], { env: clean }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
    child.stdin!.on('error', () => undefined);
    child.stdin!.end(input);
  });
}

describe('npm run token', () => {
  const JWT = /^eyJ[\w-]+\.[\w-]+\.[\w-]+\n$/;

  test.each<[string, (known: string) => [string[], Record<string, string>, string]]>([
    ['an option', (known) => [['--password', known], {}, '']],
    ['XIEZHI_PASSWORD', (known) => [[], { XIEZHI_PASSWORD: known }, '']],
    ['the file of demonstration accounts', () => [[], { XIEZHI_DATA: folder }, '']],
    ['standard input', (known) => [[], {}, `${known}\nmore\n`]],
  ])('prints nothing but the token, with the password from %s', async (_where, given) => {
    const [args, env, input] = given(password);
    const run = await token(['--user', 'jl0104-handler', '--issuer', stack.urls.identity, ...args], env, input);
    expect(run).toEqual({ code: 0, out: expect.stringMatching(JWT) as string, err: '' });
  });

  test('takes the issuer from the environment, and the first administrators’ passwords from their file', async () => {
    const run = await token(['--user', 'sysadmin'], { OIDC_ISSUER: stack.urls.identity, XIEZHI_DATA: folder });
    expect(run).toMatchObject({ code: 0, out: expect.stringMatching(JWT) as string });
  });

  test.each([
    ['a wrong password', ['--user', 'jl0105-handler', '--password', 'wrong'], '用户名或者密码不正确。\n'],
    ['no password', ['--user', 'jl0105-handler'], '没有给出密码。用 --help 查看用法。\n'],
    ['no user', [], '请用 --user 指明用户名。用 --help 查看用法。\n'],
    ['an unknown option', ['--usr', 'x'], '参数不正确：'],
    ['an issuer that is no address', ['--user', 'x', '--issuer', 'localhost'], '--issuer 不是地址：localhost\n'],
  ])('%s: one sentence and exit 1', async (_what, args, sentence) => {
    const run = await token(args, { OIDC_ISSUER: stack.urls.identity });
    expect(run).toMatchObject({ code: 1, out: '' });
    expect(run.err.startsWith(sentence)).toBe(true);
    expect(run.err).not.toMatch(/\n {4}at /);
  });

  test('--help is Chinese', async () => {
    expect(await token(['--help'])).toMatchObject({ code: 0, out: expect.stringContaining('用法') as string, err: '' });
  });
});

describe('signIn against something else', () => {
  let server: Server;
  let issuer: string;
  let listener: RequestListener;

  beforeAll(async () => {
    server = createServer((req, res) => listener(req, res));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const failure = async (at = issuer) => {
    const error = await signIn({ issuer: at, username: 'u', password: 'the-password' }).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(SignInError);
    expect((error as SignInError).message).not.toContain('the-password');
    return (error as SignInError).code;
  };

  const discovered =
    (then: RequestListener): RequestListener =>
    (req, res) => {
      if (!req.url!.startsWith('/.well-known/')) return then(req, res);
      res.end(JSON.stringify({ authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token` }));
    };

  test.each<[string, RequestListener, string]>([
    ['no provider', (_req, res) => res.writeHead(404).end('nothing here'), 'UNEXPECTED'],
    ['a proxy without a server', (_req, res) => res.writeHead(502).end('<h1>Bad gateway</h1>'), 'UNAVAILABLE'],
    ['a server that hangs up', (req) => req.socket.destroy(), 'UNAVAILABLE'],
  ])('%s', async (_what, answer, code) => {
    listener = answer;
    expect(await failure()).toBe(code);
  });

  test.each<[string, RequestListener, string]>([
    ['a page without a form', (_req, res) => res.end('<p>hello</p>'), 'UNEXPECTED'],
    ['redirects without end', (_req, res) => res.writeHead(302, { location: '/again' }).end(), 'UNEXPECTED'],
    [
      'a refusal in the redirect',
      (_req, res) => res.writeHead(302, { location: 'http://127.0.0.1/callback?error=access_denied' }).end(),
      'UNEXPECTED',
    ],
    [
      'a code for somebody else',
      (req, res) => {
        if (req.method === 'POST') res.writeHead(303, { location: 'http://127.0.0.1/callback?code=c&state=other' });
        res.end('<form action="/go" method="post"><input name="password"></form>');
      },
      'UNEXPECTED',
    ],
  ])('%s', async (_what, answer, code) => {
    listener = discovered(answer);
    expect(await failure()).toBe(code);
  });

  test('nobody listening', async () => {
    expect(await failure('http://127.0.0.1:1')).toBe('UNAVAILABLE');
  });
});
