import compression from 'compression';
import express, { type Express, type Response } from 'express';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../web/dist/', import.meta.url));
const YEAR_S = 365 * 24 * 60 * 60;

export interface WebFiles {
  /** Where the face for rare characters is: the pages that are not the application share its copy in a browser. */
  face: string;
  /** The files of the application: their names change with their content, so they are kept for good. */
  mount(app: Express): void;
  /** Sends the application's page. @param nonce lets this page, and nothing else, add styles while it runs */
  send(res: Response, page: { nonce: string; language: 'zh' | 'en' }): void;
}

/** The built application. @throws Error when it has not been built */
export function loadWebFiles(folder = FOLDER): WebFiles {
  const file = `${folder}/index.html`;
  if (!existsSync(file)) throw new Error(`${file} is missing: run npm run build`);
  const template = readFileSync(file, 'utf8');
  const face = readdirSync(`${folder}/app`).find((name) => /^lxgw-wenkai-.+\.woff2$/.test(name));
  if (face === undefined) throw new Error(`${folder} has no face for rare characters: run npm run build`);
  return {
    face: `/app/${face}`,
    mount(app) {
      app.use('/app', (_req, res, next) => {
        res.locals['route'] = 'assets';
        next();
      });
      app.use(
        '/app',
        compression(),
        express.static(`${folder}/app`, { immutable: true, maxAge: YEAR_S * 1_000, index: false }),
      );
    },
    send(res, { nonce, language }) {
      const page = template
        .replace('<html lang="zh-CN">', `<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">`)
        .replace('content="nonce"', `content="${nonce}"`);
      res.type('html').send(page);
    },
  };
}
