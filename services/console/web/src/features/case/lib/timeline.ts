import type { TimelineItem } from '@xiezhi/contracts/views';

export const PAGE_SIZE = 25;

export type Which = 'all' | 'acts';

/** Entries the clock made, and what follows from acts by itself. */
export const isClock = (type: string): boolean => type.startsWith('deadline.') || type === 'calendar.revised';

/** One page of a timeline, latest entry first. @param wanted from 1; the last page for one that is not there */
export function pageOf(timeline: readonly TimelineItem[], which: Which, wanted: number) {
  const items = which === 'all' ? timeline : timeline.filter(({ type }) => !isClock(type));
  const pages = Math.max(1, Math.ceil(items.length / PAGE_SIZE));
  const page = Math.min(Math.max(1, Math.trunc(wanted)), pages);
  const end = items.length - (page - 1) * PAGE_SIZE;
  return { shown: items.slice(Math.max(0, end - PAGE_SIZE), end).toReversed(), page, total: items.length };
}
