import express, { type RequestHandler } from 'express';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const NAME = 'lxgw-wenkai-latin-500-normal.woff2';
const YEAR_MS = 365 * 24 * 60 * 60 * 1_000;
const packageFile = createRequire(import.meta.url).resolve('@fontsource/lxgw-wenkai/package.json');
const { version } = createRequire(import.meta.url)(packageFile) as { version: string };

/** Where the face is served; the version in it makes it one that browsers may keep for good. */
export const RARE_FACE = { path: `/face/${version}`, file: NAME };

/** The face of papers and console for the rare characters of names; browsers load it for a character they lack. */
export function rareFace(): RequestHandler {
  const files = express.static(join(dirname(packageFile), 'files'), { immutable: true, maxAge: YEAR_MS, index: false });
  return (req, res, next) => {
    res.locals['route'] = 'assets';
    if (req.path === `/${NAME}`) files(req, res, next);
    else next();
  };
}
