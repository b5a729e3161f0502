import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** OAuth clients that have a secret: each service's own name, by which it signs in to the others, and the console. */
export const CONFIDENTIAL_CLIENTS = [
  'intake',
  'decision',
  'command-center',
  'notification',
  'worker',
  'xiezhi-console',
] as const;

export interface Secrets {
  clients: Record<(typeof CONFIDENTIAL_CLIENTS)[number], string>;
}

const secret = () => randomBytes(32).toString('base64url');

/** The installation's secrets, made at its first start; the file is readable by its owner only. */
export function loadSecrets(dataDir: string): Secrets {
  const path = join(dataDir, 'secrets.json');
  const known = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Partial<Secrets>) : {};
  const clients = Object.fromEntries(
    CONFIDENTIAL_CLIENTS.map((name) => [name, known.clients?.[name] ?? secret()]),
  ) as Secrets['clients'];
  const secrets = { clients };
  // Whole or not at all: half a file would lock every service out.
  writeFileSync(`${path}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return secrets;
}
