import { castOf, caseAt, Installation, send } from '../../src/support';
import type { Answer, OpenCase, Person } from '../../src/support';
import { operationsOf, sample, variants } from '../../src/support/hostile';
import type { Operation, Variant } from '../../src/support/hostile';

let house: Installation;
let open: OpenCase;
let people: Person[];

beforeAll(async () => {
  house = await Installation.start({ rehearsal: false });
  const cast = await house.hire(castOf('吉0104', '吉01'));
  const others = await house.hire({
    // Who holds many posts gets past the question of who may, to what lies behind it.
    executing: { court: '吉0104', roles: ['handler', 'fieldOfficer'] },
    deciding: {
      court: '吉01',
      roles: ['handler', 'bureauDirector', 'commandOfficer', 'commandDirector', 'meetingSecretary', 'president'],
    },
    inspector: { court: '吉', roles: ['inspector', 'commandDirector'] },
    system: { court: '吉', roles: ['systemAdmin'] },
    security: { court: '吉', roles: ['securityAdmin'] },
    auditor: { court: '吉', roles: ['auditAdmin'] },
  });
  open = await caseAt(cast, 'PLAN_APPROVED');
  people = Object.values(others);
});
afterAll(() => house?.stop());

/** Those who are not refused as such; where all are, anybody. */
async function whoMay(operation: Operation, url: string): Promise<Person[]> {
  const asked = await Promise.all(
    people.map((person) => request(operation, url, sample(operation, open.caseId), person)),
  );
  const may = people.filter((_, index) => ![401, 403].includes(asked[index]!.status));
  return may.length > 0 ? may : people.slice(0, 1);
}

function request({ method }: Operation, url: string, { path, query, headers, body }: Variant, { token }: Person) {
  return send(method.toUpperCase(), `${url}${path}${query}`, {
    token,
    headers,
    ...(body === undefined ? {} : { raw: { content: body, type: 'application/json' } }),
  });
}

const AT_ONCE = 8;

async function faultsOf(operation: Operation, url: string): Promise<string[]> {
  const persons = await whoMay(operation, url);
  const left = variants(operation, open.caseId).map((variant, index) => ({
    variant,
    person: persons[index % persons.length]!,
  }));
  const faults: string[] = [];
  const lane = async () => {
    for (let next = left.pop(); next; next = left.pop()) {
      const { variant, person } = next;
      const answer: Answer = await request(operation, url, variant, person);
      if (answer.status >= 500) faults.push(`${operation.name} ${variant.what}: ${answer.status} ${answer.text}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return faults;
}

test.each(['intake', 'decision', 'commandCenter', 'notification', 'ledger', 'identity'] as const)(
  'nothing that a person can send to %s is answered with a fault of the server',
  async (service) => {
    const url = house.urls[service];
    const operations = operationsOf((await send('GET', `${url}/openapi.json`)).body);
    expect(operations.length).toBeGreaterThan(1);
    const faults: string[] = [];
    for (const operation of operations) faults.push(...(await faultsOf(operation, url)));
    expect(faults).toEqual([]);
    expect(await send('GET', `${url}/readyz`)).toMatchObject({ status: 200 });
  },
  600_000,
);
