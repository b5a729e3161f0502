import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { RuleError } from '../errors';
import { run } from './run';

async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** npm moves to the package's folder before it runs anything; INIT_CWD is where the person stood. */
function locate(file: string): string {
  return [process.cwd(), process.env['INIT_CWD'] ?? '.']
    .map((folder) => resolve(folder, file))
    .reduce((here, there) => (existsSync(here) ? here : there));
}

async function read(source: string): Promise<string> {
  try {
    return source === '-' ? await readStandardInput() : await readFile(locate(source), 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new RuleError(missing ? 'NOT_FOUND' : 'VALIDATION', `${missing ? '找不到' : '无法读取'}文件“${source}”。`);
  }
}

// A reader that closes early (`| head`) is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exitCode = error.code === 'EPIPE' ? 0 : 1;
});

const { output, exitCode } = await run(process.argv.slice(2), read);
process.exitCode = exitCode;
process.stdout.write(output);
