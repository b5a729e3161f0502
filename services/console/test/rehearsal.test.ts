import { createLogger } from '@xiezhi/service-kit';
import express from 'express';
import { readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { mountApi, type ApiDeps } from '../src/api-gateway/routes';
import { scenarioFrom } from '../src/rehearsal/scenario-file';

const at = '2018-09-20T15:20:00+08:00';
const as = { court: '吉0104', role: 'handler' };
const refusal = (file: unknown) => {
  try {
    scenarioFrom(file);
  } catch (error) {
    return (error as { detail: string }).detail;
  }
  return undefined;
};

test.each(['scenarios', 'stories'])('every file of tests/%s is a scenario', (name) => {
  const folder = resolve(process.cwd(), 'tests', name);
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const story = JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown;
    expect(scenarioFrom(story)).toMatchObject(story as object);
  }
});

test.each<[unknown, string]>([
  [[], '应为对象'],
  [{}, 'steps：缺少步骤'],
  [{ steps: [] }, '没有步骤'],
  [{ steps: [{ at }, { at: '2018-09-21' }] }, '第2步的 at：应为带时区的时刻'],
  [{ steps: [{ at, do: 'application.submit' }] }, '第1步的 as：没有写明由哪个法院'],
  [{ steps: [{ at, do: 'application.submit', as: { court: '吉01' } }] }, '第1步的 as：没有写明由哪个法院'],
  [{ steps: [{ at, as, do: 'application.submit', with: [] }] }, '第1步的 with：应为对象'],
  [{ steps: [{ at, as, undertake: 'x' }] }, '第1步：有不认识的内容 undertake'],
  [{ steps: [{ at }, { at: '2018-09-20T15:19:00+08:00' }] }, '第2步的 at：早于前一步'],
  [{ steps: [7, { at: 1 }] }, '第1步：应为对象（另有1处）'],
])('%j is refused with its place', (file, told) => {
  expect(refusal(file)).toContain(told);
});

test.each([
  ['POST', 'plays'],
  ['GET', 'plays/current'],
  ['GET', 'examples'],
  ['POST', 'plays/stop'],
  ['POST', 'plays/resume'],
])('a real installation has no %s /api/rehearsal/%s', async (method, path) => {
  const statusWhere = async (rehearsal: boolean): Promise<number> => {
    const app = express();
    const config = { XIEZHI_REHEARSAL: rehearsal } as ApiDeps['config'];
    const live = {} as ApiDeps['live'];
    const logger = createLogger('test', 'silent');
    mountApi(app, { config, logger, live, session: () => Promise.resolve(undefined), languageOf: () => 'zh' });
    const server = app.listen(0, '127.0.0.1');
    try {
      await new Promise((ready) => server.once('listening', ready));
      const { port } = server.address() as AddressInfo;
      return (await fetch(`http://127.0.0.1:${port}/api/rehearsal/${path}`, { method })).status;
    } finally {
      server.close();
    }
  };
  expect([await statusWhere(false), await statusWhere(true)]).toEqual([404, 401]);
});
