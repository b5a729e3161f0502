import { startStack, type Stack } from '@xiezhi/infra';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Progress } from '../src/rehearsal/play';
import { Browser } from './support/browser';

let stack: Stack;
let dataDir: string;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'xiezhi-play-'));
  stack = await startStack({ dataDir, ports: 'free', rehearsal: true, demo: false });
});
afterAll(async () => {
  await stack?.discard();
  rmSync(dataDir, { recursive: true, force: true });
});

interface Account {
  username: string;
  password: string;
  roles: string[];
}

async function signIn(role: string) {
  const accounts = JSON.parse(readFileSync(join(dataDir, 'first-accounts.json'), 'utf8')) as Account[];
  const { username, password } = accounts.find(({ roles }) => roles.includes(role))!;
  const browser = new Browser();
  const form = await browser.visit(`${stack.urls.console}/`);
  const action = /<form method="post" action="([^"]+)"/.exec(form.text)![1]!.replaceAll('&#38;', '&');
  await browser.visit(new URL(action, form.url).href, { username, password });
  const address = (path: string) => `${stack.urls.console}/api/${path}`;
  const { csrf } = (await (await browser.open(address('me'))).json()) as { csrf: string };
  const answer = async (received: Response) => ({
    status: received.status,
    body: (await received.json()) as { play: Progress | null; detail?: string },
  });
  return {
    get: async (path: string) => answer(await browser.open(address(path))),
    post: async (path: string, body: unknown = {}, token = csrf) => {
      const headers = { 'content-type': 'application/json', 'x-csrf-token': token };
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      return answer(await browser.open(address(path), undefined, init));
    },
  };
}

async function until(read: () => Promise<Progress>, holds: (play: Progress) => boolean): Promise<Progress> {
  for (;;) {
    const play = await read();
    if (holds(play)) return play;
    if (play.status === 'failed') throw new Error(play.error ?? 'failed');
    await new Promise((wake) => setTimeout(wake, 200));
  }
}

test('a story is played to its end, also when it is stopped on the way, and its facts are as expected', async () => {
  const administrator = await signIn('systemAdmin');
  const current = async () => (await administrator.get('rehearsal/plays/current')).body.play!;

  expect((await (await signIn('auditAdmin')).post('rehearsal/plays', { example: 'S12' })).status).toBe(403);
  expect((await administrator.post('rehearsal/plays', { example: 'S12' }, 'guessed')).status).toBe(403);
  expect((await administrator.post('rehearsal/plays/stop')).status).toBe(404);
  expect(await current()).toBeNull();

  expect((await administrator.post('rehearsal/plays', { example: 'S12' })).status).toBe(202);
  expect((await administrator.post('rehearsal/plays', { example: 'S12' })).status).toBe(409);
  expect((await administrator.post('rehearsal/plays/stop')).status).toBe(200);
  const stopped = await until(current, ({ status }) => status === 'stopped');
  expect(stopped.facts).toBeNull();
  expect(stopped.steps.some(({ status }) => status === 'waiting')).toBe(true);

  expect((await administrator.post('rehearsal/plays/resume')).status).toBe(200);
  const finished = await until(current, ({ status }) => status === 'finished');
  const mismatches = [...finished.steps.flatMap(({ outcomes }) => outcomes), ...finished.final].filter(({ ok }) => !ok);
  expect({ mismatches, failures: finished.failures }).toEqual({ mismatches: [], failures: 0 });
  expect(finished.steps.every(({ status }) => status === 'done')).toBe(true);
  expect(finished.facts!.collaborations).toHaveLength(finished.caseIds.length);
  expect(finished.caseIds.length).toBeGreaterThan(0);

  const late = await administrator.post('rehearsal/plays', { example: 'S12' });
  expect(late).toMatchObject({ status: 409, body: { detail: expect.stringContaining('新的数据目录') as string } });
}, 240_000);
