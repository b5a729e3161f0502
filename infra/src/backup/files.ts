import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline as callbackPipeline, PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { Failure } from '../../bootstrap/failure.mjs';

export type Measured = { bytes: number; sm3: string };

/** Counts and hashes what passes. */
function measuring(): { stream: Transform; result: () => Measured } {
  const hash = createHash('sm3');
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return { stream, result: () => ({ bytes, sm3: hash.digest('hex') }) };
}

const isPacked = (path: string) => path.endsWith('.gz');

/** Writes lines to a new file, packed if its name says so, and has them on the disk when it returns. */
export async function writeLines(path: string, lines: AsyncIterable<string>): Promise<Measured> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const { stream, result } = measuring();
  async function* ended() {
    for await (const line of lines) yield `${line}\n`;
  }
  const packing = isPacked(path) ? createGzip({ level: 3 }) : new PassThrough();
  await pipeline(ended, packing, stream, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }));
  return result();
}

/** The lines of such a file. @throws the error of a file that is cut short or cannot be read */
export async function* readLines(path: string): AsyncGenerator<string> {
  const unpacked = isPacked(path) ? createGunzip() : new PassThrough();
  // An error destroys the last stream with it, and so ends the loop below.
  callbackPipeline(createReadStream(path), unpacked, () => undefined);
  unpacked.setEncoding('utf8');
  let rest = '';
  for await (const chunk of unpacked as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** Copies a file, on the disk when it returns, in place of what an earlier attempt left. */
export async function copyMeasured(from: string, to: string): Promise<Measured> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await rm(to, { force: true });
  const { stream, result } = measuring();
  await pipeline(createReadStream(from), stream, createWriteStream(to, { flags: 'wx', mode: 0o600, flush: true }));
  return result();
}

export async function measure(path: string): Promise<Measured> {
  const { stream, result } = measuring();
  await pipeline(createReadStream(path), stream.resume());
  return result();
}

/** @throws Failure when the file is not, byte for byte, what was written */
export async function requireUnchanged(path: string, written: Measured): Promise<void> {
  const found = await measure(path).catch(() => undefined);
  if (found?.sm3 === written.sm3 && found.bytes === written.bytes) return;
  throw new Failure(
    found === undefined ? `备份中缺少文件 ${path}，或者无法读取。` : `备份文件 ${path} 与清单所记的校验值（SM3）不符。`,
    found === undefined
      ? `The file ${path} of the backup is missing or cannot be read.`
      : `The file ${path} of the backup does not have the checksum (SM3) of the manifest.`,
  );
}
