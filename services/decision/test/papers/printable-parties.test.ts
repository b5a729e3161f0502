import { missingCharacters } from '@xiezhi/papers';
import type { Party } from '@xiezhi/rules';
import { requirePrintableParties } from '../../src/papers/printable-parties';
import { ACase } from './support/a-case';

const missing = (text: string) => Promise.resolve(missingCharacters(text));
const stateWith = (name: string) => {
  const parties: Party[] = [
    { side: 'applicant', name: '甲公司', kind: 'organization' },
    { side: 'respondent', name, kind: 'person' },
  ];
  return ACase.submitted({ parties }).state;
};

test.each(['张三', '王䶮', '𠮷田', '김철수', '阿迪力·吐尔逊'])('%s can be signed for', async (name) => {
  await expect(requirePrintableParties(stateWith(name), missing)).resolves.toBeUndefined();
});

test.each([
  ['Hangul taken apart', '김철수'.normalize('NFD')],
  ['a variation selector', '葛\u{e0100}某'],
  ['an invisible blank', '李\u200b明'],
  ['a wide blank', '阿迪力\u2003吐尔逊'],
])('%s is printed without it, and stops nobody', async (_, name) => {
  await expect(requirePrintableParties(stateWith(name), missing)).resolves.toBeUndefined();
});

test('a name that no face can print stops whoever signs, and is named', async () => {
  await expect(requirePrintableParties(stateWith('王\u{3134a}'), missing)).rejects.toMatchObject({
    code: 'VALIDATION',
    detail: expect.stringMatching(/“王\u{3134a}”.*（U\+3134A）/u) as string,
  });
});
