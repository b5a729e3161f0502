import { ROLE_TITLES, type Role } from '@xiezhi/rules';
import { Problem } from '@xiezhi/service-kit';
import * as fc from 'fast-check';
import { DEMO_PEOPLE } from '@xiezhi/contracts';
import { FIRST_ADMINISTRATORS } from '../src/accounts/first-people';
import { administeredCourts, courtName, requireKnownCourt, rolesFault } from '../src/accounts/roles';
import { USERNAME } from '../src/accounts/store';

const ROLES = Object.keys(ROLE_TITLES) as Role[];
const ADMINS = new Set(['systemAdmin', 'securityAdmin', 'auditAdmin']);

test('an administrator’s role stands alone, business roles combine freely', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...ROLES)), (roles) => {
      const allowed = roles.length <= 1 || roles.every((role) => !ADMINS.has(role));
      expect(rolesFault(roles) === undefined).toBe(allowed);
    }),
  );
});

test('an administrator keeps the accounts of the own court and of those below it', () => {
  expect(administeredCourts('吉')).toEqual(
    expect.arrayContaining(['吉', '吉01', '吉0104', '吉24', '吉0381', '吉0184']),
  );
  expect(administeredCourts('吉01')).toEqual(expect.arrayContaining(['吉01', '吉0104', '吉0105']));
  expect(administeredCourts('吉01')).not.toContain('吉');
  expect(administeredCourts('吉01')).not.toContain('吉02');
  expect(administeredCourts('吉0104')).toEqual(['吉0104']);
});

test('a court that changed its code is known by both, an invented one by none', () => {
  requireKnownCourt('吉0381');
  requireKnownCourt('吉0184');
  expect(courtName('吉0381')).toContain('公主岭');
  expect(() => requireKnownCourt('吉0199')).toThrow(Problem);
});

test('first people are each one person with one role at a court that exists', () => {
  const people = [...FIRST_ADMINISTRATORS, ...DEMO_PEOPLE];
  expect(new Set(people.map(({ username }) => username)).size).toBe(people.length);
  for (const { username, name, court, roles } of people) {
    expect(username).toMatch(USERNAME);
    expect(name).not.toContain('undefined');
    expect(roles).toHaveLength(1);
    requireKnownCourt(court);
  }
  expect(DEMO_PEOPLE.map(({ username }) => username)).toEqual(
    expect.arrayContaining(['jl0104-handler', 'jl01-bureau-director', 'jl01-command-officer', 'jl-inspector']),
  );
});
