import * as fc from 'fast-check';
import { PRACTICE_COST, generatePassword, hashPassword, passwordFault, verifyPassword } from '../src/accounts/password';

describe('password policy', () => {
  test.each([
    ['Ab3-efgh-jkL', undefined],
    ['correct Horse 7 battery', undefined],
    ['协同执行指挥中心Aa1协同执行', undefined],
    ['Ab3-efgh-jk', '应为 12 至 128 个字符'],
    [`Ab3${'x'.repeat(126)}`, '应为 12 至 128 个字符'],
    ['abcdefghijkl1', '大写字母、小写字母、数字、其他字符中至少应有三种'],
    ['Jl0104-Handler-1', '不得包含用户名'],
    ['Aa1Aa1Aa1Aa1', '重复的字符过多'],
  ])('%s', (password, fault) => {
    expect(passwordFault(password, 'jl0104-handler')).toBe(fault);
  });

  test('generated passwords satisfy it and do not repeat', () => {
    const many = Array.from({ length: 500 }, () => generatePassword());
    expect(many.map((password) => passwordFault(password, 'sysadmin')).filter(Boolean)).toEqual([]);
    expect(new Set(many).size).toBe(many.length);
  });
});

describe('password hash', () => {
  test('accepts its own password and nothing else, and shows nothing of it', async () => {
    const length = { minLength: 1, maxLength: 40 };
    await fc.assert(
      fc.asyncProperty(fc.string(length), fc.string(length), async (password, other) => {
        const stored = await hashPassword(password);
        expect(await verifyPassword(stored, password)).toBe(true);
        expect(await verifyPassword(stored, other)).toBe(other.normalize('NFKC') === password.normalize('NFKC'));
        expect(stored).toMatch(/^scrypt\$32768\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
      }),
      { numRuns: 4 },
    );
  });

  test('a hash of other cost is still understood', async () => {
    const demo = await hashPassword('Ab3-efgh-jkL', PRACTICE_COST);
    expect(demo).toMatch(/^scrypt\$1024\$/);
    expect(await verifyPassword(demo, 'Ab3-efgh-jkL')).toBe(true);
    expect(await verifyPassword(demo, 'Ab3-efgh-jkM')).toBe(false);
    // The first half of the test vector in RFC 7914, section 12: password, NaCl, N=1024, r=8, p=16.
    const stored = 'scrypt$1024$8$16$TmFDbA$_bq-HJ00cgB4VucZDQHp_nxq18vII3gw53N2Y0s3MWI';
    expect(await verifyPassword(stored, 'password')).toBe(true);
    expect(await verifyPassword(stored, 'Password')).toBe(false);
  });

  test('nobody has no password', async () => {
    expect(await verifyPassword(undefined, 'any')).toBe(false);
    expect(await verifyPassword(undefined, '')).toBe(false);
  });
});
