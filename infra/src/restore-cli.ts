import { printFailure } from '../bootstrap/failure.mjs';
import { RESTORE_HELP, backupOptions } from './backup/options';
import { restore } from './backup/restore';

try {
  const options = backupOptions('restore', process.argv.slice(2), process.env);
  if (options === undefined) console.log(RESTORE_HELP);
  else {
    await restore(options, (line) => console.log(line));
    console.log(
      `恢复完成，数据目录 ${options.settings.dataDir}。请用 npm start 启动；各案流程、查询数据和待办随后自动补齐。`,
    );
  }
} catch (error) {
  printFailure(error);
  process.exitCode = 1;
}
