// The bare workflow is bundled when the package is built, so that no measurement contains a webpack run.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode } from '@temporalio/worker';

const folder = dirname(fileURLToPath(import.meta.url));
const quiet = { log() {}, trace() {}, debug() {}, info() {}, warn: console.error, error: console.error };
const { code } = await bundleWorkflowCode({ workflowsPath: join(folder, 'src/bare/workflows.ts'), logger: quiet });
mkdirSync(join(folder, 'dist'), { recursive: true });
writeFileSync(join(folder, 'dist/bare-workflows.js'), code);
