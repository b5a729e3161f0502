export const PAGE_SIZE = 50;

export const pagesOf = (last: number): number => Math.max(1, Math.ceil(last / PAGE_SIZE));

/**
 * What to read for a page that begins with the newest entries.
 * @param last number of the newest entry @param page 0 for the newest
 */
export function pageOf(last: number, page: number): { from: number; limit: number } {
  const to = Math.max(0, last - page * PAGE_SIZE);
  const from = Math.max(1, to - PAGE_SIZE + 1);
  return { from, limit: to - from + 1 };
}
