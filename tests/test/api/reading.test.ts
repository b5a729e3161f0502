import { application, caseAt, castOf, Installation, send, until } from '../../src/support';
import type { Cast, Person } from '../../src/support';

let house: Installation;
let cast: Cast;
let people: Record<'inspector' | 'system', Person>;

beforeAll(async () => {
  house = await Installation.start({ rehearsal: false });
  cast = await house.hire(castOf('吉0104', '吉01'));
  people = await house.hire({
    inspector: { court: '吉', roles: ['inspector'] },
    system: { court: '吉', roles: ['systemAdmin'] },
  });
});
afterAll(() => house?.stop());

/** Requests for entries and positions that the ledger has answered so far. */
async function ledgerRequests(): Promise<number> {
  const { text } = await send('GET', `${house.urls.ledger}/metrics`);
  const counts = text.matchAll(/_duration_seconds_count\{[^}]*route="\/ledger[^"]*"[^}]*\} (\d+)/g);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

test('two thousand invented cases are asked about in a few questions, and a submission goes through meanwhile', async () => {
  const before = await ledgerRequests();
  const invented = (request: number) =>
    Array.from({ length: 200 }, (_, index) => `jl0104-${request}-${index}:1`).join(',');
  const asking = Array.from({ length: 10 }, (_, request) =>
    house.get(cast.field, `${house.urls.intake}/collaborations/visible?of=${invented(request)}`),
  );
  const submitted = await house.submit(cast.applicant, application('吉0104', '吉01'));
  expect(submitted.status).toBe(201);
  for (const { status, body } of await Promise.all(asking)) {
    expect({ status, body }).toEqual({ status: 200, body: { items: [] } });
  }
  expect((await ledgerRequests()) - before).toBeLessThan(60);
});

test('what one has just done is read, and what one may not see is not waited for', async () => {
  const { caseId, seq } = await caseAt(cast, 'SUBMITTED');
  const url = `${house.urls.intake}/collaborations`;
  expect(await house.get(cast.applicant, `${url}/${caseId}?after=${seq}`)).toMatchObject({ status: 200 });
  const answers = await Promise.all(
    [`${caseId}?after=1`, `${caseId}?after=900`, 'jl0104-none?after=1', caseId, 'jl0104-none'].map((path) =>
      house.get(people.system, `${url}/${path}`),
    ),
  );
  const told = answers.map(({ status, body }) => ({ status, detail: body['detail'] }));
  expect(new Set(told.map((one) => JSON.stringify(one)))).toHaveProperty('size', 1);
  expect(told[0]).toMatchObject({ status: 404 });
});

test('an administrator sees how far a read model is, and nobody else', async () => {
  const url = `${house.urls.notification}/admin/read-model`;
  const lag = await until('the comparison', async () => {
    const { body } = await house.get(people.system, url);
    return body['comparedAt'] !== null && body;
  });
  expect(lag).toMatchObject({ poison: [] });
  expect((await house.get(people.inspector, url)).status).toBe(403);
  const ready = await send('GET', `${house.urls.notification}/readyz`);
  expect(ready.body).toMatchObject({
    checks: { readModel: { ok: true, poison: 0, comparedAt: expect.any(String) as string } },
  });
});
