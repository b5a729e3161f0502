import axe from 'axe-core';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium';

/** The smallest screen the console is made for. */
const SCREEN = { width: 1366, height: 768 };
const PATIENCE_MS = 20_000;

interface Account {
  username: string;
  password: string;
}

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string }[];
}

/** People at their own browsers on one console, each signed in once with a demo account. */
export class ConsoleVisitors {
  /** What must not happen on any page: a script that fails, a request that leaves the machine. */
  readonly faults: string[] = [];
  private readonly pages = new Map<string, Page>();

  private constructor(
    private readonly browser: Browser,
    private readonly url: string,
    private readonly dataDir: string,
  ) {}

  /** @param dataDir of the installation, for the demo accounts' passwords */
  static async open(url: string, dataDir: string): Promise<ConsoleVisitors> {
    return new ConsoleVisitors(await launchChromium(), url, dataDir);
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  /** The person's page, at `path`. */
  async as(username: string, path = '/'): Promise<Page> {
    const known = this.pages.get(username);
    if (known) {
      await known.goto(this.url + path);
      return known;
    }
    const context = await this.browser.newContext({ viewport: SCREEN, locale: 'zh-CN' });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => this.faults.push(String(error)));
    page.on('request', (request) => {
      const { hostname } = new URL(request.url());
      if (hostname !== '127.0.0.1') this.faults.push(`a request left the machine: ${request.url()}`);
    });
    await page.goto(this.url + path);
    await this.signIn(page, username);
    await page.waitForURL((url) => url.href.startsWith(this.url) && !url.pathname.startsWith('/auth'));
    this.pages.set(username, page);
    return page;
  }

  async signIn(page: Page, username: string): Promise<void> {
    const accounts = JSON.parse(readFileSync(join(this.dataDir, 'demo-accounts.json'), 'utf8')) as Account[];
    const first = JSON.parse(readFileSync(join(this.dataDir, 'first-accounts.json'), 'utf8')) as Account[];
    const account = [...accounts, ...first].find((each) => each.username === username);
    if (!account) throw new Error(`no account ${username}`);
    await page.fill('input[name=username]', username);
    await page.fill('input[name=password]', account.password);
    await page.click('button[type=submit]');
  }

  /** Axe runs inside the page: its policy lets nothing else in, so the script is evaluated and not added. */
  async seriousIssues(page: Page): Promise<string[]> {
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(async () => {
      const { axe: checker } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
      return checker.run();
    });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  }
}

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

/** Sends the open form, and confirms it where it asks. */
export async function submitForm(page: Page): Promise<void> {
  const form = page.locator('.ant-drawer-open');
  await form.getByRole('button', { name: /^提\s*交$/ }).click();
  const confirmation = page.locator('.ant-modal-confirm').getByRole('button', { name: '确认' });
  await confirmation.or(page.locator('.ant-message-success')).first().waitFor();
  if (await confirmation.isVisible()) await confirmation.click();
  await form.waitFor({ state: 'hidden' });
}

/** Opens the form of a command on the case page, fills fields by their labels, and sends it. */
export async function give(
  page: Page,
  command: string | RegExp,
  fields: Readonly<Record<string, string>> = {},
  choices: readonly string[] = [],
): Promise<void> {
  await button(page, command).first().click();
  const form = page.locator('.ant-drawer-open');
  for (const [label, value] of Object.entries(fields)) await form.getByLabel(label, { exact: true }).fill(value);
  for (const label of choices) await form.getByLabel(label, { exact: true }).check();
  await submitForm(page);
}
