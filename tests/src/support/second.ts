import { PART_NAMES, startStack, startTcpProxy } from '@xiezhi/infra';
import type { Stack, StackUrls, TcpProxy } from '@xiezhi/infra';
import { join } from 'node:path';
import type { Installation } from './installation';

/** Another process of each program of an installation, as `docker compose --scale` runs them. */
export class Second {
  private constructor(
    readonly stack: Stack,
    /** Their way to NATS, and nobody else's. */
    readonly nats: TcpProxy,
  ) {}

  static async start({ stack: { env }, dataDir }: Installation): Promise<Second> {
    const nats = await startTcpProxy(Number(new URL(env['NATS_URL']!).port));
    const stack = await startStack({
      dataDir,
      ports: 'free',
      rehearsal: env['XIEZHI_REHEARSAL'] === '1',
      demo: false,
      parts: PART_NAMES,
      logDir: join(dataDir, 'logs-second'),
      beside: { ...env, NATS_URL: `nats://127.0.0.1:${nats.port}` },
    });
    return new Second(stack, nats);
  }

  get urls(): StackUrls {
    return this.stack.urls;
  }

  async stop(): Promise<void> {
    await this.stack.discard();
    await this.nats.close();
  }
}

/** What a console's stream tells of a case. */
export interface StreamedEntry {
  caseId: string;
  seq: number;
}

/** A signed-in browser without scripts, whose every request goes to another process than the one before. */
export class Visitor {
  private readonly cookies = new Map<string, string>();
  private turn = 0;

  private constructor(private readonly sides: readonly StackUrls[]) {}

  static async signIn(sides: readonly StackUrls[], username: string, password: string): Promise<Visitor> {
    const visitor = new Visitor(sides);
    const form = await visitor.visit(`${sides[0]!.console}/auth/sign-in`);
    const action = /<form method="post" action="([^"]+)"/.exec(form.text)?.[1]?.replaceAll('&#38;', '&');
    if (!action) throw new Error(`no sign-in form at ${form.url}: ${form.text}`);
    await visitor.visit(new URL(action, form.url).href, { username, password });
    return visitor;
  }

  ask(url: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return fetch(url, { redirect: 'manual', ...init, headers: { ...init.headers, cookie } });
  }

  /** What one console tells, from now on; the stream ends with it. */
  async listen({ console }: StackUrls): Promise<StreamedEntry[]> {
    const answer = await this.ask(`${console}/api/events`);
    if (answer.status !== 200 || !answer.body) throw new Error(`no events: ${answer.status}`);
    const told: StreamedEntry[] = [];
    void (async () => {
      let text = '';
      for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        const messages = text.split('\n\n');
        text = messages.pop()!;
        for (const message of messages) {
          const data = /^event: case\ndata: (.*)$/m.exec(message)?.[1];
          if (data !== undefined) told.push(JSON.parse(data) as StreamedEntry);
        }
      }
    })().catch(() => undefined);
    return told;
  }

  private async visit(start: string, form?: Record<string, string>): Promise<{ url: string; text: string }> {
    let url = start;
    let init: RequestInit = form ? { method: 'POST', body: new URLSearchParams(form) } : {};
    for (let hops = 0; hops < 15; hops += 1) {
      url = this.elsewhere(url);
      const answer = await this.ask(url, init);
      for (const header of answer.headers.getSetCookie()) {
        const [pair = ''] = header.split(';');
        this.cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
      }
      const location = answer.headers.get('location');
      if (location === null) return { url, text: await answer.text() };
      url = new URL(location, url).href;
      init = {};
    }
    throw new Error(`redirects do not end: ${url}`);
  }

  /** The same address at the process whose turn it is. */
  private elsewhere(url: string): string {
    const { origin } = new URL(url);
    this.turn += 1;
    const there = this.sides[this.turn % this.sides.length]!;
    const name = (['identity', 'console'] as const).find((part) => this.sides.some((side) => side[part] === origin));
    return name ? url.replace(origin, there[name]) : url;
  }
}
