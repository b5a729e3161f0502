import type { Field, Fields } from '@xiezhi/rules';
import { z } from 'zod';

const NUMBERS: ReadonlySet<string> = new Set(['amount', 'number']);

function keptValue({ kind, codes, entry, fields }: Field): z.ZodType {
  if (NUMBERS.has(kind)) return z.number();
  if (kind === 'flag') return z.boolean();
  if (kind === 'code') return z.enum(codes ?? ['']);
  if (kind === 'list') return z.array(entry ? keptValue(entry) : z.never());
  if (kind === 'group') return keptFields(fields ?? {});
  return z.string();
}

const keptShape = (fields: Fields): Record<string, z.ZodType> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const value = keptValue(field);
      return [name, field.optional ? value.exactOptional() : value];
    }),
  );

/**
 * What a command's fields are once they have been taken: of the same kinds, and no longer bounded, because what was taken
 * stands whatever is refused today. What they do not name is left out.
 */
export function keptFields(fields: Fields): z.ZodObject {
  return z.object(keptShape(fields));
}
