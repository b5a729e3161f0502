import { toAsciiCourt, type Role } from '@xiezhi/rules';

export interface Person {
  username: string;
  name: string;
  court: string;
  roles: Role[];
}

/** The three administrators without whom nobody could be given an account. */
export const FIRST_ADMINISTRATORS: readonly Person[] = [
  { username: 'sysadmin', name: '系统管理员', court: '吉', roles: ['systemAdmin'] },
  { username: 'secadmin', name: '安全管理员', court: '吉', roles: ['securityAdmin'] },
  { username: 'auditadmin', name: '审计管理员', court: '吉', roles: ['auditAdmin'] },
];

const STAFF: readonly (readonly [court: string, surnames: string, roles: readonly Role[]])[] = [
  [
    '吉',
    '郑冯陈褚卫蒋沈韩',
    [
      'handler',
      'bureauDirector',
      'commandOfficer',
      'commandDirector',
      'meetingSecretary',
      'president',
      'assessor',
      'inspector',
    ],
  ],
  [
    '吉01',
    '杨朱秦尤许何吕施张',
    [
      'handler',
      'bureauDirector',
      'commandOfficer',
      'commandDirector',
      'fieldOfficer',
      'meetingSecretary',
      'president',
      'assessor',
      'inspector',
    ],
  ],
  ['吉0104', '于孔曹严', ['handler', 'bureauDirector', 'commandOfficer', 'fieldOfficer']],
  ['吉0105', '华金魏陶', ['handler', 'bureauDirector', 'commandOfficer', 'fieldOfficer']],
];

const kebab = (role: string) => role.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Invented people for a demonstration: one for each role, `jl0104-handler`, `jl01-bureau-director`. */
export const DEMO_PEOPLE: readonly Person[] = STAFF.flatMap(([court, surnames, roles]) =>
  roles.map((role, index) => ({
    username: `${toAsciiCourt(court)}-${kebab(role)}`,
    name: `${surnames[index]!}某`,
    court,
    roles: [role],
  })),
);
