import { readNoticeLines } from '@xiezhi/rules';
import type { CalendarBook, NoticeHead, NoticeLine, NoticeRemark, ReadNotice } from '@xiezhi/rules';
import { readCsv } from './csv';
import { decodeText } from './encoding';
import { readWorkbook } from './workbook';

/** Media types under which browsers and programs send such files; `application/vnd.ms-excel` is a CSV on Windows. */
export const NOTICE_FILE_TYPES = [
  'text/csv',
  'text/plain',
  'text/tab-separated-values',
  'application/vnd.ms-excel',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/octet-stream',
];
/** A year's days are a few kilobytes, as a workbook about ten. */
export const MAX_NOTICE_FILE_BYTES = 64 * 1024;

const startsWith = (bytes: Buffer, ...signature: number[]) =>
  bytes.subarray(0, signature.length).equals(Buffer.from(signature));
const isZip = (bytes: Buffer) => startsWith(bytes, 0x50, 0x4b, 0x03, 0x04);
/** The workbooks of Excel 97 to 2003, and encrypted ones of any. */
const isOldWorkbook = (bytes: Buffer) => startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0);

async function linesOf(bytes: Buffer): Promise<{ lines: NoticeLine[]; fault?: NoticeRemark }> {
  const none = (message: string) => ({ lines: [], fault: { place: '', message } });
  if (isZip(bytes)) {
    const read = await readWorkbook(bytes);
    return 'fault' in read ? none(read.fault) : read;
  }
  if (isOldWorkbook(bytes)) return none('这是旧版XLS或者加密的工作簿，请另存为XLSX或者CSV。');
  const text = decodeText(bytes);
  return text === undefined ? none('文字编码读不出，请另存为UTF-8编码的CSV，或者XLSX。') : readCsv(text);
}

/** A year's notice from a file as it was saved: separated values or a workbook, whatever its name says it is. */
export async function readNoticeFile(bytes: Buffer, head: NoticeHead, book: CalendarBook): Promise<ReadNotice> {
  const { lines, fault } = await linesOf(bytes);
  if (fault && lines.length === 0) return { problems: [fault] };
  const read = readNoticeLines(lines, head, book);
  if (!fault) return read;
  return { problems: [...('problems' in read ? read.problems : []), fault] };
}
