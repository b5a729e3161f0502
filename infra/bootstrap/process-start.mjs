import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/**
 * When a process started, as the system writes it; undefined when no such process lives. A pid alone proves nothing:
 * it may have been given to somebody else since. Slim images have no ps, so /proc comes first.
 */
export function processStart(pid) {
  if (existsSync('/proc/self/stat')) {
    try {
      // Field 22 of stat; the name in field 2 may itself contain blanks and parentheses. A zombie (Z) has ended.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      return fields[0] === 'Z' ? undefined : fields[19];
    } catch {
      return undefined;
    }
  }
  const { stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout?.trim().replace(/\s+/g, ' ') || undefined;
}
