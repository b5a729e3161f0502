import type { Page } from 'playwright-core';
import { application } from '../../src/support';
import { Browsing } from '../../src/support/browsing';
import { button, confirm, give, sendButton, submitForm } from '../../src/support/forms';

/** Whole journeys of the Rule at the screen: each person does their own part, in their own court. */
let house: Browsing;

beforeAll(async () => {
  house = await Browsing.start();
}, 240_000);

afterAll(() => house?.stop());

/** An application of the Chaoyang court, sent as its case system would send it. */
async function applied(): Promise<string> {
  const handler = await house.client('jl0104-handler');
  const { caseId } = await handler.submit(application('吉0104', '吉01') as never);
  return `/cases/${caseId}`;
}

const state = (page: Page, title: string) =>
  page.locator('#content').getByText(title, { exact: true }).first().waitFor();

const PLAN = {
  工作任务: '朝阳区法院腾退，二道区法院清点。',
  职责分工: '朝阳区法院执行员为办案负责人。',
  组织指挥: '由长春中院执行指挥中心统一指挥。',
  协调配合: '提前三日与街道对接。',
  执行保障: '干警十四名、警车四辆。',
};

test('Art. 7 from the application to close-out: three courts, each at their own screen', async () => {
  const path = await applied();
  const reviewer = await house.as('jl01-handler', path);
  await give(reviewer, '登记报请，进入审查');
  await give(reviewer, '提出审查意见', { 理由: '符合第三条第（一）项。' }, ['协同执行']);

  const director = await house.as('jl01-bureau-director', path);
  await button(director, /作出审查决定/).click();
  await director.getByLabel('协同执行', { exact: true }).check();
  await director.getByLabel('理由', { exact: true }).fill('应当协同。');
  const advised = director.locator('.advice').getByRole('row', { name: /二道区人民法院/ });
  await advised.getByRole('button', { name: '选用' }).click();
  await director.getByTitle(/二道区人民法院/).waitFor();
  await submitForm(director);
  await state(director, '已决定协同');
  await director.locator('#decision').getByText('系统建议与实际选用').waitFor();

  const executing = await house.as('jl0104-handler', path);
  await give(executing, '签收协同执行决定书');
  const participant = await house.as('jl0105-handler', path);
  await give(participant, '签收协同执行决定书');
  await state(participant, '决定已送达');

  const commander = await house.as('jl01-command-officer', path);
  await give(commander, /提交协同执行工作方案/, PLAN);
  await participant.goto(house.stack.urls.console + path);
  await give(participant, /商定工作方案/, { 商定意见: '人员已落实。' });
  const chief = await house.as('jl01-command-director', path);
  await button(chief, /批准工作方案/).click();
  const decided = chief.getByRole('dialog');
  await decided.getByText(PLAN.工作任务).waitFor();
  await decided.getByText('人员已落实。').waitFor();
  await decided.getByText('尚未商定').waitFor();
  await submitForm(chief);
  await state(chief, '方案已批准');

  const field = await house.as('jl0104-field-officer', path);
  await give(field, /现场报告/, { 报告内容: '到达一号商铺，商户拒绝开门。' });
  await commander.goto(house.stack.urls.console + path);
  await button(commander, /发布指令/).click();
  await commander.getByLabel('接收法院').fill('二道');
  await commander.getByTitle(/二道区人民法院/).click();
  await commander.getByLabel('指令内容').fill('到门前维持秩序。');
  await submitForm(commander);
  await commander.getByText('到门前维持秩序。').waitFor();
  await commander.getByText('○ 尚未签收').waitFor();
  const helper = await house.as('jl0105-field-officer', path);
  await helper.locator('#records').getByRole('button', { name: '签收指令' }).click();
  await submitForm(helper);
  await commander
    .locator('#records')
    .getByText(/✓ 签收/)
    .waitFor();

  await give(field, /现场报告/, { 报告内容: '有人持械阻拦，请求指示。' }, ['紧急']);
  await commander.goto(`${house.stack.urls.console}/cases`);
  const alarm = commander.getByRole('alert', { name: '紧急报告' });
  await alarm.getByText(/还剩\d+分钟/).waitFor();
  await alarm.getByRole('link').click();
  await commander.getByLabel('指令内容').fill('原地待命，等候公安人员到场。');
  await submitForm(commander);
  await alarm.waitFor({ state: 'detached' });

  await executing.goto(house.stack.urls.console + path);
  await give(executing, /报请办结/, { 执行到位金额: '3000000', 办结情况: '案款全部到位。' }, ['实际执结']);
  await chief.goto(house.stack.urls.console + path);
  await give(chief, '确认办结');
  await state(chief, '已办结');
});

test('Art. 6: a slip is corrected before the application is registered, and both versions stay', async () => {
  const path = await applied();
  const page = await house.as('jl0104-handler', path);
  await button(page, '更正报请（登记、受理前）').click();
  await page.waitForURL(/amend$/);
  await button(page, '显示全文并更正').click();
  await page.getByLabel('案由').fill('');
  await button(page, '更正报请').click();
  await page.getByText('请填写案由').waitFor();
  await page.getByLabel('案由').fill('借款合同纠纷');
  await page.getByText('请填写案由').waitFor({ state: 'detached' });
  await page.getByLabel('更正说明').fill('案由录入有误。');
  await button(page, /预览文书/).click();
  await page.locator('.pdf-page').filter({ hasText: '借款合同纠纷' }).first().waitFor();
  await page.getByRole('dialog').last().getByRole('button', { name: '关闭' }).click();
  await button(page, '更正报请').click();
  await confirm(page);
  await page.waitForURL((url) => url.pathname === path);
  const facts = page.locator('#facts');
  await facts.locator('ins').getByText('借款合同纠纷').waitFor();
  await facts.locator('del').getByText('买卖合同纠纷').waitFor();
  const reviewer = await house.as('jl01-handler', `${path}#papers`);
  await reviewer.locator('#papers').getByText('已被后续文书取代').waitFor();
  await reviewer.goto(`${house.stack.urls.console}/inbox`);
  await reviewer
    .getByText(/执行法院更正了协同执行报请/)
    .first()
    .waitFor();
});

test('a refusal reaches the executing court, and its own plan becomes due', async () => {
  const path = await applied();
  const reviewer = await house.as('jl01-handler', path);
  await give(reviewer, '登记报请，进入审查');
  await give(reviewer, '提出审查意见', { 理由: '不属于第三条所列情形。' }, ['不予协同执行']);
  const director = await house.as('jl01-bureau-director', path);
  await give(director, /作出审查决定/, { 理由: '不属于第三条所列情形。' }, ['不予协同执行']);
  await state(director, '不予协同');
  const executing = await house.as('jl0104-handler', path);
  await give(executing, '签收不予协同通知');
  await executing.getByText('自行执行工作方案').first().waitFor();
  await give(executing, /提交自行执行工作方案/, { 自行执行工作方案: '再次查控后拍卖。' });
  await button(executing, '办结自行执行').waitFor();
});

test('a MAJOR plan goes to the meeting and to the president before it holds', async () => {
  const path = await applied();
  const reviewer = await house.as('jl01-handler', path);
  await give(reviewer, '登记报请，进入审查');
  await give(reviewer, '提出审查意见', { 理由: '涉及面广。' }, ['协同执行']);
  const director = await house.as('jl01-bureau-director', path);
  await give(director, /作出审查决定/, { 理由: '应当协同。' }, ['协同执行', '重大']);
  const executing = await house.as('jl0104-handler', path);
  await give(executing, '签收协同执行决定书');
  const commander = await house.as('jl01-command-officer', path);
  await give(commander, /提交协同执行工作方案/, PLAN);
  const chief = await house.as('jl01-command-director', path);
  await give(chief, /退回工作方案/, { 退回意见: '补充风险预案后再报。' });
  await commander.goto(house.stack.urls.console + path);
  await commander.locator('#plan').getByText('补充风险预案后再报。').first().waitFor();
  await give(commander, /提交协同执行工作方案/, { ...PLAN, 风险预案: '设置现场隔离区，安排医疗保障。' });
  await chief.goto(house.stack.urls.console + path);
  await give(chief, /批准工作方案/);
  const secretary = await house.as('jl01-meeting-secretary', path);
  await give(secretary, /登记局务会研究意见/, { 参会人员: '一\n二\n三', 会议记录: '一致同意，报院长审核。' }, [
    '通过',
    '报请院长审核',
  ]);
  const president = await house.as('jl01-president', path);
  await give(president, /院长审核工作方案/, {}, ['通过']);
  await state(president, '方案已批准');
});

test('a calendar is proposed by one person, its effect is looked at and it is published by another', async () => {
  const year = String(new Date().getFullYear() + 1);
  const proposer = await house.as('sysadmin', '/calendars');
  await proposer.getByLabel('放假日').fill([`${year}-01-01`, `${year}-01-02`, `${year}-01-03`].join('\n'));
  await proposer.getByLabel('依据的通知').first().fill('国办发明电示例');
  await button(proposer, /^提\s*出$/).click();
  await proposer.getByText('已提出，等待高级人民法院指挥中心负责人批准。').waitFor();
  const approver = await house.as('jl-command-director', '/calendars');
  await button(approver, '核对并批准').click();
  await approver.getByText(`${year}-01-01、${year}-01-02、${year}-01-03`).waitFor();
  await approver.getByText('批准后将变动的期限').waitFor();
  await button(approver, '批准并公布').click();
  await confirm(approver);
  await approver.getByText('已公布').first().waitFor();
  const clerk = await house.as('jl0104-handler', `/calculator?from=${Number(year) - 1}-12-31&count=1`);
  await clerk.getByText(`全国 ${year} 第1版`).waitFor();
  await clerk.getByText('国办发明电示例', { exact: true }).waitFor();
});

test('a year comes from a file that is read line by line first, and its proposer takes it back', async () => {
  const year = String(new Date().getFullYear() + 2);
  const proposer = await house.as('sysadmin', '/calendars');
  const choose = (...lines: string[]) =>
    proposer.getByLabel('放假安排文件').setInputFiles({
      name: `${year}.csv`,
      mimeType: 'text/csv',
      buffer: Buffer.from(['date,kind,name', ...lines].join('\r\n')),
    });
  const form = proposer.locator('.ant-card').filter({ hasText: '从文件导入放假安排' }).last();
  await form.getByLabel('年份').fill(year);
  await form.getByLabel('依据的通知').fill('国办发明电示例之二');
  await choose(`${year}-01-01,off,元旦`, `${year}-02-31,off,春节`);
  await form.getByText(`第3行：日期“${year}-02-31”不存在`).waitFor();
  expect(await button(proposer, '按此提出').isDisabled()).toBe(true);
  await choose(`${year}-01-01,off,元旦`, `${year}-10-01,off,国庆节`);
  await form.getByText('读到放假 2 天').waitFor();
  await button(proposer, '按此提出').click();
  const row = proposer.getByRole('row').filter({ hasText: '国办发明电示例之二' });
  await row.getByRole('button', { name: /^撤\s*回$/ }).click();
  const dialog = proposer.getByRole('dialog');
  await dialog.getByLabel('撤回的理由').fill('文号写错。');
  await dialog.getByRole('button', { name: /^撤\s*回$/ }).click();
  await row.getByText('文号写错。').waitFor();
  expect(await row.getByRole('button').count()).toBe(0);
});

test('what is typed without a network is kept, and is sent once when the network is back', async () => {
  const path = await applied();
  const page = await house.as('jl01-handler', path);
  await give(page, '登记报请，进入审查');
  await button(page, '提出审查意见').click();
  await page.getByLabel('协同执行', { exact: true }).check();
  await page.getByLabel('理由', { exact: true }).fill('断网时填写的理由。');
  await page.context().setOffline(true);
  await sendButton(page).click();
  await page
    .getByText(/网络连接中断/)
    .first()
    .waitFor();
  await page.context().setOffline(false);
  await page.reload();
  await page.getByText('已恢复上次未提交的内容').waitFor();
  expect(await page.getByLabel('理由', { exact: true }).inputValue()).toBe('断网时填写的理由。');
  await submitForm(page);
  const proposed = page.locator('#content').getByText(/提出审查意见/);
  await proposed.first().waitFor();
  const entries = await page.evaluate(
    async (url) => ((await (await fetch(url)).json()) as { timeline: { type: string }[] }).timeline,
    `/api/intake${path.replace('/cases', '/collaborations')}`,
  );
  expect(entries.filter(({ type }) => type === 'review.proposed')).toHaveLength(1);
});

test('no page failed and no request left the machine', () => expect(house.faults).toEqual([]));
