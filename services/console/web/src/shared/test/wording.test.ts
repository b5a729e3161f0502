import { humanise } from '../language';
import { authorityOf, courtName, titleOf } from '../wording';

test.each([
  ['Art. 7', true],
  ['Art. 8', true],
  ['执行规定第72条', true],
  ['HR-06', false],
  ['HR-99', false],
])('the authority %s is law: %p', (authority, law) => {
  expect(authorityOf(authority).law).toBe(law);
});

test.each([
  ['UNDER_REVIEW', 'Under review'],
  ['bureauDirector', 'Bureau director'],
  ['selfExecution.planSubmitted', 'Self execution plan submitted'],
])('%s reads %s', (code, words) => expect(humanise(code)).toBe(words));

test('a code newer than the console stands for itself', () => {
  expect(titleOf('zh', 'event', 'case.adjourned')).toBe('case.adjourned');
  expect(titleOf('zh', 'event', 'constructor')).toBe('constructor');
});

test.each([
  ['吉', '吉林省高级人民法院'],
  ['吉01', '长春市中级人民法院'],
  ['吉0104', '长春市朝阳区人民法院'],
])('%s is %s on screen', (code, name) => expect(courtName(code, '2019-01-01')).toBe(name));

test('an article is named by the short title of the Rule, 《实施细则》, apart from the provisions its papers cite', () =>
  expect(authorityOf('Art. 7').text).toBe('《细则》第七条'));

test.each([
  ['CORRECTION_NOTICE', 2, 'HR-02', 'HR-02 补正通知的期限'],
  ['SUPPLEMENT', 5, 'HR-02', 'HR-02 补正材料的补充期限'],
  ['ACKNOWLEDGEMENT', null, 'HR-10', 'HR-10 紧急指令的签收'],
  ['ACKNOWLEDGEMENT', 1, 'HR-10', 'HR-10 指令签收'],
] as const)('the %s of %j days rests on %s: %s', (kind, workdays, authority, text) => {
  expect(authorityOf(authority, { kind, workdays })).toEqual({ law: false, text });
});
