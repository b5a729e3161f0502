import { missingCharacters } from '@xiezhi/papers';
import type { CaseState, Party } from '@xiezhi/rules';
import { requirePrintableCase } from '../../src/papers/printable-case';
import { ACase } from './support/a-case';

const missing = (text: string) => Promise.resolve(missingCharacters(text));
const stateWith = (name: string, basis?: CaseState['caseFields']['basis']) => {
  const parties: Party[] = [
    { side: 'applicant', name: '甲公司', kind: 'organization' },
    { side: 'respondent', name, kind: 'person' },
  ];
  return ACase.submitted({ parties, ...(basis ? { basis } : {}) }).state;
};

test.each(['张三', '王䶮', '𠮷田', '김철수', '阿迪力·吐尔逊'])('%s can be signed for', async (name) => {
  await expect(requirePrintableCase(stateWith(name), missing)).resolves.toBeUndefined();
});

test.each([
  ['Hangul taken apart', '김철수'.normalize('NFD')],
  ['a variation selector', '葛\u{e0100}某'],
  ['an invisible blank', '李\u200b明'],
  ['a wide blank', '阿迪力\u2003吐尔逊'],
])('%s is printed without it, and stops nobody', async (_, name) => {
  await expect(requirePrintableCase(stateWith(name), missing)).resolves.toBeUndefined();
});

test('a name that no face can print stops whoever signs, and is named', async () => {
  await expect(requirePrintableCase(stateWith('王\u{3134a}'), missing)).rejects.toMatchObject({
    code: 'VALIDATION',
    detail: expect.stringMatching(/^当事人“王某”的.*（U\+3134A）/u) as string,
  });
});

test('so does an instrument with such a character', async () => {
  const basis = {
    document: '民事判决书',
    number: '（2015）某民初1号',
    madeBy: '王\u{3134a}仲裁委员会',
    date: '2015-11-02',
  };
  await expect(requirePrintableCase(stateWith('张三', basis), missing)).rejects.toMatchObject({
    code: 'VALIDATION',
    detail: expect.stringMatching(/^执行依据“王\u{3134a}仲裁委员会”中有.*（U\+3134A）/u) as string,
  });
});
