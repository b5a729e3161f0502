import { createHmac } from 'node:crypto';
import { canonicalJson, sm3 } from '@xiezhi/chain';
import type { Paper } from '@xiezhi/rules';

/** Crockford's alphabet: no I, L, O or U, which are misread. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;

/**
 * The code printed on a paper, `K7QM-4XPA-9TCD-2HWE`: 80 bits of HMAC-SM3 over the paper's identity and content. It cannot
 * be guessed, and the same paper always has the same one.
 */
export function verificationCode(key: Buffer, id: string, paper: Paper): string {
  const digest = createHmac('sm3', key)
    .update(`${id}\n${sm3(canonicalJson(paper))}`)
    .digest();
  const bits = digest.subarray(0, (LENGTH * 5) / 8);
  let value = BigInt(`0x${bits.toString('hex')}`);
  let code = '';
  for (let index = 0; index < LENGTH; index++) {
    code = (ALPHABET[Number(value & 31n)] ?? '') + code;
    value >>= 5n;
  }
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/** A code as a person types it off a paper: lower case, blanks and dashes as they come, O for 0. Null for no code at all. */
export function readCode(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-—–－]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  if (!new RegExp(`^[${ALPHABET}]{${LENGTH}}$`).test(plain)) return null;
  return plain.replace(/(.{4})(?=.)/g, '$1-');
}
