import { dirname, relative, resolve, sep } from 'node:path';
import { workspaceEntries } from '../bootstrap/workspaces.mjs';

/** Workflow code: what the engine replays. */
const REPLAYED = [
  'workflows/src/workflows.ts',
  'workflows/src/file/**',
  'workflows/src/case/**',
  'workflows/src/hit/**',
  'workflows/src/bulletin/**',
  'workflows/src/schedule/**',
  'workflows/src/quota/**',
  'workflows/src/guidance/**',
];

/** They stand without what the services share that work on cases: accounts, the chain, the gateway. */
const WITHOUT_CASES = ['services/identity', 'services/ledger', 'services/console'];

/** What the tests of any package but the Rule's may use. */
const TESTED_WITH = [
  ...['rules', 'rules/sample', 'rules/scenes', 'rules/walk', 'contracts', 'chain'],
  ...['service-kit', 'client', 'infra'],
];

/**
 * Who may import whom. The first entry whose `files` match a file governs it; paths are relative to the repository root.
 * `workspace`: names after @xiezhi/, a whole package or one of its entries; `types`: what may be imported as `import type` only, whatever `workspace` says;
 * `npm`: true or a list;
 * `features`: a folder whose folders may not reach each other, and which only its neighbour `app` may reach;
 * `own`: globs its relative imports may reach as values (default: its whole package), the rest of the package as types only;
 * `apart`: globs of its package that may be imported as types only.
 */
export const borders = [
  {
    files: ['shared/rules/test/**', 'shared/rules/data/**'],
    npm: true,
    node: true,
    workspace: ['rules'],
    because: 'the tests of the Rule need nothing but the Rule',
  },
  {
    files: ['shared/rules/src/cli/**'],
    npm: [],
    node: true,
    workspace: [],
    because: 'the calculator is the Rule plus standard input and output',
  },
  {
    files: ['shared/rules/**'],
    npm: [],
    node: false,
    workspace: [],
    because: 'the Rule is pure: no I/O, no clock, no library, nothing outside shared/rules',
  },
  {
    files: ['tests/test/api/at-the-door.test.ts'],
    npm: true,
    node: true,
    workspace: ['rules', 'contracts', 'chain', 'case-kit'],
    because: 'it writes down what a service that was killed would have written',
  },
  {
    files: ['tests/**', 'benchmarks/**'],
    npm: true,
    node: true,
    workspace: ['rules', 'papers', 'docket', 'workbook', 'contracts', 'chain', 'client', 'infra'],
    because: 'a running system is tested from outside, over its own interfaces',
  },
  {
    files: ['workflows/test/**'],
    npm: true,
    node: true,
    workspace: [...TESTED_WITH, 'case-kit', 'ledger'],
    because: 'the worker houses the ledger, and is tested with it',
  },
  {
    files: ['shared/service-kit/test/**', 'services/identity/test/**', 'services/ledger/test/**'],
    npm: true,
    node: true,
    workspace: TESTED_WITH,
    because: 'what any service has is tested without what only those have that work on cases',
  },
  {
    files: ['*/test/**', '*/*/test/**'],
    npm: true,
    node: true,
    workspace: [...TESTED_WITH, 'case-kit', 'papers', 'workbook'],
    because: 'tests reach other packages the way everybody does; they talk to other services over HTTP and NATS',
  },
  {
    files: ['shared/contracts/**'],
    npm: ['zod'],
    node: false,
    workspace: ['rules'],
    because: 'contracts are read by everybody, so they depend on the Rule and zod only',
  },
  {
    files: ['shared/chain/**'],
    npm: [],
    node: true,
    workspace: [],
    because: 'whoever checks a chain needs nothing of those who write it',
  },
  {
    files: ['shared/papers/**'],
    npm: true,
    node: true,
    workspace: ['rules'],
    because: 'a paper is made of its model, which the Rule writes, and of nothing else',
  },
  {
    files: ['shared/workbook/**'],
    npm: true,
    node: true,
    workspace: [],
    because: 'a workbook is sheets of rows, whatever they say',
  },
  {
    files: ['shared/docket/**'],
    npm: true,
    node: true,
    workspace: ['rules', 'workbook'],
    because: 'a docket file is text and rows, which the Rule checks, and nothing else',
  },
  {
    files: ['shared/service-kit/**', 'shared/client/**'],
    npm: true,
    node: true,
    workspace: ['chain', 'contracts', 'rules'],
    because: 'dependencies point one way: services → case-kit → service-kit, client → contracts → rules',
  },
  {
    files: ['shared/case-kit/**'],
    npm: true,
    node: true,
    workspace: ['service-kit', 'chain', 'contracts', 'rules'],
    because: 'dependencies point one way: services → case-kit → service-kit → contracts → rules',
  },
  {
    files: ['services/console/web/vite.config.ts'],
    npm: true,
    node: true,
    workspace: [],
    because: 'it only builds the application',
  },
  {
    files: ['services/console/web/**'],
    npm: true,
    node: false,
    workspace: ['rules', 'contracts'],
    types: ['@xiezhi/contracts/views'],
    features: 'services/console/web/src/features',
    because:
      'the application runs in a browser, a feature is used by nobody but the router, and what the services answer is believed',
  },
  {
    files: WITHOUT_CASES.map((folder) => `${folder}/**`),
    npm: true,
    node: true,
    workspace: ['service-kit', 'chain', 'contracts', 'rules', 'papers', 'workbook', 'client'],
    because: 'accounts, the chain and the gateway need nothing of what the services share that work on cases',
  },
  {
    files: ['services/**'],
    npm: true,
    node: true,
    workspace: ['case-kit', 'service-kit', 'chain', 'contracts', 'rules', 'papers', 'docket', 'workbook', 'client'],
    because: 'services meet on NATS and in the workflow, never in each other’s code or storage',
  },
  {
    files: REPLAYED,
    npm: ['@temporalio/workflow'],
    node: false,
    workspace: ['rules', 'contracts/workflow'],
    types: ['@xiezhi/contracts'],
    own: REPLAYED,
    because: 'workflow code is replayed: it may only import what is deterministic',
  },
  {
    files: ['workflows/src/demo/**'],
    npm: true,
    node: true,
    workspace: ['case-kit', 'service-kit', 'chain', 'contracts', 'rules', 'ledger'],
    because: 'what makes a demonstration writes past entries, and nothing that a service has',
  },
  {
    files: ['workflows/**'],
    npm: true,
    node: true,
    workspace: ['service-kit', 'chain', 'contracts', 'rules', 'ledger'],
    apart: ['workflows/src/demo/**'],
    because:
      'the worker houses the ledger, other services answer through activities, and a demonstration is a program of its own',
  },
  {
    files: ['infra/src/backup/**'],
    npm: true,
    node: true,
    workspace: ['chain', 'contracts/installation'],
    because: 'a backup checks the chains of the ledger it holds, as everybody does, and writes down documents first',
  },
  {
    files: ['infra/src/token.ts'],
    npm: true,
    node: true,
    workspace: ['client'],
    because: 'a person signs in at the terminal as everybody does',
  },
  {
    files: ['infra/src/doctor.ts'],
    npm: true,
    node: true,
    workspace: ['contracts', 'rules'],
    because: 'what the doctor reports is declared where it is promised',
  },
  {
    files: ['infra/**'],
    npm: true,
    node: true,
    workspace: ['rules', 'contracts/installation'],
    because: 'the stack starts programs, it does not contain them; it only knows their list and the words of the Rule',
  },
];

/** Entries that a package offers to tests only: whoever may import the package must name them as well. */
const FOR_TESTS = ['rules/sample', 'rules/scenes', 'rules/walk'];

/** `**` is any path below, `*` one path segment; path.matchesGlob would print an experimental warning on Node 20. */
function globExpression(glob) {
  const source = glob
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*|\*/g, (star) => (star === '**' ? '.+' : '[^/]+'));
  return new RegExp(`^${source}$`);
}

const matches = (path, globs) => globs.some((glob) => globExpression(glob).test(path));

/** @returns the folder of the workspace package a path lies in, e.g. services/intake */
function packageOf(path) {
  const parts = path.split('/');
  if (path.startsWith('services/console/web/')) return 'services/console/web';
  return parts.slice(0, parts[0] === 'shared' || parts[0] === 'services' ? 2 : 1).join('/');
}

const packageName = (specifier) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

function mayReachFeature(folder, file, target) {
  const featureOf = (path) => (path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split('/')[0] : undefined);
  const wanted = featureOf(target);
  return wanted === undefined || wanted === featureOf(file) || file.startsWith(`${dirname(folder)}/app/`);
}

/** @returns why this import crosses a border, or undefined */
function crossing(border, offered, file, specifier, typeOnly) {
  if (specifier.startsWith('.') || specifier.startsWith('/')) {
    const target = relative('/', resolve('/', dirname(file), specifier));
    if (packageOf(target) !== packageOf(file))
      return 'leaves its package by a relative path; import the package by name';
    if (border.features && !mayReachFeature(border.features, file, target)) {
      return 'is inside another feature; what two features need lies in shared';
    }
    // An extensionless import of a folder or file must match the globs written for files.
    const reach = [target, `${target}.ts`, `${target}/index.ts`];
    if (border.apart && !typeOnly && matches(target, border.apart)) return 'may only be imported as a type from here';
    if (border.own && !typeOnly && !reach.some((path) => matches(path, border.own))) {
      return 'may only be imported as a type from here';
    }
    return undefined;
  }
  if (specifier.startsWith('@xiezhi/')) {
    const name = specifier.slice('@xiezhi/'.length);
    if (!offered.has(specifier)) return 'is a deep import; a package names what it offers in its exports';
    if (border.types?.includes(specifier))
      return typeOnly ? undefined : 'may only be imported as a type (import type) from here';
    const whole = !FOR_TESTS.includes(name) && border.workspace.includes(name.split('/')[0]);
    if (whole || border.workspace.includes(name)) return undefined;
    return 'may not be imported from here';
  }
  if (specifier.startsWith('node:')) return border.node ? undefined : 'may not be imported from here';
  if (border.npm === true || border.npm.includes(packageName(specifier))) return undefined;
  return 'may not be imported from here';
}

/** The border that governs a file. */
export const borderOf = (file) => borders.find(({ files }) => matches(file, files));

export const bordersRule = {
  meta: {
    type: 'problem',
    docs: { description: 'enforce which package may import which' },
    schema: [
      { type: 'object', properties: { root: { type: 'string' } }, required: ['root'], additionalProperties: false },
    ],
    messages: { crossing: '“{{specifier}}” {{problem}}: {{because}}.' },
  },
  create(context) {
    const { root } = context.options[0];
    const file = relative(root, context.filename).split(sep).join('/');
    const border = borderOf(file);
    if (!border) return {};
    const offered = workspaceEntries(root);
    const check = (source, typeOnly) => {
      if (typeof source?.value !== 'string') return;
      const problem = crossing(border, offered, file, source.value, typeOnly);
      if (!problem) return;
      const data = { specifier: source.value, problem, because: border.because };
      context.report({ node: source, messageId: 'crossing', data });
    };
    const typeOnlyImport = (node) => node.importKind === 'type';
    return {
      ImportDeclaration: (node) => check(node.source, typeOnlyImport(node)),
      ExportNamedDeclaration: (node) => check(node.source, node.exportKind === 'type'),
      ExportAllDeclaration: (node) => check(node.source, node.exportKind === 'type'),
      ImportExpression: (node) => check(node.source, false),
      TSImportType: (node) => check(node.source ?? node.argument?.literal, true),
      'CallExpression[callee.name="require"]': (node) => check(node.arguments[0], false),
    };
  },
};
