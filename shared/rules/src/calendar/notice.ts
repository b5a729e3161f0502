import type { LocalDate } from '../local-date';
import { isLocalDate, weekday } from '../local-date';
import type { CalendarBook, CalendarYear } from './book';
import { KNOWN_REGIONS, NATIONAL, regionName, yearEntry } from './book';

/** A remark on one place of a notice: `第3行`, `off第2项`, or empty for the whole. */
export interface NoticeRemark {
  place: string;
  message: string;
}

/** What a notice is about, beside its days. */
export interface NoticeHead {
  region: string;
  year: number;
  notice: string;
}

/** A notice read: the year it arranges and what a person should look at again; or everything that is wrong with it. */
export type ReadNotice =
  { year: Omit<CalendarYear, 'version'>; remarks: NoticeRemark[] } | { problems: NoticeRemark[] };

interface Row {
  place: string;
  date: string;
  kind: 'off' | 'makeup';
}

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];
const MAX_ROWS = 366;
const MAX_NOTICE = 2_000;
/** A notice for a year may name days of the last weeks of the year before: that for 2019 made 2018-12-29 a working day. */
const ACROSS_NEW_YEAR = '12-20';

/** Splits one line of CSV; a field in double quotes may hold commas and, doubled, quotes. Undefined: a quote never closed. */
function fieldsOf(line: string): string[] | undefined {
  const fields: string[] = [];
  let rest = line;
  for (;;) {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*(,|$)/.exec(rest);
    const plain = quoted ?? /^([^",]*)(,|$)/.exec(rest);
    if (!plain) return undefined;
    const value = plain[1] ?? '';
    fields.push(quoted ? value.replaceAll('""', '"') : value.trim());
    if (plain[2] === '') return fields;
    rest = rest.slice(plain[0].length);
  }
}

function readLines(text: string): { rows: Row[]; problems: NoticeRemark[] } {
  const rows: Row[] = [];
  const problems: NoticeRemark[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const head = fieldsOf(lines[0] ?? '')?.map((field) => field.toLowerCase());
  if (head?.[0] !== 'date' || head[1] !== 'kind' || head.length > 3 || (head[2] ?? 'name') !== 'name') {
    return { rows, problems: [{ place: '第1行', message: '首行应为“date,kind”或者“date,kind,name”。' }] };
  }
  lines.slice(1).forEach((line, index) => {
    if (line.trim() === '') return;
    const place = `第${index + 2}行`;
    const fields = fieldsOf(line);
    const [date, kind] = fields ?? [];
    if (!fields || date === undefined || kind === undefined || fields.length > head.length) {
      problems.push({ place, message: `应有${head.length}列，以英文逗号分隔。` });
    } else if (kind !== 'off' && kind !== 'makeup') {
      problems.push({ place, message: `种类“${kind}”无效，应为off（放假）或者makeup（调休上班）。` });
    } else rows.push({ place, date, kind });
  });
  return { rows, problems };
}

function headProblems({ region, year, notice }: NoticeHead): NoticeRemark[] {
  const problems: string[] = [];
  if (!KNOWN_REGIONS.includes(region)) problems.push(`日历地区“${region}”无效，可用：${KNOWN_REGIONS.join('、')}。`);
  if (!Number.isInteger(year) || year < 2018 || year > 2999) problems.push('年份应为2018至2999之间的整数。');
  if (notice.trim() === '' || notice.length > MAX_NOTICE) problems.push(`应写明依据的通知，不超过${MAX_NOTICE}字。`);
  return problems.map((message) => ({ place: '', message }));
}

/** Whether the region rests on that day by the calendars above its own: a make-up day can be set against it. */
function restsAnyway(book: CalendarBook, region: string, date: LocalDate): boolean {
  if (weekday(date) >= 6) return true;
  const year = Number(date.slice(0, 4));
  return region !== NATIONAL && (yearEntry(book, NATIONAL, year)?.off.includes(date) ?? false);
}

function checkRow(
  { place, date, kind }: Row,
  { region, year }: NoticeHead,
  book: CalendarBook,
): { problem?: string; remark?: NoticeRemark } {
  if (!isLocalDate(date)) return { problem: `日期“${date}”不存在，应为真实日期，格式YYYY-MM-DD。` };
  const ownYear = Number(date.slice(0, 4)) === year;
  if (!ownYear && !(date.startsWith(`${year - 1}-`) && date.slice(5) >= ACROSS_NEW_YEAR)) {
    return { problem: `日期${date}不属于${year}年的放假安排。` };
  }
  const name = `周${WEEKDAYS[weekday(date) - 1] ?? ''}`;
  if (kind === 'makeup' && !restsAnyway(book, region, date)) {
    return { problem: `${date}是${name}，本来就是工作日，不能作为调休上班日。` };
  }
  if (!ownYear) return { remark: { place, message: `${date}在上一年度，请核对是否为跨年安排。` } };
  if (kind === 'off' && weekday(date) >= 6) return { remark: { place, message: `${date}是${name}，本来就休息。` } };
  return {};
}

function checkRows(rows: readonly Row[], head: NoticeHead, book: CalendarBook): ReadNotice {
  const problems = headProblems(head);
  const remarks: NoticeRemark[] = [];
  const seen = new Map<string, string>();
  for (const row of rows.slice(0, MAX_ROWS)) {
    const earlier = seen.get(row.date);
    seen.set(row.date, earlier ?? row.place);
    const { problem, remark } = checkRow(row, head, book);
    if (problem !== undefined) problems.push({ place: row.place, message: problem });
    else if (earlier !== undefined) problems.push({ place: row.place, message: `日期${row.date}与${earlier}重复。` });
    else if (remark) remarks.push(remark);
  }
  if (rows.length > MAX_ROWS) problems.push({ place: '', message: `放假和调休日共不超过${MAX_ROWS}天。` });
  const days = (kind: Row['kind']) =>
    rows
      .filter((row) => row.kind === kind)
      .map(({ date }) => date)
      .sort();
  if (days('off').length === 0) problems.push({ place: '', message: '至少应有一天放假。' });
  if (problems.length > 0) return { problems };
  const { region, year, notice } = head;
  return { year: { region, year, off: days('off'), makeup: days('makeup'), notice: notice.trim() }, remarks };
}

/**
 * Reads a year's notice as CSV: a head `date,kind[,name]`, then one day a line, kind `off` or `makeup`; names are for the
 * reader and not kept. Problems name their line, counted from 1 with the head.
 */
export function readNoticeCsv(text: string, head: NoticeHead, book: CalendarBook): ReadNotice {
  const { rows, problems } = readLines(text);
  const checked = checkRows(rows, head, book);
  if (problems.length === 0) return checked;
  // A line that could not be read may have been the day off that seems to be missing.
  const others = 'problems' in checked ? checked.problems.filter(({ message }) => !message.startsWith('至少')) : [];
  return { problems: [...problems, ...others] };
}

/** Reads a year's notice in the form of a scenario file: lists of days off and of make-up days. */
export function readNoticeLists(
  lists: NoticeHead & { off: readonly string[]; makeup: readonly string[] },
  book: CalendarBook,
): ReadNotice {
  const rows = (kind: Row['kind']) => lists[kind].map((date, i): Row => ({ place: `${kind}第${i + 1}项`, date, kind }));
  return checkRows([...rows('off'), ...rows('makeup')], lists, book);
}

/** Days on which a region's courts are closed beside every holiday: flood, epidemic, local order. */
export interface Closure {
  region: string;
  days: readonly LocalDate[];
  reason: string;
}

/** A closure laid over the version in force of its year; problems when it cannot be. */
export function readClosure({ region, days, reason }: Closure, book: CalendarBook): ReadNotice {
  const year = Number((days[0] ?? '').slice(0, 4));
  const problems: NoticeRemark[] = [];
  const place = (i: number) => `days第${i + 1}项`;
  if (!KNOWN_REGIONS.includes(region)) problems.push({ place: '', message: `日历地区“${region}”无效。` });
  if (days.length === 0) problems.push({ place: '', message: '至少应有一天停止办公。' });
  if (reason.trim() === '') problems.push({ place: '', message: '应写明停止办公的理由。' });
  days.forEach((date, i) => {
    if (!isLocalDate(date)) problems.push({ place: place(i), message: `日期“${date}”不存在。` });
    else if (Number(date.slice(0, 4)) !== year) problems.push({ place: place(i), message: '各日应在同一年度。' });
    else if (days.indexOf(date) !== i) problems.push({ place: place(i), message: `日期${date}重复。` });
  });
  const present = yearEntry(book, region, year);
  if (region === NATIONAL && !present && problems.length === 0) {
    // One closed day would otherwise pass for the whole notice, and every other day of the year for final.
    problems.push({ place: '', message: `${year}年全国放假安排尚未公布，不能先登记停止办公。` });
  }
  if (problems.length > 0) return { problems };
  const rest = days.filter((date) => weekday(date) >= 6 || present?.off.includes(date));
  const off = [...new Set([...(present?.off ?? []), ...days])].sort();
  const makeup = (present?.makeup ?? []).filter((date) => !days.includes(date));
  const notice = `${regionName(region)}临时停止办公（${days.join('、')}）：${reason.trim()}`;
  const closed = [...new Set([...(present?.closed ?? []), ...days])].sort();
  return {
    year: { region, year, off, makeup, notice, closed },
    remarks: rest.map((date) => ({ place: date, message: '当日本来就休息。' })),
  };
}
