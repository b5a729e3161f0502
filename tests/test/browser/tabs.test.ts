import type { BrowserContext, Page } from 'playwright-core';
import { application } from '../../src/support';
import { Browsing } from '../../src/support/browsing';

/** Clerks open cases in tabs, one after another: each works, and each is told what happens. */
const TABS = 8;
const PATIENCE_MS = 60_000;

let house: Browsing;
let caseId = '';

beforeAll(async () => {
  house = await Browsing.start();
  const applicant = await house.client('jl0104-handler');
  const opened = await applicant.submit(application('吉0104', '吉01') as never);
  caseId = opened.caseId;
}, 240_000);
afterAll(() => house?.stop());

const shows = (page: Page, words: string) => page.getByText(words).first().waitFor({ timeout: PATIENCE_MS });

async function openTabs(context: BrowserContext, count: number): Promise<Page[]> {
  const pages: Page[] = [];
  for (let n = 0; n < count; n += 1) {
    const page = await context.newPage();
    await page.goto(`${house.stack.urls.console}/cases/${caseId}`);
    await shows(page, '已报请');
    pages.push(page);
  }
  return pages;
}

test('the eighth tab answers like the first; all are told of what happens, also after the first was closed', async () => {
  const first = await house.firstVisit('jl01-handler', '/inbox');
  const context = first.context();
  const streams: string[] = [];
  context.on('request', (request) => {
    if (new URL(request.url()).pathname === '/api/events') streams.push(request.method());
  });
  const wall = await context.newPage();
  await wall.goto(`${house.stack.urls.console}/cases`);
  const tabs = await openTabs(context, TABS - 1);
  // A tab that freezes, crashes or goes takes nothing from the others.
  await first.close();
  await tabs[0]!.close();
  await (await house.client('jl01-handler')).command(caseId, 'application.register', {});
  await Promise.all(tabs.slice(1).map((page) => shows(page, '审查中')));
  await shows(wall, '审查中');
  expect(streams.length).toBeLessThan(TABS);
  await context.close();
});

test('where tabs cannot share a stream, the one that is looked at has it, and the eighth answers all the same', async () => {
  const first = await house.firstVisit('jl01-handler', '/inbox');
  const context = first.context();
  await context.addInitScript('delete globalThis.SharedWorker');
  // Playwright keeps every tab in front; in a browser all but one are hidden.
  await context.addInitScript(`Object.defineProperty(document, 'visibilityState', {
    configurable: true,
    get: () => (globalThis.inFront === false ? 'hidden' : 'visible'),
  })`);
  const turn = (page: Page, inFront: boolean) =>
    page.evaluate(`inFront = ${inFront}; document.dispatchEvent(new Event('visibilitychange'))`);
  const pages: Page[] = [];
  for (let n = 0; n < TABS; n += 1) {
    const page = await context.newPage();
    await page.goto(`${house.stack.urls.console}/cases/${caseId}`);
    await shows(page, '审查中');
    await turn(page, false);
    pages.push(page);
  }
  const proposed = { outcome: 'APPROVE', reasons: '符合规定。' } as const;
  await (await house.client('jl01-handler')).command(caseId, 'review.propose', proposed);
  await turn(pages[0]!, true);
  await shows(pages[0]!, '符合规定。');
  await context.close();
});

test('nothing was said against by the page’s policy', () => {
  expect(house.faults).toEqual([]);
});
