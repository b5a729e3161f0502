import { cleanText, type CaseState } from '@xiezhi/rules';
import { Problem } from '@xiezhi/service-kit';

/** The characters of a text that no face can print, with their code points. */
export type Missing = (text: string) => Promise<string[]>;

/** As papers print it: put together, without what is invisible. */
const printed = (name: string): string => cleanText(name).text;

/**
 * A decision does not go out with a gap in a party's name: whoever is about to sign is told whose name, and what in it.
 * Other words are only warned of, because the signer can put them otherwise.
 * @throws Problem VALIDATION
 */
export async function requirePrintableParties({ caseFields }: CaseState, missing: Missing): Promise<void> {
  if ((await missing(caseFields.parties.map(({ name }) => printed(name)).join(''))).length === 0) return;
  for (const { name } of caseFields.parties) {
    const characters = await missing(printed(name));
    if (characters.length === 0) continue;
    throw new Problem(
      'VALIDATION',
      `当事人“${name}”的姓名或者名称中有字库不能打印的字：${characters.join('、')}，文书不能签发。请由执行法院核对用字后重新报请。`,
    );
  }
}
