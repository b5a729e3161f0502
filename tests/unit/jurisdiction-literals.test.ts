import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { Courts, JURISDICTION } from '@xiezhi/rules';
import { eventTypePrefixOf, subjectOf, subjectsOfCourt } from '@xiezhi/contracts';
import ts from 'typescript';

const ROOT = resolve(__dirname, '../..');
const SOURCES = ['shared', 'services', 'workflows', 'infra'];
/** What is Jilin's and says so: its value, the text of its Rule, and what is invented for demonstrations in it. */
const OWN = [
  'shared/rules/src/jurisdiction/jilin2018/',
  'shared/rules/src/articles/art',
  'shared/contracts/src/demo-people.ts',
  'workflows/src/demo/',
  // Its help signs in one of those people.
  'infra/src/token.ts',
];

const { sign, short } = JURISDICTION.courts.province;
/** Its name and sign, a court's code in ASCII, and the places in the names of its courts. */
const JILINS = new RegExp(`${sign}|${short}|\\bjl(?:\\d|\\b)|延边|长春`);

function* sourcesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (['node_modules', 'dist', 'test', 'tests', 'data'].includes(entry.name) || entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sourcesIn(path);
    else if (/\.tsx?$/.test(entry.name)) yield path;
  }
}

/** Literals in a source that speak of Jilin: strings, parts of templates, regular expressions and text between tags. */
function literalsIn(text: string, file = 'a.tsx'): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const imported = node.parent && (ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent));
    const literal = ts.isLiteralExpression(node) || ts.isJsxText(node) || ts.isTemplateLiteralToken(node);
    if (literal && !imported && JILINS.test(node.text)) found.push(node.text.trim());
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

test.each([
  ["const HIGH = '吉';", ['吉']],
  ['const id = `jl${code}`;', ['jl']],
  ['const form = /^吉\\d+$/;', ['/^吉\\d+$/']],
  ['const it = <p>吉林省</p>;', ['吉林省']],
  ["// 吉0104\nimport { COURTS } from './jilin2018/courts'; const a = 'jlong';", []],
])('%s', (text, literals) => expect(literalsIn(text)).toEqual(literals));

test('no source but its own says what is Jilin’s', () => {
  const own = (path: string) => OWN.some((start) => path.startsWith(start));
  const said = SOURCES.flatMap((folder) => [...sourcesIn(join(ROOT, folder))])
    .map((path) => [relative(ROOT, path).split(sep).join('/'), path] as const)
    .filter(([name]) => !own(name))
    .map(([name, path]) => [name, readFileSync(path, 'utf8')] as const)
    .filter(([, text]) => JILINS.test(text))
    .flatMap(([name, text]) => literalsIn(text, name).map((literal) => `${name}: ${literal}`));
  expect(said).toEqual([]);
});

describe('events of another province', () => {
  const province = { ...JURISDICTION.courts.province, sign: '某', ascii: 'mou' };
  const elsewhere = { courts: new Courts(province, []) };

  test('are named and published after it', () => {
    expect(eventTypePrefixOf(elsewhere)).toBe('cn.court.mou.xiezhi.');
    expect(subjectOf('某0102', { caseId: 'c', type: 'review.proposed' }, elsewhere)).toBe(
      'collab.mou0102.c.review.proposed',
    );
    expect(subjectsOfCourt('某01', elsewhere)).toBe('collab.mou01.>');
  });

  test('are not published for a court of this one', () => {
    expect(() => subjectsOfCourt('吉01', elsewhere)).toThrow('法院代码“吉01”无效。');
  });
});
