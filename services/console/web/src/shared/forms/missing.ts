import { COMMAND, type CommandType, type Field, type Fields } from '@xiezhi/rules';

/** The value at a path of an issue; undefined where nothing is there. */
function valueAt(values: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined,
    values,
  );
}

/** The definition of what stands at a path: steps into a list lead to its entries. */
function fieldAt(fields: Fields, [key, ...rest]: readonly PropertyKey[]): Field | undefined {
  let field = fields[String(key)];
  for (const [index, step] of rest.entries()) {
    if (field?.fields) return fieldAt(field.fields, rest.slice(index));
    field = typeof step === 'number' ? field?.entry : undefined;
  }
  return field;
}

/** What a form offers to choose from. */
const CHOSEN: ReadonlySet<Field['kind']> = new Set(['code', 'court', 'date', 'flag']);

/** A schema says of what is absent that it has the wrong type; people are asked to fill it in, by the field's name. */
export function wordsFor(
  command: CommandType,
  values: unknown,
  { path, message }: { path: readonly PropertyKey[]; message: string },
): string {
  if (valueAt(values, path) !== undefined) return message;
  const field = fieldAt(COMMAND[command].fields, path);
  if (!field) return message;
  return `${CHOSEN.has(field.kind) ? '请选择' : '请填写'}${field.named ?? field.label[0]}`;
}
