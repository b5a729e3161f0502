import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MongoClient } from 'mongodb';
import { Failure } from '../../bootstrap/failure.mjs';
import { tryLock } from '../../bootstrap/lock.mjs';
import { RESTORE_MARK, writeWhole, type Settings } from '../installation';
import { startStack } from '../stack';
import type { Say } from './backup';
import { connectTo, databasesOf, fill, keptIn, parseDocument } from './databases';
import { copyMeasured, readLines, requireUnchanged } from './files';
import { ChainCheck, faultLines, ledgerId, type LedgerEntry } from './ledger';
import { FORMAT, programVersion, readManifest, type BackupFile, type Manifest } from './manifest';
import { manifestOf, type BackupOptions, type Target } from './options';
import { databasePrefix, tellEvery } from './progress';

/** What may lie in a data folder that is still empty. */
const NOTHING_YET = ['launcher.lock', 'logs', RESTORE_MARK];

const digest = (text: string) => createHash('sm3').update(text).digest('hex');

/** A restore that was begun: only the same one may go on, and it begins again. */
interface Mark {
  backup: string;
  startedAt: string;
}

function readMark(dataDir: string): Mark | undefined {
  const path = join(dataDir, RESTORE_MARK);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Mark) : undefined;
}

function requireSameKind({ rehearsal }: Manifest, options: BackupOptions): void {
  if (rehearsal === options.settings.rehearsal) return;
  throw new Failure(
    `备份来自${rehearsal ? '演练' : '正式'}环境：请${rehearsal ? '加上' : '去掉'} --rehearsal 后重新运行。`,
    `The backup is of a ${rehearsal ? 'rehearsal' : 'real'} installation: run the command ${rehearsal ? 'with' : 'without'} --rehearsal.`,
  );
}

function requireEmptyFolder(dataDir: string): void {
  const found = readdirSync(dataDir).filter((name) => !NOTHING_YET.includes(name));
  if (found.length === 0) return;
  throw new Failure(
    `数据目录 ${dataDir} 不是空的（有 ${found.slice(0, 3).join('、')}）：恢复只能在空的安装上进行，请用环境变量 XIEZHI_DATA 指定新的目录。`,
    `The data folder ${dataDir} is not empty (${found.slice(0, 3).join(', ')}): only an empty installation can be restored to; name a new folder in XIEZHI_DATA.`,
  );
}

async function requireEmptyDatabase(client: MongoClient, prefix: string): Promise<void> {
  for (const name of await databasesOf(client, prefix)) {
    for (const collection of await client.db(name).collections()) {
      if ((await collection.findOne({}, { projection: { _id: 1 } })) === null) continue;
      throw new Failure(
        `数据库不是空的（${name}.${collection.collectionName}）：恢复只能在空的安装上进行。`,
        `The database is not empty (${name}.${collection.collectionName}): only an empty installation can be restored to.`,
      );
    }
  }
}

/** The manifest of a ledger's file may be lost; then its chains alone must vouch for it. */
function manifestFor(target: Target, options: BackupOptions): Manifest {
  const path = manifestOf(target);
  if (target.kind === 'installation' || existsSync(path)) return readManifest(path);
  if (!existsSync(target.file)) {
    throw new Failure(`没有文件 ${target.file}。`, `There is no file ${target.file}.`);
  }
  const { rehearsal } = options.settings;
  return {
    format: FORMAT,
    kind: 'ledger',
    version: programVersion(),
    takenAt: '',
    rehearsal,
    engine: false,
    files: [],
  };
}

class Restore {
  private readonly root: string;

  constructor(
    private readonly options: BackupOptions,
    private readonly manifest: Manifest,
    private readonly say: Say,
  ) {
    const { target } = options;
    this.root = target.kind === 'ledger' ? dirname(target.file) : target.folder;
  }

  /** Before anything is touched. */
  async verify(): Promise<void> {
    for (const file of this.manifest.files) await requireUnchanged(join(this.root, file.path), file);
    const { target } = this.options;
    if (target.kind === 'ledger') await this.verifyLedger(target.file);
    this.say(`✓ 备份已核对（${this.manifest.files.length}个文件）`);
  }

  private async verifyLedger(file: string): Promise<void> {
    const check = new ChainCheck();
    for await (const entry of entriesIn(file)) check.take(entry);
    if (check.faults.length === 0 && check.entries > 0) return;
    for (const line of faultLines(check)) this.say(line);
    // What the manifest vouches for was like this when it was written, and is all there is.
    if (this.manifest.files.length > 0 && check.entries > 0) return;
    throw new Failure(
      `${file} 不是完整的案件记录，又没有清单（${manifestOf(this.options.target)}）证明其原貌。`,
      `${file} is no whole ledger, and no manifest (${manifestOf(this.options.target)}) tells what it was.`,
    );
  }

  async putFiles(): Promise<void> {
    const { dataDir } = this.options.settings;
    const { files, kind, paperKey } = this.manifest;
    if (kind === 'ledger') {
      if (paperKey !== undefined) writeWhole(join(dataDir, 'secrets.json'), { paperKey });
      return;
    }
    for (const file of files.filter(({ path }) => keptIn(path) === undefined)) {
      const copied = await copyMeasured(join(this.root, file.path), join(dataDir, file.path));
      if (copied.sm3 !== file.sm3) await requireUnchanged(join(this.root, file.path), file);
    }
  }

  async putDatabases(client: MongoClient, prefix: string): Promise<void> {
    const { target } = this.options;
    if (target.kind === 'ledger') {
      const documents = (async function* () {
        for await (const entry of entriesIn(target.file)) yield { _id: ledgerId(entry) as never, ...entry };
      })();
      await this.fill(client, `${prefix}_ledger`, 'ledger', documents, this.manifest.files[0]);
      return;
    }
    for (const file of this.manifest.files) {
      const kept = keptIn(file.path);
      if (!kept) continue;
      const path = join(this.root, file.path);
      const documents = (async function* () {
        for await (const line of readLines(path)) yield parseDocument(line);
      })();
      await this.fill(client, `${prefix}_${kept.database}`, kept.collection, documents, file);
    }
  }

  private async fill(
    client: MongoClient,
    database: string,
    collection: string,
    documents: AsyncIterable<object>,
    file: BackupFile | undefined,
  ): Promise<void> {
    const name = `${database}.${collection}`;
    const { one } = tellEvery(this.say, name);
    const stored = await fill(client.db(database), collection, documents, one);
    if (file?.documents !== undefined && stored !== file.documents) {
      throw new Failure(
        `${name} 应有${file.documents}条，实有${stored}条：恢复没有完成。`,
        `${name} should have ${file.documents} documents and has ${stored}: the restore is not finished.`,
      );
    }
    this.say(`✓ ${name}（${stored}）`);
  }
}

async function* entriesIn(file: string): AsyncGenerator<LedgerEntry> {
  for await (const line of readLines(file)) if (line.trim() !== '') yield JSON.parse(line) as LedgerEntry;
}

/** What an interrupted restore has put there: everything, since it began with nothing. */
function clearFolder(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    if (!NOTHING_YET.includes(name))
      rmSync(join(dataDir, name), { recursive: true, force: true, maxRetries: 50, retryDelay: 200 });
  }
}

async function withClient(uri: string, act: (client: MongoClient) => Promise<void>): Promise<void> {
  const client = await connectTo(uri);
  try {
    await act(client);
  } finally {
    await client.close();
  }
}

const DATABASE_FOLDERS = ['mongodb-embedded', 'mongodb'];

/**
 * On the database that MONGODB_URI names, or on the embedded one, which runs for as long as this takes: in a folder of this
 * process's own, since the server of a restore that was killed may still be ending in its own.
 */
async function onDatabase(settings: Settings, act: (client: MongoClient) => Promise<void>): Promise<void> {
  if (process.env.MONGODB_URI) return withClient(process.env.MONGODB_URI, act);
  const folder = join(settings.dataDir, `restoring-${process.pid}`);
  const stack = await startStack({ ...settings, dataDir: folder, ports: 'free', parts: ['mongodb'] });
  try {
    await withClient(stack.urls.mongodb, act);
  } finally {
    await stack.stop();
  }
  for (const name of DATABASE_FOLDERS.filter((one) => existsSync(join(folder, one)))) {
    renameSync(join(folder, name), join(settings.dataDir, name));
  }
  rmSync(folder, { recursive: true });
}

async function restoreLocked(options: BackupOptions, manifest: Manifest, say: Say): Promise<void> {
  const { target, settings } = options;
  const { dataDir } = settings;
  const prefix = databasePrefix(process.env);
  const restore = new Restore(options, manifest, say);
  const backup = digest(`${manifestOf(target)}\n${JSON.stringify(manifest)}`);
  const mark = readMark(dataDir);
  if (mark && mark.backup !== backup) {
    throw new Failure(
      `数据目录 ${dataDir} 中有另一个备份没有恢复完：请先把它恢复完，或者用环境变量 XIEZHI_DATA 指定新的目录。`,
      `The data folder ${dataDir} holds the unfinished restore of another backup: finish that one, or name a new folder in XIEZHI_DATA.`,
    );
  }
  if (!mark) {
    requireEmptyFolder(dataDir);
    if (process.env.MONGODB_URI)
      await withClient(process.env.MONGODB_URI, (client) => requireEmptyDatabase(client, prefix));
  }
  await restore.verify();
  clearFolder(dataDir);
  writeWhole(join(dataDir, RESTORE_MARK), { backup, startedAt: new Date().toISOString() });
  await restore.putFiles();
  await onDatabase(settings, async (client) => {
    if (mark) for (const name of await databasesOf(client, prefix)) await client.db(name).dropDatabase();
    await restore.putDatabases(client, prefix);
  });
  const firstReadyAt = manifest.kind === 'installation' ? { firstReadyAt: manifest.takenAt } : {};
  writeWhole(join(dataDir, 'installation.json'), { rehearsal: manifest.rehearsal, ...firstReadyAt });
  rmSync(join(dataDir, RESTORE_MARK));
}

/** @throws Failure with one sentence; a data folder that was begun stays marked, and nothing starts on it */
export async function restore(options: BackupOptions, say: Say): Promise<void> {
  const { dataDir } = options.settings;
  const manifest = manifestFor(options.target, options);
  requireSameKind(manifest, options);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = tryLock(join(dataDir, 'launcher.lock'));
  if ('heldBy' in lock) {
    throw new Failure(
      `数据目录 ${dataDir} 正在使用（进程 ${lock.heldBy}）：请先停止它。`,
      `The data folder ${dataDir} is in use (process ${lock.heldBy}): stop it first.`,
    );
  }
  try {
    await restoreLocked(options, manifest, say);
  } finally {
    lock.release();
  }
}
