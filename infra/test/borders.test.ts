import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ESLint, type Linter } from 'eslint';
import { workspaces } from '../bootstrap/workspaces.mjs';

const root = resolve(__dirname, '../..');

// The borders need no types; without them a snippet may stand for a file that does not exist.
const withoutTypes: Linter.Config = {
  files: ['**/*.ts'],
  languageOptions: { parserOptions: { project: null } },
  rules: {
    '@typescript-eslint/no-floating-promises': 'off',
    '@typescript-eslint/no-misused-promises': 'off',
    '@typescript-eslint/await-thenable': 'off',
    '@typescript-eslint/switch-exhaustiveness-check': 'off',
    '@typescript-eslint/no-unused-vars': 'off',
  },
};

interface Border {
  files: string[];
  because: string;
}

let eslint: ESLint;
let borders: Border[];
let borderOf: (file: string) => Border | undefined;

beforeAll(async () => {
  // ESLint's own loading of its configuration needs a dynamic import that jest's runtime does not offer.
  const { default: config } = (await import(join(root, 'eslint.config.js'))) as { default: Linter.Config[] };
  ({ borders, borderOf } = (await import(join(root, 'infra/eslint/borders.js'))) as {
    borders: Border[];
    borderOf: (file: string) => Border | undefined;
  });
  eslint = new ESLint({ cwd: root, overrideConfigFile: true, baseConfig: config, overrideConfig: withoutTypes });
});

/** @returns the ids of the rules that object to the code, if it stood in the file */
async function objections(file: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath: join(root, file) });
  return result?.messages.map(({ ruleId }) => ruleId) ?? [];
}

const border = 'xiezhi/borders';

test.each([
  ['shared/rules/src/x.ts', `export * from 'node:fs';`],
  ['shared/rules/src/x.ts', `import 'zod';`],
  ['shared/rules/src/case/x.ts', `import '../../../contracts/src/index';`],
  ['shared/rules/src/cli/x.ts', `import 'commander';`],
  ['shared/contracts/src/x.ts', `import '@xiezhi/service-kit';`],
  ['shared/contracts/src/x.ts', `import 'express';`],
  ['shared/service-kit/src/x.ts', `import '@xiezhi/client';`],
  ['shared/service-kit/src/x.ts', `import '@xiezhi/case-kit';`],
  ['shared/service-kit/test/x.test.ts', `import '@xiezhi/case-kit';`],
  ['shared/case-kit/src/x.ts', `import '../../service-kit/src/problem';`],
  ['services/identity/src/x.ts', `import '@xiezhi/case-kit';`],
  ['services/identity/test/x.test.ts', `import '@xiezhi/case-kit';`],
  ['services/ledger/src/x.ts', `import '@xiezhi/case-kit';`],
  ['services/console/src/x.ts', `import '@xiezhi/case-kit';`],
  ['workflows/src/x.ts', `import '@xiezhi/case-kit';`],
  ['services/intake/src/x.ts', `import '@xiezhi/decision';`],
  ['services/intake/src/x.ts', `import type { A } from '@xiezhi/decision';`],
  ['services/intake/src/x.ts', `import '../../decision/src/store';`],
  ['services/intake/src/x.ts', `import { collaborationCase } from '@xiezhi/workflows';`],
  ['services/intake/src/x.ts', `import { a } from '@xiezhi/rules/src/case/decide';`],
  ['services/intake/src/x.ts', `import { a } from '@xiezhi/rules/sample';`],
  ['services/intake/src/x.ts', `export const load = () => import('@xiezhi/decision');`],
  ['services/console/web/src/features/case/x.ts', `import '../cases/x';`],
  ['services/console/web/src/shared/x.ts', `import '../features/case';`],
  ['services/console/web/src/shared/x.ts', `import '@xiezhi/service-kit';`],
  ['services/console/web/src/shared/x.ts', `import '../../../src/gateway';`],
  ['services/console/web/src/shared/x.ts', `import { a } from '@xiezhi/contracts/views';`],
  ['services/console/src/x.ts', `import '../web/src/shared/session';`],
  ['workflows/src/worker.ts', `import '@xiezhi/intake';`],
  ['workflows/src/workflows.ts', `import 'node:crypto';`],
  ['workflows/src/workflows.ts', `import '@temporalio/client';`],
  ['workflows/src/workflows.ts', `import { a } from '@xiezhi/contracts';`],
  ['workflows/src/x.ts', `import { a } from './demo/seeding';`],
  ['workflows/src/case/x.ts', `import { a } from '../doctor/fold';`],
  ['infra/src/x.ts', `import '@xiezhi/service-kit';`],
  ['tests/src/x.ts', `import '@xiezhi/intake';`],
  ['tests/test/api/x.ts', `import '@xiezhi/service-kit';`],
  ['infra/src/backup/x.ts', `import '@xiezhi/service-kit';`],
  ['shared/chain/src/x.ts', `import '@xiezhi/rules';`],
])('in %s: %s crosses a border', async (file, code) => {
  expect(await objections(file, code)).toContain(border);
});

test.each([
  ['shared/rules/src/case/x.ts', `import '../calendar/workdays';`],
  ['shared/rules/src/cli/x.ts', `import 'node:fs';`],
  ['shared/rules/test/x.ts', `import 'fast-check';`],
  ['shared/contracts/src/x.ts', `import 'zod'; import '@xiezhi/rules';`],
  ['services/console/web/src/shared/x.ts', `import type { A } from '@xiezhi/contracts/views';`],
  [
    'services/intake/src/http/x.ts',
    `import '../store'; import 'express'; import '@xiezhi/service-kit'; import '@xiezhi/case-kit';`,
  ],
  ['shared/case-kit/src/x.ts', `import '@xiezhi/service-kit';`],
  ['workflows/src/workflows.ts', `import './case/collaboration-case';`],
  ['workflows/src/case/x.ts', `import type { A } from '../doctor/fold'; import type { B } from '@xiezhi/contracts';`],
  ['workflows/src/case/x.ts', `import '@temporalio/workflow'; import '@xiezhi/rules';`],
  ['workflows/src/x.ts', `import type * as Demo from './demo/seeding';`],
  ['workflows/src/demo/x.ts', `import { a } from './province'; import '@xiezhi/case-kit';`],
  ['tests/src/x.ts', `import '@xiezhi/infra';`],
])('in %s: %s is allowed', async (file, code) => {
  expect(await objections(file, code)).not.toContain(border);
});

test.each([
  ['export const a = Date.now();', 'no-restricted-syntax'],
  ['export const a = new Date();', 'no-restricted-syntax'],
  ['export const a = Math.random();', 'no-restricted-syntax'],
  ['export const a = (d: Date) => d.getHours();', 'no-restricted-syntax'],
  ['export const a = performance.now();', 'no-restricted-globals'],
])('the Rule reads no clock and throws no dice: %s', async (code, rule) => {
  expect(await objections('shared/rules/src/x.ts', code)).toContain(rule);
  expect(await objections('services/intake/src/x.ts', code)).toEqual([]);
});

test('an instant given to the Rule may be a Date', async () => {
  expect(await objections('shared/rules/src/x.ts', 'export const a = new Date(0).getUTCHours();')).toEqual([]);
});

/** Sources of the repository, paths from its root. */
function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return ['node_modules', 'dist'].includes(entry.name) ? [] : sources(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

describe('the code there is', () => {
  const folders = workspaces(root).map(({ folder }) => folder);
  const files = folders.flatMap(sources);

  test.each(folders)('%s lies within a border, every file of it', (folder) => {
    expect(sources(folder).filter((file) => borderOf(file) === undefined)).toEqual([]);
  });

  test('gives every entry something to govern', () => {
    const governing = new Set(files.map((file) => borderOf(file)));
    expect(borders.filter((border) => !governing.has(border)).map(({ files: globs }) => globs)).toEqual([]);
  });
});
