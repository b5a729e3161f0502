import { verifyChain } from '@xiezhi/chain';
import type { AuditEntry } from '@xiezhi/service-kit';
import { TestInstallation } from './support/installation';

const NEW_PASSWORD = 'Zhixing-2018-xietong';

let house: TestInstallation;
let admin: { system: string; security: string; audit: string };

beforeAll(async () => {
  house = await TestInstallation.start();
  const [system, security, audit] = await Promise.all(
    ['sysadmin', 'secadmin', 'auditadmin'].map((name) => house.adminToken(name)),
  );
  admin = { system: system!, security: security!, audit: audit! };
});

afterAll(() => house.stop());

describe('accounts', () => {
  test('三员分立: no administrator’s role beside another', async () => {
    const { username } = await house.newAccount(['handler']);
    for (const roles of [
      ['systemAdmin', 'securityAdmin'],
      ['auditAdmin', 'handler'],
      ['handler', 'securityAdmin', 'president'],
    ]) {
      const refused = await house.call(admin.security, 'PUT', `/accounts/${username}/roles`, { roles });
      expect(refused).toMatchObject({
        status: 400,
        body: { code: 'VALIDATION', detail: expect.stringContaining('三员分立') },
      });
    }
    const { body } = await house.call(admin.security, 'GET', '/accounts?limit=200');
    expect(body.accounts.find((one: { username: string }) => one.username === username).roles).toEqual(['handler']);
    const moved = await house.call(admin.security, 'PUT', `/accounts/${username}/roles`, { roles: ['auditAdmin'] });
    expect(moved.body.roles).toEqual(['auditAdmin']);
  });

  test('who makes accounts gives no roles, who gives roles makes no accounts, others do neither', async () => {
    const { username, password } = await house.newAccount(['handler']);
    const handler = await house.tokenOf(username, password);
    const person = { username: 'never-made', name: '某', court: '吉0104' };
    for (const token of [admin.security, admin.audit, handler]) {
      expect(await house.call(token, 'POST', '/accounts', person)).toMatchObject({
        status: 403,
        body: { code: 'FORBIDDEN' },
      });
    }
    for (const token of [admin.system, admin.audit, handler]) {
      const answer = await house.call(token, 'PUT', `/accounts/${username}/roles`, { roles: ['president'] });
      expect(answer.status).toBe(403);
      expect((await house.call(token, 'POST', `/accounts/${username}/disable`)).status).toBe(403);
    }
    for (const token of [handler, admin.audit]) expect((await house.call(token, 'GET', '/accounts')).status).toBe(403);
    for (const token of [handler, admin.system, admin.security])
      expect((await house.call(token, 'GET', '/audit')).status).toBe(403);
    expect((await house.call(undefined, 'GET', '/accounts')).status).toBe(401);
    const own = await house.call(admin.security, 'PUT', '/accounts/secadmin/roles', { roles: ['handler'] });
    expect(own).toMatchObject({ status: 422, body: { code: 'SAME_PERSON' } });
  });

  test('a user name is given once, and the same roles again change nothing', async () => {
    const { username } = await house.newAccount(['handler']);
    const again = await house.call(admin.system, 'POST', '/accounts', { username, name: '另一人', court: '吉01' });
    expect(again).toMatchObject({
      status: 409,
      body: { code: 'VERSION_CONFLICT', detail: `用户名“${username}”已被使用。` },
    });
    const roles = { roles: ['handler', 'handler'] };
    expect((await house.call(admin.security, 'PUT', `/accounts/${username}/roles`, roles)).body.roles).toEqual([
      'handler',
    ]);
    const trail = (await auditTrail()).filter(({ account }) => account === username);
    expect(trail.map(({ kind }) => kind)).toEqual(['ACCOUNT_CREATED', 'ROLES_CHANGED']);
  });

  test.each([
    [{ username: 'Upper', name: '某', court: '吉' }, 400, 'VALIDATION'],
    [{ username: 'ok-name', name: '', court: '吉' }, 400, 'VALIDATION'],
    [{ username: 'ok-name', name: '某', court: 'jl' }, 400, 'VALIDATION'],
    [{ username: 'ok-name', name: '某', court: '吉0199' }, 422, 'COURT_UNKNOWN'],
    [{ username: 'ok-name', name: '某', court: '吉', password: 'too simple' }, 400, 'VALIDATION'],
    ['not an object', 400, 'VALIDATION'],
  ])('%j is refused', async (body, status, code) => {
    expect(await house.call(admin.system, 'POST', '/accounts', body)).toMatchObject({ status, body: { code } });
  });

  test('a court’s administrator keeps that court’s accounts only', async () => {
    const { username, password } = await house.newAccount(['systemAdmin'], '吉01');
    const token = await house.tokenOf(username, password);
    const make = (court: string) =>
      house.call(token, 'POST', '/accounts', {
        username: `local-${court.length}`,
        name: '陶某',
        court,
        password: NEW_PASSWORD,
      });
    expect(await make('吉0104')).toMatchObject({ status: 201, body: { court: '吉0104' } });
    expect((await make('吉02')).body.code).toBe('FORBIDDEN');
    expect((await make('吉')).body.code).toBe('FORBIDDEN');
    const { body } = await house.call(token, 'GET', '/accounts?limit=200');
    const courts = new Set<string>(body.accounts.map((one: { court: string }) => one.court));
    expect([...courts].every((court) => court.startsWith('吉01'))).toBe(true);
    expect((await house.call(token, 'GET', '/accounts?court=%E5%90%89')).status).toBe(403);
  });

  test('an account goes to another court by two administrators, without its roles and its sign-ins', async () => {
    const { username, password } = await house.newAccount(['handler'], '吉0381');
    const path = `/accounts/${username}/transfer`;
    const move = (token: string, court: string) =>
      house.call(token, 'POST', path, { court, reason: '公主岭市划归长春市' });
    const confirm = (token: string, court: string) => house.call(token, 'POST', `${path}/confirm`, { court });

    expect((await confirm(admin.security, '吉0184')).body.code).toBe('NOT_ALLOWED_IN_STATE');
    for (const token of [admin.security, admin.audit])
      expect((await move(token, '吉0184')).body.code).toBe('FORBIDDEN');
    expect((await move(admin.system, '吉0381')).body.code).toBe('VALIDATION');
    expect((await move(admin.system, '吉0199')).body.code).toBe('COURT_UNKNOWN');
    expect(
      (await house.call(admin.system, 'POST', '/accounts/sysadmin/transfer', { court: '吉01', reason: '调动' })).body
        .code,
    ).toBe('SAME_PERSON');
    const local = await house.newAccount(['systemAdmin'], '吉03');
    expect((await move(await house.tokenOf(local.username, local.password), '吉0184')).body.code).toBe('FORBIDDEN');

    expect(await move(admin.system, '吉0184')).toMatchObject({
      status: 200,
      body: { court: '吉0381', roles: ['handler'], transfer: { court: '吉0184', proposedBy: 'sysadmin' } },
    });
    expect((await confirm(admin.system, '吉0184')).body.code).toBe('FORBIDDEN');
    expect((await confirm(admin.security, '吉01')).body.code).toBe('VERSION_CONFLICT');
    const [one, other] = await Promise.all([confirm(admin.security, '吉0184'), confirm(admin.security, '吉0184')]);
    const [done, late] = one.status === 200 ? [one, other] : [other, one];
    expect(done).toMatchObject({ status: 200, body: { court: '吉0184', roles: [], transfer: null } });
    expect(late.status).toBe(409);

    await house.call(admin.security, 'PUT', `/accounts/${username}/roles`, { roles: ['handler'] });
    const token = await house.tokenOf(username, password);
    const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;
    expect(claims).toMatchObject({ court: '吉0184', roles: ['handler'] });
    const trail = (await auditTrail()).filter(({ account }) => account === username);
    expect(trail.map(({ kind, actor }) => [kind, actor])).toEqual(
      expect.arrayContaining([
        ['TRANSFER_PROPOSED', 'sysadmin'],
        ['ACCOUNT_TRANSFERRED', 'secadmin'],
      ]),
    );
    expect(trail.filter(({ kind }) => kind === 'ACCOUNT_TRANSFERRED')).toHaveLength(1);
  });

  test('a transfer that waits can be taken back', async () => {
    const { username } = await house.newAccount(['handler']);
    const path = `/accounts/${username}/transfer`;
    await house.call(admin.system, 'POST', path, { court: '吉01', reason: '调动' });
    expect((await house.call(admin.security, 'POST', `${path}/cancel`)).body).toMatchObject({
      court: '吉0104',
      roles: ['handler'],
      transfer: null,
    });
    expect((await house.call(admin.security, 'POST', `${path}/confirm`, { court: '吉01' })).body.code).toBe(
      'NOT_ALLOWED_IN_STATE',
    );
  });

  test('lists page by page', async () => {
    const seen: string[] = [];
    let after = '';
    for (;;) {
      const { body } = await house.call(admin.system, 'GET', `/accounts?limit=7&after=${encodeURIComponent(after)}`);
      seen.push(...body.accounts.map((one: { username: string }) => one.username));
      if (body.next === undefined) break;
      after = body.next as string;
    }
    expect(seen).toEqual([...new Set(seen)].sort());
    expect(seen).toEqual(expect.arrayContaining(house.people.map(({ username }) => username)));
  });

  test('a person changes the own password, which ends the sign-ins with the old one', async () => {
    const { username, password } = await house.newAccount(['handler']);
    const token = await house.tokenOf(username, password);
    const change = (body: object) => house.call(token, 'POST', `/accounts/${username}/password`, body);
    const other = house.call(token, 'POST', '/accounts/sysadmin/password', {
      oldPassword: 'x',
      newPassword: NEW_PASSWORD,
    });
    expect((await other).status).toBe(403);
    expect(await change({ oldPassword: 'wrong', newPassword: NEW_PASSWORD })).toMatchObject({ status: 403 });
    expect(await change({ oldPassword: password, newPassword: 'short' })).toMatchObject({ status: 400 });
    expect(await change({ oldPassword: password, newPassword: NEW_PASSWORD })).toMatchObject({ status: 204 });
    expect(await house.refusalOf(username, password)).toBe('WRONG_PASSWORD');
    await house.tokenOf(username, NEW_PASSWORD);
  });

  test('a lock is taken off by the security administrator, and by nobody else', async () => {
    const { username, password } = await house.newAccount(['handler']);
    const unlock = (token: string) => house.call(token, 'POST', `/accounts/${username}/unlock`);
    expect((await unlock(admin.security)).body.lockedUntil).toBeNull();
    for (let failure = 1; failure <= 5; failure++) await house.refusalOf(username, 'wrong');
    expect(await house.refusalOf(username, password)).toBe('LOCKED');
    expect((await unlock(admin.system)).status).toBe(403);
    expect(await unlock(admin.security)).toMatchObject({ status: 200, body: { lockedUntil: null } });
    await house.tokenOf(username, password);
    const kinds = (await auditTrail()).filter(({ account }) => account === username).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'ACCOUNT_UNLOCKED')).toHaveLength(1);
  });

  test('a forgotten password is replaced by one that is shown once; the old one and its sign-ins end', async () => {
    const { username, password } = await house.newAccount(['handler']);
    for (let failure = 1; failure <= 5; failure++) await house.refusalOf(username, 'forgotten');
    const reset = (token: string) => house.call(token, 'POST', `/accounts/${username}/password/reset`);
    for (const token of [admin.security, admin.audit]) expect((await reset(token)).status).toBe(403);
    const { status, body } = await reset(admin.system);
    expect({ status, body }).toMatchObject({ status: 200, body: { username, lockedUntil: null } });
    expect(await house.refusalOf(username, password)).toBe('WRONG_PASSWORD');
    await house.tokenOf(username, body.password as string);
    const trail = JSON.stringify((await auditTrail()).filter(({ account }) => account === username));
    expect(trail).toContain('PASSWORD_RESET');
    expect(trail).not.toContain(body.password);
  });

  test.each(['systemAdmin', 'securityAdmin', 'auditAdmin'])(
    'nobody comes into the rights of a %s by resetting a password',
    async (role) => {
      const { username } = await house.newAccount([role]);
      const holder = await house.newAccount([role], '吉');
      const reset = (token: string) => house.call(token, 'POST', `/accounts/${username}/password/reset`);
      const others = { systemAdmin: admin.system, securityAdmin: admin.security, auditAdmin: admin.audit };
      for (const [other, token] of Object.entries(others)) {
        expect([other, (await reset(token)).status]).toEqual([other, other === role ? 200 : 403]);
      }
      const own = await house.tokenOf(holder.username, holder.password);
      const answer = await house.call(own, 'POST', `/accounts/${holder.username}/password/reset`);
      expect(answer).toMatchObject({ status: 422, body: { code: 'SAME_PERSON' } });
    },
  );

  test('the auditor sees how long the trail is and whether its chain holds', async () => {
    const trail = await auditTrail();
    const { body } = await house.call(admin.audit, 'GET', '/audit?limit=1');
    expect(body.entries).toEqual(trail.slice(0, 1));
    expect(body.last).toBeGreaterThanOrEqual(trail.length);
    const verified = await house.call(admin.audit, 'GET', '/audit/verification');
    expect(verified.body).toMatchObject({ faults: [], faultCount: 0, lastHash: expect.any(String) });
    expect(verified.body.entries).toBeGreaterThanOrEqual(trail.length);
    expect((await house.call(admin.system, 'GET', '/audit/verification')).status).toBe(403);
  });

  test('every change stands in an unbroken audit chain', async () => {
    const { username } = await house.newAccount(['handler']);
    const trail = await auditTrail();
    expect(verifyChain(trail)).toBeUndefined();
    const changes = trail.filter(({ account }) => account === username);
    expect(changes).toMatchObject([
      { kind: 'ACCOUNT_CREATED', actor: 'sysadmin' },
      { kind: 'ROLES_CHANGED', actor: 'secadmin', detail: { before: [], after: ['handler'] } },
    ]);
  });
});

type Trail = (Omit<AuditEntry, 'kind' | 'actor'> & { kind: string; actor: string | null; account: string | null })[];

async function auditTrail(): Promise<Trail> {
  const entries: Trail = [];
  for (;;) {
    const { body } = await house.call(admin.audit, 'GET', `/audit?limit=500&from=${entries.length + 1}`);
    if (body.entries.length === 0) return entries;
    entries.push(...(body.entries as Trail));
  }
}
