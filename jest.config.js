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
  '@ant-design/colors',
  '@ant-design/fast-color',
];

const compiled = ({ tsx }) => [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'commonjs' },
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx },
      keepClassNames: true,
      transform: { react: { runtime: 'automatic' } },
    },
  },
];

const shared = {
  rootDir: root,
  testEnvironment: 'node',
  // What a page looks like is nobody's business here.
  moduleNameMapper: { ...sourceOf, '\\.css$': '<rootDir>/infra/jest/no-style.cjs' },
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/\\.data'],
  transform: { '\\.[cm]?[jt]s$': compiled({ tsx: false }), '\\.tsx$': compiled({ tsx: true }) },
  transformIgnorePatterns: [`/node_modules/(?!(?:${esModulesOnly.join('|')})/)`],
};

// A test that starts servers is named *.stack.test.ts, or lives in tests/: it waits for a state, for as long as that takes, and
// half of its time so. Three of any kind side by side therefore use what two processors have, and no more.
const stackTests = ['<rootDir>/tests/test/**/*.test.ts', '<rootDir>/**/test/**/*.stack.test.ts'];

export default {
  testTimeout: 240_000,
  maxWorkers: 3,
  testSequencer: '<rootDir>/infra/jest/longest-first-sequencer.cjs',
  // A process that has played many suites keeps what they loaded.
  workerIdleMemoryLimit: '1GB',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: folders
        .filter((folder) => folder !== 'tests')
        .map((folder) => `<rootDir>/${folder}/test/**/*.test.ts`)
        .concat('<rootDir>/tests/unit/**/*.test.ts', '<rootDir>/services/console/web/src/**/test/**/*.test.{ts,tsx}'),
      testPathIgnorePatterns: ['/node_modules/', '\\.stack\\.test\\.ts$'],
    },
    {
      ...shared,
      displayName: 'stack',
      testMatch: stackTests,
      testPathIgnorePatterns: ['/node_modules/'],
    },
  ],
};
