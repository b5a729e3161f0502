import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { Failure } from '../../bootstrap/failure.mjs';
import { settingsOf, type Settings } from '../installation';
import { repositoryRoot } from '../root';

/** What is backed up or restored: a whole installation in a folder, or the ledger alone in a file. */
export type Target = { kind: 'installation'; folder: string } | { kind: 'ledger'; file: string };

export interface BackupOptions {
  target: Target;
  settings: Settings;
}

/** Undefined when help was asked for. @throws Failure for anything that is not understood */
export function backupOptions(
  command: 'backup' | 'restore',
  args: string[],
  env: NodeJS.ProcessEnv,
): BackupOptions | undefined {
  const options = {
    ledger: { type: 'string' },
    rehearsal: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (values.help) return undefined;
    const [folder, ...more] = positionals;
    if (more.length > 0 || (folder === undefined) === (values.ledger === undefined)) throw new Error('one target');
    // npm runs scripts in the repository; a path is meant from where the person is.
    const here = env.INIT_CWD ?? process.cwd();
    const target: Target =
      values.ledger === undefined
        ? { kind: 'installation', folder: resolve(here, folder ?? '') }
        : { kind: 'ledger', file: resolve(here, values.ledger) };
    return { target, settings: settingsOf(values.rehearsal ? ['--rehearsal'] : [], env, repositoryRoot()) };
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(
      `用法：npm run ${command} -- 目录，或者 npm run ${command} -- --ledger 文件（说明：npm run ${command} -- --help）。`,
      `Usage: npm run ${command} -- FOLDER, or npm run ${command} -- --ledger FILE (see npm run ${command} -- --help).`,
    );
  }
}

/** The manifest of a ledger's file lies beside it, that of a folder in it. */
export const manifestOf = (target: Target): string =>
  target.kind === 'ledger' ? `${target.file}.manifest.json` : `${target.folder}/manifest.json`;

export const BACKUP_HELP = `用法：npm run backup -- 目录
      npm run backup -- --ledger 文件

在系统运行时备份，不影响办理。Backs up a running installation.

  目录             写入全部数据：各数据库、文书、密钥、流程引擎的数据库，附清单与校验值（SM3），写完后自行核对
  --ledger 文件    只写全部案件记录（每行一条，可用 npm run -s verify-ledger 校验；文件名以 .gz 结尾时压缩）
  --rehearsal      备份演练环境
  --help           显示本说明

备份中有当事人信息和密钥，请妥善保管。中断后重新运行同一命令即可。
数据目录与数据库地址同 npm start（XIEZHI_DATA、MONGODB_URI）。`;

export const RESTORE_HELP = `用法：npm run restore -- 目录
      npm run restore -- --ledger 文件

把备份恢复到空的数据目录；完成后用 npm start 启动。Restores a backup into an empty data folder.

  目录             npm run backup 写成的目录
  --ledger 文件    只用案件记录恢复：案件、期限、待办、文号、文书都由它重新生成；账号、日历与设置的版本、审计记录不在其中
  --rehearsal      恢复为演练环境（备份必须来自演练环境）
  --help           显示本说明

先停止 npm start。数据目录（XIEZHI_DATA，默认 .data）必须不存在或者为空；MONGODB_URI 指定的数据库也必须为空。
中断后重新运行同一命令即可；没有恢复完的数据目录不能启动。`;
