import type { LocalDate } from '../../local-date';
import type { Words } from '../../vocabulary';
import { codesIn } from '../../vocabulary';

/** What a field is called: Chinese, English. */
export type Label = readonly [chinese: string, english: string];

/**
 * What a field holds.
 * `text` is several lines a person types, `line` one, `name` a person's or a firm's; every other kind has a form of its own.
 * `internal` is added by the service that owns the command; nobody sends it.
 */
export type FieldKind =
  | 'text'
  | 'line'
  | 'name'
  | 'caseNumber'
  | 'caseId'
  | 'court'
  | 'date'
  | 'instant'
  | 'uuid'
  | 'amount'
  | 'number'
  | 'flag'
  | 'code'
  | 'list'
  | 'group'
  | 'internal';

/** One field of a command; `T` is the type of its value. Sizes count characters, entries or the number itself. */
export interface Field<T = unknown> {
  kind: FieldKind;
  /** How a form asks for it. */
  label: Label;
  /** How a refusal names it, where a form asks in other words. */
  named?: string;
  /** What is said of a value of another form, where the kind does not say it. */
  otherwise?: string;
  /** May be empty: whether that will do is the Rule's to say, with a code of its own. */
  mayBeEmpty?: true;
  /** The first day that a date may be, where older ones are asked for than of anything else in a file. */
  earliest?: LocalDate;
  least?: Bound;
  above?: number;
  most?: Bound;
  codes?: readonly [string, ...string[]];
  words?: Words;
  /** What the entries of a list are. */
  entry?: Field;
  /** What must hold of a list as a whole, and what is said where it does not. */
  rules?: readonly ListRule[];
  fields?: Fields;
  /** Absent without a fault of shape; `theRuleAsks`: the Rule refuses what is absent, so a form asks for it. */
  optional?: boolean;
  theRuleAsks?: boolean;
  /** The device that sends it knows it; nobody is asked. */
  byDevice?: boolean;
  /** Only a type. */
  readonly value?: T;
}

interface Bound {
  is: number;
  says?: string;
}

export interface ListRule {
  holds: (entries: readonly never[]) => boolean;
  says: string;
}

export type OptionalField<T = unknown> = Field<T> & { optional: true };

export type Fields = Readonly<Record<string, Field>>;

type ValueOf<F> = F extends { readonly value?: infer T } ? Exclude<T, undefined> : never;
type OptionalKeys<F> = { [K in keyof F]: F[K] extends { optional: true } ? K : never }[keyof F];
type Flat<T> = { [K in keyof T]: T[K] };

/** What fields hold, as a value. */
export type FieldsOf<F> = keyof F extends never
  ? Record<string, never>
  : Flat<
      { [K in Exclude<keyof F, OptionalKeys<F>>]: ValueOf<F[K]> } & {
        [K in OptionalKeys<F>]?: ValueOf<F[K]> | undefined;
      }
    >;

type More = Pick<Field, 'named' | 'otherwise' | 'earliest'>;

const plain =
  <T>(kind: FieldKind) =>
  (label: Label, more: More = {}): Field<T> => ({ kind, label, ...more });

export const text = plain<string>('text');
export const line = plain<string>('line');
export const name = plain<string>('name');
export const date = plain<string>('date');
/** Yuan. */
export const amount = plain<number>('amount');
export const flag = plain<boolean>('flag');
export const uuid = plain<string>('uuid');
export const caseNumber = plain<string>('caseNumber')(['案号', 'Case number']);
/** A court's code. */
export const court = plain<string>('court');
/** ISO 8601; kept as it was sent. */
export const instant = plain<string>('instant');
/** The id of a collaboration. */
export const caseId = plain<string>('caseId');

export const mayBeEmpty = <T>(field: Field<T>): Field<T> => ({ ...field, mayBeEmpty: true });

export const optional = <T>(field: Field<T>): OptionalField<T> => ({ ...field, optional: true });

/** For what the Rule itself refuses where it is missing. */
export const leftToTheRule = <T>(field: Field<T>): OptionalField<T> => ({ ...optional(field), theRuleAsks: true });

/** A whole number. */
export const number = (
  label: Label,
  bounds: Pick<Field, 'least' | 'above'>,
  more: Pick<Field, 'named'> = {},
): Field<number> => ({
  kind: 'number',
  label,
  ...bounds,
  ...more,
});

/** One of a code list. */
export const code = <C extends string>(label: Label, list: Words<C>, more: More = {}): Field<C> => ({
  kind: 'code',
  label,
  codes: codesIn(list),
  words: list,
  ...more,
});

/** One of several codes whose words stand elsewhere. */
export const oneOf = <const C extends string>(
  label: Label,
  codes: readonly [C, ...C[]],
  more: More = {},
): Field<C> => ({
  kind: 'code',
  label,
  codes,
  ...more,
});

export const list = <T>(
  label: Label,
  entry: Field<T>,
  bounds: Pick<Field, 'least' | 'most' | 'rules'>,
): Field<T[]> => ({
  kind: 'list',
  label,
  entry,
  ...bounds,
});

export const group = <F extends Fields>(label: Label, fields: F): Field<FieldsOf<F>> => ({
  kind: 'group',
  label,
  fields,
});

export const byDevice = <T>(field: Field<T>): OptionalField<T> => ({ ...optional(field), byDevice: true });

export const internal = <T>(): OptionalField<T> & { kind: 'internal' } => ({
  kind: 'internal',
  label: ['', ''],
  optional: true,
});
