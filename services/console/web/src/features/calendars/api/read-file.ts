import { readNoticeCsv, type CalendarBook, type NoticeHead, type ReadNotice } from '@xiezhi/rules';

/** Stands for a notice that is not named yet, so that the days can be looked at before. */
const NOT_NAMED = '—';

/** A chosen file as the service will read it: its year and what to look at again, or every line that is wrong. */
export function readFile(text: string, head: NoticeHead, book: CalendarBook): ReadNotice {
  return readNoticeCsv(text, { ...head, notice: head.notice.trim() === '' ? NOT_NAMED : head.notice }, book);
}
