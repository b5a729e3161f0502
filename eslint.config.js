import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { bordersRule } from './infra/eslint/borders.js';

const root = import.meta.dirname;

const readonlyGlobals = (names) => Object.fromEntries(names.map((name) => [name, 'readonly']));

const impure = (what) => `The Rule is pure: ${what}. Take the instant or the value as an argument.`;

const impurities = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: impure('no clock (new Date())'),
  },
  { selector: 'CallExpression[callee.name="Date"]', message: impure('no clock (Date())') },
  {
    selector: 'MemberExpression[object.name="Date"][property.name="now"]',
    message: impure('no clock (Date.now())'),
  },
  {
    selector: 'MemberExpression[object.name="Math"][property.name="random"]',
    message: impure('no chance (Math.random())'),
  },
  {
    selector:
      'MemberExpression[property.name=/^(get|set)(FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds|TimezoneOffset)$|^toLocale(Date|Time)?String$/]',
    message:
      'This reads the machine’s own time zone; all dates are Asia/Shanghai. Use the UTC methods on a shifted instant.',
  },
];

/** Functions that mean the jurisdiction in force where they are not told another, by how many arguments tell them. */
const TOLD = {
  2: [
    'calendarOf',
    'decisionNumber',
    'lengthOf',
    'notesOf',
    'oneNumber',
    'parseCaseNumber',
    'readCaseNumber',
    'regionsOf',
    'settingsOf',
  ],
  3: ['codeInCase', 'distanceKm', 'enforcementCaseKey', 'operativeSentence', 'seesEverything', 'visibleToCourts'],
  4: ['assess', 'escalationOf', 'maySee', 'mayParticipate', 'relationsOf'],
  5: ['mayIssue'],
};
const untold = Object.entries(TOLD).map(([count, names]) => ({
  selector: `CallExpression[callee.name=/^(${names.join('|')})$/][arguments.length<${count}]`,
  message: 'A case is decided under its jurisdiction: pass it on, or the province in force answers in its place.',
}));

export default defineConfig(
  globalIgnores(['**/dist/', '**/node_modules/', '**/coverage/', '**/.turbo/', '.data*/']),
  eslint.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { xiezhi: { rules: { borders: bordersRule } } },
    rules: {
      'xiezhi/borders': ['error', { root }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'off',
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: root } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    files: ['services/console/web/**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { project: './services/console/web/tsconfig.json', tsconfigRootDir: root } },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: readonlyGlobals([
        'process',
        'console',
        'Buffer',
        'URL',
        'fetch',
        'setTimeout',
        'clearTimeout',
        'setInterval',
        'clearInterval',
        'setImmediate',
        'AbortSignal',
        'require',
        'module',
        '__dirname',
      ]),
    },
  },
  {
    files: ['shared/rules/src/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['crypto', 'performance', 'fetch', 'setTimeout', 'setInterval', 'Intl'].map((name) => ({
          name,
          message: impure(`no ${name}`),
        })),
      ],
      'no-restricted-syntax': ['error', ...impurities],
    },
  },
  {
    files: ['access', 'articles', 'case', 'case-number', 'duties', 'file', 'papers', 'supervision/hit'].map(
      (folder) => `shared/rules/src/${folder}/**`,
    ),
    // Texts are masked by the names of the courts in force.
    ignores: ['shared/rules/src/papers/mask*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...impurities, ...untold],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['**/courts', '**/courts/registry'],
              importNamePattern: '^(?!distanceKm$)[a-z]',
              message:
                'These know the courts in force only. Ask the courts of the jurisdiction the case is decided under.',
            },
            {
              group: ['../../periods'],
              importNames: ['PERIODS'],
              message: 'A stage opens the periods of the jurisdiction it decides under: t.periods.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['shared/rules/src/cli/**'],
    rules: { 'no-restricted-globals': 'off' },
  },
);
