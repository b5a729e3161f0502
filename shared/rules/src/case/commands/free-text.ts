import type { Field, FieldKind, Fields } from './field';

/** In which a person writes freely: whatever stands there may name a person, a number, an address. */
const WRITTEN: ReadonlySet<FieldKind> = new Set<FieldKind>(['text', 'line', 'name']);

export const isFreeText = ({ kind }: Field): boolean => WRITTEN.has(kind);

/** Which fields hold text and which hold codes, days and numbers, by `parent.key` and, for a field under no parent, by key. */
export interface FieldPlaces {
  free: ReadonlySet<string>;
  coded: ReadonlySet<string>;
}

/** What definitions say of their fields. A list's entries belong to the list's field. */
export function fieldPlaces(definitions: Iterable<{ fields: Fields }>): FieldPlaces {
  const free = new Set<string>();
  const coded = new Set<string>();
  const visitAll = (fields: Fields, parent: string): void => {
    for (const [key, field] of Object.entries(fields)) if (field.kind !== 'internal') visit(field, parent, key);
  };
  const visit = (field: Field, parent: string, key: string): void => {
    if (field.fields) visitAll(field.fields, key);
    else if (field.entry) visit(field.entry, parent, key);
    else {
      const places = isFreeText(field) ? free : coded;
      places.add(key);
      if (parent !== '') places.add(`${parent}.${key}`);
    }
  };
  for (const { fields } of definitions) visitAll(fields, '');
  return { free, coded };
}
