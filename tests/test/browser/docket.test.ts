import type { CommandFields } from '@xiezhi/rules';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { Browsing, seriousIssues } from '../../src/support/browsing';
import { button, give } from '../../src/support/forms';

/** A docket from file to scan, by the one person who does it, and the assessment by those whose it is. */
let house: Browsing;
let page: Page;

beforeAll(async () => {
  house = await Browsing.start();
  page = await house.as('jl01-command-officer', '/docket?part=imports');
}, 240_000);
afterAll(() => house?.stop());

/** Ordered from above, so that it has to be completed from its receipt on. */
const ORDER = {
  origin: 'SUPERIOR_FINDING',
  letter: { number: '法执督〔2024〕8号', issuedBy: '最高人民法院', channel: '督办' },
  executingCourt: '吉0104',
  receivedOn: '2024-01-05',
  caseNumber: '（2017）吉0104执88号',
  filingDate: '2017-01-16',
  cause: '买卖合同纠纷',
  parties: [
    { side: 'applicant', name: '长白山信用社', kind: 'organization' },
    { side: 'respondent', name: '某某建材有限公司', kind: 'organization' },
  ],
  claimAmount: 860_000,
  hasProperty: true,
  grounds: [{ code: '3-1', facts: '厂房可供执行。' }],
  matters: '协助查控财产并组织腾退。',
} satisfies CommandFields['order.register'];

const tab = (name: string) => page.getByRole('tab', { name });

test('a file is imported, its rows in error are told, its cases listed with masked names and found by a scan', async () => {
  await page.getByText('还没有导入过底册。').waitFor();
  const parties = '"[{""side"":""respondent"",""name"":""欧阳修文"",""kind"":""person""}]"';
  const lines = [
    'case_no,court_code,filing_date,has_property,snapshot_at,parties',
    `（2022）吉0104执880号,吉0104,2022-09-01,是,2025-04-21 20:00,${parties}`,
    `（2022）吉0104执881号,吉0104,2022-09-02,是,2025-04-21 20:00,${parties}`,
    `（2022）吉0204执1号,吉0204,2022-09-01,是,2025-04-21 20:00,${parties}`,
  ];
  const file = join(tmpdir(), `xiezhi-docket-${process.pid}.csv`);
  await writeFile(file, lines.join('\r\n'));
  await page.getByLabel('底册文件').setInputFiles(file);
  const batch = page.getByRole('row').filter({ hasText: 'xiezhi-docket' });
  await batch.getByText('已导入').waitFor();
  await batch.getByRole('button').click();
  await page.getByText('（2022）吉0204执1号 · FORBIDDEN').waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, '下载全部问题清单').click()]);
  expect(download.suggestedFilename()).toMatch(/^底册导入清单-\d{4}-\d{2}-\d{2}\.csv$/);
  expect(await seriousIssues(page)).toEqual([]);

  await tab('执行案件').click();
  await page.getByText('（2022）吉0104执880号').waitFor();
  expect(await page.locator('tbody').innerText()).toContain('欧阳某');

  await tab('扫描结果').click();
  await button(page, /^扫\s?描$/).click();
  const scan = page.getByRole('row').filter({ hasText: '长春' }).first();
  await scan.getByRole('button').click();
  await page.getByRole('tab', { name: '命中 2' }).waitFor();
  await page.getByText('（2022）吉0104执880号').waitFor();
  expect(await seriousIssues(page)).toEqual([]);
  expect(house.faults).toEqual([]);
});

test('what a scan has hit is exempted by the director, with a reason', async () => {
  const director = await house.as('jl01-command-director', '/docket?part=scans');
  const scan = director.getByRole('row').filter({ hasText: '长春' }).first();
  await scan.getByRole('button').click();
  await director.getByText('待处置', { exact: true }).first().waitFor();
  await button(director, '处置…').first().click();
  await director.getByLabel('说明理由不予协同').check();
  await button(director, /^处\s?置$/).click();
  await director.getByText('请填写理由').waitFor();
  await director.getByRole('textbox', { name: /理由/ }).fill('双方已达成和解协议并按期履行。');
  expect(await seriousIssues(director)).toEqual([]);
  await button(director, /^处\s?置$/).click();
  await director.getByText(/说明理由不予协同 · \d{4}-/).waitFor();
  const coming = director.waitForEvent('download');
  await button(director, /^下载 PDF/).click();
  expect((await coming).suggestedFilename()).toMatch(/^不予协同说明.*\.pdf$/);
  expect(house.faults).toEqual([]);
});

test('what else it has hit is decided at once, and leads to the collaboration that was opened', async () => {
  const director = await house.as('jl01-command-director', '/docket?part=scans');
  await director.getByRole('row').filter({ hasText: '长春' }).first().getByRole('button').click();
  await button(director, '处置…').click();
  await director.getByText('即日立案并决定协同，编定文号，发出决定书。').waitFor();
  await director.getByRole('textbox', { name: /理由/ }).fill('有财产可供执行，已满两年未实际执结。');
  expect(await seriousIssues(director)).toEqual([]);
  await button(director, /^处\s?置$/).click();
  await director.getByText(/决定协同 · \d{4}-/).waitFor();
  await director.getByRole('link', { name: '所立案件' }).click();
  await director.getByText('定期扫描').first().waitFor();
  await director
    .getByText(/吉01协同执字第\d+号/)
    .first()
    .waitFor();
  expect(house.faults).toEqual([]);
});

test('what the High Court finds overlooked it designates, and the court it names decides', async () => {
  const importing = await house.client('jl-command-officer');
  const row = { case_no: '（2022）吉0105执882号', court_code: '吉0105', filing_date: '2022-09-03', has_property: true };
  const cases = [{ ...row, snapshot_at: '2025-04-21T20:00:00+08:00' }];
  await importing.post(`${house.stack.urls.commandCenter}/commands/case.import`, { cases });
  const officer = await house.as('jl-command-officer', '/docket?part=scans');
  await button(officer, /^扫\s?描$/).click();
  const ofHighCourt = (of: Page) => of.getByRole('row').filter({ hasText: '高级人民法院' }).first();
  await ofHighCourt(officer).getByRole('button').click();
  await officer.getByText(row.case_no).waitFor();

  const director = await house.as('jl-command-director', '/docket?part=scans');
  await ofHighCourt(director).getByRole('button').click();
  // The innermost one: an opened row's lists are in a row as well.
  const hit = director.getByRole('row').filter({ hasText: row.case_no }).last();
  await hit.getByRole('button', { name: '处置…' }).click();
  await director.getByText(/即日在下列法院立案审查，不得不予协同/).waitFor();
  await director.getByRole('textbox', { name: /理由/ }).fill('已满两年未实际执结，未见上报。');
  expect(await seriousIssues(director)).toEqual([]);
  await button(director, /^处\s?置$/).click();
  await hit.getByText(/指定协同 · \d{4}-/).waitFor();
  await hit.getByRole('link', { name: '所立案件' }).click();
  await director.waitForURL(/\/cases\//);

  const path = new URL(director.url()).pathname;
  const reviewer = await house.as('jl01-handler', path);
  await give(reviewer, '提出审查意见', { 理由: '有财产可供执行，已满两年。' }, ['协同执行']);
  const deciding = await house.as('jl01-bureau-director', path);
  await give(deciding, /作出审查决定/, { 理由: '应当协同执行。' }, ['协同执行']);
  await deciding.locator('#content').getByText('已决定协同', { exact: true }).first().waitFor();
  expect(house.faults).toEqual([]);
});

test("a court's number for the year: one sets it, another reads and approves it, and what it obliges to is named", async () => {
  const director = await house.as('jl01-command-director', '/assessment');
  await director.getByText('这一年还没有确定数量。').waitFor();
  await director.getByLabel(/件数$/).fill('40');
  await director.getByLabel('理由').fill('按上年办理能力确定。');
  await button(director, '提出').click();
  await director.getByText('待批准 40').waitFor();
  expect(await button(director, '核对并批准').count()).toBe(0);

  const president = await house.as('jl01-president', '/assessment');
  await button(president, '核对并批准').click();
  await president.getByRole('dialog').getByText('按上年办理能力确定。').waitFor();
  await president
    .getByRole('dialog')
    .getByRole('button', { name: /^批\s?准$/ })
    .click();
  await president.getByRole('cell', { name: '40', exact: true }).waitFor();
  expect(await president.getByText('待批准').count()).toBe(0);
  expect(await seriousIssues(president)).toEqual([]);

  const handler = await house.client('jl01-handler');
  const { caseId, ...opened } = await handler.order(ORDER);
  await handler.get(
    `${house.stack.urls.commandCenter}/collaborations/${caseId}?after=${'seq' in opened ? opened.seq : 1}`,
  );
  await president.getByRole('tab', { name: '应当办结' }).click();
  await president.locator('.ant-table-row-expand-icon').click();
  await president.locator(`a[href="/cases/${caseId}"]`).waitFor();
  expect(await seriousIssues(president)).toEqual([]);
  expect(house.faults).toEqual([]);
});

test('an indicator is reported with its definition beside it', async () => {
  const assessor = await house.as('jl01-assessor', '/assessment?part=indicators');
  await assessor.getByText('这一期间还没有填报。').waitFor();
  await assessor.getByLabel('分子').fill('1799');
  await assessor.getByLabel('分母').fill('1999');
  await assessor.getByLabel('数据来源').fill('统计报表');
  await button(assessor, /^填\s?报$/).click();
  await assessor.getByText('90.0% 未达标').waitFor();
  await assessor.getByText('设置，不是法律规定').first().waitFor();
  expect(await seriousIssues(assessor)).toEqual([]);
  expect(house.faults).toEqual([]);
});

test('whoever has no part in it is not led there', async () => {
  const handler = await house.as('jl0104-handler', '/');
  await handler.getByRole('link', { name: '案件', exact: true }).waitFor();
  expect(await handler.getByRole('link', { name: /底册|考核/ }).count()).toBe(0);
});
