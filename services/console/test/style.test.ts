import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STYLE } from '../src/style';

const SOURCE = join(__dirname, '../src');
const pages = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && path !== 'style.ts')
  .map((path) => readFileSync(join(SOURCE, path), 'utf8'))
  .join('\n');

const withoutAddresses = STYLE.replace(/url\([^)]*\)/g, '');
const classes = [...new Set([...withoutAddresses.matchAll(/\.([a-z][\w-]*)(?=[^{}]*\{)/gi)].map(([, name]) => name!))];

test.each(classes)('a page uses the style .%s', (name) => {
  expect(pages).toMatch(new RegExp(`class="[^"]*\\b${name}\\b|'${name}'`));
});
