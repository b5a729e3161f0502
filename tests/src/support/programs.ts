import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

export interface Ended {
  code: number | null;
  /** Standard output and error. */
  output: string;
}

/** Runs a command of the repository to its end, or until it has said `cut` and is killed. */
export function runProgram(
  program: 'backup' | 'restore' | 'start',
  args: string[],
  env: Record<string, string>,
  cut?: string,
): Promise<Ended> {
  const path = resolve(process.cwd(), `infra/dist/${program}.js`);
  const child = spawn(process.execPath, [path, ...args], { env: { ...process.env, ...env } });
  let output = '';
  const hear = (chunk: Buffer) => {
    output += chunk.toString();
    if (cut !== undefined && output.includes(cut)) child.kill('SIGKILL');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  return new Promise((ended) => child.once('close', (code) => ended({ code, output })));
}
