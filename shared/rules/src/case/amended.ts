import type { GroundCode } from '../articles';
import type { KeptFields, Party } from './commands';
import type { CaseState } from './state';

/** What an application no longer says. Its texts and its earlier versions still do, so that readers are kept from it as before. */
export interface Former {
  parties: Party[];
  grounds: GroundCode[];
}

type Stated = Pick<CaseState, 'caseFields' | 'former'>;

/** What an application says besides how and when it came: of the fields that differ, those of before and those of after. */
export interface Difference {
  before: Partial<KeptFields>;
  after: Partial<KeptFields>;
}

/** The same value whatever the order of its keys; what is undefined is not there. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, held]) => [key, inOrder(held)]),
  );
}

const textOf = (value: unknown): string => JSON.stringify(inOrder(value)) ?? '';

/** What a state keeps of an application that is about to say something else. */
export function formerOf({ caseFields, former }: Stated): Former {
  const parties = [...(former?.parties ?? []), ...caseFields.parties];
  return {
    parties: [...new Map(parties.map((party) => [textOf(party), party])).values()],
    grounds: [...new Set([...(former?.grounds ?? []), ...caseFields.grounds.map(({ code }) => code)])],
  };
}

/** Everybody the application names or has named. */
export function namedParties({ caseFields, former }: Stated): Party[] {
  return [...caseFields.parties, ...(former?.parties ?? [])];
}

/** Which fields an application that says one thing has otherwise in another version. */
export function differenceOf(before: KeptFields, after: KeptFields): Difference {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof KeptFields>;
  const different = [...fields].filter((field) => textOf(before[field]) !== textOf(after[field]));
  const of = (given: KeptFields): Partial<KeptFields> =>
    Object.fromEntries(different.flatMap((field) => (given[field] === undefined ? [] : [[field, given[field]]])));
  return { before: of(before), after: of(after) };
}

/** Whether two versions of an application say the same. */
export function saysTheSame(before: KeptFields, after: KeptFields): boolean {
  return textOf(before) === textOf(after);
}
