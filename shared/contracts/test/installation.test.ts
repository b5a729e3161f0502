import { OWNERS } from '@xiezhi/rules';
import { PROGRAMS, PROGRAM_NAMES, SERVICE_NAMES, programUrls, SERVICES, URL_VARIABLES } from '../src/installation';

const rows = Object.values(PROGRAMS);

test.each([
  ['port', rows.map(({ port }) => port)],
  ['folder', rows.map(({ folder }) => folder)],
  ['address', rows.map(({ url }) => url[0])],
  ['variable', rows.map(({ url }) => url[1])],
  ['name of what it serves', rows.map(({ serves }) => serves)],
] as const)('no two programs have one %s', (_what, values: readonly unknown[]) => {
  expect(new Set(values).size).toBe(PROGRAM_NAMES.length);
});

test('whoever owns commands is asked for them', () => {
  expect(SERVICE_NAMES).toEqual(expect.arrayContaining([...OWNERS]));
});

test('the worker is asked for the ledger, and the console is asked by browsers only', () => {
  expect(SERVICES.ledger.folder).toBe('workflows');
  expect(SERVICE_NAMES).not.toContain('console');
});

test('addresses come under the variables’ names', () => {
  const config = Object.fromEntries(URL_VARIABLES.map((name) => [name, name])) as never;
  expect(programUrls(config)).toMatchObject({ identity: 'OIDC_ISSUER', commandCenter: 'COMMAND_CENTER_URL' });
});
