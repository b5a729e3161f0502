import { signIn, XiezhiClient } from '@xiezhi/client';
import axe from 'axe-core';
import { startStack, type Stack } from '@xiezhi/infra';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium';

const PATIENCE_MS = 60_000;

/** Runs in each page before its own scripts: an account's name is its subject. */
const rememberTour = (username: string) =>
  `if (location.protocol.startsWith('http')) localStorage.setItem('xiezhi:tour:${username}', '1')`;

/** A whole demo installation with its console, and people who look at it in a real browser. */
export class Browsing {
  /** Errors of pages, what their policy forbade, and requests that left the machine. */
  readonly faults: string[] = [];
  private readonly pages = new Map<string, Page>();

  private constructor(
    readonly stack: Stack,
    private readonly browser: Browser,
    private readonly dataDir: string,
  ) {}

  static async start({ rehearsal = false } = {}): Promise<Browsing> {
    const dataDir = await mkdtemp(join(tmpdir(), 'xiezhi-browser-'));
    const [stack, browser] = await Promise.all([
      startStack({ dataDir, ports: 'free', demo: true, rehearsal }),
      launchChromium(),
    ]);
    return new Browsing(stack, browser, dataDir);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.stack.discard();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  private passwordOf(username: string): string {
    const known = ['demo-accounts.json', 'first-accounts.json'].flatMap(
      (file) => JSON.parse(readFileSync(join(this.dataDir, file), 'utf8')) as { username: string; password: string }[],
    );
    return known.find((account) => account.username === username)!.password;
  }

  /** A demo person who works without a browser. */
  async client(username: string): Promise<XiezhiClient> {
    const { urls } = this.stack;
    const password = this.passwordOf(username);
    const { accessToken } = await signIn({ issuer: urls.identity, username, password });
    return new XiezhiClient(urls, () => accessToken, PATIENCE_MS);
  }

  /** The person's own browser, signed in once, at the smallest screen the console is made for. */
  async as(username: string, path = '/'): Promise<Page> {
    const known = this.pages.get(username);
    if (known) {
      await known.goto(this.stack.urls.console + path);
      return known;
    }
    // Whoever is here for the first time is shown round; these people have seen it all before.
    const page = await this.firstVisit(username, path, undefined, rememberTour(username));
    this.pages.set(username, page);
    return page;
  }

  /** A browser that has never been here, with its person signed in. */
  async firstVisit(username: string, path = '/', password = this.passwordOf(username), before?: string): Promise<Page> {
    const page = await this.stranger(path, before);
    await this.signIn(page, username, password);
    await page.waitForURL((url) => url.href.startsWith(this.stack.urls.console) && !url.pathname.startsWith('/auth'));
    return page;
  }

  /** A browser that has never been here, and nobody signed in. */
  async stranger(path = '/', before?: string): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: { width: 1366, height: 768 },
      locale: 'zh-CN',
      // What is clicked while it moves is missed on a slow machine.
      reducedMotion: 'reduce',
    });
    if (before !== undefined) await context.addInitScript(before);
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => this.faults.push(String(error)));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) this.faults.push(message.text());
    });
    page.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url());
      if (protocol !== 'blob:' && hostname !== '127.0.0.1') this.faults.push(`left the machine: ${request.url()}`);
    });
    await page.goto(this.stack.urls.console + path);
    return page;
  }

  async signIn(page: Page, username: string, password = this.passwordOf(username)): Promise<void> {
    await page.fill('input[name=username]', username);
    await page.fill('input[name=password]', password);
    await page.click('button[type=submit]');
  }
}

interface Violation {
  id: string;
  impact: string;
  nodes: { html: string }[];
}

/** Axe runs inside the page: its policy lets nothing else in, so the script is evaluated and not added. */
export async function seriousIssues(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    return checker.run();
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
