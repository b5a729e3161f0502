import { connect } from 'node:net';
import { Failure } from '../bootstrap/failure.mjs';
import type { StackUrls } from './environment';
import { urlOf } from './environment';
import { REPLACED_BY, type PartName } from './parts';

const ANSWER_MS = 5_000;

/** @returns host and port to try, undefined where the address names no single host (mongodb+srv) or is not understood here */
function target(part: PartName, url: string): { host: string; port: number } | undefined {
  if (part === 'mongodb') {
    // A list of hosts is no URL; the first of them will do.
    const [, host, port] = /^mongodb:\/\/(?:[^@/]*@)?([^:,/?]+)(?::(\d+))?/.exec(url) ?? [];
    return host ? { host, port: Number(port ?? 27_017) } : undefined;
  }
  const [first = ''] = url.split(',');
  const address = first.includes('://') ? first : `tcp://${first}`;
  if (!URL.canParse(address)) return undefined;
  const parsed = new URL(address);
  const usual = { temporal: 7233, nats: 4222 }[part as string] ?? (parsed.protocol === 'https:' ? 443 : 80);
  return { host: parsed.hostname.replace(/^\[|\]$/g, ''), port: Number(parsed.port || usual) };
}

const answers = (address: { host: string; port: number }) =>
  new Promise<boolean>((resolve) => {
    const socket = connect({ ...address, timeout: ANSWER_MS });
    const end = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });

/** @throws Failure naming the variable whose server does not answer; the services' own waiting would not say which */
export async function requireExternal(parts: readonly PartName[], urls: StackUrls): Promise<void> {
  for (const part of parts) {
    const variable = REPLACED_BY[part];
    const address = target(part, urlOf(part, urls));
    if (address === undefined || (await answers(address))) continue;
    const where = `${address.host}:${address.port}`;
    throw new Failure(
      `${variable} 指定的服务器无法连接（${where}）：请检查地址，或去掉该环境变量以使用内置的 ${part}。`,
      `The server named by ${variable} does not answer (${where}): check the address, or unset the variable to use the embedded ${part}.`,
    );
  }
}
