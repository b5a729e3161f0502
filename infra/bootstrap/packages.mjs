import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execute } from './command.mjs';
import { Failure } from './failure.mjs';
import { progress } from './progress.mjs';
import { workspaces } from './workspaces.mjs';

// Inside node_modules, so that a stamp never outlives what it vouches for.
const stampFile = (root, name) => join(root, 'node_modules/.xiezhi', name);

function writeStamp(root, name, content) {
  mkdirSync(join(root, 'node_modules/.xiezhi'), { recursive: true });
  writeFileSync(stampFile(root, name), content);
}

function readStamp(root, name) {
  try {
    return readFileSync(stampFile(root, name), 'utf8');
  } catch {
    return undefined;
  }
}

const lockHash = (root) =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

/** npm writes node_modules/.package-lock.json last, so it tells what is completely there, whoever installed it. */
function installedMatchesLock(root) {
  try {
    const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
    const present = JSON.parse(readFileSync(join(root, 'node_modules/.package-lock.json'), 'utf8')).packages;
    return Object.entries(wanted).every(([path, { version, link, optional, devOptional, peer }]) => {
      if (!path.startsWith('node_modules/') || link) return path === '' || !link || existsSync(join(root, path));
      return path in present ? present[path].version === version : Boolean(optional || devOptional || peer);
    });
  } catch {
    return false;
  }
}

export function packagesFresh(root) {
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false;
  const hash = lockHash(root);
  if (readStamp(root, 'lock') === hash) return true;
  if (!installedMatchesLock(root)) return false;
  writeStamp(root, 'lock', hash);
  return true;
}

/** @throws Failure with npm's own words when the installation fails */
export async function installPackages(root) {
  const args = ['ci', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath?.endsWith('npm-cli.js')
    ? [process.execPath, [process.env.npm_execpath, ...args]]
    : ['npm', args];
  // A court's installation reports to nobody.
  const env = { ...process.env, SCARF_ANALYTICS: 'false', DO_NOT_TRACK: '1' };
  const { ok, output } = await progress.show(
    '安装依赖（npm ci）',
    '首次约 1 至 3 分钟',
    execute(...npm, { cwd: root, env }),
  );
  if (!ok) {
    throw new Failure(
      '安装依赖失败：请检查网络（npm registry）与磁盘空间后重新运行。',
      'Installing the packages failed: check the network (npm registry) and the disk space and run the command again.',
      output,
    );
  }
  writeStamp(root, 'lock', lockHash(root));
}

const folderOf = {
  rules: 'shared/rules',
  contracts: 'shared/contracts',
  chain: 'shared/chain',
  client: 'shared/client',
  infra: 'infra',
};

/** What a command needs built: the package, and the folders its bundle is made from. */
const scopes = {
  rules: ['rules'],
  infra: ['infra', 'chain', 'client', 'contracts', 'rules'],
};

const foldersOf = (root, scope) =>
  scope === 'all' ? workspaces(root).map(({ folder }) => folder) : scopes[scope].map((name) => folderOf[name]);

const notSources = new Set(['node_modules', 'dist', 'test', 'coverage', '.turbo']);

function hashFolder(hash, root, folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!notSources.has(entry.name)) hashFolder(hash, root, path);
    } else if (entry.isFile()) {
      hash
        .update(path)
        .update('\0')
        .update(readFileSync(join(root, path)))
        .update('\0');
    }
  }
}

function sourceHash(root, scope) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  hash.update(readFileSync(join(root, 'tsconfig.base.json'))).update(readFileSync(join(root, 'infra/esbuild.mjs')));
  for (const folder of foldersOf(root, scope)) hashFolder(hash, root, folder);
  return hash.digest('hex');
}

const outputs = (root, scope) =>
  foldersOf(root, scope).flatMap((folder) => {
    const dist = join(root, folder, 'dist');
    return existsSync(dist) ? readdirSync(dist).map((name) => `${folder}/dist/${name}`) : [];
  });

export function buildFresh(root, scope) {
  const stamp = readStamp(root, `build-${scope}`);
  if (!stamp) return false;
  const { hash, files } = JSON.parse(stamp);
  return files.every((file) => existsSync(join(root, file))) && hash === sourceHash(root, scope);
}

/** @throws Failure with the compiler's messages when a package does not build */
export async function build(root, scope) {
  const hashes = new Map(['all', ...Object.keys(scopes)].map((name) => [name, sourceHash(root, name)]));
  const filter = scope === 'all' ? [] : [`--filter=@xiezhi/${scopes[scope][0]}`];
  const turbo = [join(root, 'node_modules/turbo/bin/turbo'), 'run', 'build', '--output-logs=errors-only'];
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };
  const run = execute(process.execPath, [...turbo, ...filter], { cwd: root, env });
  const { ok, output } = await progress.show('构建', '约 20 秒', run);
  if (!ok) {
    throw new Failure(
      '构建失败：请按上面的信息修正源代码后重新运行。',
      'The build failed: correct the source as said above and run the command again.',
      output,
    );
  }
  // The hashes were taken before the build: a file changed meanwhile makes the next run build again.
  for (const name of scope === 'all' ? hashes.keys() : [scope]) {
    writeStamp(root, `build-${name}`, JSON.stringify({ hash: hashes.get(name), files: outputs(root, name) }));
  }
}
