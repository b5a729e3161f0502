import { PROGRAMS } from '@xiezhi/contracts/installation';
import type { ProgramUrls } from '@xiezhi/contracts/installation';
import { targetOf } from '../src/api-gateway/forward';
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

const URLS = {
  ...Object.fromEntries(Object.values(PROGRAMS).map(({ serves, url: [member] }) => [member, `http://${serves}:1`])),
  identity: 'http://sso.court/login',
  ledger: 'http://ledger:1/',
} as ProgramUrls;

test.each([
  ['intake', '/collaborations?limit=5', 'http://intake:1/collaborations?limit=5'],
  [
    'intake',
    '/collaborations/jl0104-a/commands/application.register',
    'http://intake:1/collaborations/jl0104-a/commands/application.register',
  ],
  [
    'notification',
    `/inbox/${encodeURIComponent('a:1:吉01:handler')}/read`,
    'http://notification:1/inbox/a%3A1%3A%E5%90%8901%3Ahandler/read',
  ],
  ['identity', '/people', 'http://sso.court/login/people'],
  ['identity', '/accounts/wang/roles', 'http://sso.court/login/accounts/wang/roles'],
  ['identity', '/audit?limit=1', 'http://sso.court/login/audit?limit=1'],
  ['ledger', '/audit/verification', 'http://ledger:1/audit/verification'],
])('of %s the path %s is passed on to %s', (service, path, target) =>
  expect(targetOf(URLS, service, path).href).toBe(target),
);

test.each([
  ['intake', '/metrics'],
  ['decision', '/readyz'],
  ['notification', '/docs/x'],
  ['command-center', '/openapi.json'],
  ['intake', '/collaborations/%2e%2e/metrics'],
  ['identity', '/oidc/token'],
  ['identity', '/interaction/x'],
  ['identity', '/accountsx'],
  ['ledger', '/ledger/jl0104-a'],
  ['worker', '/audit'],
  ['toString', '/'],
  // Written so that it begins with what is offered, and leads elsewhere.
  ['ledger', '/audit/../metrics'],
  ['ledger', '/audit/%2e%2e/metrics'],
  ['ledger', '/audit/.%2E/metrics'],
  ['identity', '/people/%2e%2e/oidc/token'],
  ['identity', '/people/%2e%2e/%2e%2e/people'],
  ['identity', '/people%2f..%2foidc/token'],
  ['intake', '//evil.example/'],
  ['intake', '/..%2f..%2fadmin'],
  ['intake', '/a//b'],
  ['intake', '/\\\\evil.example'],
  ['intake', '@evil.example/'],
  ['intake', '/collaborations/%FF'],
  ['intake', '/collaborations/%E5%90'],
  ['intake', '/%'],
])('of %s %s is not to be had', (service, path) =>
  expect(() => targetOf(URLS, service, path)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' })),
);
