import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import * as rules from '@xiezhi/rules';
import type { Words } from '@xiezhi/rules';

const ROOT = resolve(__dirname, '../..');
/** Where they are written down. */
const VOCABULARY = join('shared', 'rules', 'src', 'vocabulary');

const isPair = (value: unknown) =>
  Array.isArray(value) && value.length === 2 && value.every((word) => typeof word === 'string');

const lists = new Map<string, Words>(
  // Titles of commands are no list of codes, and a duty may well be called what the command is that ends it.
  Object.entries({ ...rules, COMMAND_WORDS: undefined }).flatMap(([name, value]): [string, Words][] =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isPair)
      ? [[name, value as Words]]
      : [],
  ),
);

function* sourcesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (['node_modules', 'dist', 'test', 'tests', 'coverage'].includes(entry.name) || entry.name.startsWith('.'))
      continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sourcesIn(path);
    else if (/\.tsx?$/.test(entry.name) && !relative(ROOT, path).startsWith(VOCABULARY)) yield path;
  }
}

/** `'A', 'B'` and `'A' | 'B'`: the codes of an array, an enum or a union. */
const SEQUENCE = /'[^'\n]*'(?:\s*[,|]\s*'[^'\n]*')+/g;

/** Lists that a text writes down again: all codes of one in a row, or a code with the list's own word for it. */
function writtenAgain(text: string): string[] {
  const rows = [...text.matchAll(SEQUENCE)].map(
    ([row]) => new Set([...row.matchAll(/'([^']*)'/g)].map(([, code]) => code!)),
  );
  return [...lists].flatMap(([name, list]) => {
    const codes = Object.keys(list);
    const row = rows.some((row) => row.size === codes.length && codes.every((code) => row.has(code)));
    const worded = codes.filter(
      (code) =>
        code !== list[code]![0] &&
        [`${code}: '${list[code]![0]}'`, `${code}': '${list[code]![0]}'`, `'${code}', '${list[code]![0]}'`].some(
          (pair) => text.includes(pair),
        ),
    );
    return [...(row ? [`${name}: every code`] : []), ...worded.map((code) => `${name}: the word for ${code}`)];
  });
}

test('the test knows a list that is written again when it sees one', () => {
  expect(lists.size).toBeGreaterThan(20);
  expect(writtenAgain("z.enum(['PASS', 'REJECT'])")).toEqual(['PLAN_VERDICTS: every code']);
  expect(writtenAgain("type Pass =\n  | 'PASS'\n  | 'REJECT';")).toEqual(['PLAN_VERDICTS: every code']);
  expect(writtenAgain("{ T: '届满当日' }")).toContain('RUNGS: the word for T');
  expect(writtenAgain("['AGREE', '同意'],")).toEqual(['OPINIONS: the word for AGREE']);
});

test('no code list is written down twice: neither its codes nor its words', () => {
  const again = [...sourcesIn(ROOT)].flatMap((path) =>
    writtenAgain(readFileSync(path, 'utf8')).map((list) => `${relative(ROOT, path)}: ${list}`),
  );
  expect(again).toEqual([]);
});

test('no command is titled a second time: what speaks of commands asks their definitions', () => {
  // Some entries of a case's record bear the name of the command that made them.
  const names = rules.COMMANDS.map(({ name }) => name).filter((name) => !Object.hasOwn(rules.EVENT_TITLES, name));
  const titled = new RegExp(`'(${names.map((name) => name.replace('.', '\\.')).join('|')})': '[\\u4e00-\\u9fff]`);
  expect("{ 'plan.submit': '提交方案' }").toMatch(titled);
  expect([...sourcesIn(ROOT)].filter((path) => titled.test(readFileSync(path, 'utf8')))).toEqual([]);
});

test('each code of a list has two words, and no two codes the same', () => {
  for (const [name, list] of lists) {
    for (const language of [0, 1] as const) {
      const spoken = Object.values(list).map((pair) => pair[language]);
      expect({ name, spoken: new Set(spoken).size }).toEqual({ name, spoken: spoken.length });
      expect(spoken).not.toContain('');
    }
  }
});
