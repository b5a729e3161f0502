import { readNoticeCsv, type CalendarBook, type NoticeHead, type NoticeRemark, type ReadNotice } from '@xiezhi/rules';

/** Stands for a notice that is not named yet, so that the days can be looked at before. */
const NOT_NAMED = '—';

/** What concerns the whole file comes first. */
const lineOf = ({ place }: NoticeRemark): number => Number(/\d+/.exec(place)?.[0] ?? 0);

/** A chosen file as the service will read it: its year and what to look at again, or every line that is wrong. */
export function readFile(text: string, head: NoticeHead, book: CalendarBook): ReadNotice {
  const read = readNoticeCsv(text, { ...head, notice: head.notice.trim() === '' ? NOT_NAMED : head.notice }, book);
  if (!('problems' in read)) return read;
  return { problems: read.problems.toSorted((a, b) => lineOf(a) - lineOf(b)) };
}
