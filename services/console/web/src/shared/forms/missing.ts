/** The value at a path of an issue; undefined where nothing is there. */
function valueAt(values: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined,
    values,
  );
}

/** A schema says of what is absent that it has the wrong type; people are asked to fill it in. */
export function wordsFor(message: string, values: unknown, path: readonly PropertyKey[]): string {
  if (valueAt(values, path) !== undefined) return message;
  const label = /^(.+?)(?:应为|不正确)/.exec(message)?.[1];
  if (label !== undefined) return `请填写${label}`;
  return /[\u4e00-\u9fff]/.test(message) ? message : '请填写';
}
