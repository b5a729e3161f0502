import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { execute } from '../../bootstrap/command.mjs';
import { Failure } from '../../bootstrap/failure.mjs';
import { pythonProgram } from '../../bootstrap/tools.mjs';

/** Below the data folder and below a backup. */
export const ENGINE_FILE = 'temporal/temporal.db';

// One read transaction over the whole file: a consistent copy, and the engine's writers do not wait for it.
const COPY = `
import sqlite3, sys
source, target = sqlite3.connect(sys.argv[1], timeout=60), sqlite3.connect(sys.argv[2])
source.backup(target, pages=-1)
found = target.execute('PRAGMA quick_check').fetchone()[0]
target.execute('PRAGMA journal_mode=DELETE')
target.close()
sys.exit(0 if found == 'ok' else found)
`;

/**
 * Copies the embedded engine's database while the engine works with it. False when there is no Python to do it with: the
 * cases' workflows are then started from the ledger after a restore.
 */
export async function copyEngine(from: string, to: string): Promise<boolean> {
  const python = pythonProgram();
  if (python === undefined) return false;
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  const { ok, output } = await execute(python, ['-c', COPY, from, to]);
  if (ok) return true;
  throw new Failure(
    '流程引擎的数据库无法复制：请检查磁盘空间后重新备份。',
    'The engine’s database could not be copied: check the disk space and back up again.',
    output,
  );
}
