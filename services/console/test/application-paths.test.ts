import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { APPLICATION_PATHS } from '../src/gateway';

test('every page the application knows can be opened by its address', () => {
  const router = readFileSync(join(__dirname, '../web/src/app/router.tsx'), 'utf8');
  const paths = [...router.matchAll(/\bpath: '([\w-]+)/g)].map(([, path]) => `/${path}`);
  const offered = APPLICATION_PATHS.map((path) => path.replace('{/*rest}', ''));
  expect(paths.length).toBeGreaterThan(5);
  expect(new Set(offered)).toEqual(new Set(['/', ...paths]));
});
