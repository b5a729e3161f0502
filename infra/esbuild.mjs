// node ../infra/esbuild.mjs [ENTRY OUTNAME]…   run in a package folder; ENTRY defaults to src/main.ts, OUTNAME to main
//
// Workspace packages are bundled in, npm packages stay outside: a service's dist/ is then one file that needs only node_modules.
// The Temporal workflow code is bundled here as well, so that starting the worker needs no webpack run.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { workspaceEntries } from './bootstrap/workspaces.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const packageFolder = process.cwd();

const entries = workspaceEntries(root);

/** A deep import would bypass a package's public face, so only what its `exports` name resolves. */
const workspacePackages = {
  name: 'workspace-packages',
  setup(context) {
    context.onResolve({ filter: /^@xiezhi\// }, ({ path }) => {
      const entry = entries.get(path);
      if (entry) return { path: join(root, entry) };
      return { errors: [{ text: `${path} is not among the exports of a workspace package` }] };
    });
  },
};

/** A service reads at its start only the packages it uses, not all that shared code could: that has no side effects (package.json). */
const npmPackages = {
  name: 'npm-packages',
  setup(context) {
    context.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || path.startsWith('@xiezhi/') ? undefined : { path, external: true, sideEffects: false },
    );
  },
};

async function bundleEntry(entry, outName) {
  await build({
    absWorkingDir: packageFolder,
    entryPoints: [entry],
    outfile: `dist/${outName}.js`,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    charset: 'utf8',
    logLevel: 'warning',
    plugins: [workspacePackages, npmPackages],
  });
}

async function bundleWorkflows() {
  const workflowsPath = join(packageFolder, 'src/workflows.ts');
  const { bundleWorkflowCode } = await import('@temporalio/worker');
  const quiet = { log() {}, trace() {}, debug() {}, info() {}, warn: console.error, error: console.error };
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: quiet });
  mkdirSync(join(packageFolder, 'dist'), { recursive: true });
  const target = join(packageFolder, 'dist/workflow-bundle.js');
  writeFileSync(`${target}.${process.pid}`, code);
  renameSync(`${target}.${process.pid}`, target);
}

const args = process.argv.slice(2);
const pairs = args.length === 0 ? [['src/main.ts', 'main']] : [];
for (let index = 0; index < args.length; index += 2) {
  pairs.push([args[index], args[index + 1] ?? 'main']);
}
try {
  await Promise.all(pairs.map(([entry, outName]) => bundleEntry(entry, outName)));
  if (relative(root, packageFolder) === 'workflows') await bundleWorkflows();
} catch (error) {
  // esbuild has already printed its own messages
  if (!Array.isArray(error?.errors)) console.error(error);
  process.exit(1);
}
