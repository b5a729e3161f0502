import { NAMED_SEPARATOR, separatorOf } from '@xiezhi/docket';
import type { NoticeLine } from '@xiezhi/rules';
import { CsvError, parse } from 'csv-parse/sync';
import type { Info } from 'csv-parse/sync';

export interface TextTable {
  lines: NoticeLine[];
  /** The line at which reading ended before the file did, and why. */
  fault?: { place: string; message: string };
}

/** Separated values as spreadsheets save them, line by line; a line in quotes counts from where it begins. */
export function readCsv(text: string): TextTable {
  const named = NAMED_SEPARATOR.exec(text);
  // Replaced by an empty line, so that lines keep their numbers.
  const rest = named ? `\n${text.slice(named[0].length)}` : text;
  const lines: NoticeLine[] = [];
  let read = 0;
  const place = () => `第${read + 1}行`;
  try {
    parse(rest, {
      delimiter: named?.[1] ?? separatorOf(rest),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      ltrim: true,
      rtrim: true,
      on_record: (cells: string[], info: Info) => {
        lines.push({ place: place(), cells });
        read = info.lines;
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const unclosed = error.code === 'CSV_QUOTE_NOT_CLOSED';
    const message = unclosed ? '引号没有成对，此后各行读不出。' : '引号用法有误，此后各行读不出。';
    return { lines, fault: { place: place(), message } };
  }
  return { lines };
}
