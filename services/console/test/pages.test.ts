import { targetOf } from '../src/api-gateway/forward';
import { viewOf } from '../src/pages/layout';
import { signedOutPage } from '../src/pages/others';
import { localPath } from '../src/sign-in/routes';

test('a rehearsal is marked in the page and in its title, also before signing in', () => {
  const page = signedOutPage(viewOf('zh', { here: '/', rehearsal: true, courtTime: undefined }));
  expect(page).toMatch(/<title>【演练】/);
  expect(page).toContain('演练系统，所列案件均非真实案件');
});

test.each([
  ['/cases/x?after=3', '/cases/x?after=3'],
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

test.each(['//evil.example/', '/..%2f..%2fadmin', '/a//b', '/\\\\evil.example', '@evil.example/'])(
  '%s is no address of a service',
  (path) => expect(() => targetOf('http://intake:1', path)).toThrow(),
);
