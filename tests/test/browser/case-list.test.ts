import type { Page } from 'playwright-core';
import { application } from '../../src/support';
import { Browsing, seriousIssues } from '../../src/support/browsing';

/** The case list by keyboard alone, on the smallest screen it is made for. */
let house: Browsing;
let page: Page;
const CASES = 55;

beforeAll(async () => {
  house = await Browsing.start();
  const handler = await house.client('jl0104-handler');
  for (let made = 0; made < CASES; made += 1) {
    const name = made === 0 ? '欧阳修文' : `王某${made}`;
    const parties = [
      { side: 'applicant', name: '长春松涛建材有限公司', kind: 'organization' },
      { side: 'respondent', name, kind: 'person' },
    ];
    await handler.submit(application('吉0104', '吉01', { parties }) as never);
  }
  page = await house.as('jl01-handler', '/cases');
  await page.getByText(`共 ${CASES} 件`).waitFor();
}, 240_000);

afterAll(() => house?.stop());

const key = (name: string) => page.keyboard.press(name);
const focused = () => page.locator(':focus').innerText();
const counted = (text: string) => page.getByText(text).waitFor();

test('pages, rows, search and opening a case need no mouse', async () => {
  await counted(`共 ${CASES} 件，本页第 1–50 件`);
  await key('ArrowDown');
  const first = await focused();
  expect(first).toMatch(/吉0104执\d+号/);
  await key('ArrowDown');
  expect(await focused()).not.toBe(first);
  await key('Home');
  expect(await focused()).toBe(first);
  await key('PageDown');
  await counted(`本页第 51–${CASES} 件`);
  await key('PageUp');
  await counted('本页第 1–50 件');
  await key('/');
  await page.keyboard.type('欧阳修');
  await counted('共 1 件');
  expect(await page.locator('tbody').innerText()).toContain('欧阳某');
  expect(await page.locator('tbody').innerText()).not.toContain('修文');
  await key('ArrowDown');
  await key('Enter');
  await page.waitForURL(/\/cases\/jl0104-/);
  await page.goBack();
  await counted('共 1 件');
});

test('a view follows the person, opens the list, and comes back when its deletion is undone', async () => {
  await page.getByRole('button', { name: '视图' }).click();
  await page.getByText('保存为新视图…').click();
  await page.getByPlaceholder('请填写视图名称').fill('欧阳的案件');
  await page.keyboard.press('Enter');
  await page.getByText('已保存视图').waitFor();
  await page.getByRole('button', { name: '视图' }).click();
  await page.getByText('打开列表时先用此视图', { exact: true }).click();
  await page.getByTitle('欧阳的案件（默认）').waitFor();
  await page.goto(`${house.stack.urls.console}/cases`);
  await counted('共 1 件');
  await page.getByRole('button', { name: '视图' }).click();
  await page.getByText('删除此视图').click();
  await page.getByRole('button', { name: '撤销' }).click();
  await page.getByTitle('欧阳的案件（默认）').waitFor();
  await page.getByRole('button', { name: '清除条件' }).click();
  await counted(`共 ${CASES} 件`);
});

test('the workbook comes, and nothing serious stands in the way of a screen reader', async () => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出 XLSX' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^协同执行案件-\d{4}-\d{2}-\d{2}\.xlsx$/);
  await page.getByRole('button', { name: '更多条件' }).click();
  expect(await seriousIssues(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(1366);
  expect(house.faults).toEqual([]);
});
