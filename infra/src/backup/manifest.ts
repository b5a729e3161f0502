import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../bootstrap/failure.mjs';
import { writeWhole } from '../installation';
import { repositoryRoot } from '../root';

/** Changes when files of a backup mean something else. */
export const FORMAT = 1;

/** One file of a backup, by its path below the backup's folder. */
export interface BackupFile {
  path: string;
  bytes: number;
  /** SM3 of the file's bytes, hex. */
  sm3: string;
  /** Of a collection: how many documents it holds. */
  documents?: number;
}

/** Written last and whole: a folder without it is no backup. */
export interface Manifest {
  format: number;
  kind: 'installation' | 'ledger';
  /** Of the program that wrote it. */
  version: string;
  /** Real time at which it was begun, ISO 8601. */
  takenAt: string;
  rehearsal: boolean;
  /** Key of the papers' verification codes. In a backup of the ledger alone nothing else has it, and papers bear the codes. */
  paperKey?: string;
  /** Whether the engine's own database is among the files. */
  engine: boolean;
  files: BackupFile[];
}

export function programVersion(): string {
  const { version } = JSON.parse(readFileSync(join(repositoryRoot(), 'package.json'), 'utf8')) as { version: string };
  return version;
}

export const writeManifest = (path: string, manifest: Manifest): void => writeWhole(path, manifest);

/** @throws Failure when the file is missing, is none, or was written by another version */
export function readManifest(path: string): Manifest {
  if (!existsSync(path)) {
    throw new Failure(
      `没有备份清单 ${path}：这里没有备份，或者备份没有完成。`,
      `There is no manifest ${path}: this is no backup, or it was not finished.`,
    );
  }
  const manifest = parsed(path);
  const version = programVersion();
  if (manifest.format === FORMAT && manifest.version === version) return manifest;
  throw new Failure(
    `备份由獬豸 ${manifest.version}（格式 ${manifest.format}）写成，本程序为 ${version}（格式 ${FORMAT}）：请用写成备份的版本恢复，再升级。`,
    `The backup was written by Xiezhi ${manifest.version} (format ${manifest.format}), this is ${version} (format ${FORMAT}): restore it with the version that wrote it and upgrade afterwards.`,
  );
}

function parsed(path: string): Manifest {
  try {
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Partial<Manifest>;
    if (typeof manifest.format === 'number' && Array.isArray(manifest.files)) return manifest as Manifest;
  } catch {
    // Said below, as for any other file that is no manifest.
  }
  throw new Failure(`${path} 不是备份清单，或者已经损坏。`, `${path} is no manifest of a backup, or it is damaged.`);
}
