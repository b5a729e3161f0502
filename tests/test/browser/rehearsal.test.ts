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

test("a half-year's bulletin is drafted when it has ended, opened figure by figure, issued by another and read below", async () => {
  const commander = await house.client('jl-command-director');
  await commander.post(`${house.stack.urls.commandCenter}/clock/move`, { to: '2027-07-02T09:00:00+08:00' });
  const assessor = await house.as('jl01-assessor');
  await assessor.getByRole('link', { name: '起草半年通报（第十六条）' }).last().click();
  await assessor.getByRole('heading', { name: /2027年上半年协同执行通报$/ }).waitFor();
  await assessor.getByText('HR-08').first().waitFor();
  await assessor.getByText('起草前没有数字').waitFor();
  await assessor.getByLabel('存在的问题').fill('个别案件临近期限才审查。');
  await button(assessor, '起草并冻结数字').click();
  const total = assessor.locator('tr.total').first();
  await total.waitFor();
  expect(await seriousIssues(assessor)).toEqual([]);
  await button(total, '1').first().click();
  const cases = assessor.getByRole('dialog');
  await cases.locator('a[href^="/cases/"]').waitFor();
  expect(await cases.getByText('与通报所载不同').count()).toBe(0);
  expect(await seriousIssues(assessor)).toEqual([]);

  const director = await house.as('jl01-bureau-director');
  await director.getByRole('link', { name: '印发半年通报（第十六条）' }).last().click();
  await director.getByText('个别案件临近期限才审查。').waitFor();
  await button(director, '印发…').click();
  await director
    .locator('.ant-modal-confirm')
    .getByRole('button', { name: /^印\s?发$/ })
    .click();
  await director.getByRole('main').getByText('已印发').first().waitFor();

  const below = await house.as('jl0104-bureau-director', '/inbox');
  await below
    .getByRole('listitem')
    .filter({ hasText: '印发2027年上半年协同执行通报' })
    .getByRole('link', { name: '查看通报' })
    .click();
  await below.getByText('个别案件临近期限才审查。').waitFor();
  expect(await below.getByText('查看案件').count()).toBe(0);
  const [download] = await Promise.all([below.waitForEvent('download'), button(below, '下载表格（XLSX）').click()]);
  expect(download.suggestedFilename()).toBe('半年通报-吉01-2027-H1.xlsx');
}, 120_000);

test('no page failed and no request left the machine', () => expect(house.faults).toEqual([]));
