import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** @returns {{ name: string, folder: string, exports: Record<string, string> }[]} the packages of the repository, by folder */
export function workspaces(root) {
  return readJson(join(root, 'package.json'))
    .workspaces.flatMap((pattern) =>
      pattern.endsWith('/*')
        ? readdirSync(join(root, pattern.slice(0, -2))).map((name) => `${pattern.slice(0, -2)}/${name}`)
        : [pattern],
    )
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .sort()
    .map((folder) => {
      const { name, exports = {} } = readJson(join(root, folder, 'package.json'));
      return { name, folder, exports };
    });
}

/** @returns {Map<string, string>} source file, relative to the root, of everything the packages offer by name: `@xiezhi/rules` … */
export function workspaceEntries(root) {
  return new Map(
    workspaces(root).flatMap(({ name, folder, exports }) =>
      Object.entries(exports).map(([subpath, file]) => [
        subpath === '.' ? name : `${name}/${subpath.slice(2)}`,
        `${folder}/${file.slice(2)}`,
      ]),
    ),
  );
}
