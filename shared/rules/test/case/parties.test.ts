import { repeatedParty } from '../../src';
import { PureCase } from '../support/pure-case';
import { application, people } from '../support/scenes';

const applicant = { side: 'applicant', name: '李明', kind: 'person' } as const;
const respondents = (...names: string[]) => [
  applicant,
  ...names.map((name) => ({ side: 'respondent', name, kind: 'person' }) as const),
];

test.each([
  ['李明', '李　明'],
  ['李明', '李\u200b明'],
  ['李明', '\uf9e1明'],
  ['阿迪力·吐尔逊', '阿迪力•吐尔逊'],
  ['John Smith', 'ＪＯＨＮ　ＳＭＩＴＨ'],
  ['王伟（220104198001011234）', '王伟(２２０１０４１９８００１０１１２３４)'],
])('%s and %s on one side are looked at again', (first, second) => {
  expect(repeatedParty(respondents(first, '张三', second))).toContain(`被执行人“${second}”`);
});

test.each([
  ['of another number', ['王伟（220104198001011234）', '王伟（220104197001011234）']],
  ['on the other side', ['李明']],
  ['of another name', ['王伟', '王玮', '王伟光']],
])('someone %s is someone else', (_, names) => expect(repeatedParty(respondents(...names))).toBeUndefined());

test('two people may bear one name: nothing is refused', () => {
  const fields = application({ parties: respondents('李某', '李某') });
  expect(PureCase.open('2019-03-04 10:00', people.applicant, 'application.submit', fields).state.status).toBe(
    'SUBMITTED',
  );
});
