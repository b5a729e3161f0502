import type { Page } from 'playwright-core';
import { application } from '../../src/support';
import { Browsing, seriousIssues } from '../../src/support/browsing';
import { button, confirm, give, sendButton, submitForm } from '../../src/support/forms';

/** The console as people meet it: a real browser on the real system, in Chinese, at the smallest screen it is made for. */
let house: Browsing;

beforeAll(async () => {
  house = await Browsing.start();
}, 240_000);

afterAll(() => house?.stop());

const as = (username: string, path?: string) => house.as(username, path);

let casePath = '';

test('a clerk signs in and applies in steps; nothing typed is lost by a reload', async () => {
  const page = await as('jl0104-handler', '/apply');
  await page.getByLabel('案号').fill('（2016）吉0104执312号');
  await page.getByLabel('执行案件立案日期').fill('20160615');
  await page.getByLabel('案由').fill('买卖合同纠纷');
  await page.getByLabel('申请执行标的额').fill('1286000');
  await page.getByLabel('是', { exact: true }).check();
  await page.getByLabel('执行依据名称').fill('民事判决书');
  await page.getByLabel('执行依据文号').fill('（2015）朝民初字第1846号');
  await page.getByLabel('作出机关').fill('长春市朝阳区人民法院');
  await page.getByLabel('作出日期').fill('20151102');
  await page.keyboard.press('Tab');
  await page.reload();
  await page.getByText('已恢复上次未提交的内容').waitFor();
  expect(await page.getByLabel('案由').inputValue()).toBe('买卖合同纠纷');
  expect(await page.getByLabel('执行案件立案日期').inputValue()).toBe('2016-06-15');
  await button(page, '下一步').click();
  const names = page.getByLabel('姓名或者名称');
  await names.nth(0).fill('甲公司');
  await names.nth(1).fill('乙公司');
  await button(page, '下一步').click();
  await page.getByText('（一）有财产可供执行').click();
  await page.getByLabel('事实说明').fill('两处商铺可供执行。');
  await button(page, '下一步').click();
  await button(page, '添加扣除期间').click();
  await page.getByLabel('扣除事由').fill('评估');
  await page.getByLabel('开始').fill('2017-03-01');
  await page.getByLabel('结束').fill('2017-04-15');
  await page.keyboard.press('Tab');
  await page.getByText('2018-07-30', { exact: true }).waitFor();
  await button(page, '下一步').click();
  await page.getByLabel('协助事项').fill('协助腾退。');
  await button(page, '下一步').click();
  await page.getByText('第六条要求载明的内容').waitFor();
  await button(page, /^报\s*请$/).click();
  await confirm(page);
  await page.waitForURL(/\/cases\/jl0104-/);
  casePath = new URL(page.url()).pathname;
  await page.getByText('已报请').first().waitFor();
  await page.getByText('长春市朝阳区人民法院 2015-11-02 （2015）朝民初字第1846号 民事判决书').waitFor();
  expect(await page.evaluate(`Object.keys(localStorage).filter((key) => key.includes('draft'))`)).toEqual([]);
});

test('what is missing is said in Chinese, beside the field', async () => {
  const page = await as('jl0104-handler', '/apply');
  await page.getByText('核对并提交').click();
  await button(page, /^报\s*请$/).click();
  await page.getByText('请填写案由').first().waitFor();
  expect(await page.getByRole('alert').first().textContent()).toMatch(/请填写/);
});

test('the deciding court registers, proposes and decides; a double click is one command', async () => {
  const reviewer = await as('jl01-handler', casePath);
  await button(reviewer, '登记报请，进入审查').click();
  await sendButton(reviewer).dblclick();
  await reviewer.getByText('审查中').first().waitFor();
  expect(await reviewer.getByText('登记，进入审查').count()).toBe(1);
  await button(reviewer, '提出审查意见').click();
  await button(reviewer, /^提\s*交$/).click();
  await reviewer.getByText('请填写理由').waitFor();
  await reviewer.getByLabel('协同执行', { exact: true }).check();
  await reviewer.getByLabel('理由').fill('符合第三条第（一）项。');
  await button(reviewer, /^提\s*交$/).click();
  await button(reviewer, '提出审查意见').waitFor();

  const director = await as('jl01-bureau-director', casePath);
  await button(director, /作出审查决定/).click();
  await button(director, '采用审查意见').click();
  expect(await director.getByLabel('理由').inputValue()).toBe('符合第三条第（一）项。');
  await director.getByLabel('不予协同执行').check();
  await director.getByLabel('参与协同的法院').waitFor({ state: 'detached' });
  await director.getByLabel('协同执行', { exact: true }).check();
  await director.getByLabel('理由').fill('应当协同。');
  await submitForm(director);
  await director.getByText('已决定协同').first().waitFor();
  await director
    .getByText(/协同执字第1号/)
    .first()
    .waitFor();
});

test('the executing court sees the decision come in without a reload and acknowledges it', async () => {
  const page = await as('jl0104-handler', casePath);
  const other = await as('jl01-command-officer', casePath);
  await other.getByText('已决定协同').first().waitFor();
  await give(page, '签收协同执行决定书');
  await other.getByText('决定已送达').first().waitFor();
});

test('what a person may not do is no button, and what they may not see is not there', async () => {
  const page = await as('jl0104-handler', casePath);
  await page.getByRole('heading', { name: '现在可以办理' }).waitFor();
  await page.getByText('暂不能办理').waitFor();
  expect(await button(page, /作出审查决定/).count()).toBe(0);
  const stranger = await as('jl0105-handler', casePath);
  await stranger.getByText('没有这件协同执行案件，或者您无权查看。').waitFor();
  const forged = await page.evaluate(async (path) => {
    const answer = await fetch(`/api/decision${path.replace('/cases', '/collaborations')}/commands/review.decide`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    return answer.status;
  }, casePath);
  expect(forged).toBe(403);
});

test('whoever is here for the first time is shown round once, and may skip it by a key', async () => {
  const page = await house.firstVisit('jl01-president');
  await page.getByText('待办在这里').waitFor();
  await page.getByRole('button', { name: '跳过导览' }).waitFor();
  expect(await seriousIssues(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByText('待办在这里').waitFor({ state: 'hidden' });
  await page.reload();
  await page.getByRole('heading', { name: '工作台' }).waitFor();
  await button(page, '导览').click();
  await page.getByText('待办在这里').waitFor();
});

test('the workbench says what waits, and an item is claimed', async () => {
  const page = await as('jl01-command-officer');
  const row = page.getByRole('row').filter({ hasText: '（2016）吉0104执312号' });
  await row.getByText(/^甲.* \/ 乙.* · 买卖合同纠纷$/).waitFor();
  await row.getByText('朝阳区人民法院').waitFor();
  await button(row, /^认领 制定工作方案/).click();
  await row.getByText('本人', { exact: true }).waitFor();
});

test('the workbench is looked through, and a row opens the form of what is to be done', async () => {
  const page = await as('jl01-command-officer', '/?sort=act');
  await page.getByText('制定工作方案（1）').waitFor();
  const search = page.getByLabel('案号、文号、当事人或者案由的一部分');
  await search.fill('没有这样的案件');
  await page.getByText('没有事项').waitFor();
  await search.fill('2016吉0104执312');
  await page.getByRole('link', { name: /^制定工作方案 / }).click();
  await page.waitForURL(/do=plan\.submit/);
  await page.locator('.ant-drawer-open').getByLabel('工作任务').waitFor();
  await page.goBack();
  expect(await search.inputValue()).toBe('2016吉0104执312');
});

test('several duties are claimed at once; a message goes when its duty is done', async () => {
  const handler = await house.client('jl0104-handler');
  const numbers = ['（2017）吉0104执41号', '（2017）吉0104执42号'];
  const cases = await Promise.all(
    numbers.map((caseNumber) => handler.submit(application('吉0104', '吉01', { caseNumber }) as never)),
  );
  const page = await as('jl01-handler', '/?q=2017吉0104执4');
  const rows = page.getByRole('row').filter({ hasText: '吉0104执4' });
  await rows.nth(1).waitFor();
  const told = page.getByText(/执41号：收到协同执行报请/);
  await told.waitFor();
  await page.getByRole('checkbox').first().check();
  await button(page, '认领（2）').click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^确\s*认$/ })
    .click();
  await page.getByText('2 件已办理').waitFor();
  await rows.nth(1).getByText('本人', { exact: true }).waitFor();
  await (await house.client('jl01-handler')).command(cases[0]!.caseId, 'application.register', {});
  await told.waitFor({ state: 'detached' });
  await button(page, '全部已读').click();
  await page.getByText('未读消息').waitFor({ state: 'detached' });
});

test('English by a switch, and back', async () => {
  const page = await as('jl01-bureau-director', '/cases');
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Cases' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await page.getByRole('link', { name: '中文' }).click();
  await page.getByRole('heading', { name: '案件' }).waitFor();
});

test('a new colleague: one makes the account, another gives the role, a third reads what was done', async () => {
  const system = await as('sysadmin', '/accounts');
  await button(system, '新建账号').click();
  await system.getByLabel('用户名').fill('Wang.Fang');
  await system.getByLabel('姓名').fill('王芳');
  await button(system, '建立').click();
  const password = (await system.locator('.told').innerText()).trim();
  await button(system, '已转交，关闭').click();
  expect(await button(system, '授予岗位').count()).toBe(0);
  expect(await seriousIssues(system)).toEqual([]);

  const security = await as('secadmin', '/accounts');
  expect(await button(security, '新建账号').count()).toBe(0);
  const row = security.getByRole('row', { name: /wang\.fang/ });
  await button(row, '授予岗位').click();
  await security.getByRole('checkbox', { name: '审计管理员' }).check();
  await security.getByRole('checkbox', { name: '经办人' }).check();
  await security.getByText('三员分立').waitFor();
  await security.getByRole('checkbox', { name: '审计管理员' }).uncheck();
  await button(security, '保存').click();
  await row.getByText('经办人').waitFor();

  const herself = await house.firstVisit('wang.fang', '/cases', password);
  await button(herself, '修改密码').click();
  await herself.getByLabel('原密码').fill(password);
  await herself.getByLabel('新密码', { exact: true }).fill('Zhixing-2018-xietong');
  await herself.getByLabel('再填一次新密码').fill('Zhixing-2018-xietong');
  await button(herself, /^修\s*改$/).click();
  await herself.getByText('密码已修改').waitFor();
  await button(herself, '重新登录').click();
  await herself.getByText('您已退出登录').waitFor();

  const auditor = await as('auditadmin', '/audit');
  for (const done of ['建立账号', '变更岗位', '修改密码']) await auditor.getByText(done).first().waitFor();
  await button(auditor, '核对摘要链').click();
  await auditor.getByText('摘要链完整').waitFor();
  expect(await seriousIssues(auditor)).toEqual([]);
});

test('a colleague goes to another court: one administrator proposes it, another confirms it', async () => {
  const system = await as('sysadmin', '/accounts');
  const rowOf = (page: Page) => page.getByRole('row', { name: /jl0105-handler/ });
  await button(rowOf(system), /^调\s*动$/).click();
  await system.getByLabel('新法院').fill('吉0103');
  await system.locator('.ant-select-dropdown').getByText('（吉0103）').click();
  await button(system, /^提\s*出$/).click();
  await system.getByText('请填写调动的理由').waitFor();
  await system.getByLabel('调动的理由').fill('工作需要');
  await button(system, /^提\s*出$/).click();
  await rowOf(system)
    .getByText(/待调往.*吉0103/)
    .waitFor();
  expect(await button(rowOf(system), '确认调动').count()).toBe(0);

  const security = await as('secadmin', '/accounts');
  await button(rowOf(security), '确认调动').click();
  const asked = security.locator('.ant-modal-confirm');
  await asked.getByText('工作需要').waitFor();
  await confirm(security);
  await rowOf(security).getByText('未授岗位').waitFor();
  await rowOf(security).getByText(/宽城/).waitFor();
  expect(await rowOf(security).getByText('待调往').count()).toBe(0);
});

test('an ended session keeps what was typed and comes back to it', async () => {
  const page = await as('jl0104-handler', casePath);
  await page.goto(`${house.stack.urls.console}/apply`);
  await page.getByLabel('案由').fill('借款合同纠纷');
  await page.context().clearCookies({ name: /session/ });
  await page.getByRole('link', { name: /案件/ }).first().click();
  await page.getByText('登录已到期', { exact: true }).waitFor();
  await page.goto(`${house.stack.urls.console}/apply`);
  if (page.url().includes('/login') || !page.url().startsWith(house.stack.urls.console))
    await house.signIn(page, 'jl0104-handler');
  await page.waitForURL(/\/apply\?draft=/);
  await page.getByRole('link', { name: '继续填写' }).first().click();
  await page.getByText('已恢复上次未提交的内容').waitFor();
  expect(await page.getByLabel('案由').inputValue()).toBe('借款合同纠纷');
});

test.each(['/', '/cases', '/inbox', '/calculator', '/rules', '/calendars', '/settings', '/wall', 'case'])(
  'axe finds nothing serious on %s',
  async (path) => {
    const page = await as('jl01-bureau-director', path === 'case' ? casePath : path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByLabel('正在载入').first().waitFor({ state: 'detached' });
    expect(await seriousIssues(page)).toEqual([]);
  },
);

test('no page failed and no request left the machine', () => expect(house.faults).toEqual([]));
