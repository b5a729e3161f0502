const DAY_MS = 86_400_000;
/** Serial 1 is 1 January 1900, and 60 a 29 February that never was: from 61 on the count is from 30 December 1899. */
const FROM_1900 = Date.UTC(1899, 11, 30);
const FROM_1904 = Date.UTC(1904, 0, 1);
const LAST = Date.UTC(9999, 11, 31) + DAY_MS;

/** Formats that every spreadsheet knows by number: dates, and those of Chinese and Japanese calendars. */
const BUILT_IN = (id: number) =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** Whether a format shows a number as a day: text in quotes, colours and currencies apart, it has a year, month or day. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN(id);
  const plain = code
    .slice(0, 255)
    .replace(/"[^"]*"|\\.|\[[^\]]*\]|[_*]./g, '')
    .toLowerCase();
  return /[yd]|e(?![+-])|m/.test(plain.replace(/general/g, ''));
}

/** The day, or the second, of a spreadsheet's serial number; undefined for one that is no date. */
export function isoOfSerial(serial: number, since1904: boolean): string | undefined {
  if (!Number.isFinite(serial) || serial < 0) return undefined;
  const shifted = !since1904 && serial < 60 ? serial + 1 : serial;
  // A second is the finest that a sheet shows; its fraction of a day is seldom exact.
  const instant = Math.round(((since1904 ? FROM_1904 : FROM_1900) + shifted * DAY_MS) / 1_000) * 1_000;
  if (instant >= LAST) return undefined;
  const [day, time] = new Date(instant).toISOString().slice(0, 19).split('T') as [string, string];
  return time === '00:00:00' ? day : `${day} ${time}`;
}
