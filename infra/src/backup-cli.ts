import { printFailure } from '../bootstrap/failure.mjs';
import { backUp } from './backup/backup';
import { BACKUP_HELP, backupOptions, manifestOf } from './backup/options';

try {
  const options = backupOptions('backup', process.argv.slice(2), process.env);
  if (options === undefined) console.log(BACKUP_HELP);
  else {
    await backUp(options, (line) => console.log(line));
    console.log(`备份完成，清单 ${manifestOf(options.target)}。`);
  }
} catch (error) {
  printFailure(error);
  process.exitCode = 1;
}
