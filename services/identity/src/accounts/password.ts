import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';

export interface Cost {
  N: number;
  r: number;
  p: number;
}

/** Cost of a new hash: 32 MiB and about a tenth of a second; kept in each hash, so raising it here breaks no account. */
const COST: Cost = { N: 2 ** 15, r: 8, p: 1 };
/**
 * Where a password is 70 random bits, which nobody tries one after another, and where a quicker answer tells nothing that
 * is kept from anybody: a demonstration's accounts, whose names stand on the sign-in page, and what a rehearsal generates,
 * which knows no real cases.
 */
export const PRACTICE_COST: Cost = { ...COST, N: 2 ** 10 };
const KEY_LENGTH = 32;
const MIN_LENGTH = 12;
const MAX_LENGTH = 128;

function derive(password: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> {
  const options = { N, r, p, maxmem: 256 * N * r };
  // NFKC: an input method may compose the same character differently on another machine.
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY_LENGTH, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

/** `scrypt$N$r$p$salt$key`, the last two base64url. */
export async function hashPassword(password: string, cost: Cost = COST): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Nobody's hash: checking against it takes as long as against a real one. */
const NOBODY = [
  'scrypt',
  COST.N,
  COST.r,
  COST.p,
  'AAAAAAAAAAAAAAAAAAAAAA',
  Buffer.alloc(KEY_LENGTH).toString('base64url'),
];

/** Takes the same time whether or not there is an account, so that the answer's delay names none. */
export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  const [scheme, N, r, p, salt, key] = (stored ?? NOBODY.join('$')).split('$');
  if (scheme !== 'scrypt' || !salt || !key) throw new Error('unknown kind of password hash');
  const expected = Buffer.from(key, 'base64url');
  const actual = await derive(password, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) });
  return timingSafeEqual(actual, expected) && stored !== undefined;
}

const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u];

/** Why a password is not good enough (Chinese), or undefined. GB/T 22239-2019 8.1.4.1 a). */
export function passwordFault(password: string, username: string): string | undefined {
  const length = [...password].length;
  if (length < MIN_LENGTH || length > MAX_LENGTH) return `应为 ${MIN_LENGTH} 至 ${MAX_LENGTH} 个字符`;
  if (CLASSES.filter((kind) => kind.test(password)).length < 3) {
    return '大写字母、小写字母、数字、其他字符中至少应有三种';
  }
  if (password.toLowerCase().includes(username.toLowerCase())) return '不得包含用户名';
  if (new Set(password).size < 6) return '重复的字符过多';
  return undefined;
}

// Without letters and digits that look alike: first passwords are read from a screen or a paper and typed.
const LOWER = 'abcdefghijkmnpqrstuvwxyz';
const UPPER = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const DIGITS = '23456789';

const pick = (alphabet: string) => alphabet[randomInt(alphabet.length)]!;

/** Four groups of four, about 70 bits, `Ab3k-…`: each group has a capital, small letters and a digit. */
export function generatePassword(): string {
  const group = () => pick(UPPER) + pick(LOWER + UPPER) + pick(LOWER) + pick(DIGITS);
  return [group(), group(), group(), group()].join('-');
}
