import { CLIENT_NAMES, type ClientName } from '@xiezhi/contracts/installation';
import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Secrets {
  /** Of each OAuth client. */
  clients: Record<ClientName, string>;
  /** Key of the verification codes printed on papers, 32 bytes in hex. It never changes: a paper is checked by it for ever. */
  paperKey: string;
}

/** Codes were once keyed by decision's client secret; an installation from then keeps that key, whatever becomes of the secret. */
const paperKeyOf = (decisionSecret: string) =>
  createHmac('sm3', decisionSecret).update('xiezhi/paper-verification/1').digest('hex');

const secret = () => randomBytes(32).toString('base64url');

/**
 * The installation's secrets, made at its first start; the file is readable by its owner only.
 * @param env where a provider of the court's own gave out the client secrets, they came from here
 */
export function loadSecrets(dataDir: string, env: NodeJS.ProcessEnv): Secrets {
  const path = join(dataDir, 'secrets.json');
  const known = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Partial<Secrets>) : {};
  const clients = Object.fromEntries(
    CLIENT_NAMES.map((name) => [name, known.clients?.[name] ?? secret()]),
  ) as Secrets['clients'];
  const began = known.clients?.decision;
  const paperKey =
    known.paperKey ??
    (began === undefined ? randomBytes(32).toString('hex') : paperKeyOf(env.DECISION_CLIENT_SECRET || began));
  const secrets = { clients, paperKey };
  // Whole or not at all: half a file would lock every service out.
  writeFileSync(`${path}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return secrets;
}
