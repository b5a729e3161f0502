import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { workspaces } from '../bootstrap/workspaces.mjs';

const root = resolve(__dirname, '../..');

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  exports?: Record<string, string>;
}

const manifestOf = (folder: string) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;
const everywhere = Object.keys(manifestOf('.').devDependencies ?? {});
const folders = workspaces(root).map(({ folder }) => folder);

function* filesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (['node_modules', 'dist'].includes(entry.name) || folders.includes(relative(root, path))) continue;
    if (entry.isDirectory()) yield* filesIn(path);
    else if (/\.(tsx?|mjs|cjs|js|css)$/.test(entry.name)) yield path;
  }
}

/** `@scope/name` or `name` of what an import asks for. */
const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** Packages that files of a folder ask for. Those of this repository are found in tests without being declared: the border says which. */
function imported(folder: string): Set<string> {
  const found = new Set<string>();
  for (const file of filesIn(join(root, folder))) {
    const isTest = relative(join(root, folder), file).startsWith('test/');
    const text = readFileSync(file, 'utf8');
    const specifiers = file.endsWith('.css')
      ? [...text.matchAll(/@import '([^']+)'|url\('?~?(@[^')]+)/g)].map(([, a, b]) => (a ?? b)!)
      : ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
    for (const specifier of specifiers) {
      const name = packageOf(specifier);
      if (!/^@?[a-z][\w.-]*(\/[\w.-]+)?$/.test(name) || isBuiltin(specifier)) continue;
      if (!isTest || !name.startsWith('@xiezhi/')) found.add(name);
    }
  }
  return found;
}

const mentioned = (folder: string, name: string) =>
  [...filesIn(join(root, folder)), join(root, folder, 'package.json')].some((file) =>
    readFileSync(file, 'utf8').replace(`"${name}":`, '').includes(name),
  );

describe.each(folders)('%s', (folder) => {
  const { dependencies = {}, devDependencies = {}, exports = {} } = manifestOf(folder);
  const declared = Object.keys({ ...dependencies, ...devDependencies });

  test('declares what it imports', () => {
    expect([...imported(folder)].filter((name) => !declared.includes(name) && !everywhere.includes(name))).toEqual([]);
  });

  test('uses what it declares', () => {
    const used = imported(folder);
    const unused = declared.filter(
      (name) => !used.has(name) && !name.startsWith('@types/') && !mentioned(folder, name),
    );
    expect(unused).toEqual([]);
  });

  test('offers files that are there', () => {
    expect(Object.values(exports).filter((file) => !existsSync(join(root, folder, file)))).toEqual([]);
  });
});

test('what shared code needs is found from where a service’s bundle runs', () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: object };
  expect(Object.keys(packages).filter((path) => /^shared\/[^/]+\/node_modules\//.test(path))).toEqual([]);
});
