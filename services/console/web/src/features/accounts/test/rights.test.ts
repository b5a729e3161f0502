import type { Role } from '@xiezhi/rules';
import { courtsOf, mayReset, rolesMix } from '../lib/rights';

test.each<[Role[], boolean]>([
  [['handler', 'fieldOfficer'], false],
  [['systemAdmin'], false],
  [['systemAdmin', 'auditAdmin'], true],
  [['handler', 'securityAdmin'], true],
  [[], false],
])('%j mixes administration with something else: %s', (roles, mixed) => expect(rolesMix(roles)).toBe(mixed));

test.each<[Role, Role[], boolean]>([
  ['systemAdmin', ['handler'], true],
  ['systemAdmin', [], true],
  ['securityAdmin', ['handler'], false],
  ['systemAdmin', ['securityAdmin'], false],
  ['securityAdmin', ['securityAdmin'], true],
  ['auditAdmin', ['auditAdmin'], true],
  ['auditAdmin', ['systemAdmin'], false],
])('%s replaces the password of %j: %s', (by, roles, may) => {
  const account = {
    username: 'wang',
    name: '王某',
    court: '吉01',
    courtName: '长春市中级人民法院',
    disabled: false,
    lockedUntil: null,
    transfer: null,
    createdAt: '',
  };
  expect(mayReset({ sub: 'li', roles: [by] }, { ...account, roles })).toBe(may);
  expect(mayReset({ sub: 'wang', roles: [by] }, { ...account, roles })).toBe(false);
});

test('an administrator keeps the accounts of the own court and those below', () => {
  expect(courtsOf('吉0104', '2026-03-02')).toEqual(['吉0104']);
  const ofChangchun = courtsOf('吉01', '2026-03-02');
  expect(ofChangchun[0]).toBe('吉01');
  expect(ofChangchun).toContain('吉0104');
  expect(ofChangchun.every((code) => code.startsWith('吉01'))).toBe(true);
  expect(new Set(courtsOf('吉', '2026-03-02')).size).toBeGreaterThan(90);
});
