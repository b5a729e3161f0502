import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { MongoClient } from 'mongodb';
import { Failure } from '../../bootstrap/failure.mjs';
import { readInstallation, readRunning } from '../installation';
import { loadSecrets } from '../secrets';
import { collectionsOf, connectTo, documentLines, fileOf, isLedger, ledgerEntries, type Kept } from './databases';
import { copyEngine, ENGINE_FILE } from './engine';
import { copyMeasured, measure, requireUnchanged, writeLines, type Measured } from './files';
import { ChainCheck, faultLines, ledgerId } from './ledger';
import { FORMAT, programVersion, writeManifest, type BackupFile, type Manifest } from './manifest';
import { manifestOf, type BackupOptions } from './options';
import { databasePrefix, tellEvery } from './progress';

/** In a folder that is no backup yet. */
const UNFINISHED = 'unfinished';

/** The installation's secrets, and the first passwords as long as nobody has taken them away. */
const SECRET_FILES = ['secrets.json', 'first-accounts.json', 'demo-accounts.json'];

export type Say = (line: string) => void;

/** The database of what runs. @throws Failure when nothing does */
function databaseUri({ settings }: BackupOptions, env: NodeJS.ProcessEnv): string {
  const uri = env.MONGODB_URI || readRunning(settings.dataDir)?.parts.find(({ part }) => part === 'mongodb')?.url;
  if (uri) return uri;
  throw new Failure(
    `数据目录 ${settings.dataDir} 没有正在运行的獬豸：备份在运行时进行，请先用 npm start 启动。`,
    `No Xiezhi runs on the data folder ${settings.dataDir}: a backup is taken while it runs, so start it with npm start first.`,
  );
}

const occupied = (path: string) =>
  new Failure(
    `${path} 已经存在且不是未完成的备份：请另选目录或者文件。`,
    `${path} exists and is no unfinished backup: choose another place.`,
  );

/** What an interrupted backup has left is written anew; anything else is left alone. */
function emptyFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = readdirSync(folder);
  if (found.length > 0 && !found.includes(UNFINISHED)) throw occupied(folder);
  for (const name of found) if (name !== UNFINISHED) rmSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, UNFINISHED), '');
}

class Backup {
  readonly files: BackupFile[] = [];
  readonly check = new ChainCheck();

  constructor(
    private readonly root: string,
    private readonly say: Say,
  ) {}

  /** @param shown what a reader is told of it, where that is another name than it has until it is whole */
  async add(
    path: string,
    write: (target: string) => Promise<Measured & { documents?: number }>,
    shown = path,
  ): Promise<void> {
    const measured = await write(join(this.root, path));
    this.files.push({ path, ...measured });
    const { documents } = measured;
    if (documents !== undefined) this.say(`✓ ${shown}（${documents}）`);
  }

  async collection(client: MongoClient, prefix: string, kept: Kept): Promise<void> {
    const db = client.db(`${prefix}_${kept.database}`);
    await this.add(fileOf(kept), async (target) => {
      const told = tellEvery(this.say, fileOf(kept));
      const lines = isLedger(kept)
        ? this.ledgerLines(client, prefix, told.one, true)
        : documentLines(db, kept.collection, told.one);
      return { ...(await writeLines(target, lines)), documents: told.count() };
    });
  }

  async *ledgerLines(client: MongoClient, prefix: string, onLine: () => void, withId: boolean): AsyncGenerator<string> {
    for await (const entry of ledgerEntries(client.db(`${prefix}_ledger`))) {
      this.check.take(entry);
      onLine();
      yield JSON.stringify(withId ? { _id: ledgerId(entry), ...entry } : entry);
    }
  }

  async papers(dataDir: string): Promise<void> {
    const folder = join(dataDir, 'papers');
    if (!existsSync(folder)) return;
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const papers = entries
      .filter((entry) => entry.isFile() && /\.(pdf|docx)$/.test(entry.name))
      .map(({ parentPath, name }) => join(parentPath, name).slice(dataDir.length + 1));
    for (const path of papers) await this.add(path, (target) => copyMeasured(join(dataDir, path), target));
    this.say(`✓ papers（${papers.length}）`);
  }

  /** Reads everything again: what does not come back now would not come back later. */
  async verify(): Promise<void> {
    for (const file of this.files) await requireUnchanged(join(this.root, file.path), file);
    this.say(`✓ 已核对${this.files.length}个文件；案件记录${this.check.cases}件${this.check.entries}条`);
    for (const line of faultLines(this.check)) this.say(line);
  }
}

async function backUpInstallation(
  client: MongoClient,
  folder: string,
  options: BackupOptions,
  say: Say,
): Promise<void> {
  const { settings } = options;
  const takenAt = new Date().toISOString();
  emptyFolder(folder);
  const backup = new Backup(folder, say);
  // First, so that the engine knows less than the ledger: a case that is behind it is taken on from the ledger.
  const source = join(settings.dataDir, ENGINE_FILE);
  const engine = existsSync(source) && (await copyEngine(source, join(folder, ENGINE_FILE)));
  if (engine) await backup.add(ENGINE_FILE, measure);
  say(engine ? `✓ ${ENGINE_FILE}` : '  流程引擎的数据库不在备份中；恢复后由案件记录重新生成各案流程');
  const prefix = databasePrefix(process.env);
  const kept = await collectionsOf(client, prefix);
  for (const one of kept.filter((other) => !isLedger(other))) await backup.collection(client, prefix, one);
  await backup.papers(settings.dataDir);
  for (const name of SECRET_FILES.filter((one) => existsSync(join(settings.dataDir, one)))) {
    await backup.add(name, (target) => copyMeasured(join(settings.dataDir, name), target));
    say(`✓ ${name}`);
  }
  for (const one of kept.filter(isLedger)) await backup.collection(client, prefix, one);
  await backup.verify();
  const { rehearsal } = readInstallation(settings.dataDir) ?? settings;
  const manifest: Manifest = {
    format: FORMAT,
    kind: 'installation',
    version: programVersion(),
    takenAt,
    rehearsal,
    engine,
    files: backup.files,
  };
  writeManifest(join(folder, 'manifest.json'), manifest);
  rmSync(join(folder, UNFINISHED));
}

async function backUpLedger(client: MongoClient, file: string, { settings }: BackupOptions, say: Say): Promise<void> {
  const takenAt = new Date().toISOString();
  const manifestFile = manifestOf({ kind: 'ledger', file });
  if (existsSync(file) || existsSync(manifestFile)) throw occupied(file);
  const backup = new Backup(dirname(file), say);
  // Under another name until it is whole.
  const unfinished = `unfinished-${basename(file)}`;
  rmSync(join(dirname(file), unfinished), { force: true });
  const told = tellEvery(say, file);
  const lines = backup.ledgerLines(client, databasePrefix(process.env), told.one, false);
  const write = async (target: string) => ({ ...(await writeLines(target, lines)), documents: told.count() });
  await backup.add(unfinished, write, basename(file));
  await backup.verify();
  const [{ path: _, ...measured }] = backup.files as [BackupFile];
  const { rehearsal } = readInstallation(settings.dataDir) ?? settings;
  writeManifest(manifestFile, {
    format: FORMAT,
    kind: 'ledger',
    version: programVersion(),
    takenAt,
    rehearsal,
    engine: false,
    paperKey: process.env.PAPER_KEY || loadSecrets(settings.dataDir, process.env).paperKey,
    files: [{ path: basename(file), ...measured }],
  });
  renameSync(join(dirname(file), unfinished), file);
}

/** @throws Failure with one sentence; what was written by then is no backup and says so */
export async function backUp(options: BackupOptions, say: Say): Promise<void> {
  const { target } = options;
  const client = await connectTo(databaseUri(options, process.env));
  try {
    if (target.kind === 'ledger') await backUpLedger(client, target.file, options, say);
    else await backUpInstallation(client, target.folder, options, say);
  } finally {
    await client.close();
  }
}
