import { COMMANDS, fieldPlaces, HIDDEN, maskName, maskNames, namedParties, textMask } from '@xiezhi/rules';
import type { CaseState, Party } from '@xiezhi/rules';

const FIELDS = fieldPlaces(COMMANDS);

/** Made by the system: no person's words, and an id of sixteen digits is no account. */
const MADE: ReadonlySet<string> = new Set(['_id', 'caseId', 'id', 'sub', 'hash', 'prevHash', 'commandId']);

/**
 * Whether a text is shown as it is: only what its field's definition says is a code, a day or a number. Every other text of
 * a case is masked, whoever wrote it and wherever the Rule has carried it.
 */
function isClear(parent: string, key: string): boolean {
  const place = `${parent}.${key}`;
  if (MADE.has(key) || FIELDS.coded.has(place)) return true;
  return FIELDS.coded.has(key) && !FIELDS.free.has(key);
}

function walk(value: unknown, mask: (text: string) => string, parent: string, key: string): unknown {
  if (typeof value === 'string') return isClear(parent, key) ? value : mask(value);
  if (Array.isArray(value)) return value.map((item) => walk(item, mask, parent, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, walk(item, mask, key, name)]));
}

/**
 * Natural persons by their surname and without number and address, agents by their surname. An organisation keeps its name;
 * what stands beside it is a text as any other, in which somebody may have written who answers for it and at which number.
 * @param named everybody whom such a text may name
 */
export function maskParties(parties: readonly Party[], named: readonly Party[] = parties): Party[] {
  // For a line in a list, which shows names alone, none is made.
  let made: ReturnType<typeof textMask> | undefined;
  const mask = (text: string) => (made ??= textMask({ parties: named }))(text);
  return parties.map(({ agent, ...party }) => ({
    ...(party.kind === 'person' ? maskedPerson(party) : maskedOrganisation(party, mask)),
    ...(agent === undefined ? {} : { agent: maskNames(agent) }),
  }));
}

/** Whoever needs what is hidden gives a reason. */
function maskedPerson({ side, kind, name, identity, address }: Party): Party {
  return {
    ...{ side, kind, name: maskName(name) },
    ...(identity === undefined ? {} : { identity: HIDDEN }),
    ...(address === undefined ? {} : { address: HIDDEN }),
  };
}

function maskedOrganisation({ identity, address, ...party }: Party, mask: (text: string) => string): Party {
  return {
    ...party,
    ...(identity === undefined ? {} : { identity: mask(identity) }),
    ...(address === undefined ? {} : { address: mask(address) }),
  };
}

type Named = Pick<CaseState, 'caseFields' | 'former'>;

const maskOf = (state: Named) => textMask({ parties: namedParties(state) });

/** One line of a case for lists. */
export function maskLine(state: Named, text: string): string {
  return maskOf(state)(text);
}

/**
 * A part of a case as it is shown without a reason given: in every text, natural persons among the parties by their
 * surname, numbers and addresses shortened. The facts of the contract hold none of these texts.
 */
export function maskTexts<T>(state: Named, part: T): T {
  return walk(part, maskOf(state), '', '') as T;
}
