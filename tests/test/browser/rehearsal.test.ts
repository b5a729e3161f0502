import type { Page } from 'playwright-core';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Browsing, seriousIssues } from '../../src/support/browsing';
import { button } from '../../src/support/forms';

/** A rehearsal as its director meets it: a story played, stopped and gone on with, then one case moved forward. */
let house: Browsing;

beforeAll(async () => {
  house = await Browsing.start({ rehearsal: true });
}, 240_000);

afterAll(() => house?.stop());

const STORY = 'S12';

/** Asked from within the person's own page, with its session. */
const post = (page: Page, path: string, csrf?: string): Promise<number> =>
  page.evaluate(
    async ([address, token, example]) => {
      const me = (await (await fetch('/api/me')).json()) as { csrf: string };
      const headers = { 'content-type': 'application/json', 'x-csrf-token': token || me.csrf };
      return (await fetch(`/api/rehearsal/${address}`, { method: 'POST', headers, body: JSON.stringify({ example }) }))
        .status;
    },
    [path, csrf ?? '', STORY] as const,
  );

test('nobody else, and no other page, begins a play; there is none to stop', async () => {
  expect(await post(await house.as('auditadmin', '/rules'), 'plays')).toBe(403);
  const page = await house.as('jl-command-director', '/rehearsal');
  await page.getByText('没有播放中的场景').waitFor();
  expect(await post(page, 'plays', 'guessed')).toBe(403);
  expect(await post(page, 'plays/stop')).toBe(404);
});

test('a story is played to its end, also when it is stopped on the way, and its facts are as expected', async () => {
  const page = await house.as('jl-command-director', '/rehearsal');
  await page.getByLabel('场景文件').setInputFiles({
    name: 'wrong.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"steps":[{"at":"2018-09-21"}]}'),
  });
  await page.getByText('第1步的 at：应为带时区的时刻').waitFor();
  await page.getByLabel('场景文件').setInputFiles(resolve(process.cwd(), `tests/scenarios/${STORY}.json`));
  const progress = page.getByRole('region', { name: '播放进度' });
  await progress.getByText('正在播放').waitFor();
  expect(await post(page, 'plays')).toBe(409);
  await button(page, /^停\s*止$/).click();
  await progress.getByText('已停止').waitFor();
  expect(await progress.getByText('等待', { exact: true }).count()).toBeGreaterThan(0);
  expect(await button(page, /下载场景事实/).count()).toBe(0);
  await button(page, '继续播放').click();
  await progress.getByText('各步骤和最后的事实全部与预期相符').waitFor({ timeout: 120_000 });
  expect(await progress.getByText('已完成', { exact: true }).count()).toBe(12);
  expect(await progress.getByText('✗').count()).toBe(0);
  await progress.getByText('签收协同执行决定书').waitFor();
  await page.getByRole('banner').getByText('2027-02-17 09:30').waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, /下载场景事实/).click()]);
  const facts = JSON.parse(await readFile(await download.path(), 'utf8')) as Record<
    string,
    { collaborations: unknown[] }
  >;
  expect(facts[STORY]!.collaborations).toHaveLength(1);
  expect(await seriousIssues(page)).toEqual([]);
}, 180_000);

test('a story that begins before the court time is refused with what to do', async () => {
  const page = await house.as('jl-command-director', '/rehearsal');
  await page.getByLabel('示例场景').fill(STORY);
  await page.keyboard.press('Enter');
  await button(page, /^播\s*放$/).click();
  await page.getByText(/新的数据目录/).waitFor();
});

test('one case is moved to its next deadline, and says what happened', async () => {
  const page = await house.as('jl-command-director', '/rehearsal');
  await page.getByLabel('案件', { exact: true }).fill('2027');
  await page.keyboard.press('Enter');
  await button(page, '推进到下一节点').click();
  await page.getByText('新增的案件记录').waitFor();
  await page
    .getByText(/^#\d+ · 2027-/)
    .first()
    .waitFor();
});

test('no page failed and no request left the machine', () => expect(house.faults).toEqual([]));
