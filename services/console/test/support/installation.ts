import { startStack, type Stack } from '@xiezhi/infra';
import { maySee, type Reader } from '@xiezhi/rules';
import { caseView, readerOf } from '@xiezhi/case-kit';
import {
  connectDatabase,
  connectNats,
  createAuthenticator,
  createHttpApp,
  createLogger,
  createMetrics,
  defineRoute,
  listen,
  Problem,
} from '@xiezhi/service-kit';
import type { Listening, Route } from '@xiezhi/service-kit';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { Happenings } from '../../src/api-gateway/happenings';
import { LiveEvents } from '../../src/api-gateway/live';
import { consoleConfig } from '../../src/config';
import { createConsole } from '../../src/gateway';
import { sha256 } from '../../src/session/seal';
import { SessionStore } from '../../src/session/store';
import { Browser } from './browser';
import { CASE_ID, HOSTILE, sampleCase } from './sample-case';

const TODAY = '2018-10-25';

/**
 * A console on the real identity and database. Of the services only their answers matter here: they are made from a real
 * case by the functions the services themselves use, and given to whoever may see it.
 */
export interface Installation {
  url: string;
  stack: Stack;
  sessions: SessionStore;
  /** When a session's person last gave a sign of life, epoch ms. */
  seenAt(cookie: string): Promise<number>;
  /** Messages that were marked as read. */
  marked: string[];
  /** What the case service does instead of answering. */
  outage: { status?: number };
  signIn(username: string, path?: string): Promise<{ browser: Browser; url: string; status: number; text: string }>;
  close(): Promise<void>;
}

const silent = createLogger('test', 'silent');

export async function startInstallation({ rehearsal }: { rehearsal: boolean }): Promise<Installation> {
  const dataDir = mkdtempSync(join(tmpdir(), 'xiezhi-console-'));
  const stack = await startStack({
    dataDir,
    ports: 'free',
    rehearsal,
    demo: true,
    parts: ['mongodb', 'nats', 'identity'],
  });
  const readJson = (name: string) => JSON.parse(readFileSync(join(dataDir, name), 'utf8')) as unknown;
  const { clients } = readJson('secrets.json') as { clients: Record<string, string> };
  const passwords = readJson('demo-accounts.json') as { username: string; password: string }[];
  const marked: string[] = [];
  const outage: { status?: number } = {};

  const portOf = (url: string) => Number(new URL(url).port);
  const serve = (service: string, url: string, routes: Route[]) => {
    const authenticator = createAuthenticator({ issuer: stack.urls.identity, clockToleranceS: 5 });
    const { app } = createHttpApp({ service, title: service, version: '1', logger: silent, routes, authenticator });
    return listen(app, { host: '127.0.0.1', port: portOf(url) });
  };
  const servers: Listening[] = await Promise.all([
    serve('intake', stack.urls.intake, caseRoutes(outage)),
    serve('notification', stack.urls.notification, inboxRoutes(marked)),
    serve('command-center', stack.urls.commandCenter, [clockRoute()]),
  ]);

  const config = consoleConfig({
    ...stack.env,
    PORT: String(portOf(stack.urls.console)),
    CONSOLE_CLIENT_SECRET: clients['xiezhi-console'],
  });
  const connection = await connectDatabase(config, 'console', silent);
  const nats = connectNats(config, silent);
  const metrics = createMetrics('console');
  const live = new LiveEvents(config.INTAKE_URL, silent);
  const happenings = new Happenings(nats, (happening) => live.note(happening), silent, metrics);
  const { app } = await createConsole({ config, connection, logger: silent, metrics, live, happenings });
  const server = await listen(app, { host: '127.0.0.1', port: portOf(stack.urls.console) });

  return {
    url: server.url,
    stack,
    sessions: new SessionStore(connection),
    async seenAt(cookie) {
      const found = await connection
        .db!.collection<{ _id: string; seenAt: number }>('sessions')
        .findOne({ _id: sha256(cookie) });
      return found!.seenAt;
    },
    marked,
    outage,
    async signIn(username, path = '/') {
      const browser = new Browser();
      const form = await browser.visit(`${server.url}${path}`);
      const password = passwords.find((account) => account.username === username)?.password;
      if (password === undefined) throw new Error(`no account ${username}`);
      const action = /<form method="post" action="([^"]+)"/.exec(form.text)?.[1]?.replaceAll('&#38;', '&');
      if (!action) throw new Error(`no sign-in form at ${form.url}: ${form.text.slice(0, 300)}`);
      return { browser, ...(await browser.visit(new URL(action, form.url).href, { username, password })) };
    },
    async close() {
      live.close();
      happenings.close();
      await nats.close();
      await server.close();
      await Promise.all(servers.map((one) => one.close()));
      await connection.close();
      await stack.discard();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function caseRoutes(outage: { status?: number }): Route[] {
  const document = sampleCase();
  const { state, updatedAt } = document;
  const refuseWhenOut = () => {
    if (outage.status === 503) throw new Problem('UNAVAILABLE');
    if (outage.status === 401) throw new Problem('UNAUTHENTICATED');
  };
  const visible = (reader: Reader) => maySee(state, reader, TODAY);
  return [
    defineRoute({
      method: 'get',
      path: '/collaborations',
      operationId: 'list',
      summary: '列表',
      security: 'user',
      query: z.object({ state: z.string().optional(), cursor: z.string().optional(), limit: z.string() }),
      responses: { 200: z.looseObject({}) },
      handler: ({ query, user }) => {
        refuseWhenOut();
        const shown = visible(readerOf(user)) && (query.state === undefined || query.state === state.status);
        const item = {
          caseId: CASE_ID,
          seq: document.seq,
          state: state.status,
          route: state.route,
          executingCourt: state.executingCourt,
          decidingCourt: state.decidingCourt,
          documentNumber: state.documentNumber,
          caseNumber: state.caseFields.caseNumber,
          cause: `${state.caseFields.cause}${HOSTILE}`,
          due: '2018-10-26',
          updatedAt,
        };
        return { status: 200, body: { items: shown ? [item] : [], next: shown && !query.cursor ? 'more' : null } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/collaborations/:caseId',
      operationId: 'read',
      summary: '案件',
      security: 'user',
      params: z.object({ caseId: z.string() }),
      responses: { 200: z.looseObject({}) },
      handler: ({ params, user }) => {
        refuseWhenOut();
        const reader = readerOf(user);
        if (params.caseId !== CASE_ID || !visible(reader))
          throw new Problem('NOT_FOUND', '没有这件案件，或者您无权查看。');
        return { status: 200, body: caseView(document, reader) };
      },
    }),
  ];
}

function inboxRoutes(marked: string[]): Route[] {
  const id = `${CASE_ID}:9:吉0104:handler`;
  return [
    defineRoute({
      method: 'get',
      path: '/inbox',
      operationId: 'inbox',
      summary: '消息',
      security: 'user',
      responses: { 200: z.looseObject({}) },
      handler: () => {
        const at = '2018-10-12T00:00:00+08:00';
        const text = `“送达”已逾期。${HOSTILE}`;
        const read = marked.includes(id);
        const message = {
          id,
          caseId: CASE_ID,
          seq: 9,
          at,
          court: '吉0104',
          role: 'handler',
          level: 'OVERDUE',
          text,
          read,
        };
        return { status: 200, body: { items: [message], next: null } };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/inbox/:id/read',
      operationId: 'mark',
      summary: '已读',
      security: 'user',
      params: z.object({ id: z.string() }),
      responses: { 204: { description: '已标记' } },
      handler: ({ params }) => {
        marked.push(params.id);
        return { status: 204 };
      },
    }),
  ];
}

function clockRoute(): Route {
  return defineRoute({
    method: 'get',
    path: '/clock',
    operationId: 'clock',
    summary: '法院时钟',
    security: 'user-or-service',
    responses: { 200: z.looseObject({}) },
    handler: () => ({ status: 200, body: { now: `${TODAY}T10:00:00+08:00`, offsetMs: 0, rehearsal: true } }),
  });
}
