import type { Page } from 'playwright-core';
import { readFile } from 'node:fs/promises';
import { application, PLAN, until } from '../../src/support';
import { Browsing } from '../../src/support/browsing';

/** The page of one case as people meet it: its papers, its parties, its place in the address, and on paper. */
let house: Browsing;
let casePath = '';
const NAME = '欧阳修文';

beforeAll(async () => {
  house = await Browsing.start();
  const applicant = await house.client('jl0104-handler');
  const opened = await applicant.submit(
    application('吉0104', '吉01', {
      parties: [
        { side: 'applicant', name: '长春松涛建材有限公司', kind: 'organization' },
        { side: 'respondent', name: NAME, kind: 'person' },
      ],
      cause: '䶮𠮷村土地承包纠纷',
      matters: `${NAME}（电话13812345678）拒不腾退，请协助。`,
    }) as never,
  );
  if (!('seq' in opened)) throw new Error('the engine is away');
  casePath = `/cases/${opened.caseId}`;
  await (await house.client('jl01-handler')).command(opened.caseId, 'application.register', {});
}, 240_000);
afterAll(() => house?.stop());

const idOf = (path: string) => path.split('/').at(-1)!;
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

/** How much of the first page is not white: an empty page has nothing on it. */
const ink = (page: Page) =>
  page
    .locator('.pdf-page canvas')
    .first()
    .evaluate((element) => {
      const canvas = element as unknown as {
        width: number;
        height: number;
        getContext(kind: '2d'): { getImageData(x: number, y: number, w: number, h: number): { data: Uint8Array } };
      };
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      return data.filter((value, index) => index % 4 === 0 && value < 128).length;
    });

/** The shown page of a paper once it is drawn, by what it says. */
const paperWith = (page: Page, words: string) => page.locator('.pdf-page').filter({ hasText: words }).first();

test('the page says where the case stands, and keeps in sight what can be done', async () => {
  const page = await house.as('jl01-handler', casePath);
  await page.getByRole('heading', { level: 1, name: /协同执字第\d+号 · （\d{4}）吉0104执/ }).waitFor();
  const way = page.getByRole('list', { name: '办理进程' });
  expect(await way.locator('[aria-current=step]').innerText()).toMatch(/^审查/);
  await page.getByText('已经结束的期限').waitFor();
  await page.locator('#papers').scrollIntoViewIfNeeded();
  await page.evaluate('window.scrollTo(0, document.body.scrollHeight)');
  expect((await button(page, '提出审查意见').boundingBox())!.y).toBeLessThan(768);
});

test('a draft is looked at before it is sent, with customary words put into it', async () => {
  const page = await house.as('jl01-handler', casePath);
  await button(page, '提出审查意见').click();
  await page.waitForURL(/do=review\.propose/);
  await page.getByLabel('协同执行', { exact: true }).check();
  await page.getByText('常用语与事由模板').click();
  await button(page, '按所报事由起草理由').click();
  expect(await page.getByLabel('理由').inputValue()).toContain('已满二年仍未实际执结');
  await button(page, /预览文书/).click();
  await paperWith(page, '协同执行决定书').waitFor();
  expect(await ink(page)).toBeGreaterThan(1_000);
  await page.getByRole('dialog').last().getByRole('button', { name: '关闭' }).click();
  await page.reload();
  await page.getByText('已恢复上次未提交的内容').waitFor();
  const reasons = page.getByLabel('理由');
  expect(await reasons.inputValue()).toContain('已满二年仍未实际执结');
  await button(page, /^提\s*交$/).click();
  await page.getByText('还有“××”没有填写').waitFor();
  await reasons.fill((await reasons.inputValue()).replaceAll('××年×月×日', '2016年9月1日').replaceAll('××', '王某'));
  await button(page, /^提\s*交$/).click();
  await page.waitForURL((url) => !url.search.includes('do='));
});

test('an issued paper is looked at in the page, taken away in both forms, and leads to its check', async () => {
  const caseId = idOf(casePath);
  const director = await house.client('jl01-bureau-director');
  await director.command(caseId, 'review.decide', { outcome: 'APPROVE', reasons: '同意协同执行。' });
  const page = await house.as('jl0104-handler', `${casePath}#papers`);
  const papers = page.locator('#papers');
  const decision = papers.getByRole('row', { name: /协同执行决定书/ });
  await decision.getByText('有效', { exact: true }).waitFor();
  await decision.getByRole('button', { name: /^预览/ }).click();
  await paperWith(page, NAME).waitFor();
  expect(await ink(page)).toBeGreaterThan(1_000);
  await page.getByRole('dialog').last().getByRole('button', { name: '关闭' }).click();
  for (const [button, begins, file] of [
    [decision.getByRole('button', { name: /^下载 PDF/ }), '%PDF', /协同执行决定书.*\.pdf$/],
    [decision.getByRole('button', { name: /^下载 DOCX/ }), 'PK', /协同执行决定书.*\.docx$/],
    [papers.getByRole('button', { name: '下载卷宗（ZIP）' }), 'PK', /^卷宗.*\.zip$/],
    [papers.getByRole('button', { name: '导出时间线（XLSX）' }), 'PK', /^时间线.*\.xlsx$/],
  ] as const) {
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    expect(download.suggestedFilename()).toMatch(file);
    expect((await readFile(await download.path())).subarray(0, begins.length).toString()).toBe(begins);
  }
  await decision.getByRole('link', { name: /核验/ }).click();
  await page.getByRole('button', { name: '核验' }).click();
  await page.getByText('核验通过').waitFor();
});

test('a party’s name is shown for a reason, and hidden again by leaving', async () => {
  const page = await house.as('jl0104-handler', casePath);
  const parties = page.locator('#parties');
  await parties.getByText('欧阳某').waitFor();
  expect(await page.content()).not.toContain(NAME);
  await button(page, '查看全名等信息').click();
  await button(page, /^查\s*看$/).click();
  await page.getByText('请写明查看理由，不少于4个字。').waitFor();
  await page.getByLabel('查看理由').fill('核对被执行人身份');
  await button(page, /^查\s*看$/).click();
  await parties.getByText(NAME).waitFor();
  await page.getByText(`${NAME}（电话13812345678）拒不腾退，请协助。`).waitFor();
  await page.goto(`${house.stack.urls.console}/cases`);
  await page.goBack();
  await parties.getByText('欧阳某').waitFor();
  expect(await page.content()).not.toContain(NAME);
  const superior = await house.as('jl-inspector', casePath);
  await superior.locator('#parties').getByText('欧阳某').waitFor();
  expect(await button(superior, '查看全名等信息').count()).toBe(0);
});

test.each<[string, () => Promise<Page>, string]>([
  ['a case’s page', () => house.as('jl0104-handler', casePath), '䶮𠮷村土地承包纠纷'],
  ['where papers are checked', () => house.as('jl0104-handler', '/verify'), '文书上的核验码'],
  ['where people sign in', () => house.stranger(), '用户名'],
])('a rare name is painted: the console’s face has what the machine’s own have not: %s', async (_, open, words) => {
  const page = await open();
  const family = await page
    .getByText(words)
    .first()
    .evaluate(
      (element) =>
        (globalThis as unknown as { getComputedStyle(of: unknown): { fontFamily: string } }).getComputedStyle(element)
          .fontFamily,
    );
  // What no face has is the same box whatever the character.
  const painted = (await page.evaluate(`(async () => {
    const font = '40px ' + ${JSON.stringify(family)};
    await document.fonts.load(font, '䶮𠮷');
    return ['䶮', '𠮷', '\\u{10fffd}', '\\u{10fffc}'].map((character) => {
      const context = new OffscreenCanvas(60, 60).getContext('2d');
      context.font = font;
      context.fillText(character, 5, 45);
      return String(context.getImageData(0, 0, 60, 60).data);
    });
  })()`)) as string[];
  expect(painted[2]).toBe(painted[3]);
  expect(new Set(painted).size).toBe(3);
});

/** How many pixels of two pictures differ by more than half of what they can, counted in a page, which can read them. */
function strikinglyApart(page: Page, one: Buffer, other: Buffer): Promise<number> {
  const texts = JSON.stringify([one, other].map((picture) => picture.toString('base64')));
  return page.evaluate(`(async () => {
    const [a, b] = await Promise.all(${texts}.map(async (text) => {
      const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))]));
      const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
      context.drawImage(picture, 0, 0);
      return context.getImageData(0, 0, picture.width, picture.height).data;
    }));
    if (a.length !== b.length) return Infinity;
    let count = 0;
    for (let at = 0; at < a.length; at += 4) if (Math.abs(a[at] - b[at]) > 127) count += 1;
    return count;
  })()`);
}

test('on a machine without Chinese faces no word stays a box', async () => {
  const page = await house.as('jl0104-handler', '/');
  await page.getByText('即将逾期').waitFor();
  await page.evaluate(`document.fonts.load('16px "LXGW WenKai"', '工')`);
  const painted = () => Promise.all(['nav', 'main'].map((part) => page.locator(part).first().screenshot()));
  const same = (one: Buffer[], other: Buffer[]) => one.map((part, index) => part.equals(other[index]!));
  // What still arrives from the services moves the page; boxes stand still as words do.
  const first = await until('the page to stand still', async () => {
    const now = await painted();
    return same(now, await painted()).every(Boolean) && now;
  });
  // What is taken out of the page and put back is set anew.
  await page.evaluate(`document.body.style.display = 'none'`);
  await page.evaluate(`requestAnimationFrame(() => (document.body.style.display = ''))`);
  const anew = await painted();
  const apart = await Promise.all(first.map((one, index) => strikinglyApart(page, one, anew[index]!)));
  // A line may come to lie a fraction of a pixel elsewhere; a box is another figure than a word.
  expect(Math.max(...apart)).toBeLessThan(10);
});

test('the part of the page stands in the address: a link, a reload and a step back come to it', async () => {
  await house.as('jl01-command-officer');
  const page = await house.as('jl01-command-officer', `${casePath}#outcome`);
  const inView = async (id: string) => {
    const part = page.locator(`#${id}:focus`);
    await part.waitFor();
    expect((await part.boundingBox())!.y).toBeLessThan(768);
  };
  await inView('outcome');
  await page.getByRole('navigation', { name: '本页内容' }).getByRole('link', { name: '审查与决定' }).click();
  await inView('decision');
  await page.reload();
  await inView('decision');
  await page.goBack();
  await inView('outcome');
});

test('a new version of the plan says what it changed, and only courts that take part can be taken out', async () => {
  const caseId = idOf(casePath);
  const client = (name: string) => house.client(name);
  await (await client('jl0104-handler')).command(caseId, 'decision.acknowledge', {});
  await (await client('jl01-command-officer')).command(caseId, 'plan.submit', PLAN);
  await (
    await client('jl01-bureau-director')
  ).command(caseId, 'participants.change', {
    add: ['吉0105'],
    reasons: '需要当地配合。',
  });
  await (await client('jl0105-handler')).command(caseId, 'decision.acknowledge', {});
  await (await client('jl01-command-officer')).command(caseId, 'plan.submit', { ...PLAN, support: '干警二十名。' });
  const page = await house.as('jl01-bureau-director', `${casePath}#plan`);
  await page.locator('#plan').getByText('2版').click();
  await page.locator('#plan ins').getByText('干警二十名。').waitFor();
  await page.locator('#plan del').getByText('干警十四名，警车四辆。').waitFor();
  await button(page, /变更参与/).click();
  await page.getByLabel('减少的法院').click();
  const choices = page.locator('.ant-select-dropdown .ant-select-item-option');
  // News of the case may close the list; what it offers stays in the page.
  await choices.filter({ hasText: '吉0105' }).waitFor({ state: 'attached' });
  expect(await choices.allTextContents()).toEqual([expect.stringContaining('吉0105')]);
});

test('on paper there is a head, every deadline and every entry, and no way about', async () => {
  const page = await house.as('jl01-bureau-director', casePath);
  await page.locator('#timeline').waitFor();
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(`window.dispatchEvent(new Event('beforeprint'))`);
  await page.getByText('打印人').waitFor();
  const rows = page.locator('.printed-table').last().getByRole('row');
  const { seq } = (await page.evaluate(
    `fetch('/api/intake/collaborations/${idOf(casePath)}').then((answer) => answer.json())`,
  )) as { seq: number };
  expect(await rows.count()).toBe(seq);
  expect(await page.getByRole('navigation').filter({ visible: true }).count()).toBe(0);
  await page.evaluate(`window.dispatchEvent(new Event('afterprint'))`);
  await page.emulateMedia({ media: null });
});

test('no page failed and no request left the machine', () => expect(house.faults).toEqual([]));
