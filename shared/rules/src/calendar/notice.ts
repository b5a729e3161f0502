import type { LocalDate } from '../local-date';
import { addDays, EARLIEST_DAY, isLocalDate, weekday } from '../local-date';
import type { CalendarBook, CalendarYear } from './book';
import { hasNotice, yearEntry } from './book';
import { KNOWN_REGIONS, NATIONAL, regionName } from './regions';

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

/** One line of a file of holidays as its cells stand there, without any interpretation. */
export interface NoticeLine {
  place: string;
  cells: readonly string[];
}

interface Row {
  place: string;
  date: string;
  kind: 'off' | 'makeup';
  name?: string;
}

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];
const MAX_ROWS = 366;
const MAX_NOTICE = 2_000;
const MAX_NAME = 40;
const FIRST_YEAR = Number(EARLIEST_DAY.slice(0, 4));
/** A notice for a year may name days of the last weeks of the year before: that for 2019 made 2018-12-29 a working day. */
const ACROSS_NEW_YEAR = '12-20';
const NO_DAY_OFF = '至少应有一天放假。';

/** How a calendar's columns and kinds are called, in either language; compared after folding. */
const COLUMNS: Readonly<Record<string, 'date' | 'kind' | 'name'>> = {
  date: 'date',
  日期: 'date',
  kind: 'kind',
  type: 'kind',
  类型: 'kind',
  种类: 'kind',
  类别: 'kind',
  name: 'name',
  名称: 'name',
  节日: 'name',
  节日名称: 'name',
};
const KINDS: Readonly<Record<string, Row['kind']>> = {
  off: 'off',
  放假: 'off',
  休: 'off',
  休息: 'off',
  makeup: 'makeup',
  班: 'makeup',
  上班: 'makeup',
  补班: 'makeup',
  调休: 'makeup',
  调休上班: 'makeup',
};
const DATE_FORMS = '2027-01-01、2027/1/1或者2027年1月1日';
/** Day 0 of a spreadsheet's numbers for dates (1900 system), and the numbers that can be meant: 1991 to 2099. */
const SERIAL_ZERO = '1899-12-30';
const SERIALS = { from: 33_239, to: 73_050 };

/** What a spreadsheet's long form of a date ends with. */
const DAY_OF_WEEK = / ?\(?(?:星期|周)[一二三四五六日天]\)?$/;

/** Full-width letters, digits and signs as ASCII, without what is invisible and without blanks around. */
const folded = (cell: string): string =>
  cell
    .replace(/\p{Cf}/gu, '')
    .normalize('NFKC')
    .trim();

function called<T>(names: Readonly<Record<string, T>>, cell: string): T | undefined {
  const name = folded(cell).toLowerCase();
  return Object.hasOwn(names, name) ? names[name] : undefined;
}

/**
 * A day as people and spreadsheets write it, as `YYYY-MM-DD`; whether such a day exists is for the caller to see.
 * Undefined for what is no such form: `1/1/2027` and `1月1日` leave open which day is meant.
 */
export function readDay(cell: string): string | undefined {
  const text = folded(cell)
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(DAY_OF_WEEK, '');
  if (/^\d{5}(\.0{1,9})?$/.test(text)) {
    const serial = Number(text);
    return serial >= SERIALS.from && serial <= SERIALS.to ? addDays(SERIAL_ZERO, serial) : undefined;
  }
  const [, year, month = '', day = ''] =
    /^(\d{4}) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2}) ?日?( 0?0:00(:00)?)?$/.exec(text) ??
    /^(\d{4})(\d\d)(\d\d)$/.exec(text) ??
    [];
  return year === undefined ? undefined : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

type Columns = Partial<Record<'date' | 'kind' | 'name', number>>;

/** Where the columns are, by the first line; columns that spreadsheets append without a head do not count. */
function columnsOf({ place, cells }: NoticeLine): { columns: Columns } | { problem: NoticeRemark } {
  const problem = (message: string) => ({ problem: { place, message } });
  const columns: Columns = {};
  for (const [index, cell] of cells.entries()) {
    if (folded(cell) === '') continue;
    const column = called(COLUMNS, cell);
    if (column === undefined) {
      if (columns.date === undefined) break;
      return problem(`不认识的列“${shortened(cell)}”，首行应为日期、类型、名称（date,kind,name），名称可以没有。`);
    }
    if (columns[column] !== undefined) return problem(`“${shortened(cell)}”列重复。`);
    columns[column] = index;
  }
  if (columns.date === undefined || columns.kind === undefined) {
    return problem('首行应为日期、类型、名称（date,kind,name），名称可以没有。');
  }
  return { columns };
}

const unreadable = (day: string): string => `认不出日期“${shortened(day)}”，应写作${DATE_FORMS}。`;
const shortened = (cell: string): string => (cell.length > 40 ? `${cell.slice(0, 40)}…` : cell);

function readLine({ place, cells }: NoticeLine, columns: Columns): { row: Row } | { problem: NoticeRemark } {
  const problem = (message: string) => ({ problem: { place, message } });
  const cell = (column: keyof Columns) => cells[columns[column] ?? -1] ?? '';
  const known = new Set(Object.values(columns));
  const beyond = cells.find((text, index) => !known.has(index) && folded(text) !== '');
  if (beyond !== undefined) return problem(`“${shortened(beyond)}”不在首行所列的各列之内。`);
  const date = readDay(cell('date'));
  if (date === undefined) {
    return problem(unreadable(cell('date')));
  }
  const kind = called(KINDS, cell('kind'));
  if (kind === undefined) {
    return problem(`种类“${shortened(cell('kind'))}”无效，应为off（放假）或者makeup（调休上班）。`);
  }
  const name = folded(cell('name').replace(/[\p{Cc}\p{Cs}\p{Cf}\s]+/gu, ' '));
  if (name.length > MAX_NAME) return problem(`名称不超过${MAX_NAME}字。`);
  return { row: { place, date, kind, ...(name === '' ? {} : { name }) } };
}

function readLines(lines: readonly NoticeLine[]): { rows: Row[]; problems: NoticeRemark[] } {
  const [head = { place: '第1行', cells: [] }, ...rest] = lines.filter(({ cells }) =>
    cells.some((cell) => folded(cell) !== ''),
  );
  const read = columnsOf(head);
  if ('problem' in read) return { rows: [], problems: [read.problem] };
  const rows: Row[] = [];
  const problems: NoticeRemark[] = [];
  for (const line of rest) {
    const found = readLine(line, read.columns);
    if ('row' in found) rows.push(found.row);
    else problems.push(found.problem);
  }
  return { rows, problems };
}

/**
 * What is wrong with the year of a calendar that is entered on this day, or undefined: notices come for the year that
 * runs and the next, and a correction may concern any year since 1991.
 */
export function calendarYearProblem(year: number, today: LocalDate): string | undefined {
  const last = Number(today.slice(0, 4)) + 2;
  if (Number.isInteger(year) && year >= FIRST_YEAR && year <= last) return undefined;
  return `年份应为${FIRST_YEAR}至${last}之间的整数。`;
}

function headProblems({ region, year, notice }: NoticeHead): NoticeRemark[] {
  const problems: string[] = [];
  if (!KNOWN_REGIONS.includes(region)) problems.push(`日历地区“${region}”无效，可用：${KNOWN_REGIONS.join('、')}。`);
  if (!Number.isInteger(year)) problems.push('应写明年份。');
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
  if (!isLocalDate(date)) {
    return { problem: readDay(date) === undefined ? unreadable(date) : `日期“${date}”不存在。` };
  }
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

type YearOff = Pick<CalendarYear, 'region' | 'year' | 'off'>;

const closuresOf = (book: CalendarBook, region: string, year: number): readonly LocalDate[] =>
  yearEntry(book, region, year)?.closed ?? [];

/** Closures of the version in force that a new version of its year would end, because they are not among its days off. */
export function closuresEnded({ region, year, off }: YearOff, book: CalendarBook): LocalDate[] {
  return closuresOf(book, region, year).filter((date) => !off.includes(date));
}

/** What whoever proposes such a version is told. */
export function remarkOnEnded(ended: readonly LocalDate[]): string {
  return `现行版本所列的临时停止办公${ended.join('、')}不在其中，公布后恢复为办公日；仍然有效的，请列为放假。`;
}

/** A new version as it is laid over the one in force: of its closures those in `ended` end, the others stay closed. */
export function overClosures(
  { closed: _, ...year }: Omit<CalendarYear, 'version'>,
  ended: readonly LocalDate[],
  book: CalendarBook,
): Omit<CalendarYear, 'version'> {
  const closed = closuresOf(book, year.region, year.year).filter(
    (date) => year.off.includes(date) || !ended.includes(date),
  );
  if (closed.length === 0) return year;
  const off = [...new Set([...year.off, ...closed])].sort();
  return { ...year, off, makeup: year.makeup.filter((date) => !closed.includes(date)), closed };
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
  // Of a region it says that the year has no days of its own; without the nation's notice there is no calendar at all.
  if (head.region === NATIONAL && days('off').length === 0) problems.push({ place: '', message: NO_DAY_OFF });
  if (problems.length > 0) return { problems };
  const named = rows.flatMap(({ date, name }) => (name === undefined ? [] : [[date, name] as const]));
  const { region, year, notice } = head;
  const read = {
    ...{ region, year, off: days('off'), makeup: days('makeup'), notice: notice.trim() },
    ...(named.length > 0 ? { names: Object.fromEntries(named) } : {}),
  };
  const ended = closuresEnded(read, book);
  if (ended.length > 0) remarks.push({ place: '', message: remarkOnEnded(ended) });
  return { year: overClosures(read, ended, book), remarks };
}

/**
 * Reads a year's notice from the lines of a spreadsheet: a head 日期,类型[,名称] (date, kind, name) in any order, then one
 * day a line, as spreadsheets write days. A day's name becomes the reason shown for it. Problems name their line.
 */
export function readNoticeLines(lines: readonly NoticeLine[], head: NoticeHead, book: CalendarBook): ReadNotice {
  const { rows, problems } = readLines(lines);
  const checked = checkRows(rows, head, book);
  if (problems.length === 0) return checked;
  // A line that could not be read may have been the day off that seems to be missing.
  const others = 'problems' in checked ? checked.problems.filter(({ message }) => message !== NO_DAY_OFF) : [];
  const lineOf = new Map(lines.map(({ place }, index) => [place, index]));
  const order = ({ place }: NoticeRemark) => lineOf.get(place) ?? -1;
  return { problems: [...problems, ...others].sort((a, b) => order(a) - order(b)) };
}

/** Reads a year's notice in the form of a scenario file: lists of days off and of make-up days. */
export function readNoticeLists(
  lists: NoticeHead & Pick<CalendarYear, 'names'> & { off: readonly string[]; makeup: readonly string[] },
  book: CalendarBook,
): ReadNotice {
  const names = new Map(Object.entries(lists.names ?? {}).map(([day, name]) => [readDay(day), folded(name)]));
  const rowOf = (place: string, kind: Row['kind'], day: string): Row => {
    const date = readDay(day) ?? day;
    const name = names.get(date) ?? '';
    return { place, date, kind, ...(name === '' ? {} : { name }) };
  };
  const rows = (kind: Row['kind']) => lists[kind].map((day, i) => rowOf(`${kind}第${i + 1}项`, kind, day));
  return checkRows([...rows('off'), ...rows('makeup')], lists, book);
}

/** Days on which a region's courts are closed beside every holiday: flood, epidemic, local order. */
export interface Closure {
  region: string;
  days: readonly LocalDate[];
  reason: string;
}

const ONLY_CLOSURES = { onlyClosures: true };

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
  const names = present?.names === undefined ? {} : { names: present.names };
  return {
    year: {
      region,
      year,
      off,
      makeup,
      notice,
      closed,
      ...names,
      ...(hasNotice(book, region, year) ? {} : ONLY_CLOSURES),
    },
    remarks: rest.map((date) => ({ place: date, message: '当日本来就休息。' })),
  };
}
