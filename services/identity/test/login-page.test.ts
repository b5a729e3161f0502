import { loginPage, type LoginFault, type LoginPage } from '../src/pages/login-page';
import type { Account } from '../src/accounts/store';
import { Layout } from '../src/pages/layout';
import { logoutPage, signedOutPage } from '../src/pages/logout-page';

const layout = new Layout({ OIDC_ISSUER: 'https://sign-in.court.example/id/', CONSOLE_URL: 'http://127.0.0.1:8700/x' });
const page = (overrides: Partial<LoginPage> = {}) =>
  loginPage(layout, {
    language: 'zh',
    action: '/interaction/abc',
    username: '',
    demoAccounts: [],
    rehearsal: false,
    ...overrides,
  });

test('is Chinese, loads nothing but one face of its own and runs no script', () => {
  const html = page();
  expect(html).toContain('<html lang="zh-CN">');
  expect(html).toContain('<title>獬豸 协同执行案件管理</title>');
  expect(html).not.toMatch(/<script|<link|<img|https?:|@import/);
  expect([...html.matchAll(/url\(([^)]+)\)/g)].map(([, address]) => address)).toEqual([
    expect.stringMatching(/^"\/id\/face\/[\d.]+\/lxgw-wenkai-latin-500-normal\.woff2"$/),
  ]);
  expect(html).not.toMatch(/ style=| on\w+=/);
  expect(layout.policy).toContain("font-src 'self'");
  expect(layout.policy).toContain("form-action 'self' http://127.0.0.1:8700 http://127.0.0.1:*");
});

test('English is one link away', () => {
  expect(page()).toContain('href="/interaction/abc?lang=en"');
  expect(page({ language: 'en' })).toContain('<html lang="en">');
  expect(page({ language: 'en' })).toContain('href="/interaction/abc?lang=zh"');
});

test.each<[LoginFault, string, string]>([
  [{ code: 'WRONG_PASSWORD' }, '用户名或者密码不正确', 'is not correct'],
  [{ code: 'LOCKED', until: Date.parse('2026-03-02T15:59:30Z') }, '请于 00:00 后再试', 'after 00:00'],
  [{ code: 'DISABLED' }, '该账号已停用', 'disabled'],
  [{ code: 'TOO_MANY_ATTEMPTS', until: Date.parse('2026-03-02T15:59:30Z') }, '过于频繁，请于 00:00', 'Too many'],
])('says why: %j', (fault, chinese, english) => {
  expect(page({ fault })).toContain(chinese);
  expect(page({ fault })).toContain(`data-code="${fault.code}"`);
  expect(page({ fault, language: 'en' })).toContain(english);
});

test('what was typed is shown as text only', () => {
  const html = page({ username: '"><script>alert(1)</script>' });
  expect(html).not.toContain('<script>');
  expect(html).toContain('value="&#34;&#62;&#60;script&#62;');
});

test('lists demonstration accounts by name, court and role, and marks a rehearsal', () => {
  const account = {
    _id: 'jl0104-handler',
    name: '于某',
    court: '吉0104',
    roles: ['handler' as const],
    passwordHash: 'scrypt$secret',
    disabled: false,
    demo: true,
    createdAt: '',
    version: 1,
    outbox: [],
  };
  const html = page({ demoAccounts: [account], rehearsal: true });
  expect(html).toContain('href="/interaction/abc?lang=zh&#38;user=jl0104-handler"');
  expect(html).toContain('经办人');
  expect(html).toContain('演练系统');
  expect(html).not.toContain('scrypt');
});

const someone = (username: string, court: string): Account => ({
  _id: username,
  name: '于某',
  court,
  roles: ['handler'],
  passwordHash: 'scrypt$secret',
  disabled: false,
  demo: true,
  createdAt: '',
  version: 1,
  outbox: [],
});

test('demonstration accounts stand in groups by tier, from above', () => {
  const html = page({ demoAccounts: [someone('a', '吉0104'), someone('b', '吉'), someone('c', '吉01')] });
  const places = ['高级人民法院</th>', '>b<', '中级人民法院</th>', '>c<', '基层人民法院</th>', '>a<'].map((part) =>
    html.indexOf(part),
  );
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((one, other) => one - other));
  expect(html).not.toContain('role="search"');
});

test('many accounts can be searched, by what is shown of them', () => {
  const many = Array.from({ length: 40 }, (_, index) => someone(`person-${index}`, index === 7 ? '吉01' : '吉0104'));
  const html = page({ demoAccounts: many, search: '长春市中级' });
  expect(html).toContain('role="search"');
  expect(html).toContain('person-7<');
  expect(html).not.toContain('person-8<');
  expect(page({ demoAccounts: many, search: '<b>' })).toContain('没有符合的演示账号');
});

test('a password is filled in only where one is given, and as text', () => {
  expect(page({ username: 'a' })).not.toMatch(/type="password"[^>]*value=/);
  expect(page({ username: 'a', password: '"x' })).toMatch(/type="password"[^>]*value="&#34;x"/);
});

test('the pages of signing out mark a rehearsal, and only a rehearsal', () => {
  for (const made of [logoutPage.bind(undefined, layout, ''), signedOutPage.bind(undefined, layout)]) {
    expect(made(true)).toContain('演练系统');
    expect(made(false)).not.toContain('演练系统');
  }
});
