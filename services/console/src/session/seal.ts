import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** 256 bits of chance, for ids that grant something to whoever has them. */
export const randomId = (): string => randomBytes(32).toString('base64url');

/** True for text that `randomId` could have made; anything else need not be looked up. */
export const isRandomId = (text: string | undefined): text is string => text !== undefined && /^[\w-]{43}$/.test(text);

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** A key for one purpose; keys of different purposes tell nothing about each other. */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
}

/** Encrypts JSON so that it can be read only with the key and only in the place it was sealed for. */
export function seal(value: unknown, key: Buffer, place: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(place));
  const data = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), data]).toString('base64url');
}

/** What was sealed, or undefined for anything tampered with, cut short or sealed under another key or place. */
export function unseal(sealed: string, key: Buffer, place: string): unknown {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < IV_BYTES + TAG_BYTES) return undefined;
  const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
  try {
    const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(place))
      .setAuthTag(tag);
    const data = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    return JSON.parse(data.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
