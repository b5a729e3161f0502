import type { Field, Fields } from '@xiezhi/rules';
import { z } from 'zod';

function shapeOf(fields: Fields): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, { kind }]) => kind !== 'internal')
      .map(([key, field]) => {
        const schema = keptSchema(field);
        return [key, field.optional ? schema.optional() : schema];
      }),
  );
}

/** What a command's fields hold as they are read back. */
export const keptFields = (fields: Fields) => z.object(shapeOf(fields));

/**
 * What a field holds as it is read back: its form and none of its bounds, because what was let in once is shown whatever is
 * asked of it today.
 */
export function keptSchema(field: Field): z.ZodType {
  switch (field.kind) {
    case 'amount':
    case 'number':
      return z.number();
    case 'flag':
      return z.boolean();
    case 'code':
      return z.enum(field.codes ?? ['']);
    case 'list':
      return z.array(field.entry ? keptSchema(field.entry) : z.never());
    case 'group':
      return keptFields(field.fields ?? {});
    default:
      return z.string();
  }
}
