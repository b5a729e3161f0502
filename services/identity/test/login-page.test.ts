import { loginPage, type LoginFault, type LoginPage } from '../src/pages/login-page';
import { pagePolicy } from '../src/pages/layout';

const page = (overrides: Partial<LoginPage> = {}) =>
  loginPage({
    language: 'zh',
    action: '/interaction/abc',
    username: '',
    demoAccounts: [],
    rehearsal: false,
    ...overrides,
  });

test('is Chinese, loads nothing and runs no script', () => {
  const html = page();
  expect(html).toContain('<html lang="zh-CN">');
  expect(html).toContain('<title>獬豸 协同执行案件管理</title>');
  expect(html).not.toMatch(/<script|<link|<img|https?:|@import|url\(/);
  expect(html).not.toMatch(/ style=| on\w+=/);
  expect(pagePolicy('http://127.0.0.1:8700/x')).toContain(
    "form-action 'self' http://127.0.0.1:8700 http://127.0.0.1:*",
  );
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
  [{ code: 'TOO_MANY_ATTEMPTS' }, '过于频繁', 'Too many'],
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
