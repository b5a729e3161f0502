import { spawn, spawnSync } from 'node:child_process';

/**
 * Runs a program to its end and keeps what it printed.
 * @returns {Promise<{ ok: boolean, output: string }>} `ok` is false also when the program does not exist
 */
export function execute(program, args, options = {}) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const keep = (chunk) => (output = (output + chunk).slice(-20_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const abandon = () => child.kill();
    process.once('exit', abandon);
    const settle = (result) => {
      process.off('exit', abandon);
      resolve(result);
    };
    child.on('error', (error) => settle({ ok: false, output: error.message }));
    child.on('close', (code) => settle({ ok: code === 0, output }));
  });
}

/** @returns what the program prints about its version, undefined when there is no such program */
export function versionText(program, args) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 20_000 });
  return status === 0 ? `${stdout}${stderr}` : undefined;
}

/** Finds a dotted version behind the mark and compares it number by number with the least acceptable one. */
export function versionAtLeast(text, mark, least) {
  const found = text?.match(mark)?.[1];
  if (!found) return { found: undefined, fits: false };
  const have = found.split('.').map(Number);
  const want = least.split('.').map(Number);
  for (const [index, part] of want.entries()) {
    const own = have[index] ?? 0;
    if (own !== part) return { found, fits: own > part };
  }
  return { found, fits: true };
}
