import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = import.meta.dirname;
const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const folders = workspaces
  .flatMap((pattern) =>
    pattern.endsWith('/*')
      ? readdirSync(join(root, pattern.slice(0, -2))).map((name) => `${pattern.slice(0, -2)}/${name}`)
      : [pattern],
  )
  .filter((folder) => existsSync(join(root, folder, 'package.json')));

const sourceOf = Object.fromEntries(
  folders.map((folder) => {
    const { name } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    return [`^${name}$`, `<rootDir>/${folder}/src/index.ts`];
  }),
);

// These publish ES modules only, which jest's CommonJS runtime cannot load as they are.
const esModulesOnly = ['jose', 'oidc-provider', 'openid-client', 'oauth4webapi', 'quick-lru', 'nanoid', 'eta'];

const shared = {
  rootDir: root,
  testEnvironment: 'node',
  moduleNameMapper: sourceOf,
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/\\.data'],
  transform: {
    '^.+\\.(?:[cm]?[jt]s|[jt]sx)$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'commonjs' },
        jsc: { target: 'es2022', parser: { syntax: 'typescript', tsx: false }, keepClassNames: true },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:${esModulesOnly.join('|')})/)`],
};

// A test that starts servers is named *.stack.test.ts, or lives in tests/: those run one after another, because
// two real stacks at once on a small machine make each other's waits meaningless.
const stackTests = ['<rootDir>/tests/test/**/*.test.ts', '<rootDir>/**/test/**/*.stack.test.ts'];

export default {
  testTimeout: 120_000,
  maxWorkers: 2,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: folders
        .filter((folder) => folder !== 'tests')
        .map((folder) => `<rootDir>/${folder}/test/**/*.test.ts`),
      testPathIgnorePatterns: ['/node_modules/', '\\.stack\\.test\\.ts$'],
    },
    {
      ...shared,
      displayName: 'stack',
      testMatch: stackTests,
      runner: '<rootDir>/infra/jest/serial-runner.cjs',
    },
  ],
};
