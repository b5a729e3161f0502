import { Problem } from '@xiezhi/service-kit';

/**
 * Where a list that is newest first goes on, as its last page named it.
 * @throws Problem VALIDATION for what no page has named
 */
export function placeBefore(text: string | undefined): { at: string; id: string } | undefined {
  if (text === undefined) return undefined;
  const [, at, id] = /^([^|]{1,40})\|(\w{1,64})$/.exec(text) ?? [];
  if (at === undefined || id === undefined) throw new Problem('VALIDATION', '翻页位置无效，请从第一页开始。');
  return { at, id };
}
