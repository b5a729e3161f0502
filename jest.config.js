import { workspaceEntries, workspaces } from './infra/bootstrap/workspaces.mjs';

const root = import.meta.dirname;
const folders = workspaces(root).map(({ folder }) => folder);

const sourceOf = Object.fromEntries(
  [...workspaceEntries(root)].map(([name, file]) => [`^${name}$`, `<rootDir>/${file}`]),
);

// These publish ES modules only, which jest's CommonJS runtime cannot load as they are.
const esModulesOnly = [
  '@sparticuz/chromium',
  'jose',
  'oidc-provider',
  'openid-client',
  'oauth4webapi',
  'quick-lru',
  'nanoid',
  'eta',
];

const shared = {
  rootDir: root,
  testEnvironment: 'node',
  runner: '<rootDir>/infra/jest/side-by-side-runner.cjs',
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

// A test that starts servers is named *.stack.test.ts, or lives in tests/: those run one after another, because two
// real stacks at once on a small machine make each other's waits long. Plays of whole cases only wait for what they themselves
// have done, for as long as it takes, and go beside them.
const stories = [
  ...['stories/', 'chaos/', 'demonstration.test.ts', 'long-case.test.ts'],
  ...['work-items', 'docket', 'bulletins', 'advice-and-patterns', 'scan-openings', 'hostile-values'].map(
    (name) => `api/${name}.test.ts`,
  ),
].map((path) => `<rootDir>/tests/test/${path}`);
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
        .map((folder) => `<rootDir>/${folder}/test/**/*.test.ts`)
        .concat('<rootDir>/tests/unit/**/*.test.ts', '<rootDir>/services/console/web/src/**/test/**/*.test.ts'),
      testPathIgnorePatterns: ['/node_modules/', '\\.stack\\.test\\.ts$'],
    },
    {
      ...shared,
      displayName: 'stack',
      testMatch: stackTests,
      testPathIgnorePatterns: ['/node_modules/', ...stories],
    },
    {
      ...shared,
      displayName: 'stories',
      testMatch: stories.map((path) => (path.endsWith('/') ? `${path}*.test.ts` : path)),
    },
  ],
};
