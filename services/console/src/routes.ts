import { toInstant } from '@xiezhi/rules';
import { Problem } from '@xiezhi/service-kit';
import type { Express, Request, RequestHandler } from 'express';
import { probe } from './api';
import type { ConsoleConfig } from './config';
import type { Phrase } from './language';
import { casePage } from './pages/case';
import { inboxHref, inboxPage } from './pages/inbox';
import { listPage } from './pages/list';
import { aboutPage, tokenPage } from './pages/others';
import { workHref, workPage, workView } from './pages/work-items';
import { VERSION, type Visit } from './visit';
import { shortTime } from './wording';

const PAGE_SIZE = 50;

type Visited = (route: string, handler: (visit: Visit) => Promise<void>) => RequestHandler;

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const field = (req: Request, name: string) => text((req.body as Record<string, unknown> | undefined)?.[name]);

/** Every page of a signed-in person. */
export function mountPages(app: Express, visited: Visited, config: ConsoleConfig): void {
  const page = (path: string, handler: (visit: Visit) => Promise<string>) =>
    app.get(
      path,
      visited(path, async (visit) => {
        visit.res.send(await handler(visit));
      }),
    );

  page('/', async ({ req, api, view }) => {
    const state = text(req.query['state']);
    const cursor = text(req.query['cursor']);
    const query = { ...(state ? { state } : {}), ...(cursor ? { cursor } : {}) };
    const [cases, shown] = await Promise.all([api.cases({ ...query, limit: PAGE_SIZE }), view()]);
    return listPage(shown, cases, query);
  });

  page('/cases/:caseId', async ({ req, api, view }) => {
    const caseId = String(req.params['caseId']);
    const [facts, shown] = await Promise.all([api.case(caseId, text(req.query['after'])), view()]);
    return casePage(shown, facts);
  });

  page('/inbox', async ({ req, api, view }) => {
    const before = text(req.query['before']);
    const query = { unread: req.query['unread'] === '1', ...(before ? { before } : {}) };
    const [messages, shown] = await Promise.all([api.inbox({ ...query, limit: PAGE_SIZE }), view()]);
    return inboxPage(shown, messages.items, query, messages.next ?? undefined);
  });

  app.post(
    '/inbox/read',
    visited('/inbox/read', async ({ req, res, api }) => {
      const id = field(req, 'id');
      if (!id) throw new Problem('VALIDATION', '没有指明消息。');
      await api.markRead(id);
      const { searchParams } = new URL(field(req, 'back') ?? '/inbox', 'http://console.invalid');
      const before = searchParams.get('before');
      res.redirect(303, inboxHref({ unread: searchParams.has('unread'), ...(before ? { before } : {}) }));
    }),
  );

  page('/work', async ({ req, api, view }) => {
    const current = workView(text(req.query['view']));
    const cursor = text(req.query['cursor']);
    const query = { view: current, ...(cursor ? { cursor } : {}), limit: PAGE_SIZE };
    const [items, counts, shown] = await Promise.all([api.workItems(query), api.workCounts(), view()]);
    return workPage(shown, items, counts, current);
  });

  for (const action of ['claim', 'release'] as const) {
    const path = `/work/${action}`;
    app.post(
      path,
      visited(path, async ({ req, res, api }) => {
        const [id, version] = [field(req, 'id'), field(req, 'version')];
        if (!id || !version) throw new Problem('VALIDATION', '没有指明事项。');
        // The form of one state of the item is one request, however often it is sent.
        await api.changeClaim(id, action, `console-${action}-${version}`);
        res.redirect(303, workHref('todo'));
      }),
    );
  }

  page('/token', async ({ view }) => tokenPage(await view()));

  app.post(
    '/token',
    visited('/token', async ({ res, session, view }) => {
      const { accessToken: value, accessExpiresAt } = session.tokens;
      res.send(tokenPage(await view(), { value, expiresAt: shortTime(toInstant(accessExpiresAt)) }));
    }),
  );

  const services: [Phrase, string][] = [
    ['报请与受理', config.INTAKE_URL],
    ['审查与决定服务', config.DECISION_URL],
    ['指挥中心', config.COMMAND_CENTER_URL],
    ['提醒与消息', config.NOTIFICATION_URL],
    ['统一登录与账号', config.OIDC_ISSUER],
    ['工作台', config.CONSOLE_URL],
  ];
  page('/about', async ({ view }) => {
    const probed = services.map(async ([title, url]) => ({ title, url, ready: await probe(url) }));
    const [shown, ...found] = await Promise.all([view(), ...probed]);
    return aboutPage(shown, { version: VERSION, issuer: config.OIDC_ISSUER, services: found });
  });
}
