import { PROGRAMS, programUrls } from '@xiezhi/contracts/installation';
import { toInstant } from '@xiezhi/rules';
import type { Express, RequestHandler } from 'express';
import { probe } from './api';
import type { ConsoleConfig } from './config';
import { aboutPage, tokenPage } from './pages/others';
import { verifyPage } from './pages/verify';
import { VERSION, type Visit } from './visit';
import { shortTime } from './wording';

type Visited = (route: string, handler: (visit: Visit) => Promise<void>) => RequestHandler;

/** The pages that are not the application's: about the installation, the check of a paper, and the token for the services' own interfaces. */
export function mountPages(app: Express, visited: Visited, config: ConsoleConfig): void {
  const page = (path: string, handler: (visit: Visit) => Promise<string>) =>
    app.get(
      path,
      visited(path, async (visit) => {
        visit.res.send(await handler(visit));
      }),
    );

  page('/token', async ({ view }) => tokenPage(await view()));

  page('/verify', async ({ req, api, view }) => {
    const given = (name: string) => (typeof req.query[name] === 'string' ? req.query[name].trim() : '');
    const asked = { code: given('code'), sm3: given('sm3') };
    const check = asked.code === '' ? undefined : await api.verifyPaper(asked.code, asked.sm3 || undefined);
    return verifyPage(await view(), asked, check);
  });

  app.post(
    '/token',
    visited('/token', async ({ res, session, view }) => {
      const { accessToken: value, accessExpiresAt } = session.tokens;
      res.send(tokenPage(await view(), { value, expiresAt: shortTime(toInstant(accessExpiresAt)) }));
    }),
  );

  const urls = programUrls(config);
  page('/about', async ({ api, view }) => {
    const probed = Object.values(PROGRAMS).map(async ({ title, url: [member] }) => {
      const url = urls[member];
      return { title, url, ready: await probe(url) };
    });
    const [shown, demo, ...found] = await Promise.all([view(), api.demonstration(), ...probed]);
    return aboutPage(shown, { version: VERSION, issuer: config.OIDC_ISSUER, services: found, demo });
  });
}
