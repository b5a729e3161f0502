import { isOffered, targetOf } from '../src/api-gateway/forward';
import { viewOf } from '../src/pages/layout';
import { signedOutPage } from '../src/pages/others';
import { verifyPage } from '../src/pages/verify';
import { localPath } from '../src/sign-in/routes';

test('a rehearsal is marked in the page and in its title, also before signing in', () => {
  const page = signedOutPage(viewOf('zh', { here: '/', rehearsal: true, courtTime: undefined }));
  expect(page).toMatch(/<title>【演练】/);
  expect(page).toContain('演练系统，所列案件均非真实案件');
});

describe('文书核验', () => {
  const view = viewOf('zh', { here: '/verify', rehearsal: false, courtTime: undefined });
  const asked = { code: '"><script>', sm3: '' };

  test('a wrong code is a clear no, and what was typed stays text', () => {
    const page = verifyPage(view, asked, { found: false, message: '没有这个核验码对应的文书。' });
    expect(page).toContain('✗ 没有这个核验码对应的文书。');
    expect(page).not.toContain('"><script>');
  });

  test('a right one shows number, date, court and hashes; another file is told of', () => {
    const check = {
      found: true,
      message: '核验通过，有效。',
      title: '协同执行决定书',
      number: '（2018）吉01协同执字第1号',
      date: '2018-10-09',
      courtName: '吉林省长春市中级人民法院',
      sm3: { pdf: 'aa', docx: 'bb' },
    };
    const page = verifyPage(view, asked, check);
    for (const shown of ['✓ 核验通过，有效。', check.number, check.date, check.courtName, 'PDF aa', 'DOCX bb']) {
      expect(page).toContain(shown);
    }
    expect(verifyPage(view, asked, { ...check, message: '不一致', matches: 'none' })).toContain('✗ 不一致');
    for (const standing of ['SUPERSEDED', 'VOIDED'] as const) {
      expect(verifyPage(view, asked, { ...check, message: '不再有效', standing })).toContain('✗ 不再有效');
    }
  });
});

test.each([
  ['/cases/x?after=3', '/cases/x?after=3'],
  ['/cases/x?do=plan.submit#plan', '/cases/x?do=plan.submit#plan'],
  ['//evil.example/#/cases', '/'],
  ['//evil.example/', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example/', '/'],
  ['/..//evil.example', '/'],
  ['/auth/sign-in', '/'],
  ['/auth', '/'],
  ['/authors', '/authors'],
  ['/\t/evil.example', '/'],
  [undefined, '/'],
  [['/inbox'], '/'],
])('after signing in %p leads to %p', (wanted, path) => expect(localPath(wanted)).toBe(path));

test.each([
  ['/collaborations?limit=5', 'http://intake:1/collaborations?limit=5'],
  [
    '/collaborations/jl0104-a/commands/application.register',
    'http://intake:1/collaborations/jl0104-a/commands/application.register',
  ],
  [`/inbox/${encodeURIComponent('a:1:吉01:handler')}/read`, 'http://intake:1/inbox/a%3A1%3A%E5%90%8901%3Ahandler/read'],
])('%s is passed on to %s', (path, target) => expect(targetOf('http://intake:1', path).href).toBe(target));

test.each([
  ['intake', '/collaborations', true],
  ['identity', '/people', true],
  ['identity', '/accounts/wang/roles', true],
  ['identity', '/audit', true],
  ['identity', '/oidc/token', false],
  ['identity', '/interaction/x', false],
  ['identity', '/accountsx', false],
  ['ledger', '/audit/verification', true],
  ['ledger', '/ledger/jl0104-a', false],
  ['worker', '/audit', false],
  ['toString', '/', false],
])('of %s the path %s is offered to people: %s', (service, path, offered) =>
  expect(isOffered(service, path)).toBe(offered),
);

test.each(['//evil.example/', '/..%2f..%2fadmin', '/a//b', '/\\\\evil.example', '@evil.example/'])(
  '%s is no address of a service',
  (path) => expect(() => targetOf('http://intake:1', path)).toThrow(),
);
