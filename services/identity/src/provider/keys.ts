import { isDuplicateKey } from '@xiezhi/service-kit';
import type { Connection } from 'mongoose';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { JWK } from 'oidc-provider';

export interface Keys {
  /** Private signing key, ES256. */
  signing: JWK;
  /** Secrets that sign cookies. */
  cookies: string[];
}

/** The installation's keys, made at the first start. One document under a fixed id: of two processes starting at once both use the first one's. */
export async function installationKeys(connection: Connection): Promise<Keys> {
  const collection = connection.db!.collection<Keys & { _id: string }>('keys');
  const stored = await collection.findOne({ _id: 'keys' });
  if (stored) return stored;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signing = {
    ...privateKey.export({ format: 'jwk' }),
    alg: 'ES256',
    use: 'sig',
    kid: randomBytes(9).toString('hex'),
  };
  try {
    await collection.insertOne({
      _id: 'keys',
      signing: signing as JWK,
      cookies: [randomBytes(32).toString('base64url')],
    });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  return (await collection.findOne({ _id: 'keys' }))!;
}
