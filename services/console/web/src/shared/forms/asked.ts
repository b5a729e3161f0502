import type { CaseView } from '@xiezhi/contracts/views';
import { among, codesIn, ORDERED_ORIGINS, REVIEW_OUTCOMES } from '@xiezhi/rules';
import { choicesOf, type Chosen, type Reader } from './case-choices';
import type { Field } from './fields';
import type { Phrase } from '../language';

type Asking = Chosen & Pick<CaseView, 'origin' | 'sensitivity'>;

/** Art. 4: such a case is to be decided for collaboration, and refusing it is no choice. */
function withoutRefusal(field: Field): Field {
  return {
    ...field,
    choices: among(REVIEW_OUTCOMES, 'APPROVE'),
    help: '第四条规定的案件应当决定协同执行，不得不予协同。',
  };
}

/** The fields that this case, and what has been answered so far, leave to be asked. */
export function fieldsAsked(
  fields: readonly Field[],
  of: Asking,
  reader: Reader,
  values: Readonly<Record<string, unknown>>,
): Field[] {
  const late = of.deadlines.filter(({ status }) => status === 'LATE').map(({ kind }) => kind);
  return fields
    .filter(
      ({ whenLate, whenOrdinary, unless, from, required }) =>
        (whenLate === undefined || late.includes(whenLate)) &&
        (whenOrdinary !== true || of.sensitivity !== 'MAJOR') &&
        (unless === undefined || values[unless.field] !== unless.is) &&
        // A question that nothing in the case could answer is not asked.
        (from === undefined || required === true || choicesOf(from, of, reader).length > 0),
    )
    .map((field) =>
      field.choices === REVIEW_OUTCOMES && ORDERED_ORIGINS.has(of.origin) ? withoutRefusal(field) : field,
    );
}

/** Questions that have but one answer are answered. */
export function settled(fields: readonly Field[], of: Asking, reader: Reader): Record<string, unknown> {
  const answers = fields
    .filter(({ kind, required }) => kind === 'choice' && required === true)
    .map(
      ({ name, from, choices = {} }) =>
        [name, from ? choicesOf(from, of, reader).map(({ value }) => value) : codesIn(choices)] as const,
    );
  return Object.fromEntries(
    answers.filter(([, values]) => values.length === 1).map(([name, [value]]) => [name, value]),
  );
}

const BLANK = /××|×月|×日/;

/** Texts that go into a paper and still hold the blank of a customary phrase. */
export function blanksLeft(
  fields: readonly Field[],
  values: Readonly<Record<string, unknown>>,
): { name: string[]; message: Phrase }[] {
  return fields
    .filter(({ name, paper }) => paper === true && [values[name]].flat().some((text) => BLANK.test(String(text))))
    .map(({ name }) => ({ name: [name], message: '还有“××”没有填写' }));
}
