import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { execute, versionAtLeast, versionText } from './command.mjs';
import { Failure } from './failure.mjs';
import { withLock } from './lock.mjs';
import { progress } from './progress.mjs';

const GO = '1.26.8';
const PYTHON = '3.10';

/** Where tools and locks are kept for all clones of this user. */
export function cacheFolder(env = process.env) {
  const base = env.XDG_CACHE_HOME ? env.XDG_CACHE_HOME : join(homedir(), '.cache');
  return join(base, 'xiezhi');
}

const digest = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 16);
};

const onPath = {
  temporal: () => versionAtLeast(versionText('temporal', ['--version']), /Server (\d[\d.]*)/, '1.32').fits,
  nats: () => versionAtLeast(versionText('nats-server', ['--version']), /v(\d[\d.]*)/, '2.10').fits,
  mongodb: () => versionAtLeast(versionText('mongod', ['--version']), /db version v(\d[\d.]*)/, '6').fits,
};

function goFolder(root) {
  const pins = ['go.mod', 'go.sum'].map((name) => readFileSync(join(root, 'infra/tools', name)));
  return join(cacheFolder(), `go-${digest(process.platform, process.arch, ...pins)}`);
}

function python() {
  for (const program of ['python3', 'python']) {
    const version = versionAtLeast(versionText(program, ['--version']), /Python (\d[\d.]*)/, PYTHON);
    if (version.fits) return { program, version: version.found.split('.').slice(0, 2).join('.') };
  }
  return undefined;
}

/** @returns {string | undefined} a Python that fits, as a command */
export const pythonProgram = () => python()?.program;

/** The environment of one Python cannot be used by another, so its version is part of the name. */
function pythonFolder(root, version) {
  const pins = readFileSync(join(root, 'infra/tools/requirements.txt'));
  return join(cacheFolder(), `python-${digest(process.platform, process.arch, version, pins)}`);
}

const pythonReady = (folder) => existsSync(join(folder, 'complete')) && existsSync(join(folder, 'bin/python'));

function goVersionOrFail() {
  const text = versionText('go', ['env', 'GOVERSION']);
  const { found, fits } = versionAtLeast(text, /go(\d[\d.]*)/, GO);
  if (fits) return;
  throw new Failure(
    `需要 Go ${GO} 或更高版本来编译 Temporal 与 NATS（${found ? `当前为 ${found}` : '未找到 go'}）：请从 go.dev 安装，或用环境变量 TEMPORAL_ADDRESS、NATS_URL 指向已有的服务器。`,
    `Go ${GO} or newer is needed to build Temporal and NATS (${found ? `this is ${found}` : 'go was not found'}): install it from go.dev, or point TEMPORAL_ADDRESS and NATS_URL at servers you have.`,
  );
}

function pythonOrFail() {
  const found = python();
  if (found) return found;
  throw new Failure(
    `需要 Python ${PYTHON} 或更高版本来运行内置数据库：请安装 python3，或用环境变量 MONGODB_URI 指向已有的 MongoDB。`,
    `Python ${PYTHON} or newer is needed for the embedded database: install python3, or point MONGODB_URI at a MongoDB you have.`,
  );
}

async function buildGoTools(root, folder) {
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  const env = { ...process.env, GOBIN: partial, CGO_ENABLED: '0', GOTOOLCHAIN: 'local', GOWORK: 'off' };
  // The committed go.sum decides what is built; flags of this machine must not change that.
  env.GOFLAGS = '-mod=readonly -buildvcs=false';
  const build = execute('go', ['install', '-trimpath', '-ldflags=-s -w', 'tool'], {
    cwd: join(root, 'infra/tools'),
    env,
  });
  const { ok, output } = await progress.show('编译 Temporal 与 NATS 服务器', '首次约 2 至 6 分钟', build);
  if (!ok) {
    rmSync(partial, { recursive: true, force: true });
    throw new Failure(
      '编译 Temporal 与 NATS 失败：请检查网络（GOPROXY）与磁盘空间后重新运行。',
      'Building Temporal and NATS failed: check the network (GOPROXY) and the disk space and run the command again.',
      output,
    );
  }
  renameSync(partial, folder);
}

/** A virtual environment has its own path written into it, so it is made in place and marked when it is complete. */
async function buildPythonTools(root, folder, program) {
  rmSync(folder, { recursive: true, force: true });
  const requirements = join(root, 'infra/tools/requirements.txt');
  const build = async () => {
    const made = await execute(program, ['-m', 'venv', folder]);
    if (!made.ok) return { ...made, step: 'venv' };
    const pip = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '--only-binary=:all:'];
    return { ...(await execute(join(folder, 'bin/python'), [...pip, '-r', requirements])), step: 'pip' };
  };
  const { ok, output, step } = await progress.show('准备内置数据库', '首次约 20 秒', build());
  if (ok) {
    writeFileSync(join(folder, 'complete'), '');
    return;
  }
  if (step === 'venv') {
    throw new Failure(
      'Python 无法建立虚拟环境：请安装 venv 模块（Debian/Ubuntu：apt install python3-venv）后重新运行。',
      'Python cannot make a virtual environment: install its venv module (Debian/Ubuntu: apt install python3-venv) and run the command again.',
      output,
    );
  }
  throw new Failure(
    '安装内置数据库失败：请检查网络（PyPI）与磁盘空间后重新运行，或用环境变量 MONGODB_URI 指向已有的 MongoDB。',
    'Installing the embedded database failed: check the network (PyPI) and the disk space and run the command again, or point MONGODB_URI at a MongoDB you have.',
    output,
  );
}

const waiting = (pid) => console.error(`另一个进程（${pid}）正在准备同样的工具，等待其完成 …`);

/** What each part that is not replaced by an address will run on, and what must be built for it first. */
function plan(root, env) {
  const found = {};
  const go = [];
  if (!env.TEMPORAL_ADDRESS) onPath.temporal() ? (found.temporal = 'temporal') : go.push('temporal');
  if (!env.NATS_URL) onPath.nats() ? (found.nats = 'nats-server') : go.push('nats');
  if (!env.MONGODB_URI && env.XIEZHI_DATABASE !== 'embedded' && onPath.mongodb()) found.mongod = 'mongod';
  return { found, go, embeddedDatabase: !env.MONGODB_URI && !found.mongod };
}

/**
 * Says at once, before anything is downloaded, when a toolchain is missing that will be needed.
 * @returns {boolean} whether something has to be built
 * @throws Failure
 */
export function checkToolchains(root, env = process.env) {
  const { go, embeddedDatabase } = plan(root, env);
  const buildGo = go.length > 0 && !existsSync(goFolder(root));
  if (buildGo) goVersionOrFail();
  return (embeddedDatabase && !pythonReady(pythonFolder(root, pythonOrFail().version))) || buildGo;
}

async function goTools(root, parts) {
  if (parts.length === 0) return {};
  const folder = goFolder(root);
  if (!existsSync(folder)) {
    await withLock(`${folder}.lock`, () => (existsSync(folder) ? undefined : buildGoTools(root, folder)), waiting);
  }
  const programs = { temporal: 'temporal', nats: 'nats-server' };
  return Object.fromEntries(parts.map((part) => [part, join(folder, programs[part])]));
}

async function pythonTools(root) {
  const { program, version } = pythonOrFail();
  const folder = pythonFolder(root, version);
  if (!pythonReady(folder)) {
    const build = () => (pythonReady(folder) ? undefined : buildPythonTools(root, folder, program));
    await withLock(`${folder}.lock`, build, waiting);
  }
  return { secantus: join(folder, 'bin/secantusd-py') };
}

/**
 * Finds the servers on the PATH or in the cache, and builds what is missing; a part replaced by an address is left out.
 * @param {string} root the repository
 * @returns {Promise<{ temporal?: string, nats?: string, mongod?: string, secantus?: string }>} programs to start
 * @throws Failure when a toolchain is missing or a build fails
 */
export async function ensureTools(root, env = process.env) {
  checkToolchains(root, env);
  const { found, go, embeddedDatabase } = plan(root, env);
  const built = await Promise.all([goTools(root, go), embeddedDatabase ? pythonTools(root) : {}]);
  return Object.assign(found, ...built);
}
