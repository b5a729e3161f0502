import { cleanText, type CaseState } from '@xiezhi/rules';
import { maskLine } from '@xiezhi/case-kit';
import { Problem } from '@xiezhi/service-kit';

/** The characters of a text that no face can print, with their code points. */
export type Missing = (text: string) => Promise<string[]>;

/** As papers print it: put together, without what is invisible. */
const printed = (name: string): string => cleanText(name).text;

/**
 * A decision does not go out with a gap in a party's name or in the instrument enforced: whoever is about to sign is told where,
 * in words that go onto the audit trail and therefore name nobody in full.
 * Other words are only warned of, because the signer can put them otherwise.
 * @throws Problem VALIDATION
 */
export async function requirePrintableCase({ caseFields }: CaseState, missing: Missing): Promise<void> {
  const { parties, basis } = caseFields;
  const words = [
    ...parties.map(({ name }) => ({ text: name, what: `当事人“${name}”的姓名或者名称` })),
    ...(basis ? [basis.document, basis.number, basis.madeBy] : []).map((text) => ({ text, what: `执行依据“${text}”` })),
  ];
  if ((await missing(words.map(({ text }) => printed(text)).join(''))).length === 0) return;
  const masked = (what: string) => maskLine({ caseFields }, what);
  for (const { text, what } of words) {
    const characters = await missing(printed(text));
    if (characters.length === 0) continue;
    throw new Problem(
      'VALIDATION',
      `${masked(what)}中有字库不能打印的字：${characters.join('、')}，文书不能签发。请由执行法院核对用字后重新报请。`,
    );
  }
}
