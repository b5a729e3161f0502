import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository this code lies in: it runs from infra/src in tests, and bundled into several packages' dist folders. */
export function repositoryRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && 'workspaces' in (JSON.parse(readFileSync(manifest, 'utf8')) as object)) return folder;
    const parent = dirname(folder);
    if (parent === folder) throw new Error('not inside the Xiezhi repository');
    folder = parent;
  }
}
