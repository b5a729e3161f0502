import type { CaseView } from '@xiezhi/contracts/views';
import { COMMAND, type Field } from '@xiezhi/rules';
import type { Language } from '../../../shared/language';
import { courtName, groundText, wordIn, yuan } from '../../../shared/wording';
import { compareTexts, type Piece } from './plan-diff';

type Amended = NonNullable<CaseView['changes'][number]['amended']>;
type Stated = keyof Amended['before'];

const { fields: FIELDS } = COMMAND['application.submit'];

/** What a correction changed, in the order of the form. */
export const amendedFields = ({ before, after }: Amended): Stated[] =>
  Object.keys(FIELDS).filter((field) => field in before || field in after) as Stated[];

export const labelOf = (field: string, language: Language): string =>
  FIELDS[field] ? wordIn(language, FIELDS[field].label) : field;

interface Reader {
  language: Language;
  /** Asia/Shanghai. */
  today: string;
  yes: string;
  no: string;
}

/** A value of a field in words, by the field's definition; a list's entries one a line. */
function inWords(field: Field, value: unknown, reader: Reader): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((entry) => inWords(field.entry ?? field, entry, reader)).join('\n');
  if (field.fields) {
    const of = value as Record<string, unknown>;
    return Object.entries(field.fields)
      .filter(([name]) => of[name] !== undefined)
      .map(([name, part]) => `${wordIn(reader.language, part.label)}：${inWords(part, of[name], reader)}`)
      .join('，');
  }
  const text = String(value);
  switch (field.kind) {
    case 'flag':
      return value === true ? reader.yes : reader.no;
    case 'amount':
      return typeof value === 'number' ? yuan(value) : text;
    case 'court':
      return courtName(text, reader.today);
    case 'code':
      return field.words?.[text] ? wordIn(reader.language, field.words[text]) : `${text} ${groundText(text)}`;
    default:
      return text;
  }
}

/** What a field said and says: of a list the entries that went and came, of a text sentence by sentence. */
export function amendedPieces({ before, after }: Amended, field: Stated, reader: Reader): Piece[] {
  const definition = FIELDS[field];
  if (!definition) return [];
  const [was, is] = [before[field], after[field]].map((value) => inWords(definition, value, reader)) as [
    string,
    string,
  ];
  if (definition.kind === 'text') return compareTexts(was, is).filter(({ text }) => text !== '');
  const [old, now] = [was, is].map((text) => (text === '' ? [] : text.split('\n'))) as [string[], string[]];
  const pieces = (kind: Piece['kind'], texts: string[], others: string[]) =>
    texts.filter((text) => !others.includes(text)).map((text) => ({ kind, text }));
  return [...pieces('removed', old, now), ...pieces('added', now, old)];
}
