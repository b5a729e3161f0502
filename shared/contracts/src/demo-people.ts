import { toAsciiCourt } from '@xiezhi/rules';
import type { CourtCode, Role } from '@xiezhi/rules';

/** Someone invented for a demonstration; the user name is the account's id. */
export interface DemoPerson {
  username: string;
  name: string;
  court: CourtCode;
  roles: Role[];
}

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

/** For the people of courts without a list of their own. */
const SURNAMES = '王李赵刘徐孙马胡郭林高梁宋唐许邓曾彭';

const kebab = (role: string) => role.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function surnameOf(court: CourtCode, role: Role): string {
  const [, surnames = '', roles = []] = STAFF.find(([code]) => code === court) ?? [];
  const listed = surnames[roles.indexOf(role)];
  const sum = [...`${court}${role}`].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return listed ?? SURNAMES[sum % SURNAMES.length] ?? '某';
}

/** The invented holder of a role at a court, whether or not an account was made: `jl0104-handler`, 于某. */
export function demoPerson(court: CourtCode, role: Role): DemoPerson {
  return {
    username: `${toAsciiCourt(court)}-${kebab(role)}`,
    name: `${surnameOf(court, role)}某`,
    court,
    roles: [role],
  };
}

/** Those for whom a demonstration makes accounts: one for each role at four courts. */
export const DEMO_PEOPLE: readonly DemoPerson[] = STAFF.flatMap(([court, , roles]) =>
  roles.map((role) => demoPerson(court, role)),
);
