// A launcher to be killed: bundles the stack's own source, starts servers and a stand-in, prints every pid, and waits.
import { build } from 'esbuild';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [dataDir, standIn] = process.argv.slice(2);
// Inside the repository, because the stack looks for it from where its code lies.
const outfile = join(import.meta.dirname, `../../dist/launcher-${process.pid}.mjs`);
await build({
  entryPoints: [join(import.meta.dirname, '../../src/index.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  external: ['mongodb'],
  logLevel: 'error',
});
const { startStack } = await import(pathToFileURL(outfile).href);
rmSync(outfile);
const stack = await startStack({
  dataDir,
  ports: 'free',
  rehearsal: false,
  demo: false,
  parts: ['temporal', 'nats', 'mongodb', 'intake'],
  entryPoints: { intake: standIn },
});
console.log(JSON.stringify(stack.parts()));
setInterval(() => undefined, 1e9);
