import type { Page } from 'playwright-core';
import { Browsing } from '../../src/support/browsing';
import { button } from '../../src/support/forms';
import { until } from '../../src/support/request';

/** What is typed and not sent: each application has its own draft, none outlives its person's session. */
let house: Browsing;
let first: Page;

beforeAll(async () => {
  house = await Browsing.start();
  first = await house.as('jl0104-handler', '/apply');
}, 240_000);
afterAll(() => house?.stop());

const cause = (page: Page) => page.getByLabel('案由');
/** A page's address changes before its fields do. */
const causeBecomes = (page: Page, value: string) =>
  until(`案由 ${value}`, async () => (await cause(page).inputValue()) === value);
const kept = (page: Page) =>
  page.evaluate(`Object.keys(localStorage).filter((key) => key.startsWith('xiezhi:draft:'))`) as Promise<string[]>;
const idOf = (page: Page) => new URL(page.url()).searchParams.get('draft');

async function tab(path: string): Promise<Page> {
  const page = await first.context().newPage();
  await page.goto(house.stack.urls.console + path);
  return page;
}

test('two tabs are two applications; each comes back by its address, and a draft is deleted from the list', async () => {
  await first.waitForURL(/draft=/);
  await cause(first).fill('买卖合同纠纷');
  await first.getByLabel('案号').fill('（2016）吉0104执312号');
  const second = await tab('/apply');
  await second.waitForURL(/draft=/);
  expect(idOf(second)).not.toBe(idOf(first));
  expect(await cause(second).inputValue()).toBe('');
  await cause(second).fill('借款合同纠纷');
  await Promise.all([first.reload(), second.reload()]);
  await Promise.all([first, second].map((page) => page.getByText('已恢复上次未提交的内容').waitFor()));
  await causeBecomes(first, '买卖合同纠纷');
  await causeBecomes(second, '借款合同纠纷');
  expect(await kept(first)).toHaveLength(2);

  await second.getByText('（2016）吉0104执312号').waitFor();
  await first.getByText('未填案号').waitFor();
  await second.getByRole('link', { name: '继续填写' }).click();
  await second.waitForURL((url) => url.searchParams.get('draft') === idOf(first));
  await causeBecomes(second, '买卖合同纠纷');

  // The same draft in two tabs: the one that did not write is told.
  await cause(second).fill('租赁合同纠纷');
  await first.getByText('这份草稿已在另一个标签页中修改').waitFor();
  await button(first, '载入那里的内容').click();
  await causeBecomes(first, '租赁合同纠纷');
  await button(second, '清除草稿').click();
  await second
    .locator('.ant-modal-confirm')
    .getByRole('button', { name: /^清\s*除$/ })
    .click();
  await first.getByText('这份草稿已在另一个标签页中提交或者删除').waitFor();
  await second.getByText('未填案号').waitFor();
  await button(second, /^删\s*除$/).click();
  await second
    .locator('.ant-popover')
    .getByRole('button', { name: /^删\s*除$/ })
    .click();
  await second.getByText('未提交的草稿').waitFor({ state: 'detached' });
  expect(await kept(second)).toEqual([]);
  await second.close();
});

test('a draft of an older release is found; one of a session that is over is not, whoever it belonged to', async () => {
  await first.goto(`${house.stack.urls.console}/inbox`);
  await first.getByRole('heading', { name: '消息' }).waitFor();
  await first.evaluate(`fetch('/api/me').then((answer) => answer.json()).then(({ sub }) => {
    localStorage.setItem('xiezhi:draft:' + sub + ':application.submit', JSON.stringify({ cause: '旧草稿', caseNumber: '（2017）吉0104执5号' }));
    localStorage.setItem('xiezhi:draft:somebody:application.submit:00000000', JSON.stringify({ values: {}, savedAt: 1, until: 1 }));
  })`);
  await first.goto(`${house.stack.urls.console}/apply`);
  await first.getByText('（2017）吉0104执5号').waitFor();
  await first.getByRole('link', { name: '继续填写' }).click();
  await first.getByText('已恢复上次未提交的内容').waitFor();
  await causeBecomes(first, '旧草稿');
  const places = await kept(first);
  expect(places).toHaveLength(1);
  expect(places[0]).toMatch(/:application\.submit:[0-9a-f]{8}$/);
});

test('signing out leaves nothing', async () => {
  await button(first, '退出登录').click();
  await first.waitForURL((url) => url.href.startsWith(house.stack.urls.identity) || url.pathname === '/');
  await first.goto(`${house.stack.urls.console}/about`);
  expect(await kept(first)).toEqual([]);
});
