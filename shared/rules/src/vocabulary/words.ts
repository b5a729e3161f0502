/** A list of codes with the words people read for each: Chinese, then English. Its order is the order they are shown in. */
export type Words<C extends string = string> = Readonly<Record<C, readonly [chinese: string, english: string]>>;

export type CodeOf<W extends Words> = Extract<keyof W, string>;

/** Writes a code list down, once: its union, its schema, its titles and its choices all follow from the value. */
export const words = <C extends string>(list: Words<C>): Words<C> => list;

export function codesIn<C extends string>(list: Words<C>): readonly [C, ...C[]] {
  return Object.keys(list) as [C, ...C[]];
}

/** The Chinese words of a list. */
export function titlesIn<C extends string>(list: Words<C>): Readonly<Record<C, string>> {
  return Object.fromEntries(codesIn(list).map((code) => [code, list[code][0]])) as Record<C, string>;
}

/** Some of a list, in its order. */
export function among<C extends string, S extends C>(list: Words<C>, ...codes: readonly S[]): Words<S> {
  return Object.fromEntries(codes.map((code) => [code, list[code]])) as Words<S>;
}

export function isIn<C extends string>(list: Words<C>, code: string): code is C {
  return Object.hasOwn(list, code);
}
